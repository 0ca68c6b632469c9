"""Who reports an indicator's numbers, of a whole year at once; results.rules says the same of one unit."""

from collections.abc import Mapping

from rabrong.agreements.models import Item
from rabrong.assignments.models import Ownership
from rabrong.org.models import Unit, UnitKind


def reporting_units(year: int) -> Mapping[int, frozenset[int]]:
    """Indicator version -> the lowest units that promised it, and its owners where no district did. Two queries.

    A number kept above the units that report it would be added up twice.
    """
    promised: dict[int, set[int]] = {}
    above: dict[int, set[int | None]] = {}
    by_districts: set[int] = set()
    items = Item.objects.filter(agreement__year_id=year, agreement__person=None)
    fields = ("indicator_id", "agreement__unit_id", "agreement__unit__parent_id", "agreement__unit__kind")
    for indicator, unit, parent, kind in items.values_list(*fields):
        promised.setdefault(indicator, set()).add(unit)
        above.setdefault(indicator, set()).add(parent)
        if kind == UnitKind.DISTRICT:
            by_districts.add(indicator)
    owners: dict[int, set[int]] = {}
    owned = Ownership.objects.filter(indicator__year_id=year, unit__isnull=False)
    for indicator, unit in owned.values_list("indicator_id", "unit_id"):
        owners.setdefault(indicator, set()).add(unit)
    found = {}
    for indicator in promised.keys() | owners.keys():
        here = promised.get(indicator, set())
        others = set() if indicator in by_districts else owners.get(indicator, set()) - here
        found[indicator] = frozenset((here - above.get(indicator, set())) | others)
    return found


def reporters_below(year: int) -> Mapping[int, frozenset[int]]:
    """The same without a department that reports an indicator beside others: its bureaus report for it. Three
    queries."""
    found = reporting_units(year)
    lead = set(Unit.objects.filter(kind=UnitKind.DEPARTMENT).values_list("pk", flat=True))
    return {indicator: frozenset(units - lead) or units for indicator, units in found.items()}
