"""What an address asks for: person, time, year, unit; 404 for what is not there or not to be seen."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest
from django.utils.timezone import localdate

from rabrong.agreements.models import IndicatorVersion
from rabrong.agreements.rules.years import may_read_draft
from rabrong.assignments.rules import sees_indicator
from rabrong.dashboards.queries.indicators import indicator_of
from rabrong.dashboards.queries.sight import Sight
from rabrong.dashboards.queries.units import unit_of, way_up
from rabrong.dashboards.queries.year import YearBook, year_book
from rabrong.org.actor import Actor
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Unit
from rabrong.org.rules import may_see
from rabrong.scoring.agreement import ROUNDS
from rabrong.ui.whole import whole_number


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, when, for which year and unit. `path` is the unit and what stood above it in the shown month, from
    below; `sight` says whose numbers the page may show."""

    sight: Sight
    now: datetime
    book: YearBook
    path: tuple[Unit, ...]
    is_live: bool = False

    @property
    def frozen_round(self) -> int:
        """The round whose frozen numbers the page shows where it is closed; 0 for none."""
        return self.book.month if self.book.month in ROUNDS and not self.is_live else 0

    @property
    def minute(self) -> datetime:
        """The minute it is: what a page says of times does not change within it, so that the page can be kept."""
        return self.now.replace(second=0, microsecond=0)

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.sight.scope.actor

    @property
    def seen(self) -> tuple[Hashable, ...]:
        """By what pages of the same moment tell apart what they read: month, day, and whose numbers are shown. The same
        for all who see everything."""
        whose = "" if self.sight.everything else self.actor.permissions
        return self.book.year, self.book.month, self.book.today, self.is_live, whose

    @property
    def unit(self) -> Unit:
        """The unit asked for."""
        return self.path[0]

    @property
    def department(self) -> Unit:
        """The unit that the unit's numbers go up to."""
        return self.path[-1]


def asked_year(request: HttpRequest, year: int) -> YearBook:
    """The year as of `?month=`, by default the newest month. Raises Http404."""
    text = request.GET.get("month", "")
    month = whole_number(text) if text.isdecimal() else None
    book = year_book(year, localdate(now_of(request)), month=month)
    if book is None or (book.rules.is_draft and not may_read_draft(scope_of(request).actor)):
        raise Http404
    return book


def asked_unit(request: HttpRequest, year: int, code: str) -> Asked:
    """The unit of that code in that year, with everything about it. Raises Http404."""
    unit, scope = unit_of(code, year), scope_of(request)
    if unit is None or not may_see(scope, unit):
        raise Http404
    return _asked(request, Sight(scope), unit, asked_year(request, year))


def asked_indicator(request: HttpRequest, year: int, code: str, unit: str) -> tuple[Asked, IndicatorVersion]:
    """One indicator of one unit: the unit is seen, or the indicator is one's own. Raises Http404."""
    found, version, scope = unit_of(unit, year), indicator_of(year, code), scope_of(request)
    if found is None or version is None:
        raise Http404
    sight = Sight(scope, whole=sees_indicator(scope, version))
    if found not in sight:
        raise Http404
    return _asked(request, sight, found, asked_year(request, year)), version


def _asked(request: HttpRequest, sight: Sight, unit: Unit, book: YearBook) -> Asked:
    return Asked(sight, now_of(request), book, way_up(unit, book.span), request.GET.get("live") == "1")
