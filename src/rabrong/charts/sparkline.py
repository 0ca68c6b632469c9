"""The sparkline: a year of months, October to September, on one scale for every row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rabrong.charts.axis import Axis
from rabrong.charts.bands import NO_BAND, Band
from rabrong.charts.bullet import Forecast
from rabrong.charts.svg import KEPT_PICTURES, Size, Svg, element, figure, joined, own_box, picture

MONTHS = 12
SIZE = Size(118, 34)
EDGE = Decimal(6)
TOP, FOOT = Decimal(5), Decimal(29)
ROUND_ENDS = (6, 9)
Point = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Year:
    """Scores by fiscal month: twelve slots from October, None where there is none.

    `due` is how many months should be there: a hole before it is a month not reported, after it the future. `forecast`
    is the score of September with its range.
    """

    points: tuple[Decimal, ...]
    scores: tuple[Decimal | None, ...]
    due: int
    band: Band = NO_BAND
    forecast: Forecast | None = None


@lru_cache(maxsize=KEPT_PICTURES)
def sparkline(year: Year, summary: str) -> Svg:
    """The line of a year, 118 by 34."""
    axis = Axis(year.points[0], year.points[-1])
    middle = year.points[len(year.points) // 2]
    dots = [None if score is None else (_x(month), _y(axis, score)) for month, score in enumerate(year.scores, 1)]
    return picture(
        SIZE,
        summary,
        _cone(axis, dots, year.forecast),
        _rules(_y(axis, middle)),
        joined(_line(stretch) for stretch in unbroken(dots) if len(stretch) > 1),
        _alone(dots),
        _holes(dots, year.due),
        _last(dots, year.band),
        kind="sparkline",
        box=own_box(SIZE),
    )


def _cone(axis: Axis, dots: Sequence[Point | None], forecast: Forecast | None) -> Svg:
    """What may come: from the last point to the range of September, its middle dashed."""
    known = [dot for dot in dots if dot is not None]
    if forecast is None or not known:
        return Svg()
    start, end = known[-1], _x(MONTHS)
    low, middle, high = (_y(axis, score) for score in (forecast.low, forecast.middle, forecast.high))
    range_ = element("polygon", points=polyline((start, (end, high), (end, low))), class_="cone")
    return joined((range_, element("polyline", points=polyline((start, (end, middle))), class_="ahead")))


def _x(month: int) -> Decimal:
    return EDGE + (SIZE.width - 2 * EDGE) * (month - 1) / (MONTHS - 1)


def _y(axis: Axis, score: Decimal) -> Decimal:
    return axis.at(score, low=FOOT, high=TOP)


def _rules(level: Decimal) -> Svg:
    across = element("line", x1=0, x2=SIZE.width, y1=level, y2=level, class_="rule")
    downs = (element("line", x1=_x(month), x2=_x(month), y1=1, y2=33, class_="rule") for month in ROUND_ENDS)
    return joined((across, *downs))


def unbroken(dots: Sequence[Point | None]) -> Iterator[list[Point]]:
    """The runs of neighbouring points between the holes."""
    run: list[Point] = []
    for dot in dots:
        if dot is None:
            if run:
                yield run
            run = []
        else:
            run.append(dot)
    if run:
        yield run


def polyline(dots: Sequence[Point]) -> str:
    """The points as the attribute of a polyline."""
    return " ".join(f"{figure(x)},{figure(y)}" for x, y in dots)


def _line(stretch: Sequence[Point]) -> Svg:
    return element("polyline", points=polyline(stretch), class_="trend")


def _alone(dots: Sequence[Point | None]) -> Svg:
    lonely = (stretch[0] for stretch in unbroken(dots) if len(stretch) == 1)
    return joined(element("circle", cx=x, cy=y, r="1.6", class_="dot") for x, y in lonely)


def _holes(dots: Sequence[Point | None], due: int) -> Svg:
    """Rings for due months without a report, at the height of the report before; none before the first."""
    rings, height = [], None
    for month, dot in enumerate(dots, 1):
        if dot is not None:
            height = dot[1]
        elif month <= due and height is not None:
            rings.append(element("circle", cx=_x(month), cy=height, r="2.6", class_="hole"))
    return joined(rings)


def _last(dots: Sequence[Point | None], band: Band) -> Svg:
    known = [dot for dot in dots if dot is not None]
    if not known:
        return Svg()
    x, y = known[-1]
    return element("circle", cx=x, cy=y, r="3.4", class_=f"b{band.step} ringed")
