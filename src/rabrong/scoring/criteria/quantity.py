"""Criteria of a measured quantity: levels with interpolation, and bands without."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.absence import Absent, Fault
from rabrong.scoring.claims import Claim, number
from rabrong.scoring.criteria.criterion import falls, listed, no_score, points_outside, rises
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
        return why_climb_or_floor(self.ladder, scale.rounded_result(number(claim)), scale)


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
        terms: dict[str, object] = {"x": value, "band": band + 1}
        if 0 < band < len(self.starts):
            terms |= {"start": self.starts[band - 1], "end": self.starts[band]}
            return Why("bands.between", Fraction(self.points[band]), terms)
        terms["edge"] = self.starts[min(band, len(self.starts) - 1)]
        return Why("bands.first" if band == 0 else "bands.last", Fraction(self.points[band]), terms)

    def _band(self, value: Fraction) -> int:
        sign = -1 if self.starts[-1] < self.starts[0] else 1
        crossed = 0
        for position, start in enumerate(self.starts):
            beyond = sign * (value - Fraction(start))
            onward_is_better = self.points[position + 1] >= self.points[position]
            if beyond > 0 or (beyond == 0 and onward_is_better):
                crossed = position + 1
        return crossed
