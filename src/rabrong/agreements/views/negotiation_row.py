"""One indicator of the negotiation: its form for criteria of every kind, its offers, what is expected of it."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rabrong.agreements.actions.negotiation import NewOffers, StaleOffers, expect_result, make_offers
from rabrong.agreements.forms.criteria_editor import with_row
from rabrong.agreements.forms.negotiation import ForecastForm, read_offer
from rabrong.agreements.models import Offer, Side
from rabrong.agreements.pages.criteria_editor import curve_of, editor_of
from rabrong.agreements.pages.negotiation import wording_of
from rabrong.agreements.pages.negotiation_lines import offer_words
from rabrong.agreements.pages.negotiation_parts import expected_words, past_cells, state_of, trend_words
from rabrong.agreements.pages.negotiation_row import (
    ReadOffer,
    begun_with,
    compared,
    offer_name,
    offer_views,
    read_offer_form,
    what_if_of,
)
from rabrong.agreements.queries.negotiation import Book, LatestOf, Row, meeting_in, nothing_latest
from rabrong.agreements.rules.criteria_editor import criterion_of_data
from rabrong.agreements.rules.negotiation import offers_as, placing_of
from rabrong.agreements.rules.negotiation_lines import expected_of, seats_of, series_of
from rabrong.agreements.rules.negotiation_typed import TypedOffer
from rabrong.agreements.views.negotiation_asked import (
    Asked,
    asked_agreement,
    book_asked,
    frame,
    meeting_choices,
    refused,
    row_asked,
    side_asked,
    sides_of,
)
from rabrong.agreements.wording.negotiation import refusal_words
from rabrong.org.rules import Refusal
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.exact import round_half_up
from rabrong.scoring.scale import Scale
from rabrong.ui.numbers import bare

PLACES = 4


@dataclass(frozen=True, slots=True)
class Desk:
    """Who asks, and the indicator in the table."""

    asked: Asked
    book: Book
    row: Row


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stands against an offer; `theirs` is one that came in between."""

    refusal: Refusal
    status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
    theirs: Offer | None = None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, year: int, unit: str, code: str, *, latest: LatestOf) -> HttpResponse:
    """Everything about one indicator; POST works the form out, changes its rows or makes the offer."""
    desk = _desk(request, year, unit, code, latest=latest)
    allowed = _allowed(desk)
    if request.method != "POST":
        side = side_asked(request.GET.get("side", ""), allowed)
        return _page(request, desk, begun_with(seats_of(desk.row), side, desk.book.rules.scale))
    if not allowed:
        return refused(request, Refusal("offer.not_begun", {"state": desk.asked.agreement.get_state_display()}))
    typed = read_offer(request.POST, side_asked(request.POST.get("side", ""), allowed))
    act = request.POST.get("act", "")
    if act == "offer":
        return _offer(request, desk, typed)
    return _page(request, desk, replace(typed, criteria=with_row(typed.criteria, act)))


def _desk(request: HttpRequest, year: int, unit: str, code: str, *, latest: LatestOf) -> Desk:
    """The indicator for who reads it. Raises Http404."""
    asked = asked_agreement(request, year, unit)
    book = book_asked(asked, latest)
    return Desk(asked, book, row_asked(book, code))


@require_POST
@login_required
def preview(request: HttpRequest, year: int, unit: str, code: str, *, latest: LatestOf) -> HttpResponse:
    """The criteria's cells with their faults, and what the typed line would score. Nothing is kept."""
    desk = _desk(request, year, unit, code, latest=latest)
    typed = read_offer(request.POST, side_asked(request.POST.get("side", ""), _allowed(desk)))
    act = request.POST.get("act", "")
    is_whole = bool(act) or request.headers.get("HX-Trigger-Name", "").endswith(("-kind", "-form"))
    typed = replace(typed, criteria=with_row(typed.criteria, act)) if act else typed
    context = {**frame(desk.asked), **_typed_context(desk, typed), "row": desk.row, "is_whole": is_whole}
    return render(request, "agreements/negotiation_preview.html", context)


def _allowed(desk: Desk) -> tuple[Side, ...]:
    sides = offers_as(desk.asked.actor, desk.row.version)
    return tuple(side for side in sides_of(desk.asked, desk.book) if side in sides)


def _offer(request: HttpRequest, desk: Desk, typed: TypedOffer) -> HttpResponse:
    asked, pk = desk.asked, desk.row.version.pk
    read = read_offer_form(typed, desk.book.rules.scale)
    if read.proposal is None:
        return _page(request, desk, typed, Trouble(Refusal("offer.faults", {"count": 1})))
    meeting = meeting_in(asked.agreement, typed.meeting)
    if meeting is None:
        return _page(request, desk, typed, Trouble(Refusal("offer.other_meeting")))
    new = NewOffers(meeting, typed.side, {pk: read.proposal}, {pk: typed.seen}, typed.note)
    made = make_offers(asked.agreement, new, by=asked.actor, now=asked.now)
    if isinstance(made, Refusal):
        return _page(request, desk, typed, Trouble(made))
    if isinstance(made, StaleOffers):
        stale = Trouble(Refusal("offer.stale", {"count": 1}), HTTPStatus.CONFLICT, made.newest[pk])
        return _page(request, desk, typed, stale)
    messages.success(request, gettext("บันทึกข้อเสนอที่ %(number)s แล้ว") % {"number": bare(made[0].number)})
    return redirect("negotiation_row", asked.agreement.year_id, asked.agreement.unit.code, desk.row.version.code)


