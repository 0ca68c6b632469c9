"""The scale of a year: its points, what happens short of the first level, its colour bands and its rules."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from rabrong.scoring.absence import Fault
from rabrong.scoring.exact import plain, round_half_up

Floor = Literal["first", "zero", "extrapolate"]
Total = Literal["unrounded", "displayed"]
Missing = Literal["leave_out", "lowest", "block"]
FLOORS: tuple[Floor, ...] = ("first", "zero", "extrapolate")
TOTALS: tuple[Total, ...] = ("unrounded", "displayed")
MISSING_RULES: tuple[Missing, ...] = ("leave_out", "lowest", "block")

FEWEST_POINTS = 2
MOST_PLACES = 10


@dataclass(frozen=True, slots=True)
class Band:
    """A colour band: displayed scores up to and including `upto`; the last may be open (None)."""

    upto: Decimal | None
    name: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The points of a year and how scores are rounded, floored and added up in one round.

    `points` rise, e.g. 1..5 or 50, 75, 100; the last is the full mark. `places` are the decimals shown.
    """

    points: tuple[Decimal, ...]
    floor: Floor = "first"
    places: int = 4
    total: Total = "unrounded"
    missing: Missing = "leave_out"
    result_places: int | None = None
    bands: tuple[Band, ...] = ()
    exact_points: tuple[Fraction, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the points as fractions too: they are read for every score."""
        object.__setattr__(self, "exact_points", tuple(Fraction(point) for point in self.points))

    @property
    def first(self) -> Fraction:
        """The lowest point of the scale."""
        return self.exact_points[0]

    @property
    def last(self) -> Fraction:
        """The full mark."""
        return self.exact_points[-1]

    def rounded_result(self, value: Fraction) -> Fraction:
        """A result as it is scored: rounded to `result_places` where the year says so, else exact."""
        return value if self.result_places is None else Fraction(round_half_up(value, self.result_places))

    def displayed(self, score: Fraction) -> Decimal:
        """A score as it is shown: rounded half up to the scale's places."""
        return round_half_up(score, self.places)

    def band(self, displayed: Decimal) -> str | None:
        """The name of the band a displayed score falls in; None when no band reaches it."""
        for band in self.bands:
            if band.upto is None or displayed <= band.upto:
                return band.name
        return None


def points_fault(points: Sequence[Decimal]) -> Fault | None:
    """Whether the points make a scale: two or more, none below zero, rising."""
    if len(points) < FEWEST_POINTS:
        return Fault("scale.too_few_points", {"count": len(points)})
    if points[0] < 0 or any(low >= high for low, high in pairwise(points)):
        return Fault("scale.points_not_rising", {"points": ", ".join(plain(point) for point in points)})
    return None


def bands_fault(bands: Sequence[Band]) -> Fault | None:
    """Whether band limits rise and only the last one is open."""
    limits = [band.upto for band in bands]
    if any(limit is None for limit in limits[:-1]):
        return Fault("bands.open_in_middle")
    closed = [limit for limit in limits if limit is not None]
    if any(low >= high for low, high in pairwise(closed)):
        return Fault("bands.not_rising", {"limits": ", ".join(plain(limit) for limit in closed)})
    return None
