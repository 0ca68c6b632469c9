"""Stars and the digest: a person's own, each by a form that works without JavaScript."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from rabrong.agreements.models import IndicatorVersion
from rabrong.monitoring.actions.watching import choose_digest, unwatch, watch
from rabrong.monitoring.asked import asked_year
from rabrong.monitoring.models import Digest, DigestChoice
from rabrong.monitoring.queries.watches import newest_versions, watched_places
from rabrong.monitoring.rules import may_watch, watchable
from rabrong.monitoring.wording import refusal_words
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Person, Unit
from rabrong.org.rules import Refusal

MOST_STARS = 200
"""Rows of one table."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def star(request: HttpRequest, year: int) -> HttpResponse:
    """Watch a unit or an indicator of it, or no longer; back to where it was asked for, a star for htmx.

    GET shows the star: the pages that have one are drawn once for many readers, and ask for it on their own.
    """
    asked_year(request, year)
    sent = request.POST if request.method == "POST" else request.GET
    unit, indicator = _place(sent, year)
    scope = scope_of(request)
    if request.method != "POST":
        return _shown(request, year, (unit, indicator))
    if request.POST.get("act") == "remove":
        unwatch(scope.actor.person, year, (unit, indicator))
        return _answer(request, year, (unit, indicator), is_on=False)
    done = watch(scope, year, (unit, indicator), now=now_of(request))
    if isinstance(done, Refusal) and done.code == "watch.not_seen":
        raise Http404
    if isinstance(done, Refusal):
        messages.error(request, refusal_words(done))
    return _answer(request, year, (unit, indicator), is_on=not isinstance(done, Refusal))


@login_required
@require_safe
def stars(request: HttpRequest, year: int) -> HttpResponse:
    """The stars of the rows of a table, all in one answer, each of which htmx puts into its row.

    The table is drawn once for many readers, with links to the star's own page; the reader's stars come after it.
    """
    asked_year(request, year)
    scope, unit = scope_of(request), Unit.objects.filter(code=request.GET.get("unit", "")).first()
    codes = set(request.GET.getlist("kpi")[:MOST_STARS])
    found = [] if unit is None else watchable(scope, unit, newest_versions(year, codes))
    if unit is None or not found:
        raise Http404
    watched = watched_places(scope.actor.person, year)
    context = {
        "year": year,
        "unit": unit,
        "stars": [{"kpi": each.code, "is_on": (unit.pk, each.code) in watched} for each in found],
        "back": reverse("unit", args=(year, unit.code)),
    }
    return render(request, "monitoring/stars.html", context)


def _shown(request: HttpRequest, year: int, place: tuple[Unit, IndicatorVersion | None]) -> HttpResponse:
    """The star as it stands. Raises Http404."""
    scope, (unit, indicator) = scope_of(request), place
    if not may_watch(scope, unit, indicator):
        raise Http404
    code = indicator.code if indicator else ""
    page = reverse("indicator", args=(year, code, unit.code)) if code else reverse("unit", args=(year, unit.code))
    context = {
        "year": year,
        "at": "watching",
        "sees_all": scope.everything,
        "unit": unit,
        "kpi": code,
        "is_on": (unit.pk, code) in watched_places(scope.actor.person, year),
        "back": page,
    }
    is_fragment = request.headers.get("HX-Request") == "true"
    answer = render(request, "monitoring/_star.html" if is_fragment else "monitoring/star.html", context)
    answer.headers["Vary"] = "HX-Request, Cookie"
    return answer


def _place(sent: QueryDict, year: int) -> tuple[Unit, IndicatorVersion | None]:
    unit = Unit.objects.filter(code=sent.get("unit", "")).first()
    code = sent.get("kpi", "")
    rows = IndicatorVersion.objects.filter(year_id=year, code=code).order_by("-version")
    indicator = rows.first() if code else None
    if unit is None or (code and indicator is None):
        raise Http404
    return unit, indicator


def _answer(
    request: HttpRequest, year: int, place: tuple[Unit, IndicatorVersion | None], *, is_on: bool
) -> HttpResponse:
    unit, indicator = place
    if request.headers.get("HX-Request") == "true":
        code = indicator.code if indicator else ""
        context = {"year": year, "unit": unit, "kpi": code, "is_on": is_on, "back": request.POST.get("next", "")}
        return render(request, "monitoring/_star.html", context)
    back = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if is_safe else "/")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def digest(request: HttpRequest) -> HttpResponse:
    """How often alerts come by mail."""
    person = cast(Person, request.user)
    if request.method == "POST":
        often = next((each for each in Digest if each == request.POST.get("often")), None)
        if often is None:
            raise Http404
        site = f"{request.scheme}://{request.get_host()}"
        choose_digest(person, often, (get_language() or "th", site), now=now_of(request))
        messages.success(request, gettext("บันทึกแล้ว"))
        return redirect("digest")
    row = DigestChoice.objects.filter(person=person).first()
    chosen = Digest.OFF if row is None else row.often
    context = {"choices": [(each, each.label, each == chosen) for each in Digest], "email": person.email}
    return render(request, "monitoring/digest.html", context)
