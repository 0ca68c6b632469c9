"""The negotiation table: read, typed into with what-if scores from the server, offered, exported."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from rabrong.agreements.actions.negotiation import NewOffers, StaleOffers, make_offers
from rabrong.agreements.forms.negotiation import read_table
from rabrong.agreements.models import IndicatorVersion, Side
from rabrong.agreements.pages.negotiation import Typing, seated, table_of
from rabrong.agreements.pages.negotiation_export import table_file
from rabrong.agreements.pages.negotiation_rounds import rounds_of
from rabrong.agreements.queries.negotiation import Book, LatestOf, appeals_of, meeting_in, meetings_of
from rabrong.agreements.rules.negotiation import MOVES, offers_as
from rabrong.agreements.rules.negotiation_lines import camp_of, is_to_offer
from rabrong.agreements.rules.negotiation_typed import TypedTable
from rabrong.agreements.views.negotiation_asked import (
    Asked,
    asked_agreement,
    book_asked,
    frame,
    meeting_choices,
    refused,
    side_asked,
    sides_of,
)
from rabrong.agreements.wording.negotiation import refusal_words
from rabrong.org.rules import Refusal


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, year: int, unit: str, *, latest: LatestOf) -> HttpResponse:
    """The table; POST works the typed numbers out or offers them."""
    asked = asked_agreement(request, year, unit)
    book = book_asked(asked, latest)
    allowed = sides_of(asked, book)
    if request.method != "POST":
        typing = _typing(asked, side_asked(request.GET.get("side", ""), allowed), None) if allowed else None
        kind = request.GET.get("export", "")
        return table_file(kind, book, typing) if kind in ("csv", "xlsx") else _page(request, asked, book, typing)
    if not allowed:
        return refused(request, Refusal("offer.not_begun", {"state": asked.agreement.get_state_display()}))
    side = side_asked(request.POST.get("side", ""), allowed)
    typing = _typing(asked, side, read_table(request.POST, [row.version.pk for row in book.rows], side))
    return (
        _offer(request, asked, book, typing)
        if request.POST.get("act") == "offer"
        else _page(request, asked, book, typing)
    )


@require_POST
@login_required
def what_if(request: HttpRequest, year: int, unit: str, *, latest: LatestOf) -> HttpResponse:
    """What changes in the table while somebody types: scores, totals, states, doubts. Nothing is kept."""
    asked = asked_agreement(request, year, unit)
    book = book_asked(asked, latest)
    side = side_asked(request.POST.get("side", ""), sides_of(asked, book))
    typing = _typing(asked, side, read_table(request.POST, [row.version.pk for row in book.rows], side))
    shown = table_of(book, typing, is_whole=asked.whole)
    return render(request, "agreements/negotiation_live.html", {"table": shown, "whole": asked.whole})


def _typing(asked: Asked, side: Side, typed: TypedTable | None) -> Typing:
    def may_type(version: IndicatorVersion) -> bool:
        return side in offers_as(asked.actor, version)

    return Typing(side, may_type, typed)


def _offer(request: HttpRequest, asked: Asked, book: Book, typing: Typing) -> HttpResponse:
    """Put what changed on the table, or the page again with what stands against it; nothing typed is lost."""
    typed = typing.typed
    assert typed is not None  # only called with what was posted
    seats = [each for each in seated(book, typing) if is_to_offer(each, typing.side)]
    faults = [each for each in seats if each.wanted is None]
    if faults:
        return _again(request, asked, book, typing, Refusal("offer.faults", {"count": len(faults)}))
    meeting = meeting_in(asked.agreement, typed.meeting)
    if meeting is None:
        return _again(request, asked, book, typing, Refusal("offer.other_meeting"))
    proposals = {each.row.version.pk: each.wanted for each in seats if each.wanted is not None}
    new = NewOffers(meeting, typing.side, proposals, typed.seen, typed.note)
    made = make_offers(asked.agreement, new, by=asked.actor, now=asked.now)
    if isinstance(made, Refusal):
        return _again(request, asked, book, typing, made)
    if isinstance(made, StaleOffers):
        stale = Typing(typing.side, typing.may_type, typed, made.newest)
        refusal = Refusal("offer.stale", {"count": len(made.newest)})
        return _page(request, asked, book, stale, refusal, HTTPStatus.CONFLICT)
    messages.success(request, gettext("เสนอแล้ว %(count)s ตัวชี้วัด") % {"count": len(made)})
    return redirect(
        f"{reverse('negotiation', args=(book.agreement.year_id, asked.agreement.unit.code))}?side={typing.side}"
    )


def _again(request: HttpRequest, asked: Asked, book: Book, typing: Typing, refusal: Refusal) -> HttpResponse:
    return _page(request, asked, book, typing, refusal, HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(
    request: HttpRequest,
    asked: Asked,
    book: Book,
    typing: Typing | None,
    refusal: Refusal | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    agreement = asked.agreement
    meetings = meetings_of(agreement)
    typed = None if typing is None else typing.typed
    context = {
        **frame(asked),
        "table": table_of(book, typing, is_whole=asked.whole),
        "rounds": rounds_of(agreement, meetings, appeals_of(agreement)),
        "sides": [(str(side), side.label) for side in sides_of(asked, book)],
        "side": None if typing is None else typing.side,
        "camp": None if typing is None else camp_of(typing.side),
        "meetings": meeting_choices(asked) if typing is not None else (),
        "meeting": typed.meeting if typed is not None else _number(request.GET.get("meeting", "")),
        "note": "" if typed is None else typed.note,
        "may_begin": asked.may_run and agreement.state in MOVES["begin"].sources,
        "next_number": max((offer.number for row in book.rows for offer in row.offers), default=0) + 1,
        "fault": "" if refusal is None else refusal_words(refusal),
    }
    return render(request, "agreements/negotiation_table.html", context, status=status)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
