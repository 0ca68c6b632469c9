"""Taking people in, changing, moving, suspending and closing them. The administrator's.

Names, telephone and e-mail are personal: the record keeps them beside the chain.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from rabrong.notices.across import end_streams_of_people
from rabrong.org.actions.founding import NewPerson, key_of, person_search_text, take_in_people
from rabrong.org.actions.recording import admin_of, note
from rabrong.org.actor import Actor
from rabrong.org.letters import mail_of_other_address
from rabrong.org.models import Acting, Person, PersonStatus, Position, RoleAssignment, Unit
from rabrong.org.people_rules import (
    NewRole,
    account_refusal,
    code_refusal,
    days_refusal,
    email_refusal,
    last_administrator_refusal,
    role_refusal,
)
from rabrong.org.queries.tree import span_of_day, within
from rabrong.org.rules import Refusal
from rabrong.org.tree_rules import open_refusal


@dataclass(frozen=True, slots=True)
class PersonChanges:
    """What is known of a person besides position and roles."""

    name: str
    name_en: str
    telephone: str
    email: str


@transaction.atomic
def take_in_person(new: NewPerson, *, on: date, by: Actor, now: datetime) -> Person | Refusal:
    """A person with a seat and roles from a day on; invited: the account opens with a one-time code."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    codes = {new.unit, *(unit for _, unit in new.roles)} - {""}
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    refusal = _new_refusal(new, units, on)
    if refusal is not None:
        return refusal
    person = take_in_people([replace(new, roles=())], units, starts=on, status=PersonStatus.INVITED)[new.code]
    for role, unit in new.roles:
        wanted = NewRole(person, role, units[unit], on)
        refusal = role_refusal(wanted)
        if refusal is not None:
            transaction.set_rollback(True)
            return refusal
        RoleAssignment.objects.create(person=person, role=role, unit=wanted.unit, starts=on)
    after = {"position": new.position, "roles": ", ".join(f"{role} {unit}" for role, unit in new.roles)}
    after |= {"on": on.isoformat(), "unit": new.unit}
    note(admin, "person.take_in", f"person {new.code}", units[new.unit], ({}, after), private=({}, _private(person)))
    return person


def _new_refusal(new: NewPerson, units: dict[str, Unit], on: date) -> Refusal | None:
    if not new.unit:
        return Refusal("person.no_unit", {"person": new.name or new.code})
    missing = next((code for code in (new.unit, *(unit for _, unit in new.roles)) if code not in units), None)
    if missing is not None:
        return Refusal("unit.unknown", {"code": missing})
    if not new.position.strip():
        return Refusal("person.no_position", {"person": new.name or new.code})
    return code_refusal(new.code) or email_refusal(new.email) or open_refusal(units[new.unit], on)


def _private(person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "name_en": person.name_en,
        "telephone": person.telephone,
        "email": person.email,
    }


@transaction.atomic
def change_person(person: Person, changes: PersonChanges, *, by: Actor, now: datetime) -> Person | Refusal:
    """Other names or ways to be reached."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    person = _fresh(person)
    refusal = account_refusal(person) or email_refusal(changes.email)
    if refusal is not None:
        return refusal
    before = _private(person)
    person.name, person.name_en = changes.name, changes.name_en
    person.telephone, person.email = changes.telephone, changes.email
    _save(person, "name", "name_en", "telephone", "email")
    note(admin, "person.change", _subject(person), person.unit, ({}, {}), private=(before, _private(person)))
    if person.email != before["email"]:
        mail_of_other_address(person, before["email"], now=now)
    return person


def _fresh(person: Person) -> Person:
    return Person.objects.select_related("unit").get(pk=person.pk)


def _subject(person: Person) -> str:
    return f"person {person.code}"


def _save(person: Person, *fields: str) -> None:
    person.sort_key = key_of(person.name or person.position)
    person.search_text = person_search_text(person)
    person.save(update_fields=[*fields, "sort_key", "search_text"])


@transaction.atomic
def move_person(
    person: Person, unit: Unit, title: tuple[str, str], *, on: date, by: Actor, now: datetime
) -> Person | Refusal:
    """Another seat from a day on: `title` in Thai and English. Roles stay: they have days of their own."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    person = _fresh(person)
    refusal = account_refusal(person) or _move_refusal(person, title[0], on, by.today) or open_refusal(unit, on)
    if refusal is not None:
        return refusal
    before = {"unit": person.unit.code, "position": person.position}
    Position.objects.filter(person=person, ends=None).update(ends=on)
    Position.objects.create(person=person, unit=unit, title=title[0], title_en=title[1], starts=on)
    person.unit, person.position, person.position_en = unit, title[0], title[1]
    _save(person, "unit", "position", "position_en")
    after = {"unit": unit.code, "position": person.position, "on": on.isoformat()}
    note(admin, "person.move", _subject(person), unit, (before, after))
    return person


