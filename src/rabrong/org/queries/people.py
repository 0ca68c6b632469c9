"""One person, and the people of one unit."""

from dataclasses import dataclass
from datetime import date

from rabrong.org.models import Acting, Person, Position, RoleAssignment, Unit
from rabrong.org.queries.scope import Scope, people_visible_to
from rabrong.org.queries.tree import span_of_day, within


@dataclass(frozen=True, slots=True)
class PersonFile:
    """All that is kept of somebody, newest first: seats, roles, for whom they act, who acts for them."""

    person: Person
    positions: tuple[Position, ...]
    roles: tuple[RoleAssignment, ...]
    actings: tuple[Acting, ...]
    acted_for: tuple[Acting, ...]


def person_coded(scope: Scope, code: str) -> Person | None:
    """The person of that sign-in name, if the own unit may be seen. One query, and one for the scope."""
    return people_visible_to(scope).filter(code=code).first()


def file_of(person: Person) -> PersonFile:
    """Four queries."""
    roles = person.roles.select_related("unit").order_by("-starts", "role")
    actings = person.actings.select_related("principal", "unit").order_by("-starts")
    acted_for = person.acted_for.select_related("person", "unit").order_by("-starts")
    positions = person.positions.select_related("unit").order_by("-starts")
    return PersonFile(person, tuple(positions), tuple(roles), tuple(actings), tuple(acted_for))


def roles_at(unit: Unit, day: date) -> list[RoleAssignment]:
    """Who holds which role at a unit on a day. One query."""
    rows = RoleAssignment.objects.filter(within(span_of_day(day)), unit=unit).select_related("person", "person__unit")
    return list(rows.order_by("role", "person__sort_key", "person__code"))


def actings_at(unit: Unit, day: date) -> list[Acting]:
    """Who acts for whom at a unit on a day. One query."""
    rows = Acting.objects.filter(within(span_of_day(day)), unit=unit)
    return list(rows.select_related("person", "person__unit", "principal").order_by("role", "person__sort_key"))
