"""May somebody be taken in, hold a role, act for another: None when it may, else the refusal people read."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet

from rabrong.org.models import Acting, ActingKind, Person, PersonStatus, Role, RoleAssignment, Unit, UnitKind
from rabrong.org.queries.tree import Span, within
from rabrong.org.rules import ONE_A_UNIT, Refusal
from rabrong.org.tree_rules import last_day, open_refusal

CODE = re.compile(r"(?!(?:new|choices)$)(?=.*\w)[\w.-]{2,40}")
"""It stands in addresses: no space, no slash, not dots alone, and not the name of a page beside it."""
CENTRAL_ROLES = {
    Role.PSDG: (UnitKind.DEPARTMENT,),
    Role.WORKING_GROUP: (UnitKind.DEPARTMENT, UnitKind.PROVINCE),
    Role.INSPECTOR: (UnitKind.REGION, UnitKind.DEPARTMENT),
    Role.DEPUTY: (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE, UnitKind.REGION, UnitKind.PROVINCE),
    Role.EXECUTIVE: (UnitKind.DEPARTMENT, UnitKind.MINISTRY),
}
"""Role -> the kinds of units it can be held at; the other roles are held anywhere but outside."""


@dataclass(frozen=True, slots=True)
class NewRole:
    """Who is to have which role at which unit for the days `[starts, ends)`."""

    person: Person
    role: Role
    unit: Unit
    starts: date
    ends: date | None = None
    order_ref: str = ""


@dataclass(frozen=True, slots=True)
class NewActing:
    """Who is to act for whom: in the role of a principal at a unit, or in a vacant seat, by an order."""

    person: Person
    principal: Person | None
    seat: str
    kind: ActingKind
    role: Role
    unit: Unit
    starts: date
    ends: date
    order_ref: str


def code_refusal(code: str) -> Refusal | None:
    """A sign-in name is short, without spaces, and nobody else's, whatever the case of its letters. One query."""
    if CODE.fullmatch(code) is None:
        return Refusal("person.bad_code", {"code": code})
    if Person.objects.filter(code__iexact=code).exists():
        return Refusal("person.code_taken", {"code": code})
    return None


def email_refusal(email: str) -> Refusal | None:
    """An e-mail address can be sent to, or is empty."""
    try:
        if email:
            validate_email(email)
    except ValidationError:
        return Refusal("person.bad_email", {"email": email})
    return None


def days_refusal(starts: date, ends: date | None) -> Refusal | None:
    """A range has at least one day."""
    return Refusal("days.order", {"starts": starts, "ends": ends}) if ends is not None and ends <= starts else None


def account_refusal(person: Person) -> Refusal | None:
    """A closed account gets nothing more."""
    return Refusal("person.closed", {"person": str(person)}) if person.status == PersonStatus.CLOSED else None


def last_administrator_refusal(person: Person, today: date) -> Refusal | None:
    """The department is never without an administrator of its own who can come in. Two queries at most."""
    lasting = RoleAssignment.objects.filter(role=Role.PSDG, ends=None, starts__lte=today, person__status="active")
    if not lasting.filter(person=person).exists() or lasting.exclude(person=person).exists():
        return None
    return Refusal("role.last_administrator")


def role_refusal(new: NewRole) -> Refusal | None:
    """A role at a unit that can have it, once, and one head at a time. At most two queries."""
    refusal = days_refusal(new.starts, new.ends) or account_refusal(new.person) or _seat_refusal(new)
    return refusal or _held_refusal(new) or _head_refusal(new)


def _seat_refusal(new: NewRole) -> Refusal | None:
    kinds = CENTRAL_ROLES.get(new.role)
    if new.unit.kind == UnitKind.OUTSIDE or (kinds is not None and new.unit.kind not in kinds):
        return Refusal("role.not_there", {"role": Role(new.role), "unit": new.unit.name})
    if new.role == Role.ASSESSOR and new.ends is None:
        return Refusal("role.assessor_ends")
    return open_refusal(new.unit, new.starts)


def _held_refusal(new: NewRole) -> Refusal | None:
    held = _same_seat(new).filter(person=new.person).first()
    if held is None:
        return None
    terms = {"person": str(new.person), "role": Role(new.role), "unit": new.unit.name, "starts": held.starts}
    return Refusal("role.held_already", {**terms, "ends": last_day(held.ends)})


def _same_seat(new: NewRole | NewActing) -> QuerySet[RoleAssignment]:
    """Who has the role at the unit on some of the days."""
    return RoleAssignment.objects.filter(
        within(Span(new.starts, new.ends or date.max)), role=new.role, unit=new.unit
    ).select_related("person")


def _head_refusal(new: NewRole) -> Refusal | None:
    if new.role not in ONE_A_UNIT:
        return None
    other = _same_seat(new).exclude(person=new.person).first()
    if other is None:
        return None
    terms = {"person": str(other.person), "role": Role(new.role), "unit": new.unit.name, "starts": other.starts}
    return Refusal("role.second_head", {**terms, "ends": last_day(other.ends)})


def acting_refusal(new: NewActing) -> Refusal | None:
    """By an order, for another, in a role that the principal has, one at a time. At most three queries."""
    if not new.order_ref.strip():
        return Refusal("acting.no_order")
    if new.principal is not None and new.principal.pk == new.person.pk:
        return Refusal("acting.self", {"person": str(new.person)})
    if new.principal is None and (new.kind == ActingKind.BEHALF or not new.seat.strip()):
        return Refusal("acting.for_whom")
    refusal = days_refusal(new.starts, new.ends) or account_refusal(new.person) or _principal_refusal(new)
    return refusal or open_refusal(new.unit, new.starts) or _twice_refusal(new)


def _principal_refusal(new: NewActing) -> Refusal | None:
    if new.principal is None:
        return _vacancy_refusal(new)
    if _same_seat(new).filter(person=new.principal).exists():
        return None
    terms = {"principal": str(new.principal), "role": Role(new.role), "unit": new.unit.name}
    return Refusal("acting.principal_without_role", terms)


def _vacancy_refusal(new: NewActing) -> Refusal | None:
    if new.role not in ONE_A_UNIT:
        return None
    holder = _same_seat(new).first()
    if holder is None:
        return None
    return Refusal("acting.not_vacant", {"person": str(holder.person), "role": Role(new.role), "unit": new.unit.name})


def _twice_refusal(new: NewActing) -> Refusal | None:
    rows = Acting.objects.filter(within(Span(new.starts, new.ends)), role=new.role, unit=new.unit)
    same = rows.filter(principal=new.principal) if new.principal else rows.filter(principal=None, seat=new.seat)
    other = same.select_related("person").first()
    if other is None:
        return None
    terms = {"person": str(other.person), "starts": other.starts, "ends": last_day(other.ends)}
    return Refusal("acting.overlap", terms)