def _move_refusal(person: Person, title: str, on: date, today: date) -> Refusal | None:
    if not title.strip():
        return Refusal("person.no_position", {"person": str(person)})
    if on > today:
        return Refusal("unit.not_yet", {"on": on})
    newest = person.positions.filter(ends=None).values_list("starts", flat=True).first()
    return None if newest is None else days_refusal(newest, on)


@transaction.atomic
def suspend_person(person: Person, *, reason: str, by: Actor, now: datetime) -> Person | Refusal:
    """No access from this moment: sessions and open streams end. Roles stay, for the day of the return."""
    return _change_access(person, PersonStatus.SUSPENDED, reason, by, now)


@transaction.atomic
def restore_person(person: Person, *, reason: str, by: Actor, now: datetime) -> Person | Refusal:
    """A suspended account is open again; sessions of before stay ended."""
    if _fresh(person).status != PersonStatus.SUSPENDED:
        return Refusal("person.not_suspended", {"person": str(person)})
    return _change_access(person, PersonStatus.ACTIVE, reason, by, now)


@transaction.atomic
def close_person(person: Person, *, reason: str, by: Actor, now: datetime) -> Person | Refusal:
    """The account ends for good, and with it the seat, the roles and the actings."""
    return _change_access(person, PersonStatus.CLOSED, reason, by, now)


def _change_access(person: Person, status: PersonStatus, reason: str, by: Actor, now: datetime) -> Person | Refusal:
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    person = _fresh(person)
    refusal = (
        account_refusal(person) or _access_refusal(person, reason, by) or last_administrator_refusal(person, by.today)
    )
    if refusal is not None:
        return refusal
    before = person.status
    person.status, person.is_active = status, status == PersonStatus.ACTIVE
    person.save(update_fields=["status", "is_active"])
    Person.objects.filter(pk=person.pk).update(access_number=F("access_number") + 1)
    if status == PersonStatus.CLOSED:
        _end_all(person, by.today)
    after = {"status": status, "reason": reason.strip()}
    note(admin, f"person.{_VERBS[status]}", _subject(person), person.unit, ({"status": before}, after))
    end_streams_of_people(person.code)
    return person


_VERBS = {PersonStatus.SUSPENDED: "suspend", PersonStatus.ACTIVE: "restore", PersonStatus.CLOSED: "close"}


def _access_refusal(person: Person, reason: str, by: Actor) -> Refusal | None:
    if person.pk == by.person.pk:
        return Refusal("person.not_oneself")
    return None if reason.strip() else Refusal("person.no_reason")


def _end_all(person: Person, today: date) -> None:
    """What holds today ends with yesterday; what began today lasts this one day; what would begin never does."""
    held = within(span_of_day(today))
    for rows in (Position.objects, RoleAssignment.objects, Acting.objects):
        rows.filter(held, person=person, starts__lt=today).update(ends=today)
