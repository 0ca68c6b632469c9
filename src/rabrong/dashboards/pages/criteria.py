"""Results and targets as an indicator's own criteria mean them."""

import json
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.agreement_file.from_data import criterion_of
from rabrong.agreements.models import Item
from rabrong.agreements.queries import criteria_of
from rabrong.results.months import round_of
from rabrong.results.queries.stored import StoredScore
from rabrong.scoring.absence import Absent
from rabrong.scoring.claims import Claim, StepsAndValue
from rabrong.scoring.criteria import Average, Bands, Criterion, DirectScore, Levels, Mixed, Steps
from rabrong.scoring.scale import Scale
from rabrong.ui.memory import Memory
from rabrong.ui.numbers import at_most, fixed

PLACES = 2
SCORE_PLACES = 4
CRITERIA: Memory[Criterion] = Memory(2048)
"""By their text: a year has some hundred, and most units share them."""


def criterion_in(item: Item, scale: Scale, month: int) -> Criterion:
    """The criterion that scores an item in a fiscal month: its own where it was cascaded so, as amended by then."""
    stored = criteria_of(item.indicator, item, round_of(month or 1))
    return CRITERIA.made((json.dumps(stored), scale), lambda: criterion_of(stored, scale))


def is_measured(criterion: Criterion) -> bool:
    """Whether the result is a measured number with decimals."""
    return isinstance(criterion, Levels | Bands | Average)


def result_words(criterion: Criterion, score: StoredScore, scale: Scale) -> str:
    """What was reached: 74.13, or 4 of 5 where steps or points are counted."""
    return reached_words(criterion, score.result, score.exact, scale)


def reached_words(criterion: Criterion, result: Fraction | None, exact: Fraction | None, scale: Scale) -> str:
    """The same of a result and its exact score."""
    if result is not None and is_measured(criterion):
        return fixed(result, PLACES)
    reached = result if result is not None else exact
    if reached is None:
        return ""
    most = len(criterion.steps) if isinstance(criterion, Steps) else scale.last
    return gettext("%(reached)s จาก %(most)s") % {"reached": at_most(reached, SCORE_PLACES), "most": at_most(most, 0)}


def target_words(criterion: Criterion, target: Decimal | None, scale: Scale) -> str:
    """What was promised, in the same words."""
    if target is None:
        return ""
    if is_measured(criterion):
        return fixed(target, PLACES)
    if isinstance(criterion, Steps):
        return gettext("%(steps)s ขั้น") % {"steps": at_most(target, 0)}
    points = target_score(criterion, target, scale)
    return gettext("%(points)s คะแนน") % {"points": at_most(target if points is None else points, SCORE_PLACES)}


def target_score(criterion: Criterion, target: Decimal | None, scale: Scale) -> Decimal | None:
    """The points the target is worth; where a criterion has no single value the target is in points itself."""
    if target is None:
        return None
    if isinstance(criterion, Average):
        criterion = Levels(criterion.at)
    if not isinstance(criterion, Levels | Bands | Steps | Mixed | DirectScore):
        return target
    claim: Claim = StepsAndValue(len(criterion.steps), target) if isinstance(criterion, Mixed) else target
    points = criterion.score(claim, scale)
    return None if isinstance(points, Absent) else scale.displayed(points)


def shown_value(value: Fraction | Decimal, criterion: Criterion) -> str:
    """A result in a chart: two decimals where it is measured, whole steps otherwise."""
    return fixed(value, PLACES) if is_measured(criterion) else at_most(value, PLACES)
