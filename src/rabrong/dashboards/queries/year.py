"""Reading a fiscal year as a page needs it: rules, bands, months."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import F

from rabrong.agreements.models import Band, Year
from rabrong.agreements.queries import YearRules
from rabrong.agreements.queries.scoring import framework_with_indicators, rules_of
from rabrong.dashboards.queries.settled import settled
from rabrong.org.queries import Span, span_of_month
from rabrong.results.models import Window
from rabrong.scoring.agreement import Aspect
from rabrong.ui.words import in_language

Row = TypeVar("Row", Band, Window)


@dataclass(frozen=True)
class YearBook:
    """A year as of a fiscal month (0: before the first). `windows` is month -> when it is entered, `indicators` the ids
    of the versions of its indicators.

    Made for one request, so what its pages ask for every score is worked out once and kept.
    """

    rules: YearRules
    bands: tuple[Band, ...]
    framework: tuple[Aspect, ...]
    windows: Mapping[int, Window]
    month: int
    today: date
    indicators: tuple[int, ...] = ()

    @property
    def year(self) -> int:
        """The B.E. fiscal year."""
        return self.rules.year

    @cached_property
    def span(self) -> Span:
        """The days whose tree the month's numbers add up; October's before the first month."""
        return span_of_month(self.year, self.month or 1)

    def as_of(self, month: int) -> "YearBook":
        """The same year as of another month."""
        return replace(self, month=month)

    @property
    def points(self) -> tuple[Decimal, ...]:
        """The points of the scale."""
        return self.rules.scale.points

    @cached_property
    def band_words(self) -> tuple[tuple[Decimal | None, str], ...]:
        """The limit and the word of each band, in the language of the request."""
        return tuple((band.upto, in_language(band, "name")) for band in self.bands)

    @property
    def open_months(self) -> list[int]:
        """The months that can be looked at: their window has opened."""
        return [month for month, window in self.windows.items() if window.opens <= self.today]

    @property
    def query(self) -> str:
        """What an address of the same year needs to show the same month: "?month=6", nothing for the newest."""
        return self.query_of(self.month)

    def query_of(self, month: int) -> str:
        """What an address of the same year needs to show a month."""
        return "" if not self.open_months or month == self.open_months[-1] else f"?month={month}"

    @property
    def is_open(self) -> bool:
        """Whether the month's numbers may still be entered."""
        window = self.windows.get(self.month)
        return window is not None and window.opens <= self.today <= window.closes

    @property
    def closed_month(self) -> int:
        """The last month whose window has closed; 0 before the first."""
        return max((month for month, window in self.windows.items() if window.closes < self.today), default=0)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed for a whole year and seldom changes: nobody may change what is in it."""

    rules: YearRules
    bands: tuple[Band, ...]
    framework: tuple[Aspect, ...]
    indicators: tuple[int, ...]
    windows: Mapping[int, Window]


@settled
def agreed_of(year: int) -> Agreed:
    """What is agreed for a year. Two queries. Raises Year.DoesNotExist."""
    rows = _rows_of(year)
    if not rows:
        raise Year.DoesNotExist(year)
    bands = tuple({row.band_id: _made(Band, BAND, row, "band") for row in rows if row.band_id is not None}.values())
    windows = {row.window_month: _made(Window, WINDOW, row, "window") for row in rows if row.window_id is not None}
    return Agreed(rules_of(rows[0], bands), bands, *framework_with_indicators(year), windows)


BAND = ("id", "position", "upto", "name", "name_en")
WINDOW = ("id", "month", "opens", "closes")


def _rows_of(year: int) -> list[Any]:
    """The year with each of its bands and each of its windows: a few dozen rows, in their order. One query."""
    bands = {f"band_{field}": F(f"bands__{field}") for field in BAND}
    windows = {f"window_{field}": F(f"windows__{field}") for field in WINDOW}
    rows = Year.objects.filter(pk=year).annotate(**bands, **windows)
    return list(rows.order_by("bands__position", "windows__month"))


def _made(model: type[Row], fields: tuple[str, ...], row: Any, prefix: str) -> Row:  # noqa: ANN401  an annotated year
    return model(year_id=row.pk, **{field: getattr(row, f"{prefix}_{field}") for field in fields})


def year_book(year: int, today: date, *, month: int | None = None) -> YearBook | None:
    """The year as of a month, by default the last that has opened; None for a year that is not kept. Two queries."""
    try:
        agreed = agreed_of(year)
    except Year.DoesNotExist:
        return None
    windows = agreed.windows
    opened = [each for each, window in windows.items() if window.opens <= today]
    latest = max(opened, default=0)
    return YearBook(
        rules=agreed.rules,
        bands=agreed.bands,
        framework=agreed.framework,
        windows=windows,
        month=month if month in opened else latest,
        today=today,
        indicators=agreed.indicators,
    )
