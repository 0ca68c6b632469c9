"""The tree of weights: a bar as thick as an indicator's weight and as long as its score, so that its area is what it
brings to the total; under the part of the framework it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rabrong.charts.axis import points_axis
from rabrong.charts.bands import NO_BAND, Band, area_paint
from rabrong.charts.svg import (
    Length,
    Size,
    Svg,
    element,
    joined,
    linked,
    linked_picture,
    percent,
    stem_with_twigs,
    tip,
    words,
)

WIDTH = 520
TOP, HEADING, LEAST, GAP = Decimal(20), 26, Decimal(18), Decimal(6)
PER_PERCENT = Decimal(3)
START, END, SCORE = Decimal("0.25"), Decimal("0.62"), Decimal("0.78")
EDGE = Decimal("0.02")
STEP = 14


@dataclass(frozen=True, slots=True)
class Leaf:
    """An indicator: its weight in percent, its score, None where it has none, and what it brings to the total; `tip` is
    said at the pointer."""

    code: str
    weight: Decimal
    score: Decimal | None
    score_words: str
    part_words: str = "-"
    band: Band = NO_BAND
    tip: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of the framework with what stands under it; `sum_words` is what all of it comes to."""

    name: str
    sum_words: str
    branches: tuple["Branch", ...] = ()
    leaves: tuple[Leaf, ...] = ()


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What has been drawn, and where the next thing goes."""

    pieces: tuple[Svg, ...]
    y: Decimal


def weight_tree(root: Branch, points: Sequence[Decimal], summary: str, heads: tuple[str, str] = ("", "")) -> Svg:
    """The tree, as high as it has rows; `heads` stand over the scores and over what they bring."""
    score = words(heads[0], x=percent(SCORE), y=TOP - 8, class_="axis end")
    part = words(heads[1], x="100%", y=TOP - 8, class_="axis end")
    drawn = _branch(root, points, TOP, 0)
    drawn = _Drawn((score, part, *drawn.pieces), drawn.y)
    return linked_picture(Size(WIDTH, int(drawn.y) + 1), summary, joined(drawn.pieces), kind="weight-tree")


def thickness(weight: Decimal) -> Decimal:
    """Three pixels for each percent."""
    return weight * PER_PERCENT


def _pitch(weight: Decimal) -> Decimal:
    return max(LEAST, thickness(weight)) + GAP


def _branch(branch: Branch, points: Sequence[Decimal], y: Decimal, depth: int) -> _Drawn:
    left = STEP * depth
    name = words(branch.name, x=left, y=y + 18, class_="now")
    sums = words(branch.sum_words, x="100%", y=y + 18, class_="end now")
    pieces, below, ticks = [name, sums], y + HEADING, []
    for under in branch.branches:
        ticks.append(below + 13)
        drawn = _branch(under, points, below, depth + 1)
        pieces.extend(drawn.pieces)
        below = drawn.y
    for leaf in branch.leaves:
        ticks.append(below + _pitch(leaf.weight) / 2)
        pieces.append(_leaf(leaf, points, below, left + STEP))
        below += _pitch(leaf.weight)
    return _Drawn((*pieces, stem_with_twigs(left + 3, y + HEADING - 3, ticks, 8)), below)


def _leaf(leaf: Leaf, points: Sequence[Decimal], y: Decimal, left: int) -> Svg:
    high, middle = thickness(leaf.weight), y + _pitch(leaf.weight) / 2
    place: dict[str, Length] = {"x": percent(START), "y": middle - high / 2, "height": high}
    pieces = [
        tip(leaf.tip),
        words(leaf.code, x=left, y=middle + 4, class_="strong"),
        words(f"{leaf.weight.normalize():f}%", x=percent(START - EDGE), y=middle + 4, class_="axis end minor"),
        words(leaf.score_words, x=percent(SCORE), y=middle + 4, class_="end strong"),
        words(leaf.part_words, x="100%", y=middle + 4, class_="end strong"),
    ]
    if leaf.score is None:
        pieces.append(element("rect", **place, width=percent(END - START), class_="no-band"))
    else:
        share = points_axis(points).share(leaf.score)
        pieces.append(element("rect", **place, width=percent(END - START), class_="q2"))
        pieces.append(element("rect", **place, width=percent((END - START) * share), **area_paint(leaf.band)))
    drawn = element("g", *pieces)
    return linked(drawn, leaf.href)
