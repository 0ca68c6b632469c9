"""Adding up data items: first over a unit's months, then over units, up the tree; roll-ups of roll-ups are exact."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE, Absent
from rabrong.scoring.exact import added

OverUnits = Literal["sum", "mean", "weighted_mean", "min", "max", "latest", "none"]
OverMonths = Literal["sum", "running", "last", "mean"]
Unreported = Literal["leave_out", "zero", "block"]
OVER_UNITS: tuple[OverUnits, ...] = ("sum", "mean", "weighted_mean", "min", "max", "latest", "none")
OVER_MONTHS: tuple[OverMonths, ...] = ("sum", "running", "last", "mean")
UNREPORTED: tuple[Unreported, ...] = ("leave_out", "zero", "block")

NEVER = -1
"""The month of a value that nobody reported, before every month and before an undated value."""

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

    A month not reported is left out. For `last` and `running` the last report decides, N/A too (a running
    total already holds the months before); otherwise months not applicable are out, unless there is no other.
    """
    reported = [value for _, value in readings if not _is_missing(value)]
    if not reported:
        return MISSING
    if how in ("last", "running"):
        return _exact(reported[-1])
    numbers = [value for value in reported if isinstance(value, Decimal)]
    if not numbers:
        return NOT_APPLICABLE
    total = Fraction(added(numbers))
    return total if how == "sum" else total / len(numbers)


def _is_missing(value: Decimal | Fraction | Absent) -> bool:
    return isinstance(value, Absent) and value.state == "missing"


def _exact(value: Decimal | Absent) -> Fraction | Absent:
    return value if isinstance(value, Absent) else Fraction(value)


@dataclass(frozen=True, slots=True)
class Tally:
    """What is known of one data item in a set of units; tallies of separate sets merge without loss.

    `total` is the sum, the sum of weight x value, the least, the greatest or the latest value, by `how`;
    `weight` what a mean is divided by; `units` how many reported. `month` and `unit` say when and where the
    latest value comes from: of equal months the unit last by code wins, so that no order of merging matters.
    """

    how: OverUnits
    total: Fraction = Fraction(0)
    weight: Fraction = Fraction(0)
    month: int = NEVER
    unit: str = ""
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


def tally_of(
    value: Fraction | Absent, how: OverUnits, *, weight: Fraction = Fraction(1), month: int = NEVER, unit: str = ""
) -> Tally:
    """One unit's tally. `weight` counts in a weighted mean only, `month` and `unit` for the latest value only."""
    if isinstance(value, Absent):
        return Tally(how, not_applicable=1 if value.state == "not_applicable" else 0)
    if how == "weighted_mean":
        return Tally(how, value * weight, weight, units=1)
    if how == "latest":
        return Tally(how, value, Fraction(1), month, unit, units=1)
    return Tally(how, value, Fraction(1), units=1)


def merged(one: Tally, other: Tally) -> Tally:
    """Two tallies of separate sets of units as one, in any order."""
    not_applicable = one.not_applicable + other.not_applicable
    units = one.units + other.units
    if not one.units or not other.units:
        known = one if one.units else other
        return Tally(known.how, known.total, known.weight, known.month, known.unit, units, not_applicable)
    weight = one.weight + other.weight
    if one.how == "latest":
        later = max(one, other, key=lambda tally: (tally.month, tally.unit))
        return Tally("latest", later.total, weight, later.month, later.unit, units, not_applicable)
    return Tally(one.how, _together(one, other), weight, units=units, not_applicable=not_applicable)


def _together(one: Tally, other: Tally) -> Fraction:
    if one.how == "min":
        return min(one.total, other.total)
    if one.how == "max":
        return max(one.total, other.total)
    return one.total + other.total


ADDITIVE: tuple[OverUnits, ...] = ("sum", "mean", "weighted_mean", "none")
"""Ways of adding up in which a part can be taken out again."""


def exchanged(whole: Tally, before: Tally, after: Tally) -> Tally:
    """A tally in which one part became another: what merging all parts anew gives, where the way is in ADDITIVE.

    >>> exchanged(Tally("sum", Fraction(9), Fraction(2), units=2), tally_of(Fraction(4), "sum"), Tally("sum"))
    Tally(how='sum', total=Fraction(5, 1), weight=Fraction(1, 1), month=-1, unit='', units=1, not_applicable=0)
    """
    return Tally(
        whole.how,
        whole.total - before.total + after.total,
        whole.weight - before.weight + after.weight,
        units=whole.units - before.units + after.units,
        not_applicable=whole.not_applicable - before.not_applicable + after.not_applicable,
    )


def over_units(tallies: Iterable[Tally], how: OverUnits) -> Tally:
    """The tallies of separate units as one."""
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
    weights = by_unit[item.weighted_by] if item.weighted_by is not None else {}
    silent = _silent(reporters.expected, values)
    if reporters.unreported == "block":
        unweighted = _silent(reporters.expected, weights) if item.over_units == "weighted_mean" else ()
        if waited_for := silent or unweighted:
            terms = {"count": len(waited_for), "first": waited_for[0]}
            return RolledUp(Absent("missing", SILENT_UNIT.reason, terms), values, waited_for)
    if reporters.unreported == "zero":
        values |= dict.fromkeys(silent, Fraction(0))
    own = values.get(reporters.own, MISSING)
    if item.over_units == "none" and not _is_missing(own):
        return RolledUp(own, values, silent)
    tallies = [_unit_tally(item, unit, values[unit], weights, readings) for unit in values]
    return RolledUp(over_units(tallies, item.over_units).value(), values, silent)


def _silent(expected: Sequence[str], values: Mapping[str, Fraction | Absent]) -> tuple[str, ...]:
    return tuple(unit for unit in expected if _is_missing(values.get(unit, MISSING)))


def _unit_tally(
    item: DataItem,
    unit: str,
    value: Fraction | Absent,
    weights: Mapping[str, Fraction | Absent],
    readings: Mapping[str, Sequence[Reading]],
) -> Tally:
    if item.over_units == "latest":
        month = max((month for month, reading in readings.get(unit, ()) if not _is_missing(reading)), default=NEVER)
        return tally_of(value, "latest", month=month, unit=unit)
    if item.over_units != "weighted_mean" or isinstance(value, Absent):
        return tally_of(value, item.over_units)
    weight = weights.get(unit, MISSING)
    if isinstance(weight, Absent):
        return tally_of(weight, item.over_units)
    return tally_of(value, item.over_units, weight=weight)


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
