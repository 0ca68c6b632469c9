"""What is known of an indicator before its year is over: this year's months, the plan, the years before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Literal

Kind = Literal["accumulating", "moving", "steps"]
"""Grows towards the year's end and never falls; goes up and down; counts steps done."""

Months = Mapping[int, Fraction]
"""Fiscal month, 1 (October) to 12 (September) -> the result as of its end."""

LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class PastYear:
    """An earlier year: its months as far as they are kept, and what it came to."""

    year: int
    months: Months
    end: Fraction


@dataclass(frozen=True, slots=True)
class Known:
    """The result as of `month`, and everything a forecast may rest on.

    `months` are this year's results until then, `plan` is the monthly plan (trajectory), empty where there is none.
    `least` and `most` are what a result can be at all, None where nothing is known of it.
    """

    kind: Kind
    month: int
    months: Months
    plan: Months = field(default_factory=dict)
    past: tuple[PastYear, ...] = ()
    least: Fraction | None = None
    most: Fraction | None = None

    @property
    def now(self) -> Fraction | None:
        """The result as of the month; None where nothing is reported."""
        return self.months.get(self.month)

    @property
    def months_left(self) -> int:
        """How many months are still to come."""
        return LAST_MONTH - self.month

    def held(self, value: Fraction) -> Fraction:
        """A value kept within what a result can be.

        >>> Known("moving", 6, {}, most=Fraction(100)).held(Fraction(104))
        Fraction(100, 1)
        """
        raised = value if self.least is None else max(value, self.least)
        return raised if self.most is None else min(raised, self.most)


def accumulates(months: Months, past: Iterable[PastYear]) -> bool:
    """Whether results only grow: none below zero, none under the month before, in this year and those before.

    >>> accumulates({1: Fraction(10), 2: Fraction(25)}, ())
    True
    """
    series = [[months[month] for month in sorted(months)]]
    series += [[*(year.months[month] for month in sorted(year.months)), year.end] for year in past]
    return all(each >= 0 for row in series for each in row) and all(
        low <= high for row in series for low, high in pairwise(row)
    )
