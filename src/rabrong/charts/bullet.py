"""The bullet: a score against the levels of its scale, its target and its forecast; every row shares one axis."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rabrong.charts.axis import points_axis, quiet_class, segments
from rabrong.charts.bands import NO_BAND, Band, bar_paint
from rabrong.charts.svg import KEPT_PICTURES, Length, Size, Svg, element, joined, percent, picture, words

SIZE = Size(240, 26)
HERO_SIZE = Size(484, 78)
HERO_TOP = 22


@dataclass(frozen=True, slots=True)
class Forecast:
    """The score expected at the end of the year and the range it probably falls in."""

    low: Decimal
    middle: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Measure:
    """What a bullet shows. `points` are those of the scale; `score` None: then `reason` says why.

    `axis_words` stand at the points in place of their own digits, e.g. the values of the levels.
    """

    points: tuple[Decimal, ...]
    score: Decimal | None
    band: Band = NO_BAND
    target: Decimal | None = None
    forecast: Forecast | None = None
    reason: str = ""
    axis_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lanes:
    """The heights of a bullet's parts; without a forecast the bar lies in the middle."""

    top: Decimal
    height: Decimal
    bar_top: Decimal
    bar_height: Decimal
    forecast: Decimal


NARROW = Lanes(Decimal(4), Decimal(18), Decimal("8.75"), Decimal("8.5"), Decimal("19.5"))
NARROW_FORECAST = Lanes(Decimal(2), Decimal(22), Decimal("5.5"), Decimal("8.5"), Decimal("19.5"))
HERO = Lanes(Decimal(HERO_TOP), Decimal(36), Decimal(HERO_TOP + 11), Decimal(14), Decimal(HERO_TOP + 28))
HERO_FORECAST = Lanes(Decimal(HERO_TOP), Decimal(36), Decimal(HERO_TOP + 6), Decimal(14), Decimal(HERO_TOP + 28))


@lru_cache(maxsize=KEPT_PICTURES)
def bullet(measure: Measure, summary: str) -> Svg:
    """One row's bullet, 240 by 26 and as wide as its cell on the page."""
    lanes = NARROW if measure.forecast is None else NARROW_FORECAST
    if measure.score is None:
        return picture(SIZE, summary, _empty(lanes, measure.reason), _target(measure, lanes), kind="bullet")
    return picture(SIZE, summary, _body(measure, lanes), kind="bullet")


@lru_cache(maxsize=KEPT_PICTURES)
def hero_bullet(measure: Measure, summary: str, *, last_year: Decimal | None = None, last_year_words: str = "") -> Svg:
    """The large bullet of a total, with its axis below and last year's total as a triangle above."""
    lanes = HERO if measure.forecast is None else HERO_FORECAST
    body = _empty(lanes, measure.reason) if measure.score is None else _body(measure, lanes)
    past = _last_year(measure, last_year, last_year_words) if last_year is not None else ""
    return picture(HERO_SIZE, summary, body, past, _axis(measure, lanes), kind="bullet hero-bullet")


def _body(measure: Measure, lanes: Lanes) -> Svg:
    score = measure.score or Decimal(0)
    bar = element(
        "rect",
        x=0,
        y=lanes.bar_top,
        width=percent(points_axis(measure.points).share(score)),
        height=lanes.bar_height,
        **bar_paint(measure.band),
    )
    return joined((_grounds(measure, lanes), bar, _target(measure, lanes), _forecast(measure, lanes)))


def _grounds(measure: Measure, lanes: Lanes) -> Svg:
    stretches = segments(measure.points)
    rects = (
        element(
            "rect",
            x=percent(start),
            y=lanes.top,
            width=percent(width),
            height=lanes.height,
            class_=f"ground {quiet_class(number, len(stretches))}",
        )
        for number, (start, width) in enumerate(stretches)
    )
    return joined(rects)


def _empty(lanes: Lanes, reason: str) -> Svg:
    box = element("rect", x="0.4%", y=lanes.top, width="99.2%", height=lanes.height, class_="nothing")
    middle = lanes.top + lanes.height / 2
    return joined((box, words(reason, x=8, y=middle + Decimal("4.2"), class_="reason")))


def _target(measure: Measure, lanes: Lanes) -> Svg:
    if measure.target is None:
        return Svg()
    x = percent(points_axis(measure.points).share(measure.target))
    top, foot = lanes.bar_top - Decimal("5.5"), lanes.bar_top + lanes.bar_height + Decimal("1.5")
    place: dict[str, Length] = {"x1": x, "x2": x, "y1": max(top, Decimal(0)), "y2": foot}
    return joined((element("line", **place, class_="halo"), element("line", **place, class_="target")))


def _forecast(measure: Measure, lanes: Lanes) -> Svg:
    if measure.forecast is None:
        return Svg()
    axis, y = points_axis(measure.points), lanes.forecast
    low, middle, high = (
        percent(axis.share(value)) for value in (measure.forecast.low, measure.forecast.middle, measure.forecast.high)
    )
    caps = (element("line", x1=x, x2=x, y1=y - 3, y2=y + 3, class_="range") for x in (low, high))
    line = element("line", x1=low, x2=high, y1=y, y2=y, class_="range")
    return joined((line, *caps, diamond_at(middle, y)))


def diamond_at(x: Length, y: Length) -> Svg:
    """The hollow diamond that stands for what is expected."""
    return element("svg", element("path", d="M0-4.5 4.5 0 0 4.5-4.5 0z", class_="hollow"), x=x, y=y, class_="free")


def _last_year(measure: Measure, last_year: Decimal, label: str) -> Svg:
    share = points_axis(measure.points).share(last_year)
    before = share > Decimal("0.5")
    text = words(label, x=-8 if before else 8, y=14, class_="note end" if before else "note")
    mark = element("path", d="M-5 6H5L0 13.5z", class_="past")
    stem = element("line", x1=0, x2=0, y1=13, y2=HERO_TOP + 36, class_="past-stem")
    return element("svg", stem, mark, text, x=percent(share), y=0, class_="free")


def _axis(measure: Measure, lanes: Lanes) -> Svg:
    axis, y = points_axis(measure.points), lanes.top + lanes.height + 16
    values = measure.points if measure.axis_words else (Decimal(0), *measure.points)
    labels = measure.axis_words or tuple(format(value.normalize(), "f") for value in values)
    return joined(
        words(label, x=percent(axis.share(value)), y=y, class_=f"axis {_side(value, values)}")
        for value, label in zip(values, labels, strict=True)
    )


def _side(value: Decimal, values: tuple[Decimal, ...]) -> str:
    if value == 0:
        return "start"
    return "end" if value == values[-1] else "middle"
