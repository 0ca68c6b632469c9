"""Who reports an indicator's numbers in a round: one rule, read of a whole year at once and of one unit.

Each number is reported once: by the lowest units below the department that promised the indicator; where none of them
did, by its main owner of the round, or in a round without one by its co-owners; else by the department that promised
it. A co-owner shares the work of the main owner and a supporter helps: their numbers would be added up twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rabrong.agreements.models import Item
from rabrong.assignments.models import ROUNDS, Ownership
from rabrong.org.models import UnitKind

MAIN, CO = "main", "co"
Reporters = Mapping[tuple[int, int], frozenset[int]]
"""Indicator version and round (6, 9, 12) -> the ids of the units that report it."""


@dataclass(slots=True)
class _Promised:
    """The units that promised an indicator: departments, all others, and what stands above any of them."""

    departments: set[int] = field(default_factory=set)
    others: set[int] = field(default_factory=set)
    above: set[int | None] = field(default_factory=set)


def reporting_units(year: int) -> Reporters:
    """Of every indicator of a year. Two queries."""
    promised: dict[int, _Promised] = {}
    items = Item.objects.filter(agreement__year_id=year, agreement__person=None)
    fields = ("indicator_id", "agreement__unit_id", "agreement__unit__parent_id", "agreement__unit__kind")
    for indicator, unit, parent, kind in items.values_list(*fields):
        found = promised.setdefault(indicator, _Promised())
        (found.departments if kind == UnitKind.DEPARTMENT else found.others).add(unit)
        found.above.add(parent)
    owners: dict[int, list[Ownership]] = {}
    for row in Ownership.objects.filter(indicator__year_id=year, unit__isnull=False):
        owners.setdefault(row.indicator_id, []).append(row)
    return {
        (indicator, round_): _reporting(promised.get(indicator, _Promised()), owners.get(indicator, ()), round_)
        for indicator in promised.keys() | owners.keys()
        for round_ in ROUNDS
    }


def _reporting(promised: _Promised, owners: Iterable[Ownership], round_: int) -> frozenset[int]:
    lowest = frozenset(promised.others - promised.above)
    return lowest or owners_in(owners, round_) or frozenset(promised.departments)


def owners_in(owners: Iterable[Ownership], round_: int) -> frozenset[int]:
    """The ids of the units that report as owners in a round: the main owner, else the co-owners. No query."""
    rows = [row for row in owners if row.counts_in(round_)]
    return _with_role(rows, MAIN) or _with_role(rows, CO)


def _with_role(rows: Iterable[Ownership], role: str) -> frozenset[int]:
    return frozenset(row.unit_id for row in rows if row.role == role and row.unit_id is not None)


def rounds_of_owner(owners: Iterable[Ownership], unit: int) -> frozenset[int]:
    """The rounds in which a unit reports as an owner. No query."""
    rows = list(owners)
    return frozenset(round_ for round_ in ROUNDS if unit in owners_in(rows, round_))
