"""What an address of registers, requests, missing lists and binders asks for: 404 for what may not be seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.agreements.queries.years import year_of
from rabrong.agreements.rules.templates import running_round
from rabrong.agreements.rules.years import may_read_year
from rabrong.assignments.models import ROUNDS
from rabrong.assignments.rules import sees_indicator
from rabrong.evidence.requests.queries import askable
from rabrong.evidence.wording import refusal_words
from rabrong.org.actor import Actor
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import Scope, span_of_day, units_below
from rabrong.org.queries.units import unit_coded
from rabrong.org.rules import Refusal
from rabrong.ui.whole import whole_number

LONGEST = 100
STALE = ("original.stale", "request.stale", "request.not_now", "request.over")
FORBIDDEN = ("original.not_keeper", "request.not_asker", "request.not_keeper", "org.not_administrator")


@dataclass(frozen=True)
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
    def running(self) -> int:
        """The round that runs, the nearest one outside the year."""
        return min(max(running_round(self.year.year, self.actor.today), ROUNDS[0]), ROUNDS[-1])

    @cached_property
    def home(self) -> str:
        """The unit whose register and binder are nearest: the department for who sees it, else the own."""
        grants = self.actor.grants
        central = (grant.unit_code for grant in grants if grant.unit_kind == UnitKind.DEPARTMENT)
        return next(central, "") or next((grant.unit_code for grant in grants), "")

    def frame(self, at: str) -> dict[str, object]:
        """What every page has around it; `at` is the tab."""
        return {"year": self.year.year, "at": at, "home_unit": self.home}


def asked_year(request: HttpRequest, number: int) -> Asked:
    """The year of an address. Raises Http404."""
    year, scope = year_of(number), scope_of(request)
    if year is None or not may_read_year(scope.actor, year):
        raise Http404
    return Asked(scope, now_of(request), year)


def asked_unit(asked: Asked, code: str) -> Unit:
    """A unit that may be seen. Raises Http404. One query, and one for the scope."""
    unit = unit_coded(code)
    if unit is None or unit not in asked.scope:
        raise Http404
    return unit


def wanted_of(request: HttpRequest, names: tuple[str, ...]) -> dict[str, str]:
    """The filters of an address, none longer than a name."""
    return {name: request.GET.get(name, "").replace("\0", "").strip()[:LONGEST] for name in names}


def round_wanted(wanted: Mapping[str, str], asked: Asked) -> int:
    """The round that was chosen, else the one that runs."""
    chosen = whole_number(wanted.get("round", ""))
    return chosen if chosen in ROUNDS else asked.running


def own_indicator(asked: Asked, code: str) -> IndicatorVersion | None:
    """The indicator of that code, where somebody sees it of every unit. A few queries."""
    version = IndicatorVersion.objects.filter(year=asked.year, code=code).order_by("-version").first() if code else None
    return version if version is not None and sees_indicator(asked.scope, version) else None


def unit_with_below(unit: Unit, asked: Asked) -> dict[int, Unit]:
    """The unit and everything below it today that may be seen, in the order in which people look. Two queries."""
    ids = units_below([unit.pk], span_of_day(asked.actor.today))
    seen = [each for each in ids if asked.scope.holds(each)]
    return ordered_units(seen)


def ordered_units(ids: "list[int] | frozenset[int]") -> dict[int, Unit]:
    """Units by id with what they stand in: by kind, then by the unit above, then by name. One query."""
    rows = Unit.objects.filter(pk__in=ids).select_related("parent")
    kinds = [kind.value for kind in UnitKind]
    placed = sorted(
        rows, key=lambda unit: (kinds.index(unit.kind) if unit.kind != UnitKind.DISTRICT else 99, *_name(unit))
    )
    return {unit.pk: unit for unit in placed}


def _name(unit: Unit) -> tuple[str, str]:
    above = unit.parent.sort_key if unit.kind == UnitKind.DISTRICT and unit.parent else ""
    return above, unit.sort_key


def may_ask(asked: Asked) -> bool:
    """Whether somebody may ask for documents of some indicator of the year."""
    return bool(askable(asked.scope, asked.year.year))


def refused(request: HttpRequest, refusal: Refusal, status: HTTPStatus | None = None) -> HttpResponse:
    """The reason on a page of its own."""
    return render(request, "403.html", {"reason": refusal_words(refusal)}, status=status or status_of(refusal))


def status_of(refusal: Refusal) -> HTTPStatus:
    """403 for who may not, 409 for what has gone on since, 422 for what was typed."""
    if refusal.code in FORBIDDEN:
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.CONFLICT if refusal.code in STALE else HTTPStatus.UNPROCESSABLE_ENTITY
