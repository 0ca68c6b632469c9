"""Reading the Owner-Supporter table: who owns or supports an indicator."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import Ownership
from rabrong.org.models import UnitKind, UnitVersion
from rabrong.org.queries import span_of_day
from rabrong.org.queries.tree import within

CENTRAL = (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE)
"""The units of the centre: they own indicators, and the smaller ones stand in the greater."""


@dataclass(frozen=True, slots=True)
class Owners:
    """Who owns or supports an indicator: unit id -> kind, and the ids of persons."""

    units: Mapping[int, str]
    people: frozenset[int]


def owners_of(version: IndicatorVersion, from_round: int) -> Owners:
    """Who owns or supports an indicator in a round or a later one of the year. One query."""
    rows = Ownership.objects.filter(Q(to_round=None) | Q(to_round__gte=from_round), indicator=version)
    found = list(rows.values_list("unit_id", "unit__kind", "person_id"))
    units = {unit: kind for unit, kind, _ in found if unit is not None}
    return Owners(units, frozenset(person for _, _, person in found if person is not None))


def central_above(units: Iterable[int], day: date) -> frozenset[int]:
    """The ids of the units of the centre in which some units stand on a day. One query a level, none without units."""
    found: set[int] = set()
    waiting = set(units)
    while waiting:
        rows = UnitVersion.objects.filter(within(span_of_day(day)), unit_id__in=waiting, parent__kind__in=CENTRAL)
        waiting = set(rows.order_by().values_list("parent_id", flat=True)) - found
        found |= waiting
    return frozenset(found)
