"""The structure of a unit's score: the tree of weights with what each brings, and the framework as a strategy map."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from django.utils.translation import gettext

from rabrong.charts import (
    Band,
    Branch,
    Leaf,
    Node,
    Strategy,
    StrategyLevel,
    Svg,
    strategy_map,
    weight_tree,
)
from rabrong.charts.strategy_map import NARROW, WIDE
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.scorecards.rows import AspectRows, IndicatorRow
from rabrong.dashboards.pages.scorecards.scorecard import Scores
from rabrong.dashboards.queries.year import YearBook
from rabrong.scoring.exact import added, sum_of_fractions
from rabrong.ui.numbers import at_most, fixed

PLACES = 4
PERSPECTIVES = 4


@dataclass(frozen=True, slots=True)
class Lane:
    """A part of the framework with its indicators; `leads_to` is the part above it that it serves, where the framework
    has the four perspectives of a balanced scorecard."""

    aspect: AspectRows
    leads_to: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """Parts of the framework that belong together, under no name where the framework has one level only; what they
    bring to the total is the sum of what each brings."""

    name: str
    lanes: tuple[Lane, ...]
    weight: Decimal
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Structure:
    """The tree, the map for wide pages and for phones, and the table behind both; `is_off` says that the displayed
    parts do not add up to the displayed total, for each is rounded by itself."""

    tree: Svg
    wide: Svg
    narrow: Svg
    dimensions: tuple[Dimension, ...]
    is_causal: bool
    is_off: bool


def structure_of(book: YearBook, scores: Scores, goal: str) -> Structure:
    """The aspects in the order of the framework, first the one that the others serve. `goal` is the unit's name."""
    causal = len(scores.aspects) == PERSPECTIVES
    names = ["", *(aspect.name for aspect in scores.aspects)]
    lanes = [Lane(aspect, names[at] if causal else "") for at, aspect in enumerate(scores.aspects)]
    dimensions = tuple(
        _dimension(book, above, tuple(inside)) for above, inside in groupby(lanes, lambda lane: lane.aspect.above)
    )
    strategy, said = _strategy(book, scores, goal, causal=causal), _map_words(scores, lanes)
    heads = (gettext("คะแนน"), gettext("ถ่วงน้ำหนัก"))
    return Structure(
        tree=weight_tree(_root(scores, dimensions), book.points, _tree_words(scores, dimensions), heads),
        wide=strategy_map(strategy, said, width=WIDE),
        narrow=strategy_map(strategy, said, width=NARROW),
        dimensions=dimensions,
        is_causal=causal,
        is_off=_is_off(scores),
    )


def _dimension(book: YearBook, name: str, lanes: Sequence[Lane]) -> Dimension:
    lines = [lane.aspect.line for lane in lanes]
    shares: list[Fraction] = [line.exact_share for line in lines if line.exact_share is not None]
    share = book.rules.scale.displayed(sum_of_fractions(shares)) if shares else None
    return Dimension(name, tuple(lanes), added(line.weight for line in lines if line.weight is not None), share)


def _is_off(scores: Scores) -> bool:
    parts = [row.weighted for aspect in scores.aspects for row in aspect.rows if row.weighted is not None]
    return scores.hero.total is not None and sum(parts, Decimal(0)) != scores.hero.total


def _root(scores: Scores, dimensions: Sequence[Dimension]) -> Branch:
    branches: list[Branch] = []
    for each in dimensions:
        inside = tuple(_branch(lane.aspect) for lane in each.lanes)
        words = _sum_words(each.weight, each.share)
        branches += [Branch(each.name, words, inside)] if each.name else inside
    return Branch(gettext("คะแนนรวม"), _sum_words(scores.hero.counted, scores.hero.total), tuple(branches))


def _sum_words(weight: Decimal | None, share: Decimal | None) -> str:
    return f"{_weight(weight)} → {_score(share)}"


def _weight(weight: Decimal | None) -> str:
    return "-" if weight is None else f"{at_most(weight, 2)}%"


def _score(score: Decimal | None) -> str:
    return "-" if score is None else fixed(score, PLACES)


def _branch(aspect: AspectRows) -> Branch:
    words = _sum_words(aspect.line.weight, aspect.line.share)
    return Branch(aspect.name, words, (), tuple(_leaf(row) for row in aspect.rows if row.weight))


def _leaf(row: IndicatorRow) -> Leaf:
    weight = row.weight or Decimal(0)
    return Leaf(
        row.code, weight, row.score, _score(row.score), _score(row.weighted), row.band, _row_words(row), row.href
    )


def _row_words(row: IndicatorRow) -> str:
    return gettext("%(code)s น้ำหนัก %(weight)s%% คะแนน %(score)s") % {
        "code": f"{row.code} {row.name}",
        "weight": at_most(row.weight or 0, 2),
        "score": _score(row.score),
    }


def _tree_words(scores: Scores, dimensions: Sequence[Dimension]) -> str:
    parts = [f"{each.name} {_sum_words(each.weight, each.share)}" for each in dimensions if each.name]
    parts += [f"{aspect.name} {_branch(aspect).sum_words}" for aspect in scores.aspects]
    whole = _sum_words(scores.hero.counted, scores.hero.total)
    return gettext("น้ำหนักและคะแนนที่แต่ละด้านให้") + f": {whole}; " + "; ".join(parts)


def _strategy(book: YearBook, scores: Scores, goal: str, *, causal: bool) -> Strategy:
    total: Band = band_at(book, scores.hero.total)
    levels = tuple(_level(aspect) for aspect in scores.aspects)
    return Strategy(goal, _score(scores.hero.total), total, levels, causal)


def _level(aspect: AspectRows) -> StrategyLevel:
    nodes = tuple(
        Node(row.code, row.name, _weight(row.weight), _score(row.score), row.band, row.href, _row_words(row))
        for row in aspect.rows
    )
    line = aspect.line
    return StrategyLevel(aspect.name, _weight(line.weight), _score(line.within), aspect.band, nodes, aspect.above)


def _map_words(scores: Scores, lanes: Sequence[Lane]) -> str:
    parts = []
    for lane in lanes:
        line = lane.aspect.line
        words = gettext("%(name)s น้ำหนัก %(weight)s คะแนน %(score)s %(count)s ตัวชี้วัด") % {
            "name": lane.aspect.name,
            "weight": _weight(line.weight),
            "score": _score(line.within),
            "count": len(lane.aspect.rows),
        }
        served = gettext("หนุน %(above)s") % {"above": lane.leads_to} if lane.leads_to else ""
        parts.append(f"{words} {served}".strip())
    return gettext("แผนที่ยุทธศาสตร์") + f": {_score(scores.hero.total)}; " + "; ".join(parts)
