"""What is still needed for a level: the result itself, how much a month, and whether that was ever done in a month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from rabrong.scoring.absence import Absent
from rabrong.scoring.criteria import Bands, Criterion, Levels, Steps
from rabrong.scoring.forecast.known import Months
from rabrong.scoring.forecast.methods import monthly_changes
from rabrong.scoring.formula import Formula
from rabrong.scoring.scale import Scale

NeedState = Literal["reached", "possible", "faster"]
"""Reached already; to be reached at a pace that was kept before; only faster than in any month so far."""


@dataclass(frozen=True, slots=True)
class Level:
    """The result that earns some points at least."""

    points: Decimal
    value: Fraction


def levels_of(criterion: Criterion, scale: Scale) -> tuple[Level, ...]:
    """The results of the levels where the result is one number; none where a score is made of parts or judged."""
    if isinstance(criterion, Levels):
        return tuple(Level(points, Fraction(value)) for points, value in zip(scale.points, criterion.at, strict=True))
    if isinstance(criterion, Bands):
        better = zip(criterion.points, criterion.points[1:], criterion.starts, strict=False)
        return tuple(Level(max(before, after), Fraction(start)) for before, after, start in better)
    if isinstance(criterion, Steps):
        return tuple(Level(points, Fraction(step)) for step, points in enumerate(criterion.points, start=1))
    return ()


def less_is_better(levels: Iterable[Level]) -> bool:
    """Whether more points stand at smaller results."""
    order = sorted(levels, key=lambda level: level.points)
    return bool(order) and order[-1].value < order[0].value


@dataclass(frozen=True, slots=True)
class Pace:
    """How a result moved from month to month towards the better; None where no two months are known."""

    usual: Fraction | None
    best: Fraction | None

    @classmethod
    def of(cls, months: Months, *, falling: bool = False) -> "Pace":
        """The mean and the greatest change of a month; `falling` where less is better.

        >>> Pace.of({1: Fraction(10), 2: Fraction(14), 3: Fraction(16)})
        Pace(usual=Fraction(3, 1), best=Fraction(4, 1))
        """
        changes = [-change if falling else change for change in monthly_changes(months)]
        if not changes:
            return cls(None, None)
        span = max(months) - min(months)
        way = months[max(months)] - months[min(months)]
        return cls((-way if falling else way) / span, max(changes))


@dataclass(frozen=True, slots=True)
class Need:
    """What a level needs at the end of the year; `more` is how far away it is, `a_month` that over the months left."""

    level: Level
    state: NeedState
    more: Fraction
    a_month: Fraction


def needs(levels: tuple[Level, ...], months: Months, month: int, months_left: int) -> tuple[Need, ...]:
    """Every level from the lowest, seen from the result as of a month; none where nothing is reported or left."""
    if month not in months or months_left < 1:
        return ()
    falling = less_is_better(levels)
    pace = Pace.of(months, falling=falling)
    return tuple(_need(level, months[month], months_left, (falling, pace)) for level in levels)


def _need(level: Level, now: Fraction, months_left: int, how: tuple[bool, Pace]) -> Need:
    falling, pace = how
    more = now - level.value if falling else level.value - now
    if more <= 0:
        return Need(level, "reached", Fraction(0), Fraction(0))
    a_month = more / months_left
    state: NeedState = "faster" if pace.best is not None and a_month > pace.best else "possible"
    return Need(level, state, more, a_month)


def still_to_report(
    formula: Formula, items: Mapping[str, Fraction | Absent], wanted: Fraction
) -> tuple[str, Fraction] | None:
    """The data item that is to grow for a result, and by how much, with all others as they are.

    Only where the result follows the item evenly: the upper number of a ratio does, the lower one does not. None
    where no item does, or the result is there.
    """
    now = formula.value(items)
    if isinstance(now, Absent):
        return None
    for code in formula.items:
        step = _even_step(formula, items, code, now)
        if step and (wanted - now) / step > 0:
            return code, (wanted - now) / step
    return None


def _even_step(formula: Formula, items: Mapping[str, Fraction | Absent], code: str, now: Fraction) -> Fraction | None:
    """By how much the result changes with one more of an item; None where not every one changes it alike."""
    value = items[code]
    one, two = (formula.value({**items, code: _more(value, by)}) for by in (1, 2))
    if isinstance(one, Absent) or isinstance(two, Absent) or two - one != one - now:
        return None
    return one - now


def _more(value: Fraction | Absent, by: int) -> Fraction | Absent:
    return value if isinstance(value, Absent) else value + by
