"""Adding up data items: first over a unit's months, then over units, up the tree; roll-ups of roll-ups are exact."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE, Absent
from rabrong.scoring.exact import EXACT

OverUnits = Literal["sum", "mean", "weighted_mean", "min", "max", "latest", "none"]
OverMonths = Literal["sum", "running", "last", "mean"]
Unreported = Literal["leave_out", "zero", "block"]
OVER_UNITS: tuple[OverUnits, ...] = ("sum", "mean", "weighted_mean", "min", "max", "latest", "none")
OVER_MONTHS: tuple[OverMonths, ...] = ("sum", "running", "last", "mean")
UNREPORTED: tuple[Unreported, ...] = ("leave_out", "zero", "block")

Reading = tuple[int, Decimal | Absent]
"""A fiscal month, 1 (October) to 12 (September), 0 for an undated value; and what was reported for it."""

SILENT_UNIT = Absent("missing", "absent.unit_silent")
NOT_ADDED_UP = Absent("missing", "absent.not_added_up")
NO_WEIGHT = Absent("missing", "absent.no_weight")


@dataclass(frozen=True, slots=True)
class DataItem:
    """A number that units report each month, and how it adds up (domain rule 7).

    `code` is what formulas call it; `weighted_by` is the code of the item that weighs a weighted mean.
    """

    code: str
    name: str = ""
    over_units: OverUnits = "sum"
    over_months: OverMonths = "last"
    weighted_by: str | None = None


def over_months(readings: Sequence[Reading], how: OverMonths) -> Fraction | Absent:
    """One unit's value from its readings, ordered by month.

    A month not reported is left out; the last report decides for `last` and `running` (a running total
    already holds the months before). Months not applicable count for nothing, unless there is no other.
    """
    numbers = [value for _, value in readings if isinstance(value, Decimal)]
    if how in ("last", "running"):
        reported = [value for _, value in readings if value is not MISSING]
        return _exact(reported[-1]) if reported else MISSING
    if not numbers:
        return NOT_APPLICABLE if any(value is NOT_APPLICABLE for _, value in readings) else MISSING
    total = numbers[0]
    for value in numbers[1:]:
        total = EXACT.add(total, value)
    return Fraction(total) if how == "sum" else Fraction(total) / len(numbers)


def _exact(value: Decimal | Absent) -> Fraction | Absent:
    return value if isinstance(value, Absent) else Fraction(value)


@dataclass(frozen=True, slots=True)
class Tally:
    """What is known of one data item in a set of units; tallies of separate sets merge without loss.

    `total` is the sum, the sum of weight x value, the least, the greatest or the latest value, by `how`;
    `weight` what a mean is divided by; `month` the fiscal month of the latest value; `units` how many reported.
    """

    how: OverUnits
    total: Fraction = Fraction(0)
    weight: Fraction = Fraction(0)
    month: int = 0
    units: int = 0
    not_applicable: int = 0

    def value(self) -> Fraction | Absent:
        """The number the set of units has together."""
        if not self.units:
            return NOT_APPLICABLE if self.not_applicable else MISSING
        if self.how == "none" and self.units > 1:
            return NOT_ADDED_UP
        if self.how in ("mean", "weighted_mean"):
            return self.total / self.weight if self.weight else NO_WEIGHT
        return self.total


def tally_of(value: Fraction | Absent, how: OverUnits, *, weight: Fraction = Fraction(1), month: int = 0) -> Tally:
    """One unit's tally. `weight` counts in a weighted mean only."""
    if isinstance(value, Absent):
        return Tally(how, not_applicable=1 if value.state == "not_applicable" else 0)
    share = weight if how == "weighted_mean" else Fraction(1)
    return Tally(how, total=value * share if how == "weighted_mean" else value, weight=share, month=month, units=1)


def merged(one: Tally, other: Tally) -> Tally:
    """Two tallies of separate sets of units as one. The later of two equal months is the one that came second."""
    not_applicable = one.not_applicable + other.not_applicable
    units = one.units + other.units
    if not one.units or not other.units:
        known = one if one.units else other
        return Tally(known.how, known.total, known.weight, known.month, units, not_applicable)
    total = _together(one, other)
    month = max(one.month, other.month)
    return Tally(one.how, total, one.weight + other.weight, month, units, not_applicable)


