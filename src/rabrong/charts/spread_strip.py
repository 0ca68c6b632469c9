"""The spread of a group's scores on the axis of the bullets: dots, a line from worst to best, the median a tick.

A group has no score of its own, so there is no bar.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rabrong.charts.axis import points_axis, quiet_class, segments
from rabrong.charts.bands import Band
from rabrong.charts.svg import Size, Svg, element, joined, percent, picture, words

SIZE = Size(240, 26)
TOP, HEIGHT, MIDDLE = Decimal(4), Decimal(18), Decimal(13)
MARK = Decimal("3.2")


@dataclass(frozen=True, slots=True)
class Dot:
    """One unit's score with its band."""

    score: Decimal
    band: Band


@dataclass(frozen=True, slots=True)
class Spread:
    """The scores of a group on a scale, and the one in the middle; `reason` where there is none."""

    points: tuple[Decimal, ...]
    dots: Sequence[Dot]
    median: Decimal | None = None
    reason: str = ""


def spread_strip(spread: Spread, summary: str) -> Svg:
    """One row's strip, 240 by 26 and as wide as its cell."""
    if not spread.dots:
        box = element("rect", x="0.4%", y=TOP, width="99.2%", height=HEIGHT, class_="nothing")
        return picture(SIZE, summary, box, words(spread.reason, x=8, y="17.2", class_="reason"), kind="bullet")
    return picture(SIZE, summary, _grounds(spread), _line(spread), _dots(spread), _median(spread), kind="bullet")


def _grounds(spread: Spread) -> Svg:
    stretches = segments(spread.points)
    return joined(
        element(
            "rect",
            x=percent(start),
            y=TOP,
            width=percent(width),
            height=HEIGHT,
            class_=f"ground {quiet_class(number, len(stretches))}",
        )
        for number, (start, width) in enumerate(stretches)
    )


def _line(spread: Spread) -> Svg:
    axis, scores = points_axis(spread.points), [dot.score for dot in spread.dots]
    low, high = percent(axis.share(min(scores))), percent(axis.share(max(scores)))
    return element("line", x1=low, x2=high, y1=MIDDLE, y2=MIDDLE, class_="range")


def _dots(spread: Spread) -> Svg:
    axis = points_axis(spread.points)
    found = sorted({(dot.score, dot.band.step) for dot in spread.dots})
    return joined(
        element("circle", cx=percent(axis.share(score)), cy=MIDDLE, r=MARK, class_=f"b{step} ringed")
        for score, step in found
    )


def _median(spread: Spread) -> Svg:
    if spread.median is None:
        return Svg()
    x = percent(points_axis(spread.points).share(spread.median))
    place = {"x1": x, "x2": x, "y1": "3", "y2": "23"}
    return joined((element("line", **place, class_="halo"), element("line", **place, class_="target")))
