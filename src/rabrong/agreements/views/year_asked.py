"""What an address of a year asks for, and how it is refused; 404 for what is not there or not to be seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rabrong.agreements.models import Agreement, Year, YearState
from rabrong.agreements.queries.years import agreement_of, year_of
from rabrong.agreements.rules.agreements import may_see_agreement
from rabrong.agreements.rules.years import may_read_draft, may_read_year
from rabrong.agreements.wording.years import place_words, refusal_words
from rabrong.org.actor import Actor
from rabrong.org.asking import now_of, scope_of
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal, may_administer
from rabrong.ui.whole import whole_number


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, when, for which year."""

    scope: Scope
    now: datetime
    year: Year

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.scope.actor

    @property
    def may_edit(self) -> bool:
        """Whether they prepare years."""
        return may_administer(self.actor) is not None

    @property
    def frame(self) -> dict[str, object]:
        """What every page of a year has around it."""
        return {
            "year": self.year,
            "may_edit": self.may_edit,
            "reads_drafts": may_read_draft(self.actor),
            "is_draft": self.year.state == YearState.DRAFT,
            "is_closed": self.year.state == YearState.CLOSED,
        }


def asked_year(request: HttpRequest, number: int) -> Asked:
    """A year that may be read. Raises Http404."""
    year, scope = year_of(number), scope_of(request)
    if year is None or not may_read_year(scope.actor, year):
        raise Http404
    return Asked(scope, now_of(request), year)


def asked_draft_reader(request: HttpRequest, number: int) -> Asked:
    """The same for those who prepare or follow the preparing. Raises Http404."""
    asked = asked_year(request, number)
    if not may_read_draft(asked.actor):
        raise Http404
    return asked


def asked_agreement(request: HttpRequest, number: int, unit: str) -> tuple[Asked, Agreement]:
    """A unit's agreement for who may see it; one in the making also in a year that is a draft. Raises Http404."""
    year, scope, agreement = year_of(number), scope_of(request), agreement_of(number, unit)
    if year is None or agreement is None or not may_see_agreement(scope, agreement):
        raise Http404
    return Asked(scope, now_of(request), year), agreement


def not_allowed(request: HttpRequest, asked: Asked) -> HttpResponse | None:
    """The answer to who may read but not change; None for who may."""
    if asked.may_edit:
        return None
    return refused(request, Refusal("org.not_administrator"))


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The reason on a page of its own."""
    return render(request, "403.html", {"reason": refusal_words(refusal)}, status=HTTPStatus.FORBIDDEN)


def said(request: HttpRequest, refusal: Refusal) -> HTTPStatus:
    """The reason above the form that it concerns, and the status of that form."""
    messages.error(request, refusal_words(refusal))
    return HTTPStatus.UNPROCESSABLE_ENTITY


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that stands otherwise now than it was typed."""

    name: str
    typed: str
    stored: str


def clashes(typed: Mapping[str, str], stored: Mapping[str, str]) -> list[Clash]:
    """What was typed beside what somebody else saved meanwhile, where the two differ."""
    names = dict.fromkeys((*typed, *stored))
    rows = [Clash(place_words(name, " "), typed.get(name, ""), stored.get(name, "")) for name in names]
    return [row for row in rows if row.typed != row.stored]


def edits_in(request: HttpRequest) -> int:
    """The number of changes the form was opened at; none is never up to date."""
    return whole_number(request.POST.get("edits", ""))
