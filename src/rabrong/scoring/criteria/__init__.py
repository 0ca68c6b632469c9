"""How a result becomes points: one module per family of criteria, all with the same four questions."""

from rabrong.scoring.criteria.criterion import Criterion
from rabrong.scoring.criteria.judged import DirectScore, PassFail
from rabrong.scoring.criteria.parts import Average, AveragePart, Composite, Part
from rabrong.scoring.criteria.quantity import Bands, Levels
from rabrong.scoring.criteria.steps import Mixed, Steps, WeightedSteps

__all__ = [
    "Average",
    "AveragePart",
    "Bands",
    "Composite",
    "Criterion",
    "DirectScore",
    "Levels",
    "Mixed",
    "Part",
    "PassFail",
    "Steps",
    "WeightedSteps",
]
