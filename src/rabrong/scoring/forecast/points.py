"""From expected results to expected scores, and from those to the expected total."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.absence import Absent
from rabrong.scoring.adjustments import Adjustment, adjusted
from rabrong.scoring.agreement import Aspect
from rabrong.scoring.criteria import Criterion
from rabrong.scoring.forecast.methods import Forecast
from rabrong.scoring.scale import Scale
from rabrong.scoring.scorecard import Scorecard, Scored, State, scorecard


@dataclass(frozen=True, slots=True)
class Points:
    """An expected score with its range, exact."""

    low: Fraction
    middle: Fraction
    high: Fraction


def points_of(
    expected: Forecast, criterion: Criterion | None, scale: Scale, adjustments: tuple[Adjustment, ...] = ()
) -> Points | Absent:
    """What the criterion gives for the expected results; without one the forecast is of the score itself.

    The criterion decides which end of the range is the better one.
    """
    if criterion is None:
        return Points(expected.low, expected.middle, expected.high)
    scores = []
    for value in (expected.low, expected.middle, expected.high):
        score = criterion.score(value, scale)
        if isinstance(score, Absent):
            return score
        scores.append(adjusted(score, adjustments, scale))
    return Points(min(scores), scores[1], max(scores))


@dataclass(frozen=True, slots=True)
class Expected:
    """An indicator at the end of the year; `score` is what it has so far, `weight` that of the last round.

    It counts with its expected score; where there is none it stays as it stands; else it is left out.
    """

    code: str
    aspect: str
    weight: Decimal | None
    state: State
    points: Points | None
    score: Fraction | None


@dataclass(frozen=True, slots=True)
class Totals:
    """The scorecard at the end of the year with every indicator at the low end, in the middle, at the high end."""

    low: Scorecard
    middle: Scorecard
    high: Scorecard


def expected_totals(expected: Iterable[Expected], framework: tuple[Aspect, ...], scale: Scale) -> Totals:
    """The year-end scorecards; `scale` leaves missing results out, as months do."""
    rows = list(expected)
    low, middle, high = (
        scorecard([_scored(row, end) for row in rows], framework, scale) for end in ("low", "middle", "high")
    )
    return Totals(low, middle, high)


def _scored(row: Expected, end: str) -> Scored:
    score: Fraction | None = row.score if row.points is None else getattr(row.points, end)
    counts = row.state not in ("cancelled", "not_started") or row.points is not None
    state: State = "counted" if counts and score is not None else row.state
    return Scored(row.code, row.aspect, row.weight, state, score if counts else None)
