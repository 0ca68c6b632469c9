"""Criteria of a measured quantity: levels with interpolation, and bands without."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.absence import Absent, Fault
from rabrong.scoring.claims import Claim, number
from rabrong.scoring.criteria.criterion import falls, listed, no_score, points_outside, rises, why_rounded
from rabrong.scoring.criteria.ladder import Ladder, climb_or_floor, why_climb_or_floor
from rabrong.scoring.scale import Scale
from rabrong.scoring.trace import Why


@dataclass(frozen=True, slots=True)
class Levels:
    """A value per point of the scale, rising or falling; points in between are interpolated (domain rule 6.1)."""

    at: tuple[Decimal, ...]
    ladder: Ladder = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Build the ladder once: it is climbed for every unit."""
        object.__setattr__(self, "ladder", Ladder(self.at))

    def fault(self, scale: Scale) -> Fault | None:
        """A table that cannot be climbed."""
        return self.ladder.fault(len(scale.points))

    def claim_fault(self, claim: Claim, scale: Scale) -> Fault | None:
        """Every number can be scored."""
        return None

    def score(self, claim: Claim, scale: Scale) -> Fraction | Absent:
        """Points between floor and last point."""
        if isinstance(claim, Absent):
            return claim
        return climb_or_floor(self.ladder, scale.rounded_result(number(claim)), scale)

    def why(self, claim: Claim, scale: Scale) -> Why:
        """The two neighbouring levels, or the floor."""
        if isinstance(claim, Absent):
            return no_score(claim)
        result = number(claim)
        why = why_climb_or_floor(self.ladder, scale.rounded_result(result), scale)
        return replace(why, because=why_rounded(result, scale))


@dataclass(frozen=True, slots=True)
class Bands:
    """A whole level per range (domain rule 6.2): `starts` are the edges between neighbouring bands, in order.

    An edge belongs to the better side, the one with more points. One edge alone reads as rising.
    """

    starts: tuple[Decimal, ...]
    points: tuple[Decimal, ...]

    def fault(self, scale: Scale) -> Fault | None:
        """A wrong number of edges, edges without direction, points off the scale."""
        if not self.starts or len(self.points) != len(self.starts) + 1:
            return Fault("bands.wrong_count", {"edges": len(self.starts), "points": len(self.points)})
        if not rises(self.starts) and not falls(self.starts):
            return Fault("levels.up_and_down", {"at": listed(self.starts)})
        if len(self.starts) > 1 and self.starts[0] == self.starts[-1]:
            return Fault("levels.all_equal", {"at": listed(self.starts)})
        return points_outside(self.points, scale)

    def claim_fault(self, claim: Claim, scale: Scale) -> Fault | None:
        """Every number falls in a band."""
        return None

    def score(self, claim: Claim, scale: Scale) -> Fraction | Absent:
        """The points of the band the number falls in; the scale's floor plays no part."""
        if isinstance(claim, Absent):
            return claim
        return Fraction(self.points[self._band(scale.rounded_result(number(claim)))])

    def why(self, claim: Claim, scale: Scale) -> Why:
        """The band and its edges."""
        if isinstance(claim, Absent):
            return no_score(claim)
        value = scale.rounded_result(number(claim))
        band = self._band(value)
        rule, edges = self._place(value, band)
        terms = {"x": value, "band": band + 1} | edges
        return Why(rule, Fraction(self.points[band]), terms, why_rounded(number(claim), scale))

    def _place(self, value: Fraction, band: int) -> tuple[str, dict[str, Decimal]]:
        on = next((start for start in self.starts if Fraction(start) == value), None)
        if on is not None:
            return "bands.edge", {"edge": on}
        if 0 < band < len(self.starts):
            return "bands.between", {"start": self.starts[band - 1], "end": self.starts[band]}
        return ("bands.first", {"edge": self.starts[0]}) if band == 0 else ("bands.last", {"edge": self.starts[-1]})

    def _band(self, value: Fraction) -> int:
        sign = -1 if self.starts[-1] < self.starts[0] else 1
        edges = [sign * Fraction(start) for start in self.starts]
        before, behind = bisect_left(edges, sign * value), bisect_right(edges, sign * value)
        return max(range(before, behind + 1), key=lambda band: (self.points[band], band))