def _page(
    request: HttpRequest,
    desk: Desk,
    typed: TypedOffer,
    trouble: Trouble | None = None,
    *,
    forecast_form: ForecastForm | None = None,
) -> HttpResponse:
    found, scale, seats = desk.row, desk.book.rules.scale, seats_of(desk.row)
    allowed = _allowed(desk)
    criterion = criterion_of_data(seats.own.proposal.criteria, scale)
    context = {
        **frame(desk.asked),
        **_typed_context(desk, typed),
        "row": found,
        "seats": seats,
        "name": wording_of(seats),
        "state": state_of(seats, scale),
        "past": past_cells(desk.book, found, criterion),
        "trend_words": trend_words(found),
        "expected": expected_words(expected_of(found, desk.book.agreement.year_id)),
        "forecast_form": forecast_form or ForecastForm(),
        "offers": offer_views(found, scale),
        "sides": [(str(side), side.label) for side in allowed],
        "meetings": meeting_choices(desk.asked) if allowed else (),
        "newest": seats.newest,
        **_trouble_context(trouble, scale),
    }
    status = HTTPStatus.OK if trouble is None else trouble.status
    if forecast_form is not None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "agreements/negotiation_row.html", context, status=status)


def _trouble_context(trouble: Trouble | None, scale: Scale) -> dict[str, object]:
    if trouble is None:
        return {}
    theirs = "" if trouble.theirs is None else offer_words(trouble.theirs, scale)
    return {"fault": refusal_words(trouble.refusal), "is_checked": True, "theirs": theirs}


def _typed_context(desk: Desk, typed: TypedOffer) -> dict[str, object]:
    book, found = desk.book, desk.row
    scale = book.rules.scale
    read: ReadOffer = read_offer_form(typed, scale)
    good = read.criteria.criterion
    past = {year: round_half_up(value, PLACES) for year, value in series_of(found).items() if year in book.years}
    return {
        "typed": typed,
        "placing": typed.placing or placing_of(found.version),
        "rounds": ROUNDS,
        "read": read,
        "editor": editor_of(typed.criteria, read.criteria, scale),
        "curve": curve_of(good, scale, past, found.version.measure) if good else None,
        "what_if": what_if_of(book, found, read, typed.side),
        "is_good": read.criteria.is_good,
    }


@require_POST
@login_required
def forecast(request: HttpRequest, year: int, unit: str, code: str) -> HttpResponse:
    """Enter what is expected of the indicator, with its source."""
    desk = _desk(request, year, unit, code, latest=nothing_latest)
    form, asked = ForecastForm(request.POST), desk.asked
    if form.is_valid():
        data = form.cleaned_data
        done = expect_result(
            asked.agreement, desk.row.version, data["value"], data["source"], by=asked.actor, now=asked.now
        )
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, gettext("บันทึกคาดการณ์แล้ว"))
        return redirect("negotiation_row", year, unit, code)
    typed = begun_with(seats_of(desk.row), side_asked("", _allowed(desk)), desk.book.rules.scale)
    return _page(request, desk, typed, forecast_form=form)


@login_required
@require_safe
def compare(request: HttpRequest, year: int, unit: str, code: str, *, latest: LatestOf) -> HttpResponse:
    """Any two offers side by side; by default the newest and the one before it."""
    desk = _desk(request, year, unit, code, latest=latest)
    book, found = desk.book, desk.row
    if not found.offers:
        raise Http404
    newest = (found.offers[-2] if len(found.offers) > 1 else found.offers[-1], found.offers[-1])
    chosen = [_numbered(found, request.GET.get(name), newest[at]) for at, name in enumerate(("a", "b"))]
    lines = compared(book, found, chosen)
    context = {
        **frame(desk.asked),
        "row": found,
        "chosen": chosen,
        "names": [offer_name(offer) for offer in chosen],
        "choices": [(offer.number, offer_name(offer)) for offer in found.offers],
        "lines": lines,
        "changed": sum(1 for line in lines if not line.is_same),
    }
    return render(request, "agreements/negotiation_compare.html", context)


def _numbered(found: Row, text: str | None, default: Offer) -> Offer:
    """The offer of that number. Raises Http404."""
    if text is None:
        return default
    offer = next((each for each in found.offers if str(each.number) == text), None)
    if offer is None:
        raise Http404
    return offer
