"""What somebody may see: the units under the roles held today, own or acted for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Person, PersonStatus, Role, Unit
from rabrong.org.queries.tree import span_of_day, units_below


def actor_of(person: Person, now: datetime) -> Actor:
    """A person with the grants of this moment; none for a suspended or closed account. One query."""
    return actors_of([person], now)[person.pk]


def actors_of(people: Iterable[Person], now: datetime) -> dict[int, Actor]:
    """The same for many, by id. One query."""
    today, known = localdate(now), {person.pk: person for person in people}
    active = [pk for pk, person in known.items() if person.is_active and person.status == PersonStatus.ACTIVE]
    rows: dict[int, list[Grant]] = {pk: [] for pk in known}
    for person, *row in _granted(active, today):
        rows[person].append(_grant(row))
    return {
        pk: Actor(person, tuple(sorted(rows[pk], key=lambda grant: not grant.own)), now, today)
        for pk, person in known.items()
    }


GRANTED = """
SELECT held.person_id, held.role, held.unit_id, unit.kind, unit.code, 0, ''
  FROM org_roleassignment held
  JOIN org_unit unit ON unit.id = held.unit_id
 WHERE held.starts <= %s AND (held.ends IS NULL OR held.ends > %s) AND held.person_id IN ({people})
UNION ALL
SELECT held.person_id, held.role, held.unit_id, unit.kind, unit.code, held.id, COALESCE(principal.code, held.seat)
  FROM org_acting held
  JOIN org_unit unit ON unit.id = held.unit_id
  LEFT JOIN org_person principal ON principal.id = held.principal_id
 WHERE held.starts <= %s AND (held.ends IS NULL OR held.ends > %s) AND held.person_id IN ({people})
"""
"""Every page and every open screen asks this, so that it is not put together anew each time: own roles, then those
acted for."""


def _granted(people: Sequence[int], today: date) -> list[tuple[Any, ...]]:
    if not people:
        return []
    day, marks = today.isoformat(), ", ".join(["%s"] * len(people))
    with connection.cursor() as cursor:
        cursor.execute(GRANTED.format(people=marks), [day, day, *people, day, day, *people])
        return list(cursor.fetchall())


def _grant(row: Sequence[Any]) -> Grant:
    role, unit_id, kind, code, acting, principal = row
    return Grant(Role(role), unit_id, kind, code, acting or None, principal)


@dataclass(frozen=True)
class Scope:
    """The units an actor may see. Nothing is read until it is asked for, and then once."""

    actor: Actor

    @cached_property
    def ids(self) -> frozenset[int]:
        """The ids of the units, where not all may be seen. One query."""
        return units_below({grant.unit_id for grant in self.actor.grants}, span_of_day(self.actor.today))

    @property
    def everything(self) -> bool:
        """Whether all units may be seen."""
        return self.actor.sees_all

    def __contains__(self, unit: Unit) -> bool:
        """Whether a unit may be seen."""
        return self.holds(unit.pk)

    def holds(self, unit_id: int) -> bool:
        """Whether the unit of that id may be seen."""
        return self.everything or unit_id in self.ids

    def only(self, units: Iterable[Unit]) -> list[Unit]:
        """Those that may be seen, in their order."""
        return [unit for unit in units if unit in self]

    def where(self, path: str = "pk") -> Q:
        """The condition on rows whose `path` is a unit's id."""
        return Q() if self.everything else Q(**{f"{path}__in": self.ids})


def units_visible_to(scope: Scope) -> QuerySet[Unit]:
    """The units somebody may see, in dictionary order. One query, and one for the scope."""
    return Unit.objects.filter(scope.where()).order_by("sort_key")


def people_visible_to(scope: Scope) -> QuerySet[Person]:
    """The people of the units somebody may see, with their units. One query, and one for the scope."""
    return Person.objects.filter(scope.where("unit_id")).select_related("unit").order_by("sort_key", "code")


def unit_codes_visible_to(scope: Scope) -> frozenset[str] | None:
    """The codes of the units somebody may see; None for all. One query, and one for the scope."""
    if scope.everything:
        return None
    return frozenset(Unit.objects.filter(scope.where()).values_list("code", flat=True))
