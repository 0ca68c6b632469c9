"""From what is known to a year-end result: each source carries the result on, the middle one is the forecast.

Sources are every earlier year, the monthly plan, and, where these are fewer than two, the pace of the last months.
The range reaches from the lowest to the highest of them and half as far again to each side, one and a half times as
far where there are only two: a few years are a small sample, and the next year lies outside what they span more often
than not. Of values drawn alike from a normal distribution one more lies within that range in 74 % of all cases after
two, 76 % after three, 86 % after four. The back-test says how often it held.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Literal

from rabrong.scoring.absence import Absent
from rabrong.scoring.forecast.known import LAST_MONTH, Kind, Known, Months

Source = Literal["past", "plan", "slowest", "usual", "fastest", "stays"]
FEWEST = 2
"""Fewer sources give no range, so no forecast."""

PACE_MONTHS = 3
"""The pace is that of so many last changes from month to month."""

NO_RESULT = Absent("missing", "forecast.no_result")
YEAR_OVER = Absent("missing", "forecast.year_over")
TOO_LITTLE = Absent("missing", "forecast.too_little")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one source makes of the year; `year` is that of an earlier one, else None."""

    source: Source
    value: Fraction
    year: int | None = None

    @property
    def rule(self) -> str:
        """The code of the sentence that names the source."""
        return f"source.{self.source}"


@dataclass(frozen=True, slots=True)
class Forecast:
    """The expected result of the year with its range, by which kind of arithmetic, from which estimates."""

    kind: Kind
    low: Fraction
    middle: Fraction
    high: Fraction
    estimates: tuple[Estimate, ...]

    @property
    def rule(self) -> str:
        """The code of the sentence that says how a source is carried on."""
        return f"forecast.{self.kind}"

    @property
    def range_rule(self) -> str:
        """The code of the sentence that says what the range is."""
        if self.kind == "steps":
            return "forecast.steps_range"
        return "forecast.range_of_two" if len(self.estimates) == FEWEST else "forecast.range"

    @property
    def sources(self) -> frozenset[Source]:
        """Where the estimates come from."""
        return frozenset(each.source for each in self.estimates)

    @property
    def past_years(self) -> tuple[int, ...]:
        """The earlier years it rests on."""
        return tuple(sorted(each.year for each in self.estimates if each.year is not None))


def forecast(known: Known) -> Forecast | Absent:
    """The year-end result with its range; absent with the reason where that would be guesswork."""
    now = known.now
    if known.month >= LAST_MONTH:
        return YEAR_OVER
    if now is None:
        return NO_RESULT
    estimates = [*_from_past(known, now), *_from_plan(known, now)]
    if known.kind == "steps":
        estimates += [Estimate("stays", now)] if estimates else []
    elif len(estimates) < FEWEST:
        estimates += _from_pace(known, now)
    if len(estimates) < FEWEST:
        return TOO_LITTLE
    return _spanned(known, now, estimates)


def carried_on(kind: Kind, now: Fraction, at: Fraction, end: Fraction) -> Fraction | None:
    """The year's end if the rest of it goes as where `at` became `end`; None where that says nothing.

    What accumulates is divided by the share reached by then, what moves or is counted in steps is changed as much.

    >>> carried_on("accumulating", Fraction(60), Fraction(40), Fraction(50)), carried_on(
    ...     "moving", Fraction(60), Fraction(40), Fraction(50))
    (Fraction(75, 1), Fraction(70, 1))
    """
    if kind != "accumulating":
        return now + end - at
    return now * end / at if at > 0 else None


def _from_past(known: Known, now: Fraction) -> Iterator[Estimate]:
    for past in known.past:
        at = past.months.get(known.month)
        value = None if at is None else carried_on(known.kind, now, at, past.end)
        if value is not None:
            yield Estimate("past", known.held(value), past.year)


def _from_plan(known: Known, now: Fraction) -> Iterator[Estimate]:
    at, end = known.plan.get(known.month), known.plan.get(LAST_MONTH)
    value = None if at is None or end is None else carried_on(known.kind, now, at, end)
    if value is not None:
        yield Estimate("plan", known.held(value))


def _from_pace(known: Known, now: Fraction) -> Iterator[Estimate]:
    changes = monthly_changes(known.months)[-PACE_MONTHS:]
    if len(changes) < PACE_MONTHS:
        return
    paces: tuple[tuple[Source, Fraction], ...] = (
        ("slowest", min(changes)),
        ("usual", sum(changes, Fraction(0)) / len(changes)),
        ("fastest", max(changes)),
    )
    for source, pace in paces:
        yield Estimate(source, known.held(now + pace * known.months_left))


def monthly_changes(months: Months) -> list[Fraction]:
    """The change from each reported month to the next, evenly spread over months without a report.

    >>> monthly_changes({1: Fraction(10), 3: Fraction(16), 4: Fraction(21)})
    [Fraction(3, 1), Fraction(5, 1)]
    """
    order = sorted(months)
    return [(months[after] - months[before]) / (after - before) for before, after in pairwise(order)]


def _spanned(known: Known, now: Fraction, estimates: Sequence[Estimate]) -> Forecast:
    values = sorted(each.value for each in estimates)
    low, high, middle = values[0], values[-1], _middle(values)
    if known.kind == "steps":
        low, middle, high = Fraction(floor(low)), Fraction(floor(middle)), Fraction(ceil(high))
    else:
        beside = (high - low) * beside_for(len(values))
        low, high = known.held(low - beside), known.held(high + beside)
    if known.kind != "moving":
        low, middle, high = max(low, now), max(middle, now), max(high, now)
    return Forecast(known.kind, low, middle, high, tuple(estimates))


def beside_for(sources: int) -> Fraction:
    """How far the range goes on at each side, as a part of what the sources span.

    >>> beside_for(2), beside_for(3)
    (Fraction(3, 2), Fraction(1, 2))
    """
    return Fraction(3, 2) if sources == FEWEST else Fraction(1, 2)


def _middle(values: Sequence[Fraction]) -> Fraction:
    """The median of sorted values."""
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2
