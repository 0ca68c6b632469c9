"""Handing over: who still holds something although gone, what hangs on somebody, who follows row by row."""

from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from rabrong.agreements.models import Year
from rabrong.assignments.models import ROUNDS
from rabrong.assignments.together.asked import asked_year, forbidden, status_of
from rabrong.assignments.together.handing import (
    HandOver,
    Holding,
    drafts_of,
    hand_over,
    holdings_of,
    mark_of,
    previewed_hand_over,
    still_holding,
)
from rabrong.assignments.together.pages import held_rows
from rabrong.assignments.wording import refusal_words
from rabrong.org.actor import Actor
from rabrong.org.asking import actor_asking, now_of, scope_of
from rabrong.org.models import Person
from rabrong.org.queries.people import person_coded
from rabrong.org.queries.search import people_matching
from rabrong.org.rules import Refusal
from rabrong.thai.dates import read_date, typed_date
from rabrong.ui.whole import whole_number

FOUND = 20


@login_required
@require_safe
def leavers(request: HttpRequest, year: int) -> HttpResponse:
    """Who is gone and still holds something; and anybody who is looked for."""
    asked_year(request, year)
    answer = forbidden(request)
    if answer is not None:
        return answer
    sought = request.GET.get("q", "").strip()[:100]
    found = list(people_matching(scope_of(request), sought)[:FOUND]) if sought else []
    context = {"year": year, "people": list(still_holding(year)), "q": sought, "found": found}
    return render(request, "assignments/hand_overs.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_page(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """What hangs on a person; successors are named, looked at, then everything is passed on."""
    kept, actor, now = asked_year(request, year), actor_asking(request), now_of(request)
    person = person_coded(scope_of(request), code)
    if person is None:
        raise Http404
    answer = forbidden(request)
    if answer is not None:
        return answer
    holdings = holdings_of(person, year, actor.today)
    context = _context(request, kept, person, holdings, actor)
    if request.method != "POST":
        return _page(request, context, None)
    wanted = _wanted(request, kept, person, holdings)
    if isinstance(wanted, Refusal):
        return _page(request, context, wanted)
    if request.POST.get("step") == "apply":
        done = hand_over(wanted, request.POST.get("seen", ""), by=actor, now=now)
        if not isinstance(done, Refusal):
            messages.success(request, gettext("ส่งต่อแล้ว %(count)s รายการ") % {"count": done})
            return redirect("hand_over", year, code)
        return _page(request, context, done)
    passed = previewed_hand_over(wanted, by=actor, now=now)
    if isinstance(passed, Refusal):
        return _page(request, context, passed)
    context["rows"] = held_rows(holdings, _typed(request, holdings), request.POST.getlist("ends"), passed)
    context["may_apply"] = all(each.refusal is None for each in passed)
    context["is_looked_at"] = True
    return _page(request, context, None)


def _context(
    request: HttpRequest, year: Year, person: Person, holdings: list[Holding], actor: Actor
) -> dict[str, object]:
    return {
        "year": year.year,
        "person": person,
        "rows": held_rows(holdings, _typed(request, holdings), request.POST.getlist("ends")),
        "drafts": drafts_of(person, year.year),
        "rounds": ROUNDS,
        "from_round": whole_number(request.POST.get("from_round", ""), ROUNDS[0]),
        "on": request.POST.get("on", "") or typed_date(actor.today),
        "seen": mark_of(holdings),
    }


def _page(request: HttpRequest, context: dict[str, object], refusal: Refusal | None) -> HttpResponse:
    if refusal is not None:
        context["fault"] = refusal_words(refusal)
    status = HTTPStatus.OK if refusal is None else status_of(refusal)
    return render(request, "assignments/hand_over.html", context, status=status)


def _typed(request: HttpRequest, holdings: list[Holding]) -> dict[str, str]:
    return {each.key: request.POST.get(each.key, "").strip()[:300] for each in holdings}


def _wanted(request: HttpRequest, year: Year, person: Person, holdings: list[Holding]) -> HandOver | Refusal:
    """Rows left empty stay; a box ends a row; a sign-in name passes it on."""
    ends = set(request.POST.getlist("ends"))
    typed = {key: text.split()[0] for key, text in _typed(request, holdings).items() if text and key not in ends}
    people = {each.code: each for each in Person.objects.filter(code__in=typed.values()).select_related("unit")}
    unknown = next((code for code in typed.values() if code not in people), None)
    if unknown is not None:
        return Refusal("together.no_person", {"code": unknown})
    on, from_round = read_date(request.POST.get("on", "")), whole_number(request.POST.get("from_round", ""))
    if not isinstance(on, date) or from_round not in ROUNDS:
        return Refusal("together.no_round")
    successors: dict[str, Person | None] = {key: people[code] for key, code in typed.items()}
    successors |= {each.key: None for each in holdings if each.key in ends}
    return HandOver(year, person, successors, from_round, on)
