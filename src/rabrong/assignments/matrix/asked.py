"""What an address of the matrix asks for, and how it is refused; 404 for what is not there or not to be seen."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rabrong.agreements.models import IndicatorVersion, Year, YearState
from rabrong.agreements.queries.templates import indicator_in
from rabrong.agreements.queries.years import year_of
from rabrong.agreements.rules.years import may_read_year
from rabrong.assignments.matrix.forms import round_now
from rabrong.assignments.matrix.who import whose
from rabrong.assignments.wording import refusal_words
from rabrong.org.actor import Actor
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Person, Unit
from rabrong.org.rules import Refusal, may_administer


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, when, for which year; in which round it is."""

    actor: Actor
    now: datetime
    year: Year

    @property
    def round_(self) -> int:
        """The running round."""
        return round_now(self.year.year, self.actor.today)

    @property
    def may_edit(self) -> bool:
        """Whether they may change anything here."""
        return may_administer(self.actor) is not None and self.year.state != YearState.CLOSED

    @property
    def base(self) -> str:
        """The address of the matrix, below which indicators and cells have theirs."""
        return reverse("os_matrix", args=(self.year.year,))

    @property
    def frame(self) -> dict[str, object]:
        """What every page of the matrix has around it."""
        return {"year": self.year.year, "may_edit": self.may_edit, "sees_department": True}


def asked_matrix(request: HttpRequest, number: int) -> Asked:
    """The matrix of a year, for who sees the whole department. Raises Http404."""
    year, scope = year_of(number), scope_of(request)
    if year is None or not scope.everything or not may_read_year(scope.actor, year):
        raise Http404
    return Asked(scope.actor, now_of(request), year)


def asked_indicator(request: HttpRequest, number: int, code: str) -> tuple[Asked, IndicatorVersion]:
    """An indicator of the matrix. Raises Http404."""
    asked, version = asked_matrix(request, number), indicator_in(number, code)
    if version is None:
        raise Http404
    return asked, version


def asked_cell(request: HttpRequest, number: int, code: str, key: str) -> tuple[Asked, IndicatorVersion, Unit | Person]:
    """A cell of the matrix. Raises Http404."""
    asked, version = asked_indicator(request, number, code)
    who = whose([key]).get(key)
    if who is None:
        raise Http404
    return asked, version, who


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The reason on a page of its own, for who may see and not do it."""
    return render(request, "403.html", {"reason": refusal_words(refusal)}, status=HTTPStatus.FORBIDDEN)


def status_of(refusal: Refusal) -> HTTPStatus:
    """409 for what somebody else changed meanwhile, else 422."""
    return HTTPStatus.CONFLICT if refusal.code.endswith(".stale") else HTTPStatus.UNPROCESSABLE_ENTITY
