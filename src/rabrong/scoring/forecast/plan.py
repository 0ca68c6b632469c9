"""A monthly plan to begin with: the year's end along the shape of past years, in equal parts where none is known."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from rabrong.scoring.forecast.known import LAST_MONTH, Kind, PastYear


def proposed_plan(kind: Kind, past: Sequence[PastYear], end: Fraction) -> tuple[Fraction, ...]:
    """Twelve results that end at `end`, October first; steps are whole.

    A month takes the mean of what past years had of their end by then: the share where results accumulate or are
    steps, the distance where they move. A month no past year knows lies on the straight line from nothing, or from the
    end where results move.
    """
    months = [_planned(kind, past, end, month) for month in range(1, LAST_MONTH)]
    return (*(Fraction(floor(value)) if kind == "steps" else value for value in months), end)


def _planned(kind: Kind, past: Sequence[PastYear], end: Fraction, month: int) -> Fraction:
    known = [(year.months[month], year.end) for year in past if month in year.months]
    if kind == "moving":
        distances = [at - past_end for at, past_end in known]
        return end + sum(distances, Fraction(0)) / len(distances) if distances else end
    shares = [at / past_end for at, past_end in known if past_end]
    return end * (sum(shares, Fraction(0)) / len(shares) if shares else Fraction(month, LAST_MONTH))
