"""What somebody hands over who moves or retires: what hangs on them, who follows row by row, whole or not at all."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from rabrong.agreements.models import Agreement, AgreementState, Year
from rabrong.agreements.rules.years import closed_refusal
from rabrong.assignments.actions.duties import end_duty, name_responsible
from rabrong.assignments.actions.ownership import set_cells
from rabrong.assignments.models import Duty, Ownership, Responsibility
from rabrong.assignments.queries.roles import duties_of
from rabrong.assignments.rules.cells import Cell, ending
from rabrong.assignments.rules.duties import Naming
from rabrong.org.actions.recording import admin_of
from rabrong.org.actions.roles import end_acting, end_role, give_role
from rabrong.org.actor import Actor
from rabrong.org.models import Acting, Person, PersonStatus, Role, RoleAssignment
from rabrong.org.people_rules import NewRole
from rabrong.org.rules import Refusal

Kind = Literal["owner", "duty", "role", "acting"]
STAYS, ENDS = "", "-"
"""What a row may be told besides somebody's code."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Something that hangs on a person."""

    kind: Kind
    row: Ownership | Responsibility | RoleAssignment | Acting

    @property
    def key(self) -> str:
        """What names it on the page: "duty-12"."""
        return f"{self.kind}-{self.row.pk}"


def holdings_of(person: Person, year: int, today: date) -> list[Holding]:
    """Owned indicators and duties of a year, roles and actings from today on. Four queries."""
    duties = duties_of(person, year)
    found = [Holding("owner", row) for row in duties.ownerships]
    found += [Holding("duty", row) for row in duties.responsibilities]
    lasting = Q(ends=None) | Q(ends__gt=today)
    roles = RoleAssignment.objects.filter(lasting, person=person).select_related("unit", "person")
    found += [Holding("role", row) for row in roles.order_by("unit__sort_key", "role", "pk")]
    actings = Acting.objects.filter(lasting, person=person).select_related("unit", "principal", "person")
    found += [Holding("acting", row) for row in actings.order_by("starts", "pk")]
    return found


def drafts_of(person: Person, year: int) -> list[Agreement]:
    """The person's own agreements of a year that are not signed: they end with the person. One query."""
    rows = Agreement.objects.filter(person=person, year_id=year).exclude(state=AgreementState.SIGNED)
    return list(rows.select_related("unit"))


def mark_of(holdings: Sequence[Holding]) -> str:
    """What tells whether something else hangs on the person now."""
    return hashlib.sha256(" ".join(each.key for each in holdings).encode()).hexdigest()


def still_holding(year: int) -> QuerySet[Person]:
    """Who is gone and still owns or does something to the end of a year, and who does it for a unit they left.

    One query.
    """
    mine = {"person": OuterRef("pk"), "indicator__year_id": year, "ended_at": None, "to_round": None}
    owns = Exists(Ownership.history.filter(**mine))
    does = Exists(Responsibility.history.filter(**mine))
    elsewhere = Exists(Responsibility.history.filter(**mine, unit__isnull=False).exclude(unit=F("person__unit")))
    gone = Q(status__in=(PersonStatus.CLOSED, PersonStatus.SUSPENDED))
    rows = Person.objects.annotate(owns=owns, does=does, elsewhere=elsewhere).select_related("unit")
    return rows.filter((gone & (Q(owns=True) | Q(does=True))) | Q(elsewhere=True)).order_by("sort_key", "code")


@dataclass(frozen=True, slots=True)
class HandOver:
    """Who follows: key of a holding -> person, or None to end it. From a round for indicators, a day for roles."""

    year: Year
    person: Person
    successors: Mapping[str, Person | None]
    from_round: int
    on: date


@dataclass(frozen=True, slots=True)
class Passed:
    """What becomes of a holding; why it cannot, None where it can."""

    holding: Holding
    successor: Person | None
    refusal: Refusal | None


def previewed_hand_over(wanted: HandOver, *, by: Actor, now: datetime) -> list[Passed] | Refusal:
    """Every row tried and taken back; writes nothing."""
    with transaction.atomic():
        found = _passed_on(wanted, by, now)
        transaction.set_rollback(True)
    return found


