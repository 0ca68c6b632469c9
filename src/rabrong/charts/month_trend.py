"""The month trend: the result by fiscal month against the values of the levels."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from rabrong.charts.axis import Axis
from rabrong.charts.bands import NO_BAND, Band
from rabrong.charts.bullet import Forecast, diamond_at
from rabrong.charts.sparkline import MONTHS, polyline
from rabrong.charts.svg import Length, Size, Svg, element, joined, percent, picture, words

SIZE = Size(336, 268)
TOP, FOOT = Decimal(30), Decimal(226)
SIDE = Decimal("0.04")
APART = Decimal(16)
NAMED = (1, 4, 7, 10, 12)
CLOSE_TO_END = 10
"""From this month on the last result and the forecast stand so close that their words go apart."""


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
    `plan` is what was meant to be reached, `forecast` the result of September with its range, `forecast_words` its
    middle as printed.
    """

    values: tuple[Decimal | None, ...]
    names: tuple[str, ...]
    levels: Sequence[Level]
    due: int
    band: Band = NO_BAND
    last_words: str = ""
    value_words: str = ""
    plan: tuple[Decimal | None, ...] = ()
    forecast: Forecast | None = None
    forecast_words: str = ""


@dataclass(frozen=True, slots=True)
class _Dot:
    month: int
    x: str
    y: Decimal


def month_trend(months: Months, summary: str) -> Svg:
    """The line of a year; the values of the levels stand outside to the left, their names to the right."""
    axis = _axis(months)
    dots = _dots(axis, months.values)
    return picture(
        SIZE,
        summary,
        _cone(axis, dots, months),
        _levels(months, axis),
        _time(months),
        _lines(_dots(axis, months.plan), "planned"),
        _lines(dots, "curve"),
        _ahead(axis, dots, months),
        _holes(dots, months.due),
        _last(dots, months),
        kind="month-trend outside",
    )


def _axis(months: Months) -> Axis:
    known = [value for value in (*months.values, *months.plan) if value is not None]
    known += [level.value for level in months.levels]
    known += [] if months.forecast is None else [months.forecast.low, months.forecast.high]
    least, most = (min(known), max(known)) if known else (Decimal(0), Decimal(1))
    room = (most - least or Decimal(1)) / 12
    return Axis(least - room, most)


def _dots(axis: Axis, values: Sequence[Decimal | None]) -> list[_Dot | None]:
    return [
        None if value is None else _Dot(month, _x(month), axis.at(value, low=FOOT, high=TOP))
        for month, value in enumerate(values, 1)
    ]


def _newest(dots: Sequence[_Dot | None]) -> _Dot | None:
    return next((dot for dot in reversed(dots) if dot is not None), None)


def _cone(axis: Axis, dots: Sequence[_Dot | None], months: Months) -> Svg:
    """What may come: from the last point to the range of September. A picture of its own, which can be stretched."""
    last, forecast = _newest(dots), months.forecast
    if last is None or forecast is None:
        return Svg()
    low, high = (axis.at(value, low=FOOT, high=TOP) for value in (forecast.low, forecast.high))
    top, foot = min(last.y, high), max(last.y, low)
    height = max(foot - top, Decimal(1))
    corners = ((Decimal(0), last.y), (Decimal(100), high), (Decimal(100), low))
    shape = element("polygon", points=polyline([(x, (y - top) / height * 100) for x, y in corners]), class_="cone")
    width = _share(MONTHS) - _share(last.month)
    frame: dict[str, Length | None] = {"viewBox": "0 0 100 100", "preserveAspectRatio": "none"}
    return element("svg", shape, x=last.x, y=top, width=percent(width), height=height, **frame)


def _ahead(axis: Axis, dots: Sequence[_Dot | None], months: Months) -> Svg:
    last, forecast = _newest(dots), months.forecast
    if last is None or forecast is None:
        return Svg()
    end = _x(MONTHS)
    low, middle, high = (axis.at(value, low=FOOT, high=TOP) for value in (forecast.low, forecast.middle, forecast.high))
    way = element("line", x1=last.x, y1=last.y, x2=end, y2=middle, class_="ahead")
    upright = element("line", x1=end, x2=end, y1=low, y2=high, class_="range")
    caps = element(
        "svg",
        *(element("line", x1=-3, x2=3, y1=y, y2=y, class_="range") for y in (low, high)),
        x=end,
        y=0,
        class_="free",
    )
    below = last.month >= CLOSE_TO_END
    place = Decimal(18) if below else Decimal(-12)
    text = words(months.forecast_words, x=-8, y=place, class_="note strong haloed end")
    return joined((way, upright, caps, diamond_at(end, middle), element("svg", text, x=end, y=middle, class_="free")))


def _share(month: int) -> Decimal:
    return SIDE + (1 - 2 * SIDE) * (month - 1) / (MONTHS - 1)


def _x(month: int) -> str:
    return percent(_share(month))


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


def _lines(dots: Sequence[_Dot | None], looks: str) -> Svg:
    return joined(
        element("line", x1=start.x, y1=start.y, x2=end.x, y2=end.y, class_=looks)
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
