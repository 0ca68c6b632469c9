"""Where a unit's year will end: every indicator's outlook and the expected total, for the rows and the hero."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.agreements.models import Item
from rabrong.agreements.queries import weights_of
from rabrong.charts import Forecast
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.queries.indicators import UnitYear
from rabrong.dashboards.queries.settled import SettledMemory
from rabrong.dashboards.queries.year import YearBook
from rabrong.results.forecasts.outlook import Outlook, Seen, outlook_of
from rabrong.results.forecasts.reading import Basis, basis_of
from rabrong.results.queries.stored import StoredScore
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.criteria import Criterion
from rabrong.scoring.forecast import Expected, Points, Totals, expected_totals
from rabrong.scoring.forecast.known import LAST_MONTH
from rabrong.scoring.scale import Scale
from rabrong.scoring.scorecard import Scorecard, ScoreLine
from rabrong.ui.numbers import fixed

PLACES = 4
LAST_ROUND = ROUNDS[-1]
OUTLOOKS: SettledMemory[Outlook] = SettledMemory(4096)
"""Of the items of some hundred agreements."""
TOTALS: SettledMemory[Totals] = SettledMemory(512)


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The outlook of every item and the scorecards of the year's end, with what they rest on; `aspects` are those in
    which some indicator is forecast, `criteria` those of items that no amendment changed, the same in every month."""

    outlooks: Mapping[int, Outlook]
    totals: Totals
    scale: Scale
    basis: Basis
    aspects: frozenset[str]
    criteria: Mapping[int, Criterion]

    def of(self, item: Item) -> Forecast | None:
        """The expected score of an item with its range, as it is shown."""
        outlook = self.outlooks.get(item.pk)
        return None if outlook is None or outlook.points is None else shown_points(outlook.points, self.scale)

    @property
    def total(self) -> Forecast | None:
        """The expected total with its range, as it is shown; None where nothing is forecast."""
        if not self.aspects:
            return None
        cards = (self.totals.low, self.totals.middle, self.totals.high)
        return _forecast(tuple(card.total for card in cards))

    def within(self, aspect: str) -> Forecast | None:
        """The expected score of an aspect within itself; None where nothing in it is forecast."""
        if aspect not in self.aspects:
            return None
        cards = (self.totals.low, self.totals.middle, self.totals.high)
        return _forecast(tuple(line.within for card in cards for line in card.aspects if line.code == aspect))


def _forecast(values: tuple[Decimal | None, ...]) -> Forecast | None:
    known = [value for value in values if value is not None]
    return Forecast(*known) if len(known) == len(("low", "middle", "high")) else None


def shown_points(points: Points, scale: Scale) -> Forecast:
    """Expected points rounded as scores are shown."""
    return Forecast(scale.displayed(points.low), scale.displayed(points.middle), scale.displayed(points.high))


def is_forecast(book: YearBook) -> bool:
    """Whether there is anything to forecast: some month is known, and the year is not over."""
    return 0 < book.month < LAST_MONTH and not book.rules.is_closed


def year_end(book: YearBook, unit_year: UnitYear, card: Scorecard) -> YearEnd | None:
    """The year's end of a unit as of the book's month; None where there is nothing to forecast. One query."""
    if not is_forecast(book):
        return None
    unit_id, versions = unit_year.agreement.unit_id, [item.indicator for item in unit_year.items]
    basis, scale = basis_of(unit_id, book.year, versions, book.month), book.rules.scale
    seen = Seen(book.month, scale, basis)
    criteria = {item.pk: criterion_in(item, scale, LAST_MONTH) for item in unit_year.items}
    outlooks = {
        item.pk: _outlook(item, criteria[item.pk], unit_year.scores.get(item.pk, {}), seen) for item in unit_year.items
    }
    same = {item.pk: criteria[item.pk] for item in unit_year.items if not item.amended}
    lines = {line.code: line for line in card.lines}
    rows = [expected_row(item, lines[item.indicator.code], outlooks[item.pk].points) for item in unit_year.items]
    aspects = frozenset(row.aspect for row in rows if row.points is not None)
    totals = TOTALS.made((book.year, tuple(rows)), lambda: expected_totals(rows, book.framework, scale))
    return YearEnd(outlooks, totals, scale, basis, aspects, same)


@dataclass(frozen=True, slots=True)
class _Reached:
    """An item's results until a month, with what is known of years before: the newest find an outlook that is kept, all
    of them tell whether it is theirs."""

    item: int
    month: int
    basis: Basis
    newest: tuple[tuple[int, Fraction | None, Fraction | None], ...]
    months: tuple[tuple[int, Fraction | None, Fraction | None], ...] = field(hash=False)


def _outlook(item: Item, criterion: Criterion, scores: Mapping[int, StoredScore], seen: Seen) -> Outlook:
    """Worked out once for the same results, while what is settled stays the same: one entry changes few indicators."""
    months = tuple((month, score.result, score.exact) for month, score in sorted(scores.items()))
    reached = _Reached(item.pk, seen.month, seen.basis, months[-1:], months)
    return OUTLOOKS.made(reached, lambda: outlook_of(item, criterion, scores, seen))


def expected_row(item: Item, line: ScoreLine, points: Points | None) -> Expected:
    """An item at the year's end; what is cancelled in any round is out by then."""
    state = "cancelled" if item.indicator.cancelled is not None else line.state
    weight = weights_of(item.weights).get(LAST_ROUND)
    return Expected(line.code, line.aspect, weight, state, points, line.exact_score)


def forecast_words(forecast: Forecast | None) -> str:
    """The forecast for who cannot see the chart; empty where there is none."""
    if forecast is None:
        return ""
    return gettext("คาดการณ์สิ้นปี %(middle)s ช่วง %(low)s ถึง %(high)s") % {
        "low": fixed(forecast.low, PLACES),
        "middle": fixed(forecast.middle, PLACES),
        "high": fixed(forecast.high, PLACES),
    }
