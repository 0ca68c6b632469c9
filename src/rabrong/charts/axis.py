"""Axes: where a value stands between two ends, as a share of the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `start` to `end`; `start` may be the greater of the two, never the same."""

    start: Decimal
    end: Decimal

    def share(self, value: Decimal) -> Decimal:
        """How far along a value stands, 0 to 1; what lies outside stands at the nearer end.

        >>> Axis(Decimal(0), Decimal(5)).share(Decimal("2.5"))
        Decimal('0.5')
        """
        return min(ONE, max(ZERO, (value - self.start) / (self.end - self.start)))

    def at(self, value: Decimal, *, low: Decimal, high: Decimal) -> Decimal:
        """The position of a value when the axis runs from `low` to `high`."""
        return low + self.share(value) * (high - low)


def points_axis(points: Sequence[Decimal]) -> Axis:
    """The axis of scores: from nothing to the full mark."""
    return Axis(ZERO, points[-1])


def segments(points: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    """The stretches between zero and the points of a scale, as shares: (start, width)."""
    shares = [points_axis(points).share(point) for point in (ZERO, *points)]
    return [(low, high - low) for low, high in pairwise(shares)]


def quiet_class(segment: int, count: int) -> str:
    """Which of the five grounds q1 to q5 a segment of a scale has; the first and the last are the outer ones."""
    return f"q{1 + segment * 4 // (count - 1) if count > 1 else 1}"
