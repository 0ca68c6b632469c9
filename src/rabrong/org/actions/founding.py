"""Many units and people at once: for the first load of a department and for imports. The caller records the deed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rabrong.org.models import (
    Membership,
    Person,
    PersonStatus,
    Position,
    Role,
    RoleAssignment,
    Unit,
    UnitKind,
    UnitVersion,
)
from rabrong.thai.collation import sort_key

BATCH = 2000
LONGEST_KEY = 400
LONGEST_SEARCH = {"unit": 500, "person": 900}


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be founded; `order` is what it is sorted by where that is not its name."""

    code: str
    kind: str
    name: str
    short_name: str = ""
    name_en: str = ""
    parent: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be taken in, with the roles held at units: (role, unit code)."""

    code: str
    unit: str
    position: str
    name: str = ""
    name_en: str = ""
    position_en: str = ""
    telephone: str = ""
    email: str = ""
    roles: tuple[tuple[Role, str], ...] = ()


def found_units(
    units: Sequence[NewUnit], *, starts: date, department: str, known: Mapping[str, Unit] | None = None
) -> dict[str, Unit]:
    """Store units and their first versions; unit code -> unit. Parents are among `units` or in `known`.

    A few queries for each level of the tree, whatever the number of units.
    """
    stored: dict[str, Unit] = dict(known or {})
    waiting = list(units)
    founded: dict[str, Unit] = {}
    while waiting:
        ready = [each for each in waiting if not each.parent or each.parent in stored]
        if not ready:
            raise LookupError(f"no such parent: {', '.join(sorted({each.parent for each in waiting}))}")
        rows = [_unit(each, stored.get(each.parent), starts, department) for each in ready]
        made = {row.code: row for row in Unit.objects.bulk_create(rows, batch_size=BATCH)}
        founded |= made
        stored |= made
        waiting = [each for each in waiting if each.code not in stored]
    UnitVersion.objects.bulk_create([first_version(unit) for unit in founded.values()], batch_size=BATCH)
    return founded


def _unit(new: NewUnit, parent: Unit | None, starts: date, department: str) -> Unit:
    outside = new.kind in (UnitKind.MINISTRY, UnitKind.OUTSIDE)
    return Unit(
        code=new.code,
        kind=new.kind,
        department="" if outside else department,
        starts=starts,
        name=new.name,
        short_name=new.short_name,
        name_en=new.name_en,
        sort_key=key_of(new.order or new.name),
        search_text=unit_search_text(new.code, new.name, new.short_name, new.name_en),
        parent=parent,
    )


def first_version(unit: Unit) -> UnitVersion:
    """The version a unit starts with."""
    return UnitVersion(
        unit=unit,
        starts=unit.starts,
        name=unit.name,
        short_name=unit.short_name,
        name_en=unit.name_en,
        sort_key=unit.sort_key,
        parent=unit.parent,
    )


def key_of(text: str) -> str:
    """The stored sort key of a name."""
    return sort_key(text)[:LONGEST_KEY]


def unit_search_text(*words: str) -> str:
    """What a search for a unit looks in."""
    return " ".join(word for word in words if word).casefold()[: LONGEST_SEARCH["unit"]]


def person_search_text(person: Person) -> str:
    """What a search for a person looks in: no telephone, no e-mail."""
    words = (person.code, person.name, person.name_en, person.position, person.position_en)
    return " ".join(word for word in words if word).casefold()[: LONGEST_SEARCH["person"]]


def join_regions(pairs: Iterable[tuple[Unit, Unit]], *, starts: date, ends: date | None) -> None:
    """Store memberships: (region, member)."""
    Membership.objects.bulk_create(
        [Membership(region=region, member=member, starts=starts, ends=ends) for region, member in pairs]
    )


def take_in_people(
    people: Sequence[NewPerson], units: Mapping[str, Unit], *, starts: date, status: PersonStatus
) -> dict[str, Person]:
    """Store people without a password, their positions and roles; person code -> person. Three queries a batch."""
    rows = [_person(new, units[new.unit], status) for new in people]
    stored = {row.code: row for row in Person.objects.bulk_create(rows, batch_size=BATCH)}
    Position.objects.bulk_create([first_position(row, starts) for row in stored.values()], batch_size=BATCH)
    RoleAssignment.objects.bulk_create(
        [
            RoleAssignment(person=stored[new.code], role=role, unit=units[unit], starts=starts)
            for new in people
            for role, unit in new.roles
        ],
        batch_size=BATCH,
    )
    return stored


def _person(new: NewPerson, unit: Unit, status: PersonStatus) -> Person:
    person = Person(
        code=new.code,
        unit=unit,
        position=new.position,
        position_en=new.position_en,
        name=new.name,
        name_en=new.name_en,
        telephone=new.telephone,
        email=new.email,
        status=status,
        is_active=status in (PersonStatus.ACTIVE, PersonStatus.INVITED),
    )
    person.sort_key = key_of(new.name or new.position)
    person.search_text = person_search_text(person)
    person.set_unusable_password()
    return person


def first_position(person: Person, starts: date) -> Position:
    """Where a person sits from the first day."""
    return Position(person=person, unit=person.unit, title=person.position, title_en=person.position_en, starts=starts)
