"""The heat map: units down, the twelve fiscal months across, a band's colour, pattern and digit in each cell; the names
of the months are a picture of their own, which stays in sight where the rows are scrolled."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rabrong.charts.bands import Band, area_paint
from rabrong.charts.svg import Length, Size, Svg, element, joined, percent, picture, reachable_picture, tip, words

MONTHS = 12
WIDTH = 520
HEAD, ROW, GAP = 20, 20, 2
SLOT = 1 / Decimal(MONTHS)
CELL = SLOT - Decimal("0.004")
MARKED = (1, 4, 7, 10)
ROUND_ENDS = (6, 9)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A month of a unit: a band without a step where it is missing; what is said of it, and where it leads."""

    band: Band
    label: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A unit's year: twelve months from October, None where one is not due. `href` leads to the unit, empty when
    nowhere."""

    label: str
    cells: tuple[HeatCell | None, ...]
    href: str = ""
    chosen: bool = False


def heat_map(rows: Sequence[HeatRow], summary: str) -> Svg:
    """The rows, each 20 high and as wide as the page gives it."""
    size = Size(WIDTH, ROW * len(rows))
    inner = [*(_row(row, number) for number, row in enumerate(rows)), _rules(size)]
    return reachable_picture(size, summary, *inner, kind="heat-map")


def heat_heads(months: Sequence[str], closed: Collection[int] = ()) -> Svg:
    """The names of the months over the columns; those of closed rounds, whose numbers stand, are strong."""
    size = Size(WIDTH, HEAD)
    names = (
        words(
            name,
            x=percent(SLOT * (month - 1) + CELL / 2),
            y=HEAD - 7,
            class_=f"middle {'now' if month in closed else 'axis'}{'' if month in MARKED else ' minor'}",
        )
        for month, name in enumerate(months, 1)
    )
    return picture(size, "", *names, kind="heat-map heat-heads")


def _row(row: HeatRow, number: int) -> Svg:
    label = words(row.label, x=-8, y=ROW - 6, class_="end chosen-note" if row.chosen else "end strong")
    named = element("a", label, href=row.href) if row.href else label
    inner = (tip(row.label), named, joined(_cells(row.cells)))
    return element("svg", *inner, y=ROW * number, width="100%", height=ROW, class_="free")


def _cells(cells: Sequence[HeatCell | None]) -> Iterator[Svg]:
    for month, cell in enumerate(cells):
        if cell is None:
            continue
        drawn = joined(_drawn(month, cell.band))
        yield element("a", tip(cell.label), drawn, href=cell.href) if cell.href else drawn


def _drawn(month: int, band: Band) -> Iterator[Svg]:
    place: dict[str, Length] = {"x": percent(SLOT * month), "width": percent(CELL)}
    if not band.step:
        yield element("rect", **place, y="0.5", height=ROW - GAP - 1, class_="no-band")
        return
    yield element("rect", **place, height=ROW - GAP, **area_paint(band))
    looks = f"digit on{band.step} over{band.step}"
    yield words(band.digit, x=percent(SLOT * month + CELL / 2), y=13, class_=looks)


def _rules(size: Size) -> Svg:
    """Where a round ends."""
    places = (percent(SLOT * month - (SLOT - CELL) / 2) for month in ROUND_ENDS)
    return joined(element("line", x1=place, x2=place, y1=0, y2=size.height, class_="round-end") for place in places)
