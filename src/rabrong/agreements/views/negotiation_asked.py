"""What an address of the negotiation asks for: whose agreement, who asks, which rows they read."""

from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rabrong.agreements.forms.negotiation import side_of
from rabrong.agreements.models import Agreement, IndicatorVersion, Side, YearState
from rabrong.agreements.pages.negotiation_rounds import meeting_words
from rabrong.agreements.queries.negotiation import Book, LatestOf, Row, agreement_at, book_of, meetings_of
from rabrong.agreements.rules.negotiation import (
    OFFERED_IN,
    OWN_SIDES,
    offers_as,
    reads_row,
    reads_whole,
    signed_refusal,
)
from rabrong.agreements.wording.negotiation import refusal_words
from rabrong.org.actor import Actor
from rabrong.org.asking import now_of, scope_of
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal, may_administer
from rabrong.ui.words import in_language


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, when, for whose agreement. `whole` says whether all rows are theirs to read."""

    scope: Scope
    now: datetime
    agreement: Agreement
    whole: bool

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.scope.actor

    @property
    def may_run(self) -> bool:
        """Whether they record meetings, agree and vet."""
        return may_administer(self.actor) is not None and self.agreement.year.state != YearState.CLOSED


def asked_agreement(request: HttpRequest, year: int, unit: str) -> Asked:
    """The agreement for who reads at least one of its rows. Raises Http404."""
    agreement, scope = agreement_at(year, unit), scope_of(request)
    if agreement is None:
        raise Http404
    whole = reads_whole(scope, agreement)
    if not whole and not _has_a_row(scope, agreement):
        raise Http404
    return Asked(scope, now_of(request), agreement, whole)


def _has_a_row(scope: Scope, agreement: Agreement) -> bool:
    """Whether an indicator of the agreement is in the hands of a unit they write for. One query at most."""
    units = {grant.unit_id for grant in scope.actor.grants}
    found = IndicatorVersion.objects.filter(items__agreement=agreement, responsible_id__in=units)
    return bool(units) and any(reads_row(scope, agreement, version) for version in found)


def asked_whole(request: HttpRequest, year: int, unit: str) -> Asked:
    """The agreement for who reads the whole negotiation. Raises Http404."""
    asked = asked_agreement(request, year, unit)
    if not asked.whole:
        raise Http404
    return asked


def book_asked(asked: Asked, latest: LatestOf) -> Book:
    """The table with the rows somebody reads."""
    book = book_of(asked.agreement, asked.now, latest)
    if asked.whole:
        return book
    rows = tuple(row for row in book.rows if reads_row(asked.scope, asked.agreement, row.version))
    return replace(book, rows=rows)


def row_asked(book: Book, code: str) -> Row:
    """One of its rows. Raises Http404."""
    row = book.row(code)
    if row is None:
        raise Http404
    return row


def sides_of(asked: Asked, book: Book) -> tuple[Side, ...]:
    """In whose name somebody may type now; none where the table is closed to them."""
    agreement = asked.agreement
    if agreement.state not in OFFERED_IN or agreement.year.state == YearState.CLOSED:
        return ()
    if signed_refusal(agreement) is not None:
        return ()
    allowed = {side for row in book.rows for side in offers_as(asked.actor, row.version)}
    return tuple(side for side in Side if side in allowed)


def side_asked(text: str, allowed: tuple[Side, ...]) -> Side:
    """The party that is named, else the first own one."""
    default = next((side for side in allowed if side in OWN_SIDES), Side.DEPARTMENT)
    return side_of(text, allowed, default)


def frame(asked: Asked) -> dict[str, object]:
    """What every page of the negotiation has around it."""
    return {
        "year": asked.agreement.year_id,
        "agreement": asked.agreement,
        "unit": asked.agreement.unit,
        "unit_name": in_language(asked.agreement.unit, "name"),
        "whole": asked.whole,
        "may_run": asked.may_run,
    }


def meeting_choices(asked: Asked) -> list[tuple[int, str]]:
    """The meetings an offer may have been made in, newest first. One query."""
    return [(meeting.pk, meeting_words(meeting)) for meeting in reversed(meetings_of(asked.agreement))]


def refused(request: HttpRequest, refusal: Refusal, status: HTTPStatus = HTTPStatus.FORBIDDEN) -> HttpResponse:
    """The reason on a page of its own."""
    return render(request, "403.html", {"reason": refusal_words(refusal)}, status=status)
