"""What if: the points that known results would get under criteria and weights that are only typed, and their total.

Pure functions from values to values; every number is exact until it is displayed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.absence import Absent
from rabrong.scoring.claims import Claim, StepsAndValue
from rabrong.scoring.criteria import (
    Average,
    Bands,
    Composite,
    Criterion,
    DirectScore,
    Levels,
    Mixed,
    Steps,
    WeightedSteps,
)
from rabrong.scoring.exact import Number
from rabrong.scoring.scale import Scale
from rabrong.scoring.scorecard import Scorecard, Scored, scorecard


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator as one party wants it; None where what is typed cannot be used."""

    code: str
    weight: Decimal | None
    criterion: Criterion | None


@dataclass(frozen=True, slots=True)
class Known:
    """A result that is put in. `score` is what was scored at the time, for criteria of several parts."""

    value: Number
    score: Decimal | None = None


def claim_of(criterion: Criterion, value: Number) -> Claim | None:
    """One number as a claim; None where the criterion asks for more than one number.

    With a mixed table all its steps count as done, and of a weighted average the number is the average.
    """
    if isinstance(criterion, Mixed):
        return StepsAndValue(len(criterion.steps), value)
    return value if isinstance(criterion, Levels | Bands | Steps | DirectScore | Average) else None


def points_of(criterion: Criterion, known: Known, scale: Scale) -> Fraction | None:
    """The exact points of a known result; None where it cannot be scored so.

    Sub-indicators and weighted steps keep the score of their time: their parts are not known any more.
    """
    if isinstance(criterion, Composite | WeightedSteps):
        return None if known.score is None else Fraction(known.score)
    claim = claim_of(criterion, known.value)
    if claim is None:
        return None
    scored = Levels(criterion.at) if isinstance(criterion, Average) else criterion
    if scored.claim_fault(claim, scale) is not None:
        return None
    points = scored.score(claim, scale)
    return None if isinstance(points, Absent) else points


def reckon(lines: Sequence[Line], known: Mapping[str, Known], scale: Scale) -> Scorecard:
    """The scorecard if every indicator came to what is known; those without a result are left out of the divisor."""
    return scorecard([_scored(line, known.get(line.code), scale) for line in lines], (), scale)


def _scored(line: Line, known: Known | None, scale: Scale) -> Scored:
    points = None
    if known is not None and line.criterion is not None and line.weight is not None:
        points = points_of(line.criterion, known, scale)
    return Scored(line.code, "", line.weight, "missing" if points is None else "counted", points)


def less_is_better(criterion: Criterion | None) -> bool:
    """Whether smaller results earn more points."""
    if isinstance(criterion, Levels | Average | Mixed):
        return criterion.at[-1] < criterion.at[0]
    return isinstance(criterion, Bands) and criterion.starts[-1] < criterion.starts[0]


def growth(before: Number | None, after: Number | None) -> Fraction | None:
    """(after - before) / before in percent, exact; None where there is nothing to compare with."""
    if before is None or after is None or before == 0:
        return None
    return (Fraction(after) - Fraction(before)) / abs(Fraction(before)) * 100


def change_a_year(series: Mapping[int, Number]) -> Fraction | None:
    """The mean change from year to year between the first and the last known one; None with fewer than two."""
    if len(series) < 2:
        return None
    first, last = min(series), max(series)
    return (Fraction(series[last]) - Fraction(series[first])) / (last - first)


def carried_on(series: Mapping[int, Number], year: int) -> Fraction | None:
    """The last known result with the mean change added for every year up to `year`; None with fewer than two."""
    change = change_a_year(series)
    if change is None:
        return None
    last = max(series)
    return Fraction(series[last]) + change * (year - last)
