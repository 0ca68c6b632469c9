"""Numbers by hand: one indicator, a page of receivers, or lines pasted for all of them."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rabrong.assignments.cascade.actions import keep_draft
from rabrong.assignments.cascade.pages.preview import number_words
from rabrong.assignments.cascade.queries import names_of, receivers_of
from rabrong.assignments.cascade.typed import with_hand
from rabrong.assignments.cascade.views.asked import asked_draft
from rabrong.assignments.cascade.views.desks import Desk, desk_of, wizard_frame

HANDS = 25
"""Receivers on one page of numbers by hand."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand(request: HttpRequest, year: int, whose: str, draft: int, code: str) -> HttpResponse:
    """Numbers by hand of one indicator: a page of receivers, or lines pasted for all."""
    found = asked_draft(request, year, whose, draft)
    if isinstance(found, HttpResponse):
        return found
    desk = desk_of(*found)
    if code not in desk.typed["codes"]:
        raise Http404
    receivers, _ = receivers_of(desk.asked.agreement, desk.order)
    wanted = request.GET.get("page", "1")
    page = Paginator([each.key for each in receivers], HANDS).get_page(wanted)
    if request.method == "POST":
        typed = with_hand(desk.typed, code, list(page), request.POST)
        desk = desk_of(desk.asked, keep_draft(desk.draft, typed, now=desk.asked.now))
        to = request.POST.get("to", "")
        faults = [fault.words for fault in desk.faults if fault.place == code]
        if to == "how" or (to.isdecimal() and not faults):
            return _onward(desk, code, to)
        return _hands(request, desk, code, page, faults)
    return _hands(request, desk, code, page, [])


def _onward(desk: Desk, code: str, to: str) -> HttpResponse:
    if to == "how":
        return redirect("cascade_step", *desk.asked.address, desk.draft.pk, "how")
    answer = redirect("cascade_hand", *desk.asked.address, desk.draft.pk, code)
    answer["Location"] += f"?page={to}"
    return answer


def _hands(request: HttpRequest, desk: Desk, code: str, page: Page[str], faults: list[str]) -> HttpResponse:
    kept, keys = desk.typed.get("hand", {}).get(code, {}), list(page)
    names = names_of(desk.asked.agreement, keys)
    item = next((each for each in desk.items() if each.indicator.code == code), None)
    if item is None:
        raise Http404
    context = {
        **wizard_frame(desk, "how"),
        "indicator": item.indicator,
        "target": number_words("" if item.target is None else str(item.target)),
        "in_part": True,
        "rows": [(at, key, names.get(key, key), kept.get(key, {})) for at, key in enumerate(keys)],
        "page": page,
        "filled": len(kept),
        "points": desk.points,
        "problems": faults,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return render(request, "assignments/cascade_hand.html", context, status=status)
