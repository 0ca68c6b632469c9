"""The trend and the ladders: past results, what is expected, and the levels both parties offer, on one axis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from rabrong.charts.axis import Axis, quiet_class
from rabrong.charts.sparkline import Point, polyline, unbroken
from rabrong.charts.svg import Size, Svg, element, figure, joined, own_box, picture, words

SIZE = Size(142, 66)
TOP, FOOT = Decimal(9), Decimal(57)
FIRST_X, APART = Decimal(6), Decimal(21)
FORECAST_X = Decimal(71)
LADDERS_X = (Decimal(90), Decimal(117))
RUNG = Decimal(14)


@dataclass(frozen=True, slots=True)
class TrendLadder:
    """Results of the years before, oldest first, None where there is none; what is expected; each party's values of
    the levels up to the last of `points`, none where a result is not measured against levels."""

    past: tuple[Decimal | None, ...]
    forecast: Decimal | None
    ladders: tuple[tuple[Decimal, ...], ...]
    points: int = 5


@lru_cache(maxsize=1024)
def trend_ladder(trend: TrendLadder, summary: str) -> Svg:
    """The cell of a negotiation row, 142 by 66. Remembered: with every key all rows but one are as before."""
    axis = _axis(trend)
    dots = [None if value is None else (_x(at), _y(axis, value)) for at, value in enumerate(trend.past)]
    ahead = None if trend.forecast is None else (FORECAST_X, _y(axis, trend.forecast))
    return picture(
        SIZE,
        summary,
        joined(
            _ladder(axis, x, levels, trend.points)
            for x, levels in zip(LADDERS_X, trend.ladders, strict=False)
            if levels
        ),
        _across(dots, ahead, any(trend.ladders)),
        _line(dots),
        _ahead(dots, ahead),
        kind="trend-ladder",
        box=own_box(SIZE),
    )


def _axis(trend: TrendLadder) -> Axis:
    known = [value for value in (*trend.past, trend.forecast) if value is not None]
    known += [level for ladder in trend.ladders for level in ladder]
    least, most = (min(known), max(known)) if known else (Decimal(0), Decimal(1))
    return Axis(least, most) if least != most else Axis(least - 1, most + 1)


def _x(at: int) -> Decimal:
    return FIRST_X + APART * at


def _y(axis: Axis, value: Decimal) -> Decimal:
    return axis.at(value, low=FOOT, high=TOP)


def _ladder(axis: Axis, x: Decimal, levels: Sequence[Decimal], points: int) -> Svg:
    heights = [_y(axis, level) for level in levels]
    return joined((*_grounds(x, heights), *_rungs(x, heights), *_ends(x, heights, points)))


def _grounds(x: Decimal, heights: Sequence[Decimal]) -> Iterator[Svg]:
    for at, (low, high) in enumerate(pairwise(heights)):
        yield element(
            "rect",
            x=x,
            y=min(low, high),
            width=RUNG,
            height=abs(high - low),
            class_=quiet_class(at, len(heights) - 1),
        )


def _rungs(x: Decimal, heights: Sequence[Decimal]) -> Iterator[Svg]:
    for at, y in enumerate(heights):
        looks = "rung rung-end" if at in (0, len(heights) - 1) else "rung"
        yield element("line", x1=x, x2=x + RUNG, y1=y, y2=y, class_=looks)


def _ends(x: Decimal, heights: Sequence[Decimal], points: int) -> Iterator[Svg]:
    """The number of the first and of the last level beside their rungs."""
    for at in (0, len(heights) - 1):
        yield words(str(points - len(heights) + at + 1), x=x + RUNG + 2, y=heights[at] + 3, class_="rung-number")


def _across(dots: Sequence[Point | None], ahead: Point | None, has_ladders: bool) -> Svg:
    """The last result and the expected one, drawn on to the ladders."""
    known = [dot for dot in dots if dot is not None]
    lines = []
    end = LADDERS_X[-1] + RUNG if has_ladders else FORECAST_X
    if known:
        x, y = known[-1]
        lines.append(element("line", x1=x, x2=end, y1=y, y2=y, class_="as-last"))
    if ahead is not None:
        lines.append(element("line", x1=ahead[0], x2=end, y1=ahead[1], y2=ahead[1], class_="as-expected"))
    return joined(lines)


def _line(dots: Sequence[Point | None]) -> Svg:
    runs = (element("polyline", points=polyline(run), class_="trend") for run in unbroken(dots) if len(run) > 1)
    marks = (element("circle", cx=dot[0], cy=dot[1], r="2.6", class_="dot") for dot in dots if dot is not None)
    return joined((*runs, *marks))


def _ahead(dots: Sequence[Point | None], ahead: Point | None) -> Svg:
    """The way from the last result to the expected one, and its diamond."""
    if ahead is None:
        return Svg()
    x, y = ahead
    known = [dot for dot in dots if dot is not None]
    way = [element("polyline", points=polyline([known[-1], ahead]), class_="to-expected")] if known else []
    diamond = element("path", d=f"M{figure(x)} {figure(y - 4)}l4 4-4 4-4-4z", class_="expected")
    return joined((*way, diamond))
