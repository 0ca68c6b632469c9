"""Signing in by role and moving the clock; there only where it can harm nobody."""

from collections.abc import Callable, Mapping
from functools import wraps
from ipaddress import ip_address

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from rabrong.demo.actions import move_clock
from rabrong.demo.clock import days_offered
from rabrong.demo.doors import DOORS, GROUPS, Door, DoorGroup, door_of
from rabrong.demo.forms import ClockForm
from rabrong.demo.models import Mark
from rabrong.org.models import Person

View = Callable[[HttpRequest], HttpResponse]
BACKEND = "django.contrib.auth.backends.ModelBackend"


def demo_only(view: View) -> View:
    """404 unless the settings, the database and both ends of the connection are a demo's."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not (settings.DEMO and _is_local(request) and Mark.objects.exists()):
            raise Http404
        return view(request)

    return guarded


def _is_local(request: HttpRequest) -> bool:
    ends = (request.META.get("SERVER_NAME", ""), request.META.get("REMOTE_ADDR", ""), request.get_host())
    return all(_is_loopback(end) for end in ends)


def _is_loopback(end: str) -> bool:
    host = end[1:].partition("]")[0] if end.startswith("[") else end.partition(":")[0] if end.count(":") == 1 else end
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@require_http_methods(["GET", "HEAD", "POST"])
@demo_only
def sign_in(request: HttpRequest) -> HttpResponse:
    """One form with a button for each role."""
    if request.method != "POST":
        return _page(request, 200)
    door = door_of(request.POST.get("role", ""))
    if door is None:
        return _page(request, 422)
    login(request, get_object_or_404(Person, code=door.person), backend=BACKEND)
    return redirect(door.start)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    people = {person.code: person for person in Person.objects.filter(code__in=[door.person for door in DOORS])}
    context = {
        "groups": [(group, _with_people(group, people)) for group in GROUPS],
        "here": next((door for door in DOORS if door.person == getattr(request.user, "code", None)), None),
        "days": days_offered(),
    }
    return render(request, "demo/sign_in.html", context, status=status)


def _with_people(group: DoorGroup, people: Mapping[str, Person]) -> list[tuple[Door, Person]]:
    return [(door, people[door.person]) for door in group.doors if door.person in people]


@require_POST
@demo_only
@login_required
def clock(request: HttpRequest) -> HttpResponse:
    """Moves the clock and goes back to where it was moved from."""
    form = ClockForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(each) for each in form.errors["date"]))
    elif isinstance(request.user, Person):
        move_clock(day=form.cleaned_data["date"], by=request.user)
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else "/")
