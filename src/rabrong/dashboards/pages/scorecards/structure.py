"""The structure of a unit's score: the tree of weights with what each brings, and the framework as a map of boxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from rabrong.charts import Branch, Leaf, Svg, weight_tree
from rabrong.dashboards.pages.scorecards.rows import AspectRows, IndicatorRow
from rabrong.dashboards.pages.scorecards.scorecard import Scores
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
class Structure:
    """Both pictures, and whether the lanes are read from below."""

    tree: Svg
    lanes: tuple[Lane, ...]

    @property
    def is_causal(self) -> bool:
        """Whether what stands below serves what stands above."""
        return any(lane.leads_to for lane in self.lanes)


def structure_of(scores: Scores, points: Sequence[Decimal]) -> Structure:
    """The aspects in the order of the framework, first the one that the others serve."""
    root = Branch(gettext("คะแนนรวม"), _root_words(scores), tuple(_branch(aspect) for aspect in scores.aspects))
    causal = len(scores.aspects) == PERSPECTIVES
    names = ["", *(aspect.name for aspect in scores.aspects)]
    lanes = tuple(Lane(aspect, names[at] if causal else "") for at, aspect in enumerate(scores.aspects))
    return Structure(weight_tree(root, points, _tree_words(scores)), lanes)


def _root_words(scores: Scores) -> str:
    total = "-" if scores.hero.total is None else fixed(scores.hero.total, PLACES)
    return f"{at_most(scores.hero.counted, 2)}% → {total}"


def _branch(aspect: AspectRows) -> Branch:
    share = "-" if aspect.line.share is None else fixed(aspect.line.share, PLACES)
    weight = "-" if aspect.line.weight is None else f"{at_most(aspect.line.weight, 2)}%"
    return Branch(aspect.name, f"{weight} → {share}", (), tuple(_leaf(row) for row in aspect.rows if row.weight))


def _leaf(row: IndicatorRow) -> Leaf:
    score = "-" if row.score is None else fixed(row.score, PLACES)
    said = gettext("%(code)s น้ำหนัก %(weight)s%% คะแนน %(score)s") % {
        "code": f"{row.code} {row.name}",
        "weight": at_most(row.weight or 0, 2),
        "score": score,
    }
    return Leaf(row.code, row.weight or Decimal(0), row.score, score, row.band, said, row.href)


def _tree_words(scores: Scores) -> str:
    parts = [f"{aspect.name} {_branch(aspect).sum_words}" for aspect in scores.aspects]
    return gettext("น้ำหนักและคะแนนที่แต่ละด้านให้") + f": {_root_words(scores)}; " + "; ".join(parts)
