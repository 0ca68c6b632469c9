"""Reading the Owner-Supporter table: who owns or supports an indicator."""

from collections.abc import Iterable
from datetime import date

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import Ownership
from rabrong.org.models import UnitKind, UnitVersion
from rabrong.org.queries import span_of_day
from rabrong.org.queries.tree import within

CENTRAL = (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE)
"""The units of the centre: they own indicators, and the smaller ones stand in the greater."""


def owners_of(version: IndicatorVersion) -> dict[int, str]:
    """Unit id -> kind of the units that own or support an indicator. One query."""
    rows = Ownership.objects.filter(indicator=version, unit__isnull=False)
    return dict(rows.values_list("unit_id", "unit__kind"))


def central_above(units: Iterable[int], day: date) -> frozenset[int]:
    """The ids of the units of the centre in which some units stand on a day. One query a level, none without units."""
    found: set[int] = set()
    waiting = set(units)
    while waiting:
        rows = UnitVersion.objects.filter(within(span_of_day(day)), unit_id__in=waiting, parent__kind__in=CENTRAL)
        waiting = set(rows.order_by().values_list("parent_id", flat=True)) - found
        found |= waiting
    return frozenset(found)
