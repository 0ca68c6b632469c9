"""Who holds which roles now or later, for deciding how they may be let in, and who may do that."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Acting, Person, Role, RoleAssignment, UnitKind
from rabrong.org.queries.tree import span_of_day, units_below
from rabrong.org.rules import RESETS_BELOW


def holdings_of(people: Iterable[Person], today: date) -> Mapping[int, tuple[Grant, ...]]:
    """Person id -> every role that has not ended, one that begins later included. Two queries.

    Unlike the grants of an actor these are there for an invited or suspended person too: they tell what somebody could
    do who got in with a code.
    """
    ids = [person.pk for person in people]
    found: defaultdict[int, list[Grant]] = defaultdict(list)
    lasting = Q(ends=None) | Q(ends__gt=today)
    fields = ("person_id", "role", "unit_id", "unit__kind", "unit__code")
    for person, role, unit, kind, code in RoleAssignment.objects.filter(lasting, person__in=ids).values_list(*fields):
        found[person].append(Grant(Role(role), unit, kind, code))
    for person, role, unit, kind, code in Acting.objects.filter(ends__gt=today, person__in=ids).values_list(*fields):
        found[person].append(Grant(Role(role), unit, kind, code, acting=0))
    return {person: tuple(grants) for person, grants in found.items()}


def lets_in_below(actor: Actor) -> frozenset[int]:
    """The ids of the units at and below the provinces whose head or working group somebody is. One query, or none."""
    provinces = {grant.unit_id for grant in actor.holds(*RESETS_BELOW) if grant.unit_kind == UnitKind.PROVINCE}
    return units_below(provinces, span_of_day(actor.today)) if provinces else frozenset()
