"""From the command line, by whoever runs the server: the first administrator, and a code in an emergency."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from rabrong.accounts.actions.codes import Given, Wanted, make_code
from rabrong.accounts.actions.recording import Hand, note
from rabrong.accounts.models import Channel, Purpose
from rabrong.accounts.queries.codes import person_named
from rabrong.accounts.rules import OPEN
from rabrong.org.actions.founding import NewPerson, NewUnit, found_units, take_in_people
from rabrong.org.models import PersonStatus, Role, RoleAssignment, Unit, UnitKind
from rabrong.org.people_rules import NewRole, code_refusal, role_refusal
from rabrong.org.rules import Refusal


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """Somebody taken in from the command line; `unit_name` founds the department where there is none yet."""

    code: str
    name: str
    position: str
    unit: str
    unit_name: str
    role: Role
    email: str = ""


@transaction.atomic
def take_in_first(new: FirstPerson, *, now: datetime) -> Given | Refusal:
    """Take a person in, with a department for them where the database is empty, and make a one-time code."""
    refusal = code_refusal(new.code)
    if refusal is not None:
        return refusal
    unit = _unit(new, now)
    if isinstance(unit, Refusal):
        return unit
    today = localdate(now)
    listed = NewPerson(new.code, unit.code, new.position, name=new.name, email=new.email)
    person = take_in_people([listed], {unit.code: unit}, starts=today, status=PersonStatus.INVITED)[new.code]
    refusal = role_refusal(NewRole(person, new.role, unit, today))
    if refusal is not None:
        transaction.set_rollback(True)
        return refusal
    RoleAssignment.objects.create(person=person, role=new.role, unit=unit, starts=today)
    hand = Hand(None, now)
    note("taken_in", person, hand, after={"role": new.role.value, "unit": unit.code})
    return make_code(person, Wanted(Channel.PRINT, ""), hand)


def _unit(new: FirstPerson, now: datetime) -> Unit | Refusal:
    unit = Unit.objects.filter(code=new.unit).first()
    if unit is not None:
        return unit
    if Unit.objects.filter(kind=UnitKind.DEPARTMENT).exists() or not new.unit_name:
        return Refusal("unit.unknown", {"code": new.unit})
    founded = NewUnit(new.unit, UnitKind.DEPARTMENT, new.unit_name)
    return found_units([founded], starts=localdate(now), department=new.unit)[new.unit]


@transaction.atomic
def code_in_emergency(name: str, *, purpose: Purpose | None, now: datetime) -> Given | Refusal:
    """A one-time code for an open account, whoever it is; the record says that it came from the command line."""
    person = person_named(name)
    if person is None:
        return Refusal("person.unknown", {"code": name})
    if person.status not in OPEN:
        return Refusal("code.account_shut", {"person": person.code})
    return make_code(person, Wanted(Channel.PRINT, "", purpose), Hand(None, now))
