"""Reading a round of a year for the rules about people."""

from collections.abc import Sequence
from datetime import date

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import Ownership, Responsibility
from rabrong.assignments.queries.roles import of_round
from rabrong.org.queries import span_of_day, tree_in

Rows = tuple[
    list[IndicatorVersion], dict[int, list[Ownership]], dict[int, list[Responsibility]], dict[int, Sequence[int]]
]


def round_of_people(year: int, round_: int, day: date) -> Rows:
    """Indicators, owners and duties by indicator id, and the path of each unit in them on a day. Five queries."""
    owners: dict[int, list[Ownership]] = {}
    duties: dict[int, list[Responsibility]] = {}
    units: set[int] = set()
    for row in Ownership.objects.filter(of_round(round_), indicator__year_id=year).select_related("person"):
        owners.setdefault(row.indicator_id, []).append(row)
        units |= {row.unit_id} - {None}
    for duty in Responsibility.objects.filter(of_round(round_), indicator__year_id=year).select_related("person"):
        duties.setdefault(duty.indicator_id, []).append(duty)
        units |= {duty.unit_id} - {None}
    tree = tree_in(span_of_day(day))
    versions = list(IndicatorVersion.objects.filter(year_id=year).order_by("position"))
    return versions, owners, duties, {unit: tree.path(unit) for unit in units}
