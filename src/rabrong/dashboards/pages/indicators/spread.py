"""One indicator over many units: how scores are spread, and how each unit went through the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from rabrong.agreements.models import IndicatorVersion
from rabrong.charts import (
    NO_BAND,
    Band,
    Counted,
    HeatCell,
    HeatRow,
    Mark,
    Spread,
    Svg,
    distribution,
    heat_heads,
    heat_map,
    median_of,
)
from rabrong.dashboards.pages.bands import BandCount, band_at, counted
from rabrong.dashboards.pages.reports import last_due
from rabrong.dashboards.pages.scorecards.provinces import Address
from rabrong.dashboards.queries.spread import Member
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.scoring.exact import round_half_up
from rabrong.ui.dates import month_name
from rabrong.ui.numbers import fixed
from rabrong.ui.words import in_language, language

PLACES = 4
MONTHS = range(1, 13)
MOST_ROWS = 24


@dataclass(frozen=True, slots=True)
class SpreadPart:
    """The distribution with what stands beside it: how many units of each band, and how many have no score."""

    chart: Svg
    counts: tuple[BandCount, ...]
    scored: int
    silent: int
    median: Decimal | None
    least: Decimal | None
    most: Decimal | None


def spread_part(
    book: YearBook, scores: Sequence[Decimal | None], own: Decimal | None, own_name: str
) -> SpreadPart | None:
    """The units' scores with their median and the own score among them; None where fewer than two have one."""
    known = [score for score in scores if score is not None]
    if len(known) < len(("one", "another")):
        return None
    middle = median_of(known)
    median = None if middle is None else round_half_up(middle, book.rules.scale.places)
    marks = [] if own is None else [Mark(own, f"{own_name} {fixed(own, PLACES)}", chosen=True)]
    if median is not None:
        marks.append(Mark(median, gettext("มัธยฐาน %(score)s") % {"score": fixed(median, PLACES)}))
    counts = tuple(counted(book, known))
    units = [Counted(score, band_at(book, score)) for score in known]
    chart = distribution(Spread(book.points, units, marks), _spread_words(counts, marks))
    return SpreadPart(chart, counts, len(known), len(scores) - len(known), median, min(known), max(known))


def _spread_words(counts: Sequence[BandCount], marks: Sequence[Mark]) -> str:
    parts = [
        ngettext("%(word)s %(count)s หน่วย", "%(word)s %(count)s หน่วย", each.count)
        % {"word": each.look.word, "count": each.count}
        for each in counts
        if each.count
    ]
    return gettext("การกระจายของคะแนน") + ": " + ", ".join([*(mark.words for mark in marks), *parts])


@dataclass(frozen=True, slots=True)
class HeatLine:
    """A unit of the table behind the heat map: its score of each month, None where there is none."""

    name: str
    href: str
    months: tuple[tuple[Decimal | None, Band], ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class HeatPart:
    """The heat map, in two columns where it is long, with its table; `months` are the names of those that were due,
    `closed` those whose numbers a closing froze."""

    heads: Svg
    charts: tuple[Svg, ...]
    months: tuple[str, ...]
    lines: tuple[HeatLine, ...]
    closed: tuple[str, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether it is scrolled in a box of its own."""
        return len(self.lines) > MOST_ROWS


def heat_part(
    book: YearBook, version: IndicatorVersion, members: Sequence[Member], chosen: Unit | None = None
) -> HeatPart | None:
    """The months of each unit; None before the first month, and where no unit is compared."""
    due, names = last_due(version, book.month), tuple(month_name(month, language()) for month in MONTHS)
    if not due or not members:
        return None
    address = Address(book.year, version.code)
    own = chosen and chosen.pk
    rows = [heat_row(book, each, due, address, is_chosen=each.unit.pk == own) for each in members]
    lines = tuple(map(heat_line, members, rows))
    return HeatPart(heat_heads(names), heat_charts(rows), names[:due], lines)


def heat_charts(rows: Sequence[HeatRow]) -> tuple[Svg, ...]:
    """The rows as one heat map, or as two beside each other; the first says in words what both show."""
    silent = sum(cell is not None and cell.band == NO_BAND for row in rows for cell in row.cells)
    said = gettext("คะแนนรายเดือนของ %(count)s หน่วย ช่องที่ยังไม่รายงาน %(silent)s ช่อง") % {
        "count": len(rows),
        "silent": silent,
    }
    return tuple(heat_map(part, said if part[0] is rows[0] else gettext("ต่อ")) for part in _columns(rows))


def _columns(rows: Sequence[HeatRow]) -> tuple[Sequence[HeatRow], ...]:
    """Many rows stand in two columns beside each other."""
    if len(rows) <= MOST_ROWS:
        return (rows,)
    half = (len(rows) + 1) // 2
    return rows[:half], rows[half:]


def heat_row(book: YearBook, member: Member, due: int, address: Address, *, is_chosen: bool = False) -> HeatRow:
    """A unit's months up to the last that was due; each leads to the unit as of that month."""
    name, href = in_language(member.unit, "name"), address.of(member.unit)
    said = tuple(_cell(book, name, month, member.score(month), href) for month in range(1, due + 1))
    return HeatRow(name, (*said, *(None for _ in range(due, len(MONTHS)))), href + book.query, is_chosen)


def _cell(book: YearBook, name: str, month: int, score: Decimal | None, href: str) -> HeatCell:
    known = gettext("ยังไม่รายงาน") if score is None else fixed(score, PLACES)
    label = f"{name} {month_name(month, language())} {known}"
    return HeatCell(band_at(book, score), label, href + book.query_of(month))


def heat_line(member: Member, row: HeatRow) -> HeatLine:
    """The line of the table behind a row of the picture."""
    due = enumerate((cell for cell in row.cells if cell is not None), 1)
    return HeatLine(row.label, row.href, tuple((member.score(month), cell.band) for month, cell in due), row.chosen)
