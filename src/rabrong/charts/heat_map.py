"""The heat map: units down, the twelve fiscal months across, a band's colour and digit in each cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rabrong.charts.bands import Band
from rabrong.charts.svg import Size, Svg, element, joined, linked_picture, percent, tip, words

MONTHS = 12
WIDTH = 520
HEAD, ROW, GAP = 20, 20, 2
SLOT = 1 / Decimal(MONTHS)
CELL = SLOT - Decimal("0.004")
MARKED = (1, 4, 7, 10)
ROUND_ENDS = (6, 9)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A unit's year: twelve bands from October, a band without a step where a month is missing, None where it is not
    due. `href` leads to the unit, empty when nowhere."""

    label: str
    bands: tuple[Band | None, ...]
    href: str = ""
    chosen: bool = False


def heat_map(rows: Sequence[HeatRow], months: Sequence[str], summary: str) -> Svg:
    """The map, a row 20 high and as wide as the page gives it; `months` are the names of the columns."""
    size = Size(WIDTH, HEAD + ROW * len(rows))
    inner = [_heads(months), *(_row(row, number) for number, row in enumerate(rows)), _rules(size)]
    return linked_picture(size, summary, *inner, kind="heat-map")


def top_of(number: int) -> int:
    """Where a row begins, counted from 0."""
    return HEAD + ROW * number


def _heads(months: Sequence[str]) -> Svg:
    return joined(
        words(
            name,
            x=percent(SLOT * (month - 1) + CELL / 2),
            y=HEAD - 7,
            class_="axis middle" if month in MARKED else "axis middle minor",
        )
        for month, name in enumerate(months, 1)
    )


def _row(row: HeatRow, number: int) -> Svg:
    label = words(row.label, x=-8, y=ROW - 6, class_="end chosen-note" if row.chosen else "end strong")
    named = element("a", label, href=row.href, tabindex=-1) if row.href else label
    inner = (tip(row.label), named, joined(_cells(row.bands)))
    return element("svg", *inner, y=top_of(number), width="100%", height=ROW, class_="free")


def _cells(bands: Sequence[Band | None]) -> Iterator[Svg]:
    for month, band in enumerate(bands):
        if band is None:
            continue
        place = {"x": percent(SLOT * month), "width": percent(CELL)}
        if not band.step:
            yield element("rect", **place, y="0.5", height=ROW - GAP - 1, class_="no-band")
            continue
        yield element("rect", **place, height=ROW - GAP, class_=f"b{band.step}")
        yield words(band.digit, x=percent(SLOT * month + CELL / 2), y=13, class_=f"digit on{band.step}")


def _rules(size: Size) -> Svg:
    """Where a round ends."""
    places = (percent(SLOT * month - (SLOT - CELL) / 2) for month in ROUND_ENDS)
    return joined(
        element("line", x1=place, x2=place, y1=HEAD - 4, y2=size.height, class_="round-end") for place in places
    )
