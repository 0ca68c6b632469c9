"""The four questions every criterion answers, and the checks they share."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Protocol

from rabrong.scoring.absence import Absent, Fault
from rabrong.scoring.claims import Claim
from rabrong.scoring.exact import Number, plain
from rabrong.scoring.scale import Scale
from rabrong.scoring.trace import Why


class Criterion(Protocol):
    """A rule from a result to points."""

    def fault(self, scale: Scale) -> Fault | None:
        """What is wrong with the criterion itself on this scale; None when it can be used."""

    def claim_fault(self, claim: Claim, scale: Scale) -> Fault | None:
        """What is wrong with a claim of the right shape; None when it can be scored."""

    def score(self, claim: Claim, scale: Scale) -> Fraction | Absent:
        """The exact points of a claim without fault, or why there are none."""

    def why(self, claim: Claim, scale: Scale) -> Why:
        """The same points with their arithmetic."""


def listed(values: Sequence[Decimal]) -> str:
    """Numbers as they were given, for a sentence."""
    return ", ".join(plain(value) for value in values)


def rises(values: Sequence[Number]) -> bool:
    """Whether no value is smaller than the one before."""
    return all(low <= high for low, high in pairwise(values))


def falls(values: Sequence[Number]) -> bool:
    """Whether no value is larger than the one before."""
    return all(high >= low for high, low in pairwise(values))


def points_outside(points: Sequence[Decimal], scale: Scale) -> Fault | None:
    """The first of the points that is not within 0 and the last point of the scale."""
    for point in points:
        if not 0 <= point <= scale.points[-1]:
            return Fault("points.outside_scale", {"points": plain(point), "last": plain(scale.points[-1])})
    return None


def no_score(absent: Absent, because: tuple[Why, ...] = ()) -> Why:
    """The explanation of a score that does not exist."""
    return Why(absent.reason, absent, absent.terms, because)


def why_rounded(result: Fraction, scale: Scale, because: tuple[Why, ...] = ()) -> tuple[Why, ...]:
    """The step from a result to the rounded one that is scored; only `because` where rounding changes nothing."""
    rounded = scale.rounded_result(result)
    if rounded == result:
        return because
    return (Why("result.rounded", rounded, {"x": result, "places": scale.result_places}, because),)
