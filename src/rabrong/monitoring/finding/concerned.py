"""Whom alerts concern: by role at the unit, duty for the indicator, the PSDG, whoever watches; as far as they see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from rabrong.assignments.models import Duty, Ownership, Responsibility
from rabrong.assignments.rules.sight import indicators_owned
from rabrong.monitoring.models import Alert
from rabrong.monitoring.queries.watches import watchers_of
from rabrong.org.models import Acting, Person, PersonStatus, Role, RoleAssignment, UnitKind
from rabrong.org.queries import Scope, actor_of, span_of_day
from rabrong.org.queries.tree import within
from rabrong.results.months import round_of

AT_UNIT = (Role.KEEPER, Role.DIRECTOR, Role.WORKING_GROUP, Role.EXECUTIVE)
"""Whom an alert of their own unit concerns."""
OWNS = ("main", "co")

Concerned = dict[int, list[Alert]]
"""Person id -> alerts, in their order."""


@dataclass(slots=True)
class _Ways:
    """By what way somebody may be concerned: (role group, unit id), (duty, indicator id, round), watching."""

    at_unit: dict[int, set[int]] = field(default_factory=dict)
    heads: dict[int, set[int]] = field(default_factory=dict)
    psdg: set[int] = field(default_factory=set)
    duties: dict[tuple[int, int], set[int]] = field(default_factory=dict)


def concerned_by(alerts: Iterable[Alert], *, now: datetime) -> Concerned:
    """Who is to be told of some alerts of one year. Seven queries, and up to six for each person who is concerned by
    more than a role at the alert's own unit: what they see is looked at there and then."""
    rows = list(alerts)
    if not rows:
        return {}
    ways = _ways(rows, now)
    watching = watchers_of(rows[0].year_id, {(row.unit_id, row.indicator_id) for row in rows})
    near: dict[int, list[Alert]] = {}
    far: dict[int, list[Alert]] = {}
    for row in rows:
        own = ways.at_unit.get(row.unit_id, set()) | ways.psdg
        others = ways.duties.get((row.indicator_id, round_of(row.month)), set())
        others = (
            others | watching.get((row.unit_id, None), set()) | watching.get((row.unit_id, row.indicator_id), set())
        )
        for person in own:
            near.setdefault(person, []).append(row)
        for person in others - own:
            far.setdefault(person, []).append(row)
    for person, seen in _seen(far, now).items():
        near.setdefault(person, []).extend(seen)
    return near


def _ways(rows: list[Alert], now: datetime) -> _Ways:
    ways, span = _Ways(), span_of_day(localdate(now))
    for model in (RoleAssignment, Acting):
        held = model.objects.filter(within(span), person__status=PersonStatus.ACTIVE)
        units = Q(unit__in={row.unit_id for row in rows}, role__in=AT_UNIT)
        heads = Q(role=Role.DIRECTOR, unit__kind__in=(UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE))
        psdg = Q(role=Role.PSDG, unit__kind=UnitKind.DEPARTMENT)
        for role, unit, person in held.filter(units | heads | psdg).values_list("role", "unit_id", "person_id"):
            if role == Role.PSDG:
                ways.psdg.add(person)
                continue
            ways.at_unit.setdefault(unit, set()).add(person)
            if role == Role.DIRECTOR:
                ways.heads.setdefault(unit, set()).add(person)
    _add_duties(ways, rows)
    return ways


def _add_duties(ways: _Ways, rows: list[Alert]) -> None:
    """Owners (the head of the unit, or the person), supervisors, keepers and who stands in for them."""
    indicators = {row.indicator_id for row in rows}
    rounds = {round_of(row.month) for row in rows}
    for owner in Ownership.objects.filter(indicator__in=indicators, role__in=OWNS):
        people = ways.heads.get(owner.unit_id or 0, set()) if owner.unit_id else {owner.person_id or 0}
        for round_ in rounds:
            if owner.counts_in(round_):
                ways.duties.setdefault((owner.indicator_id, round_), set()).update(people)
    named = Responsibility.objects.filter(indicator__in=indicators, person__status=PersonStatus.ACTIVE)
    for duty in named.filter(duty__in=Duty.values):
        for round_ in rounds:
            if duty.counts_in(round_) and duty.person_id is not None:
                ways.duties.setdefault((duty.indicator_id, round_), set()).add(duty.person_id)


def _seen(far: Mapping[int, list[Alert]], now: datetime) -> Concerned:
    """Of what concerns people from afar, what each of them may see at this moment."""
    found: Concerned = {}
    for person in Person.objects.filter(pk__in=far, status=PersonStatus.ACTIVE):
        scope = Scope(actor_of(person, now))
        owned = indicators_owned(scope)
        seen = [row for row in far[person.pk] if scope.holds(row.unit_id) or row.indicator_id in owned]
        if seen:
            found[person.pk] = seen
    return found
