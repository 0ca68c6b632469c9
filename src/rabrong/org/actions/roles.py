"""Giving and ending roles, appointing acting officials. The administrator's."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from rabrong.notices.across import end_streams_of_people
from rabrong.org.actions.recording import admin_of, note
from rabrong.org.actor import Actor
from rabrong.org.models import Acting, Person, Role, RoleAssignment
from rabrong.org.people_rules import NewActing, NewRole, acting_refusal, last_administrator_refusal, role_refusal
from rabrong.org.rules import Refusal, two_let_in


@transaction.atomic
def give_role(new: NewRole, *, by: Actor, now: datetime) -> RoleAssignment | Refusal:
    """A role at a unit for some days."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    refusal = role_refusal(new)
    if refusal is not None:
        return refusal
    row = RoleAssignment.objects.create(
        person=new.person,
        role=new.role,
        unit=new.unit,
        starts=new.starts,
        ends=new.ends,
        order_ref=new.order_ref,
    )
    note(admin, "role.give", f"person {new.person.code}", new.unit, ({}, _told(row)))
    sign_in_anew([row])
    return row


def sign_in_anew(rows: Collection[RoleAssignment | Acting]) -> None:
    """Who gets a role for which two people let in signs in anew: at the door it is known who let them in before.

    Open event streams of all of them are opened again, for they may see something else now.
    """
    people = {row.person_id: row.person for row in rows if two_let_in(Role(row.role), row.unit.kind)}
    Person.objects.filter(pk__in=people).update(access_number=F("access_number") + 1)
    end_streams_of_people(*(row.person.code for row in rows))


def _told(row: RoleAssignment | Acting) -> dict[str, str]:
    return {
        "role": row.role,
        "unit": row.unit.code,
        "starts": row.starts.isoformat(),
        "ends": row.ends.isoformat() if row.ends else "",
        "order": row.order_ref,
    }


@transaction.atomic
def end_role(assignment: RoleAssignment, ends: date, *, by: Actor, now: datetime) -> RoleAssignment | Refusal:
    """A role holds until the day before `ends`; what was held before today stays as it was."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    row = RoleAssignment.objects.select_related("person", "unit").get(pk=assignment.pk)
    refusal = _end_refusal(row, ends, by.today) or _last_administrator(row, by.today)
    if refusal is not None:
        return refusal
    before = _told(row)
    row.ends = ends
    row.save(update_fields=["ends"])
    note(admin, "role.end", f"person {row.person.code}", row.unit, (before, _told(row)))
    end_streams_of_people(row.person.code)
    return row


def _end_refusal(row: RoleAssignment | Acting, ends: date, today: date) -> Refusal | None:
    if ends <= row.starts:
        return Refusal("days.order", {"starts": row.starts, "ends": ends - timedelta(days=1)})
    if (row.ends is not None and row.ends <= today) or ends < today:
        return Refusal("days.past", {"ends": row.ends or ends})
    return None


def _last_administrator(row: RoleAssignment, today: date) -> Refusal | None:
    return last_administrator_refusal(row.person, today) if row.role == Role.PSDG else None


@transaction.atomic
def appoint_acting(new: NewActing, *, by: Actor, now: datetime) -> Acting | Refusal:
    """Somebody acts for another, or in a vacant seat, by an order; the seat is the principal's where none is named."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    if new.principal is not None and not new.seat.strip():
        new = replace(new, seat=new.principal.position)
    refusal = acting_refusal(new)
    if refusal is not None:
        return refusal
    row = Acting.objects.create(
        person=new.person,
        principal=new.principal,
        seat=new.seat,
        kind=new.kind,
        role=new.role,
        unit=new.unit,
        starts=new.starts,
        ends=new.ends,
        order_ref=new.order_ref,
    )
    after = {**_told(row), "for": new.principal.code if new.principal else new.seat, "kind": new.kind}
    note(admin, "acting.appoint", f"person {new.person.code}", new.unit, ({}, after))
    sign_in_anew([row])
    return row


@transaction.atomic
def end_acting(acting: Acting, ends: date, *, by: Actor, now: datetime) -> Acting | Refusal:
    """Acting stops earlier than the order said."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    row = Acting.objects.select_related("person", "unit").get(pk=acting.pk)
    refusal = _end_refusal(row, ends, by.today)
    if refusal is not None:
        return refusal
    before = _told(row)
    row.ends = ends
    row.save(update_fields=["ends"])
    note(admin, "acting.end", f"person {row.person.code}", row.unit, (before, _told(row)))
    end_streams_of_people(row.person.code)
    return row