def _together(one: Tally, other: Tally) -> Fraction:
    if one.how == "min":
        return min(one.total, other.total)
    if one.how == "max":
        return max(one.total, other.total)
    if one.how == "latest":
        return other.total if other.month >= one.month else one.total
    return one.total + other.total


def over_units(tallies: Iterable[Tally], how: OverUnits) -> Tally:
    """The tallies of separate units as one, in the order given."""
    together = Tally(how)
    for tally in tallies:
        together = merged(together, tally)
    return together


def up_the_tree(leaves: Mapping[str, Tally], parent_of: Mapping[str, str], how: OverUnits) -> dict[str, Tally]:
    """Unit -> tally of everything below and in it; units with nothing below are absent. One pass over the leaves."""
    totals: dict[str, Tally] = {}
    for leaf, tally in leaves.items():
        unit: str | None = leaf
        while unit is not None:
            totals[unit] = merged(totals.get(unit, Tally(how)), tally)
            unit = parent_of.get(unit)
    return totals


@dataclass(frozen=True, slots=True)
class RolledUp:
    """A data item's value for everybody together, and what each unit brought; `silent` reported nothing."""

    value: Fraction | Absent
    units: Mapping[str, Fraction | Absent]
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reporters:
    """Who reports: the unit whose result this is, the units expected (empty when unknown), and the rule for silence."""

    own: str
    expected: tuple[str, ...] = ()
    unreported: Unreported = "leave_out"


def roll_up(
    items: Mapping[str, DataItem], readings: Mapping[str, Mapping[str, Sequence[Reading]]], reporters: Reporters
) -> dict[str, RolledUp]:
    """Item code -> its roll-up. `readings` is item -> unit -> that unit's readings in order of month."""
    by_unit = {
        code: {unit: over_months(series, item.over_months) for unit, series in readings.get(code, {}).items()}
        for code, item in items.items()
    }
    return {code: _rolled_up(item, by_unit, readings.get(code, {}), reporters) for code, item in items.items()}


def _rolled_up(
    item: DataItem,
    by_unit: Mapping[str, Mapping[str, Fraction | Absent]],
    readings: Mapping[str, Sequence[Reading]],
    reporters: Reporters,
) -> RolledUp:
    values = dict(by_unit[item.code])
    silent = tuple(unit for unit in reporters.expected if values.get(unit, MISSING) is MISSING)
    if silent and reporters.unreported == "block":
        terms = {"count": len(silent), "first": silent[0]}
        return RolledUp(Absent("missing", SILENT_UNIT.reason, terms), values, silent)
    if reporters.unreported == "zero":
        values |= dict.fromkeys(silent, Fraction(0))
    if item.over_units == "none" and not isinstance(values.get(reporters.own, MISSING), Absent):
        return RolledUp(values[reporters.own], values, silent)
    weights = by_unit[item.weighted_by] if item.weighted_by is not None else {}
    tallies = [_unit_tally(item, unit, values[unit], weights, readings) for unit in values]
    return RolledUp(over_units(tallies, item.over_units).value(), values, silent)


def _unit_tally(
    item: DataItem,
    unit: str,
    value: Fraction | Absent,
    weights: Mapping[str, Fraction | Absent],
    readings: Mapping[str, Sequence[Reading]],
) -> Tally:
    month = max((month for month, reading in readings.get(unit, ()) if reading is not MISSING), default=0)
    if item.over_units != "weighted_mean" or isinstance(value, Absent):
        return tally_of(value, item.over_units, month=month)
    weight = weights.get(unit, MISSING)
    if isinstance(weight, Absent):
        return tally_of(weight, item.over_units)
    return tally_of(value, item.over_units, weight=weight, month=month)


__all__ = [
    "DataItem",
    "OverMonths",
    "OverUnits",
    "Reading",
    "Reporters",
    "RolledUp",
    "Tally",
    "Unreported",
    "merged",
    "over_months",
    "over_units",
    "roll_up",
    "tally_of",
    "up_the_tree",
]
