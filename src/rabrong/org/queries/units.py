"""Units as a day shows them: names and places of that day, what stands below, what became of those that are gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from rabrong.org.models import Membership, Succession, Unit, UnitKind, UnitVersion
from rabrong.org.queries.scope import Scope
from rabrong.org.queries.tree import Span, members_of, span_of_day, versions_under, within
from rabrong.thai.sought import sought_words

ORDER_OF_KINDS = (
    UnitKind.MINISTRY,
    UnitKind.DEPARTMENT,
    UnitKind.BUREAU,
    UnitKind.DIVISION,
    UnitKind.CENTRE,
    UnitKind.REGION,
    UnitKind.PROVINCE,
    UnitKind.DISTRICT,
    UnitKind.OUTSIDE,
)
SORTS = {"name": ("sort_key", "unit__code"), "code": ("unit__code",), "kind": ("kind_order", "sort_key")}
MOST_HAPPENINGS = 60


@dataclass(frozen=True, slots=True)
class Node:
    """A unit with the name it had on a day, how many stand below it then, and its successors where it has any."""

    unit: Unit
    name: str
    name_en: str
    short_name: str
    below: int
    became: tuple[Unit, ...]

    @property
    def is_named_otherwise_now(self) -> bool:
        """Whether the unit has another name today."""
        return self.name != self.unit.name


def unit_coded(code: str) -> Unit | None:
    """The unit of that code. One query."""
    return Unit.objects.select_related("parent").filter(code=code).first()


def nodes_of(ids: Iterable[int], span: Span, scope: Scope) -> list[Node]:
    """Units by id as a day shows them, those that may be seen, kind by kind in dictionary order. Four queries."""
    wanted = [each for each in ids if scope.holds(each)]
    versions = UnitVersion.objects.filter(within(span), unit__in=wanted).select_related("unit")
    rows = {row.unit_id: row for row in versions.order_by("starts")}
    below = _counts_below(rows, span, scope)
    became = _successors(rows)
    nodes = [
        Node(row.unit, row.name, row.name_en, row.short_name, below.get(pk, 0), became.get(pk, ()))
        for pk, row in rows.items()
    ]
    order = {kind.value: at for at, kind in enumerate(ORDER_OF_KINDS)}
    return sorted(nodes, key=lambda node: (order[node.unit.kind], rows[node.unit.pk].sort_key, node.unit.code))


def _counts_below(units: Iterable[int], span: Span, scope: Scope) -> dict[int, int]:
    ids = list(units)
    versions = versions_under(ids, span).filter(scope.where("unit_id"))
    members = members_of(ids, span).filter(scope.where("member_id"))
    counts = dict(versions.values_list("parent_id").annotate(Count("pk")))
    for region, count in members.values_list("region_id").annotate(Count("pk")):
        counts[region] = counts.get(region, 0) + count
    return counts


def _successors(units: Iterable[int]) -> dict[int, tuple[Unit, ...]]:
    found: dict[int, tuple[Unit, ...]] = {}
    for row in Succession.objects.filter(before__in=list(units)).select_related("after").order_by("after__sort_key"):
        found[row.before_id] = (*found.get(row.before_id, ()), row.after)
    return found


def ids_below(unit: int, span: Span) -> list[int]:
    """The ids of what stands directly below the unit of an id. Two queries."""
    placed = versions_under([unit], span).values_list("unit_id", flat=True)
    return [*placed, *members_of([unit], span).values_list("member_id", flat=True)]


def top_ids(scope: Scope, span: Span) -> list[int]:
    """The ids where a tree begins for somebody: the departments for who sees all, else the highest units in the scope.
    One query, and three more where not all is seen."""
    versions = UnitVersion.objects.filter(within(span))
    if scope.everything:
        return list(versions.filter(unit__kind=UnitKind.DEPARTMENT).values_list("unit_id", flat=True))
    seen = scope.ids
    above = dict(versions.filter(unit__in=seen).values_list("unit_id", "parent_id"))
    members = Membership.objects.filter(within(span), member__in=seen).order_by("starts")
    above |= dict(members.values_list("member_id", "region_id"))
    return [unit for unit, parent in above.items() if parent not in seen]


def outside_ids(scope: Scope, span: Span) -> list[int]:
    """The ids of ministries and outside parties, for who sees all. One query."""
    kinds = (UnitKind.MINISTRY, UnitKind.OUTSIDE)
    rows = UnitVersion.objects.filter(within(span), scope.where("unit_id"), unit__kind__in=kinds)
    return list(rows.values_list("unit_id", flat=True)) if scope.everything else []


@dataclass(frozen=True, slots=True)
class UnitsWanted:
    """A filter of the list of units: words of a name or code, a kind, the order of rows."""

    text: str = ""
    kind: str = ""
    sort: str = "name"


def units_listed(scope: Scope, day: date, wanted: UnitsWanted) -> QuerySet[UnitVersion]:
    """The units of a day with their names, places and regions of that day. One query, and one for the scope."""
    span = span_of_day(day)
    region = Membership.objects.filter(within(span), member=OuterRef("unit")).values("region__name")[:1]
    rows = UnitVersion.objects.filter(within(span), scope.where("unit_id")).select_related("unit", "parent")
    if wanted.kind:
        rows = rows.filter(unit__kind=wanted.kind)
    for word in sought_words(wanted.text):
        names = Q(name__icontains=word) | Q(short_name__icontains=word) | Q(name_en__icontains=word)
        rows = rows.filter(names | Q(unit__code__icontains=word))
    ranks = [When(unit__kind=kind, then=Value(at)) for at, kind in enumerate(ORDER_OF_KINDS)]
    order = Case(*ranks, output_field=IntegerField())
    sort = SORTS.get(wanted.sort, SORTS["name"])
    return rows.annotate(region_name=Subquery(region), kind_order=order).order_by(*sort)


@dataclass(frozen=True, slots=True)
class Happening:
    """What changed on a day: a new name, another place, an end; `others` are what became of it."""

    on: date
    what: str
    unit: Unit
    before: str
    after: str
    order_ref: str
    others: tuple[Unit, ...] = ()


def happenings(scope: Scope, first: date, end: date) -> list[Happening]:
    """Names, places and ends that changed in `[first, end)`, newest first, at most 60. Three queries."""
    changes = [*_new_versions(scope, first, end), *_ends(scope, first, end)]
    return sorted(changes, key=lambda each: (each.on, each.unit.sort_key), reverse=True)[:MOST_HAPPENINGS]


def _new_versions(scope: Scope, first: date, end: date) -> Iterable[Happening]:
    earlier = UnitVersion.objects.filter(unit=OuterRef("unit"), starts__lt=OuterRef("starts")).order_by("-starts")
    rows = UnitVersion.objects.filter(scope.where("unit_id"), starts__gte=first, starts__lt=end)
    rows = rows.filter(starts__gt=F("unit__starts")).select_related("unit", "parent")
    told = rows.annotate(
        name_before=Subquery(earlier.values("name")[:1]),
        parent_before=Subquery(earlier.values("parent_id")[:1]),
        above_before=Subquery(earlier.values("parent__name")[:1]),
    )
    for row in told.order_by("-starts")[:MOST_HAPPENINGS]:
        if row.name_before != row.name:
            yield Happening(row.starts, "renamed", row.unit, row.name_before, row.name, row.order_ref)
        if row.parent_before != row.parent_id:
            above = row.parent.name if row.parent else ""
            yield Happening(row.starts, "moved", row.unit, row.above_before or "", above, row.order_ref)


def _ends(scope: Scope, first: date, end: date) -> Iterable[Happening]:
    units = list(Unit.objects.filter(scope.where(), ends__gte=first, ends__lt=end).order_by("-ends")[:MOST_HAPPENINGS])
    became = _successors([unit.pk for unit in units])
    for unit in units:
        if unit.ends is not None:
            yield Happening(unit.ends, "closed", unit, unit.name, "", "", became.get(unit.pk, ()))


def versions_of(unit: Unit) -> list[UnitVersion]:
    """All versions of a unit, newest first. One query."""
    return list(unit.versions.select_related("parent").order_by("-starts"))


def memberships_of(unit: Unit) -> list[Membership]:
    """The regions a province was and is in, newest first. One query."""
    return list(unit.regions.select_related("region").order_by("-starts"))


def successions_of(unit: Unit) -> tuple[list[Succession], list[Succession]]:
    """What a unit came from, and what became of it. Two queries."""
    before = unit.predecessors.select_related("before").order_by("on")
    return list(before), list(unit.successors.select_related("after").order_by("on", "after__sort_key"))
