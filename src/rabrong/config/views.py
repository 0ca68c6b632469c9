"""The pages that belong to no stage: the door, and the way out."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rabrong.agreements.models import Agreement
from rabrong.notices.live import HUB
from rabrong.org.actor import Actor
from rabrong.org.asking import actor_asking
from rabrong.org.models import Role, UnitKind


@require_safe
@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """Where there is no demo: strangers sign in, everybody else goes to the own first screen."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    return redirect(first_screen(actor_asking(request)))


def first_screen(actor: Actor) -> str:
    """My work of who keeps data; else the newest scorecard of the highest unit one has a role at; My account where
    there is none. One query."""
    units = [grant.unit_id for grant in actor.grants]
    found = Agreement.objects.filter(unit_id__in=units).values_list("year_id", "unit__kind", "unit__code")
    ranked = sorted(found, key=lambda row: (-row[0], UnitKind.values.index(row[1]), row[2]))
    if not ranked:
        return reverse("account")
    if Role.KEEPER in actor.roles and not actor.sees_all:
        return reverse("work", args=(ranked[0][0],))
    return reverse("unit", args=(ranked[0][0], ranked[0][2]))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session and its live streams."""
    HUB.end_streams_of(request.session.session_key or "")
    logout(request)
    return redirect("/")
