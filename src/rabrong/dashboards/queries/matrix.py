"""Reading what the reporting matrix stands on: its indicators, and the units of its rows."""

from collections.abc import Iterable

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import Ownership
from rabrong.dashboards.queries.sight import Sight
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import Tree

KINDS = (
    UnitKind.DEPARTMENT, UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE, UnitKind.REGION, UnitKind.PROVINCE,
    UnitKind.DISTRICT,
)  # fmt: skip
"""The order of rows."""


def indicators_by_id(ids: Iterable[int]) -> dict[int, IndicatorVersion]:
    """Indicators by id in their order, with aspect. One query."""
    rows = IndicatorVersion.objects.filter(pk__in=list(ids)).select_related("aspect")
    return {row.pk: row for row in rows.order_by("position", "code")}


def units_by_id(ids: Iterable[int]) -> dict[int, Unit]:
    """Units by id: the centre first, then regions by number, then by name. One query."""
    return {row.pk: row for row in in_rows(Unit.objects.filter(pk__in=list(ids)).select_related("parent"))}


def in_rows(units: Iterable[Unit]) -> list[Unit]:
    """Units in the order of rows."""
    return sorted(units, key=_place)


def _place(unit: Unit) -> tuple[int, int, str]:
    return KINDS.index(UnitKind(unit.kind)) if unit.kind in KINDS else len(KINDS), len(unit.code), unit.sort_key


def top_units(sight: Sight, tree: Tree, department: int) -> frozenset[int]:
    """Where somebody's sight begins: the department, or the highest of the own units."""
    if sight.everything:
        return frozenset({department})
    own = {grant.unit_id for grant in sight.scope.actor.grants}
    return frozenset(unit for unit in own if own.isdisjoint(tree.path(unit)[1:]))


def department_of(codes: Iterable[str]) -> int:
    """The id of the department, where it is not among one's own units. One query."""
    rows = Unit.objects.filter(kind=UnitKind.DEPARTMENT, code__in=list(codes)) if codes else Unit.objects.none()
    own = rows.order_by("pk").values_list("pk", flat=True).first()
    first = Unit.objects.filter(kind=UnitKind.DEPARTMENT).order_by("pk").values_list("pk", flat=True)
    return own or first.first() or 0


def owned_codes(year: int, units: Iterable[int]) -> list[str]:
    """The codes of the indicators that some units own or support, in order. One query."""
    rows = Ownership.objects.filter(indicator__year_id=year, unit__in=set(units), ended_at=None)
    found = rows.order_by("indicator__position", "indicator__code").values_list("indicator__code", flat=True)
    return list(dict.fromkeys(found))
