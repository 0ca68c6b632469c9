"""How far forecasts would have been off: each past year is forecast from the others and compared with what it came to.

A year is left out of what it is judged by, so that later years also judge earlier ones: three years are too few to go
only forwards. Past years have no monthly plan here, so this tests the shapes, not the plan.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from rabrong.scoring.absence import Absent
from rabrong.scoring.forecast.known import Known, PastYear
from rabrong.scoring.forecast.methods import Forecast, forecast


@dataclass(frozen=True, slots=True)
class Trial:
    """A past year forecast as of a month; errors are distances of the middle from what came, as result and score."""

    year: int
    month: int
    expected: Forecast
    actual: Fraction
    error: Fraction
    score_error: Fraction

    @property
    def held(self) -> bool:
        """Whether the range contained what came."""
        return self.expected.low <= self.actual <= self.expected.high


@dataclass(frozen=True, slots=True)
class BackTest:
    """Trials together; the means are None where there are none."""

    trials: tuple[Trial, ...]

    @property
    def held(self) -> int:
        """How often the range contained what came."""
        return sum(trial.held for trial in self.trials)

    @property
    def error(self) -> Fraction | None:
        """The mean distance of the middle from what came, in the result's unit."""
        return _mean([trial.error for trial in self.trials])

    @property
    def score_error(self) -> Fraction | None:
        """The same in points."""
        return _mean([trial.score_error for trial in self.trials])


def back_test(known: Known, months: Iterable[int], points: Callable[[Fraction], Fraction]) -> BackTest:
    """Every past year of an indicator as of some months; `points` scores a result.

    What cannot be forecast is no trial.
    """
    wanted = tuple(months)
    trials = (_trial(known, past, month, points) for past in known.past for month in wanted)
    return BackTest(tuple(trial for trial in trials if trial is not None))


def _trial(known: Known, held_out: PastYear, month: int, points: Callable[[Fraction], Fraction]) -> Trial | None:
    others = tuple(past for past in known.past if past.year != held_out.year)
    until = {at: value for at, value in held_out.months.items() if at <= month}
    expected = forecast(replace(known, month=month, months=until, plan={}, past=others))
    if isinstance(expected, Absent):
        return None
    error = abs(expected.middle - held_out.end)
    score_error = abs(points(expected.middle) - points(held_out.end))
    return Trial(held_out.year, month, expected, held_out.end, error, score_error)


def _mean(values: list[Fraction]) -> Fraction | None:
    return sum(values, Fraction(0)) / len(values) if values else None
