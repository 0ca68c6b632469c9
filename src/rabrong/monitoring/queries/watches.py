"""Reading what somebody watches."""

from collections.abc import Iterable

from django.db.models import Q

from rabrong.agreements.models import IndicatorVersion
from rabrong.monitoring.models import Watch
from rabrong.org.models import Person

Place = tuple[int, int | None]
"""Unit id and indicator id; None for the unit's total."""


def watched_places(person: Person, year: int) -> frozenset[tuple[int, str]]:
    """What somebody watches in a year: unit id and code of the indicator, "" for the unit's total. One query."""
    rows = Watch.objects.filter(person=person, year_id=year).values_list("unit_id", "indicator__code")
    return frozenset((unit, code or "") for unit, code in rows)


def newest_versions(year: int, codes: Iterable[str]) -> list[IndicatorVersion]:
    """The newest version of some indicators of a year, in the order of the framework. One query."""
    rows = IndicatorVersion.objects.filter(year_id=year, code__in=list(codes)).order_by("version")
    found = {row.code: row for row in rows}
    return sorted(found.values(), key=lambda row: (row.position, row.code))


def watches_of(person: Person, year: int) -> list[Watch]:
    """The same with what it names, in the order in which it was chosen. One query."""
    rows = Watch.objects.filter(person=person, year_id=year)
    return list(rows.select_related("unit", "unit__parent", "indicator__aspect"))


def watchers_of(year: int, places: Iterable[tuple[int, int]]) -> dict[Place, set[int]]:
    """(unit id, indicator id or None) -> ids of the people who watch it, for some units and indicators. One query."""
    wanted = set(places)
    units = {unit for unit, _ in wanted}
    rows = Watch.objects.filter(Q(indicator=None) | Q(indicator__in={kpi for _, kpi in wanted}), year_id=year)
    found: dict[Place, set[int]] = {}
    for unit, indicator, person in rows.filter(unit__in=units).values_list("unit_id", "indicator_id", "person_id"):
        found.setdefault((unit, indicator), set()).add(person)
    return found