@transaction.atomic
def hand_over(wanted: HandOver, seen: str, *, by: Actor, now: datetime) -> int | Refusal:
    """Carry it out whole: how many rows were passed on or ended; the first that cannot be takes everything back."""
    holdings = holdings_of(wanted.person, wanted.year.year, by.today)
    if mark_of(holdings) != seen:
        return Refusal("together.stale")
    found = _passed_on(wanted, by, now)
    if isinstance(found, Refusal):
        return found
    refusal = next((each.refusal for each in found if each.refusal is not None), None)
    if refusal is not None:
        transaction.set_rollback(True)
        return refusal
    return len(found)


def _passed_on(wanted: HandOver, by: Actor, now: datetime) -> list[Passed] | Refusal:
    admin = admin_of(by, now)
    refusal = admin if isinstance(admin, Refusal) else closed_refusal(wanted.year)
    if refusal is not None:
        return refusal
    if not wanted.successors:
        return Refusal("together.nothing")
    if wanted.on < by.today:
        return Refusal("days.past", {"ends": wanted.on})
    if any(each is not None and each.pk == wanted.person.pk for each in wanted.successors.values()):
        return Refusal("together.oneself", {"person": str(wanted.person)})
    chosen = [each for each in holdings_of(wanted.person, wanted.year.year, by.today) if each.key in wanted.successors]
    return [_pass(each, wanted, by, now) for each in chosen]


def _pass(holding: Holding, wanted: HandOver, by: Actor, now: datetime) -> Passed:
    successor = wanted.successors[holding.key]
    with transaction.atomic():
        refusal = _try(holding.row, successor, wanted, by, now)
        if refusal is not None:
            transaction.set_rollback(True)
    return Passed(holding, successor, refusal)


def _try(
    row: Ownership | Responsibility | RoleAssignment | Acting,
    successor: Person | None,
    wanted: HandOver,
    by: Actor,
    now: datetime,
) -> Refusal | None:
    if isinstance(row, Ownership):
        return _pass_ownership(row, successor, wanted.from_round, by, now)
    if isinstance(row, Responsibility):
        return _pass_duty(row, successor, wanted.from_round, by, now)
    if isinstance(row, RoleAssignment):
        return _pass_role(row, successor, wanted.on, by, now)
    outcome = Refusal("together.acting_ends") if successor else end_acting(row, wanted.on, by=by, now=now)
    return outcome if isinstance(outcome, Refusal) else None


def _pass_ownership(
    row: Ownership, successor: Person | None, from_round: int, by: Actor, now: datetime
) -> Refusal | None:
    first = max(from_round, row.from_round)
    cells = [ending(row, from_round)]
    if successor is not None:
        cells.append(Cell(row.indicator, successor, row.role, row.share, first, row.to_round))
    done = set_cells(cells, by=by, now=now)
    if isinstance(done, tuple):
        return done[0].refusal
    return done if isinstance(done, Refusal) else None


def _pass_duty(
    row: Responsibility, successor: Person | None, from_round: int, by: Actor, now: datetime
) -> Refusal | None:
    ended = end_duty(row, from_round, by=by, now=now)
    if isinstance(ended, Refusal) or successor is None or not ended:
        return ended if isinstance(ended, Refusal) else None
    naming = Naming(
        row.indicator,
        Duty(row.duty),
        successor,
        max(from_round, row.from_round),
        row.to_round,
        row.is_score_owner,
        row.substitute_for,
    )
    named = name_responsible(naming, by=by, now=now)
    return named if isinstance(named, Refusal) else None


def _pass_role(row: RoleAssignment, successor: Person | None, on: date, by: Actor, now: datetime) -> Refusal | None:
    ended = end_role(row, on, by=by, now=now)
    if isinstance(ended, Refusal) or successor is None:
        return ended if isinstance(ended, Refusal) else None
    given = give_role(NewRole(successor, Role(row.role), row.unit, on, row.ends), by=by, now=now)
    return given if isinstance(given, Refusal) else None
