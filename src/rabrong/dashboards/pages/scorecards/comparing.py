"""Units by month, and this year beside the last: charts, tables and files of the same numbers."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from rabrong.charts import Band, Sloped, Slopes, Svg, heat_heads, slope
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.indicators.spread import HeatPart, heat_charts, heat_line, heat_row
from rabrong.dashboards.pages.scorecards.provinces import Address
from rabrong.dashboards.pages.scorecards.rows import AspectRows
from rabrong.dashboards.queries.spread import Member
from rabrong.dashboards.queries.year import YearBook
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.ui.dates import month_name
from rabrong.ui.numbers import change, fixed
from rabrong.ui.words import in_language, language

PLACES = 4
NARROW, WIDE = 12, 44
NEAR, FAR = Decimal("0.44"), Decimal("0.6")


def months_part(book: YearBook, members: Sequence[Member], closed: Collection[int] = ()) -> HeatPart | None:
    """The totals of units by month; None before the first month and without units. `closed` are the months whose
    totals are those that a closing froze."""
    if not book.month or not members:
        return None
    names = tuple(month_name(month, language()) for month in range(1, 13))
    rows = [heat_row(book, each, book.month, Address(book.year)) for each in members]
    lines = tuple(map(heat_line, members, rows))
    kept = tuple(_spans(names, closed))
    return HeatPart(heat_heads(names, closed), heat_charts(rows), names[: book.month], lines, kept)


def _spans(names: Sequence[str], months: Collection[int]) -> Iterator[str]:
    """Months in words, those that follow each other as first to last."""
    for first in sorted(month for month in months if month - 1 not in months):
        last = next(month for month in range(first, len(names) + 1) if month + 1 not in months)
        yield names[first - 1] if first == last else f"{names[first - 1]}–{names[last - 1]}"


def month_columns(part: HeatPart) -> list[Column]:
    """A column for the unit, one for each month."""
    return [Column(gettext("หน่วยงาน"), width=WIDE), *(Column(name, width=NARROW) for name in part.months)]


def month_cells(part: HeatPart) -> Iterator[list[Cell]]:
    """A line for each unit."""
    for line in part.lines:
        yield [line.name, *("" if score is None else fixed(score, PLACES) for score, _ in line.months)]


@dataclass(frozen=True, slots=True)
class YearRow:
    """One indicator or unit in both years."""

    name: str
    href: str
    before: Decimal | None
    after: Decimal | None
    band: Band

    @property
    def difference(self) -> Decimal | None:
        """How much more it is than before."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class YearsPart:
    """Both years beside each other, the greatest fall first in the table; `chart` is empty where nothing is known."""

    chart: Svg
    rows: tuple[YearRow, ...]

    @property
    def up(self) -> int:
        """How many rose."""
        return sum(row.difference is not None and row.difference > 0 for row in self.rows)

    @property
    def down(self) -> int:
        """How many fell."""
        return sum(row.difference is not None and row.difference < 0 for row in self.rows)


def indicator_rows(aspects: Sequence[AspectRows], before: Mapping[str, Decimal]) -> list[YearRow]:
    """The indicators of a unit; `before` is code -> last year's score."""
    rows = [row for aspect in aspects for row in aspect.rows]
    return [YearRow(f"{row.code} {row.name}", row.href, before.get(row.code), row.score, row.band) for row in rows]


def unit_rows(book: YearBook, members: Sequence[Member], before: Mapping[int, Decimal]) -> list[YearRow]:
    """Units; `before` is unit id -> last year's total."""
    address = Address(book.year)
    return [
        YearRow(
            in_language(each.unit, "name"),
            address.of(each.unit) + book.query,
            before.get(each.unit.pk),
            each.score(book.month),
            band_at(book, each.score(book.month)),
        )
        for each in members
    ]


def years_part(book: YearBook, rows: Sequence[YearRow], heads: tuple[str, str], *, short: bool) -> YearsPart:
    """The slopes of what has a number in a year at least. `short`: the chart says the first word of a name only."""
    known = [row for row in rows if row.before is not None or row.after is not None]
    lines = [_line(row, short) for row in known]
    words = gettext("จาก %(before)s ถึง %(after)s") % {"before": heads[0], "after": heads[1]}
    said = ", ".join(f"{line.label} {line.before_words or '-'} → {line.after_words or '-'}" for line in lines)
    chart = (
        slope(Slopes(book.points, lines, *heads, right=NEAR if not short else FAR), f"{words}: {said}")
        if lines
        else Svg()
    )
    return YearsPart(chart, tuple(sorted(known, key=_order)))


def _order(row: YearRow) -> tuple[bool, Decimal]:
    return row.difference is None, row.difference or Decimal(0)


def _line(row: YearRow, short: bool) -> Sloped:
    label = row.name.split(" ", 1)[0] if short else row.name
    before = "" if row.before is None else fixed(row.before, PLACES)
    after = "" if row.after is None else fixed(row.after, PLACES)
    return Sloped(label, row.before, row.after, before, after, row.band, row.href)


def year_columns(heads: tuple[str, str]) -> list[Column]:
    """Name, both years, the difference."""
    names = (*heads, gettext("เปลี่ยนแปลง"))
    return [Column(gettext("รายการ"), width=WIDE), *(Column(name, width=NARROW) for name in names)]


def year_cells(rows: Iterable[YearRow]) -> Iterator[list[Cell]]:
    """A line for each."""
    for row in rows:
        numbers = [row.before, row.after]
        difference = "" if row.difference is None else change(row.difference, PLACES)
        yield [row.name, *("" if each is None else fixed(each, PLACES) for each in numbers), difference]
