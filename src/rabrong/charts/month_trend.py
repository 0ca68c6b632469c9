"""The month trend: the result by fiscal month against the values of the levels."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from rabrong.charts.axis import Axis
from rabrong.charts.bands import NO_BAND, Band
from rabrong.charts.sparkline import MONTHS
from rabrong.charts.svg import Size, Svg, element, joined, percent, picture, words

SIZE = Size(336, 268)
TOP, FOOT = Decimal(30), Decimal(226)
SIDE = Decimal("0.04")
APART = Decimal(16)
NAMED = (1, 4, 7, 10, 12)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the criteria: its value, the value as printed, what it is called."""

    value: Decimal
    value_words: str
    name: str


@dataclass(frozen=True, slots=True)
class Months:
    """Results by fiscal month, twelve slots from October, None where there is none, and what a reader needs beside.

    `due` is how many months should be there; `last_words` the last result as printed; `value_words` names the axis.
    """

    values: tuple[Decimal | None, ...]
    names: tuple[str, ...]
    levels: Sequence[Level]
    due: int
    band: Band = NO_BAND
    last_words: str = ""
    value_words: str = ""


@dataclass(frozen=True, slots=True)
class _Dot:
    month: int
    x: str
    y: Decimal


def month_trend(months: Months, summary: str) -> Svg:
    """The line of a year; the values of the levels stand outside to the left, their names to the right."""
    axis = _axis(months)
    dots = [
        None if value is None else _Dot(month, _x(month), axis.at(value, low=FOOT, high=TOP))
        for month, value in enumerate(months.values, 1)
    ]
    return picture(
        SIZE,
        summary,
        _levels(months, axis),
        _time(months),
        _lines(dots),
        _holes(dots, months.due),
        _last(dots, months),
        kind="month-trend outside",
    )


def _axis(months: Months) -> Axis:
    known = [value for value in months.values if value is not None] + [level.value for level in months.levels]
    least, most = (min(known), max(known)) if known else (Decimal(0), Decimal(1))
    room = (most - least or Decimal(1)) / 12
    return Axis(least - room, most)


def _x(month: int) -> str:
    return percent(SIDE + (1 - 2 * SIDE) * (month - 1) / (MONTHS - 1))


def _levels(months: Months, axis: Axis) -> Svg:
    pieces: list[str] = [words(months.value_words, x=-34, y=4, class_="note")]
    labelled: list[Decimal] = []
    for level in reversed(months.levels):
        y = axis.at(level.value, low=FOOT, high=TOP)
        pieces.append(element("line", x1=0, x2="100%", y1=y, y2=y, class_="rule"))
        if all(abs(y - other) >= APART for other in labelled):
            labelled.append(y)
            pieces.append(words(level.value_words, x=-8, y=y + 4, class_="axis end strong"))
            pieces.append(element("svg", words(level.name, x=8, y=4, class_="note"), x="100%", y=y, class_="free"))
    return joined(pieces)


def _time(months: Months) -> Svg:
    base = element("line", x1=0, x2="100%", y1=FOOT, y2=FOOT, class_="base")
    ticks = (
        element("line", x1=_x(month), x2=_x(month), y1=FOOT, y2=FOOT + (8 if month in (6, 9, 12) else 4), class_="base")
        for month in range(1, MONTHS + 1)
    )
    last = max((month for month, value in enumerate(months.values, 1) if value is not None), default=0)
    named = sorted({last, *(month for month in NAMED if abs(month - last) > 1)} - {0})
    labels = (
        words(
            months.names[month - 1],
            x=_x(month),
            y=FOOT + 24,
            class_="axis middle " + ("now" if month == last else "strong"),
        )
        for month in named
    )
    return joined((base, *ticks, *labels))


def _lines(dots: Sequence[_Dot | None]) -> Svg:
    return joined(
        element("line", x1=start.x, y1=start.y, x2=end.x, y2=end.y, class_="curve")
        for start, end in pairwise(dots)
        if start is not None and end is not None
    )


def _holes(dots: Sequence[_Dot | None], due: int) -> Svg:
    rings: list[str] = []
    before: _Dot | None = None
    for month, dot in enumerate(dots, 1):
        before = dot or before
        if dot is None and before is not None and month <= due:
            rings.append(element("circle", cx=_x(month), cy=before.y, r=4, class_="hole"))
    return joined(rings)


def _last(dots: Sequence[_Dot | None], months: Months) -> Svg:
    known = [dot for dot in dots if dot is not None]
    if not known:
        return Svg()
    dot = known[-1]
    text = words(
        months.last_words,
        x=-10 if dot.month > 2 else 0,
        y=-12,
        class_="read haloed" + (" end" if dot.month > 2 else ""),
    )
    label = element("svg", text, x=dot.x, y=dot.y, class_="free")
    return joined((label, element("circle", cx=dot.x, cy=dot.y, r="5.5", class_=f"b{months.band.step} ringed")))
