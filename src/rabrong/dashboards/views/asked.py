"""What an address asks for: person, time, year, unit; 404 for what is not there or not to be seen."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest
from django.utils.timezone import localdate

from rabrong.agreements.models import IndicatorVersion
from rabrong.dashboards.queries.indicators import indicator_of
from rabrong.dashboards.queries.units import unit_of
from rabrong.dashboards.queries.year import YearBook, year_book
from rabrong.org.actor import Actor
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Unit
from rabrong.org.queries import Scope
from rabrong.org.rules import may_see


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, when, for which year and unit."""

    scope: Scope
    now: datetime
    book: YearBook
    unit: Unit

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.scope.actor


def asked_year(request: HttpRequest, year: int) -> YearBook:
    """The year as of `?month=`, by default the newest month. Raises Http404."""
    text = request.GET.get("month", "")
    book = year_book(year, localdate(now_of(request)), month=int(text) if text.isdecimal() else None)
    if book is None:
        raise Http404
    return book


def asked_unit(request: HttpRequest, year: int, code: str) -> Asked:
    """The unit of that code in that year. Raises Http404."""
    unit, scope = unit_of(code, year), scope_of(request)
    if unit is None or not may_see(scope, unit):
        raise Http404
    return Asked(scope, now_of(request), asked_year(request, year), unit)


def asked_indicator(year: int, code: str) -> IndicatorVersion:
    """The indicator of that code in that year. Raises Http404."""
    found = indicator_of(year, code)
    if found is None:
        raise Http404
    return found
