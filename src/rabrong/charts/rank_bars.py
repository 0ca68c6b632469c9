"""Ranked units as bars from best to worst, with the level of all together as a dashed line."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rabrong.charts.axis import points_axis
from rabrong.charts.bands import Band, bar_paint
from rabrong.charts.svg import Size, Svg, element, joined, linked, linked_picture, percent, tip, words

SIZE = Size(520, 128)
TOP, FOOT = Decimal(22), Decimal(126)
GAP = Decimal("0.16")
MOST_RULES = 3


@dataclass(frozen=True, slots=True)
class Ranked:
    """One unit of the ranking; `href` leads to it, empty when nowhere."""

    label: str
    score: Decimal
    band: Band
    href: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Units in order. `together` is the score of the unit above, `chosen` the position of the unit looked at."""

    points: tuple[Decimal, ...]
    units: Sequence[Ranked]
    together: Decimal | None = None
    together_words: str = ""
    chosen: int | None = None
    chosen_words: str = ""


def rank_bars(ranking: Ranking, summary: str) -> Svg:
    """The bars, 128 high and as wide as the page gives them."""
    slot = 1 / Decimal(max(1, len(ranking.units)))
    bars = joined(_bar(ranking, number, slot) for number in range(len(ranking.units)))
    return linked_picture(
        SIZE, summary, _rules(ranking), bars, _together(ranking), _chosen(ranking, slot), kind="rank-bars"
    )


def _y(ranking: Ranking, score: Decimal) -> Decimal:
    return points_axis(ranking.points).at(score, low=FOOT, high=TOP)


def _bar(ranking: Ranking, number: int, slot: Decimal) -> Svg:
    unit = ranking.units[number]
    y = _y(ranking, unit.score)
    bar = element(
        "rect",
        tip(unit.label),
        x=percent(slot * number),
        y=y,
        width=percent(slot * (1 - GAP)),
        height=FOOT - y,
        **bar_paint(unit.band),
    )
    return linked(bar, unit.href)


def _rules(ranking: Ranking) -> Svg:
    marked = ranking.points[::2] if len(ranking.points) > MOST_RULES else ranking.points
    return joined(_rule(_y(ranking, point), format(point.normalize(), "f")) for point in marked)


def _rule(y: Decimal, label: str) -> Svg:
    line = element("line", x1=0, x2="100%", y1=y, y2=y, class_="rule")
    text = element("svg", words(label, x=8, y=4, class_="axis"), x="100%", y=y, class_="free")
    return joined((line, text))


def _together(ranking: Ranking) -> Svg:
    if ranking.together is None:
        return Svg()
    y = _y(ranking, ranking.together)
    line = element("line", x1=0, x2="100%", y1=y, y2=y, class_="dashed")
    label = words(ranking.together_words, x="100%", y=y - 5, class_="note end haloed")
    return joined((line, label))


def _chosen(ranking: Ranking, slot: Decimal) -> Svg:
    if ranking.chosen is None:
        return Svg()
    middle = slot * (ranking.chosen + (1 - GAP) / 2)
    y = _y(ranking, ranking.units[ranking.chosen].score)
    mark = element("path", d="M-5-12H5L0-4z", class_="chosen-mark")
    late = middle > Decimal("0.6")
    label = words(ranking.chosen_words, x=-9 if late else 9, y=-4, class_="chosen-note" + (" end" if late else ""))
    return element("svg", mark, label, x=percent(middle), y=max(y, Decimal(16)), class_="free")
