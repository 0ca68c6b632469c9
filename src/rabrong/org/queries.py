"""Reading units: the tree of a year, paths and neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from rabrong.org.models import Membership, Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Tree:
    """The reporting tree of a year by unit id: districts under provinces under regions under the department."""

    parent_of: Mapping[int, int]
    children_of: Mapping[int, tuple[int, ...]]

    def path(self, unit_id: int) -> tuple[int, ...]:
        """The unit and everything above it, from below."""
        path = [unit_id]
        while (above := self.parent_of.get(path[-1])) is not None:
            path.append(above)
        return tuple(path)


def unit_codes() -> dict[int, str]:
    """Unit id -> code. One query."""
    return dict(Unit.objects.values_list("id", "code"))


def tree_of(year: int) -> Tree:
    """The whole tree of a year. Two queries."""
    parents: dict[int, int] = dict(Unit.objects.exclude(parent=None).values_list("id", "parent_id"))
    memberships = Membership.objects.filter(first_year__lte=year, last_year__gte=year)
    parents |= dict(memberships.values_list("member_id", "region_id"))
    return _tree(parents)


def _tree(parents: Mapping[int, int]) -> Tree:
    children: dict[int, list[int]] = {}
    for unit, parent in parents.items():
        children.setdefault(parent, []).append(unit)
    return Tree(parents, {parent: tuple(units) for parent, units in children.items()})


def tree_around(unit: Unit, year: int) -> Tree:
    """The part of the tree that an entry of a unit touches: its path, and the children of everything on it.

    Four queries, whatever the size of the department.
    """
    ids = [pk for pk in (unit.pk, unit.parent_id) if pk is not None]
    path = {*ids, *Unit.objects.filter(pk__in=ids, parent__isnull=False).values_list("parent__pk", flat=True)}
    in_year = Membership.objects.filter(first_year__lte=year, last_year__gte=year)
    above = in_year.filter(member_id__in=path).values_list("region_id", "region__parent__pk")
    path |= {pk for pair in above for pk in pair}
    regions = in_year.filter(region_id__in=path).values_list("member_id", "region_id")
    below = Unit.objects.filter(parent_id__in=path).exclude(id__in=in_year.values("member_id"))
    parents = dict(below.values_list("id", "parent__pk")) | dict(regions)
    return _tree(parents)


def path_of(unit: Unit, year: int) -> list[Unit]:
    """The unit and everything above it in a year, from below. At most two queries a level, five levels."""
    path = [unit]
    while True:
        above = _above(path[-1], year)
        if above is None:
            return path
        path.append(above)


def _above(unit: Unit, year: int) -> Unit | None:
    if unit.kind == UnitKind.PROVINCE:
        membership = (
            Membership.objects.filter(member=unit, first_year__lte=year, last_year__gte=year)
            .select_related("region")
            .first()
        )
        if membership is not None:
            return membership.region
    return unit.parent


def children_of(unit: Unit, year: int) -> QuerySet[Unit]:
    """What stands directly below a unit in a year: a region's provinces, a province's districts, a department's regions
    and bureaus."""
    if unit.kind == UnitKind.REGION:
        members = Membership.objects.filter(region=unit, first_year__lte=year, last_year__gte=year)
        return Unit.objects.filter(id__in=members.values("member_id")).order_by("sort_key")
    if unit.kind == UnitKind.DEPARTMENT:
        in_region = Membership.objects.filter(first_year__lte=year, last_year__gte=year)
        return Unit.objects.filter(parent=unit).exclude(id__in=in_region.values("member_id")).order_by("sort_key")
    return Unit.objects.filter(parent=unit).order_by("sort_key")
