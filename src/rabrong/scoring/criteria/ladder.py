"""Levels with interpolation (เทียบบัญญัติไตรยางศ์): the climb from value to points between two neighbours."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.absence import Fault
from rabrong.scoring.criteria.criterion import falls, listed, rises
from rabrong.scoring.scale import Scale
from rabrong.scoring.trace import Why


@dataclass(frozen=True, slots=True)
class Ladder:
    """One value per point, rising or falling; neighbours may be equal, then the higher point wins.

    A falling ladder is climbed with the sign turned, so both run through the same arithmetic.
    """

    at: tuple[Decimal, ...]
    sign: int = field(init=False, repr=False, compare=False)
    edges: tuple[Fraction, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Turn the sign once, so that edges always rise."""
        sign = -1 if self.at and self.at[-1] < self.at[0] else 1
        object.__setattr__(self, "sign", sign)
        object.__setattr__(self, "edges", tuple(sign * Fraction(value) for value in self.at))

    def fault(self, rungs: int) -> Fault | None:
        """Wrong number of values, both up and down, or no direction at all."""
        if len(self.at) != rungs:
            return Fault("levels.wrong_count", {"given": len(self.at), "expected": rungs})
        if not rises(self.at) and not falls(self.at):
            return Fault("levels.up_and_down", {"at": listed(self.at)})
        if len(self.at) > 1 and self.at[0] == self.at[-1]:
            return Fault("levels.all_equal", {"at": listed(self.at)})
        return None

    def climb(self, value: Fraction, points: Sequence[Fraction]) -> Fraction | None:
        """Points at a value; None short of the first rung. `points` is as long as the ladder."""
        x = value * self.sign
        rung = bisect_right(self.edges, x) - 1
        if rung < 0:
            return None
        if rung == len(self.edges) - 1 or x == self.edges[rung]:
            return points[rung]
        low, high = self.edges[rung], self.edges[rung + 1]
        return points[rung] + (x - low) / (high - low) * (points[rung + 1] - points[rung])

    def why(self, value: Fraction, points: Sequence[Fraction], score: Fraction) -> Why:
        """The arithmetic of `climb`, for a value at or past the first rung."""
        rung = bisect_right(self.edges, value * self.sign) - 1
        terms = {"x": value, "low": Fraction(self.at[rung]), "low_points": points[rung]}
        if rung == len(self.edges) - 1:
            return Why("levels.top", score, terms)
        if value == Fraction(self.at[rung]):
            return Why("levels.at", score, terms)
        terms |= {"high": Fraction(self.at[rung + 1]), "high_points": points[rung + 1]}
        return Why("levels.between", score, terms)


def short_of_first(ladder: Ladder, value: Fraction, scale: Scale) -> Fraction:
    """Points short of the first level by the scale's floor; extrapolation never falls under 0.

    Two equal first levels make a wall: extrapolated, everything short of it is 0.
    """
    if scale.floor == "first":
        return scale.first
    low, high = ladder.edges[0], ladder.edges[1]
    if scale.floor == "zero" or low == high:
        return Fraction(0)
    first, second = scale.exact_points[:2]
    return max(Fraction(0), first + (value * ladder.sign - low) / (high - low) * (second - first))


def climb_or_floor(ladder: Ladder, value: Fraction, scale: Scale) -> Fraction:
    """Points of a value on a ladder with one rung per point of the scale."""
    climbed = ladder.climb(value, scale.exact_points)
    return short_of_first(ladder, value, scale) if climbed is None else climbed


def why_climb_or_floor(ladder: Ladder, value: Fraction, scale: Scale) -> Why:
    """The same with its arithmetic."""
    score = climb_or_floor(ladder, value, scale)
    if value * ladder.sign >= ladder.edges[0]:
        return ladder.why(value, scale.exact_points, score)
    first, second = (Fraction(level) for level in ladder.at[:2])
    low_points, high_points = scale.exact_points[:2]
    terms = {"x": value, "low": first, "high": second, "low_points": low_points, "high_points": high_points}
    wall = scale.floor == "extrapolate" and first == second
    return Why("levels.short_wall" if wall else f"levels.short_{scale.floor}", score, terms)
