"""Lists that are filtered, sorted and paged: people, roles as a matrix, acting officials."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from rabrong.org.models import Acting, Person, PersonStatus, RoleAssignment, Unit
from rabrong.org.queries.scope import Scope, people_visible_to
from rabrong.org.queries.search import matching
from rabrong.org.queries.tree import span_of_day, units_below, within
from rabrong.thai.sought import sought_words

EVERY_STATUS = "all"
PEOPLE_SORTS = {
    "name": ("sort_key", "code"),
    "unit": ("unit__sort_key", "sort_key", "code"),
    "code": ("code",),
}
WHENS = ("now", "coming", "past", "all")


@dataclass(frozen=True, slots=True)
class PeopleWanted:
    """A filter of people: words, a unit with all below it, a role held on the day, a status ("" is all but closed)."""

    text: str = ""
    unit: Unit | None = None
    role: str = ""
    status: str = ""
    sort: str = "name"


def people_listed(scope: Scope, wanted: PeopleWanted, day: date) -> QuerySet[Person]:
    """The people somebody may see and asked for, with their units. One query; one for the scope, one for the unit."""
    rows = people_visible_to(scope)
    if sought_words(wanted.text):
        rows = rows.filter(matching(wanted.text, "org_person"))
    if wanted.unit is not None:
        rows = rows.filter(unit__in=units_below([wanted.unit.pk], span_of_day(day)))
    if wanted.role:
        seen = RoleAssignment.objects.filter(within(span_of_day(day)), scope.where("unit_id"))
        held = seen.filter(person=OuterRef("pk"), role=wanted.role)
        rows = rows.filter(Exists(held))
    if wanted.status and wanted.status != EVERY_STATUS:
        rows = rows.filter(status=wanted.status)
    elif not wanted.status:
        rows = rows.exclude(status=PersonStatus.CLOSED)
    return rows.order_by(*PEOPLE_SORTS.get(wanted.sort, PEOPLE_SORTS["name"]))


def roles_of(people: Iterable[int], day: date, scope: Scope) -> dict[int, list[RoleAssignment]]:
    """Person id -> the roles of a day at units that may be seen, of people by id. One query."""
    rows = RoleAssignment.objects.filter(within(span_of_day(day)), scope.where("unit_id"), person__in=list(people))
    found: dict[int, list[RoleAssignment]] = {}
    for row in rows.select_related("unit").order_by("role", "unit__sort_key"):
        found.setdefault(row.person_id, []).append(row)
    return found


def holders_below(scope: Scope, unit: Unit, day: date) -> QuerySet[Person]:
    """Who holds a role at a unit or below it on a day. One query, one for the units."""
    below = units_below([unit.pk], span_of_day(day))
    held = RoleAssignment.objects.filter(within(span_of_day(day)), person=OuterRef("pk"), unit__in=below)
    return people_visible_to(scope).filter(Exists(held))


def holders_at(units: Sequence[int], day: date) -> dict[int, dict[str, list[RoleAssignment]]]:
    """Unit id -> role -> who holds it there on a day. One query."""
    rows = RoleAssignment.objects.filter(within(span_of_day(day)), unit__in=units).select_related("person")
    found: dict[int, dict[str, list[RoleAssignment]]] = {}
    for row in rows.order_by("person__sort_key", "person__code"):
        found.setdefault(row.unit_id, {}).setdefault(row.role, []).append(row)
    return found


def by_role(rows: Iterable[RoleAssignment]) -> Mapping[str, list[RoleAssignment]]:
    """Role -> its assignments."""
    found: dict[str, list[RoleAssignment]] = {}
    for row in rows:
        found.setdefault(row.role, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class ActingsWanted:
    """A filter of actings: words of either person or the seat, and when: now, coming, past or all."""

    text: str = ""
    when: str = "now"


def actings_listed(scope: Scope, wanted: ActingsWanted, day: date) -> QuerySet[Acting]:
    """Who acts for whom at units that may be seen. One query, and one for the scope."""
    rows = Acting.objects.filter(scope.where("unit_id")).select_related("person__unit", "principal__unit", "unit")
    if wanted.when == "now":
        rows = rows.filter(within(span_of_day(day)))
    elif wanted.when == "coming":
        rows = rows.filter(starts__gt=day)
    elif wanted.when == "past":
        rows = rows.filter(ends__lte=day)
    for word in sought_words(wanted.text):
        people = Q(person__search_text__contains=word) | Q(principal__search_text__contains=word)
        rows = rows.filter(people | Q(seat__icontains=word) | Q(unit__search_text__contains=word))
    return rows.order_by("ends" if wanted.when == "now" else "-starts", "pk")


def acting_numbered(scope: Scope, pk: int) -> Acting | None:
    """One acting at a unit that may be seen. One query, and one for the scope."""
    rows = Acting.objects.filter(scope.where("unit_id")).select_related("person", "principal", "unit")
    return rows.filter(pk=pk).first()
