"""What somebody watches: score, band, change since last month, trend, state of reporting, open alerts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.charts import Band, Svg, Year, sparkline
from rabrong.dashboards.pages.bands import look_at
from rabrong.dashboards.queries.year import YearBook
from rabrong.monitoring.models import Watch
from rabrong.org.models import Unit
from rabrong.results.models import Score, Total
from rabrong.results.queries.states import Counts
from rabrong.ui.dates import month_name
from rabrong.ui.numbers import fixed
from rabrong.ui.words import in_language, language

PLACES = 4
MONTHS = range(1, 13)
Place = tuple[int, int | None]
Shown = Mapping[Place, Mapping[int, Decimal | None]]
"""(unit id, indicator id or None for the total) -> month -> displayed score."""


@dataclass(frozen=True, slots=True)
class WatchRow:
    """One thing that is watched, as of the newest month; `done` of `due` reports are in."""

    unit: Unit
    kpi: str
    name: str
    href: str
    score: Decimal | None
    band: Band
    word: str
    change: Decimal | None
    line: Svg
    done: int
    due: int
    alerts: int


def shown_of(watches: Sequence[Watch], year: int) -> Shown:
    """The displayed scores of what is watched. Two queries."""
    units = {watch.unit_id for watch in watches}
    indicators = {watch.indicator_id for watch in watches if watch.indicator_id is not None}
    found: dict[Place, dict[int, Decimal | None]] = {}
    scores = Score.objects.filter(
        item__agreement__year_id=year,
        item__agreement__person=None,
        item__agreement__unit__in=units,
        item__indicator__in=indicators,
    )
    fields = ("item__agreement__unit_id", "item__indicator_id", "month", "shown")
    for unit, indicator, month, shown in scores.values_list(*fields):
        found.setdefault((unit, indicator), {})[month] = shown
    totals = Total.objects.filter(agreement__year_id=year, agreement__person=None, agreement__unit__in=units)
    for unit, month, shown in totals.values_list("agreement__unit_id", "month", "shown"):
        found.setdefault((unit, None), {})[month] = shown
    return found


def watch_rows(
    book: YearBook, watches: Iterable[Watch], shown: Shown, reports: Mapping[Place, Counts], alerts: Mapping[Place, int]
) -> list[WatchRow]:
    """The rows in the order in which they were chosen. No query."""
    return [
        _row(book, watch, shown.get(_place(watch), {}), reports.get(_place(watch)), alerts.get(_place(watch), 0))
        for watch in watches
    ]


def _place(watch: Watch) -> Place:
    return watch.unit_id, watch.indicator_id


def _row(
    book: YearBook, watch: Watch, months: Mapping[int, Decimal | None], counts: Counts | None, alerts: int
) -> WatchRow:
    now, before = months.get(book.month), months.get(book.month - 1)
    look = look_at(book, now)
    code = watch.indicator.code if watch.indicator else ""
    address = ("indicator", (book.year, code, watch.unit.code)) if code else ("unit", (book.year, watch.unit.code))
    done = 0 if counts is None else sum(count for standing, count in counts.items() if standing.is_done)
    return WatchRow(
        unit=watch.unit,
        kpi=code,
        name=in_language(watch.indicator, "name") if watch.indicator else gettext("คะแนนรวม"),
        href=reverse(address[0], args=address[1]),
        score=now,
        band=look.band,
        word=look.word,
        change=None if now is None or before is None else now - before,
        line=_line(book, months, look.band),
        done=done,
        due=0 if counts is None else sum(counts.values()),
        alerts=alerts,
    )


def _line(book: YearBook, months: Mapping[int, Decimal | None], band: Band) -> Svg:
    scores = tuple(months.get(month) if month <= book.month else None for month in MONTHS)
    words = ", ".join(
        f"{month_name(month, language())} {fixed(score, PLACES)}"
        for month, score in enumerate(scores, 1)
        if score is not None
    )
    return sparkline(Year(book.points, scores, book.month, band), words or gettext("ยังไม่มีคะแนนรายเดือน"))
