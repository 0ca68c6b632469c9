"""What an import writes, a few queries for each day on which something begins. The caller checked and records it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from rabrong.org.actions.founding import (
    BATCH,
    NewPerson,
    found_units,
    key_of,
    person_search_text,
    take_in_people,
    unit_search_text,
)
from rabrong.org.actions.roles import sign_in_anew
from rabrong.org.importing.people_plan import PeopleWork, is_moved, wanted_texts
from rabrong.org.importing.people_sheet import PersonRow
from rabrong.org.importing.regions_sheet import RegionsWork
from rabrong.org.importing.units_sheet import UnitRow, UnitsWork
from rabrong.org.models import (
    Membership,
    Person,
    PersonStatus,
    Position,
    RoleAssignment,
    Unit,
    UnitVersion,
)

CHANGED_UNIT = ("name", "short_name", "name_en", "sort_key", "search_text", "parent")
CHANGED_PERSON = (
    "name",
    "name_en",
    "position",
    "position_en",
    "unit",
    "telephone",
    "email",
    "citizen_hash",
    "sort_key",
    "search_text",
)


def write_units(work: UnitsWork, department: str) -> date | None:
    """Found and change units. The first day on which a known unit stands elsewhere."""
    known = {unit.code: unit for unit in Unit.objects.all()}
    for starts, rows in sorted(_by_day(work.found).items()):
        found = found_units([row.new for row in rows], starts=starts, department=department, known=known)
        known |= found
        _name_orders(rows, found)
    moved = [row.starts for unit, row in work.changed if _parent(row, known) != unit.parent_id]
    changed = [_changed_unit(unit, row, known) for unit, row in work.changed]
    _follow(work, changed)
    Unit.objects.bulk_update(changed, CHANGED_UNIT, batch_size=BATCH // len(CHANGED_UNIT))
    return min(moved, default=None)


def _parent(row: UnitRow, known: Mapping[str, Unit]) -> int | None:
    return known[row.new.parent].pk if row.new.parent else None


def _by_day(rows: Iterable[UnitRow]) -> dict[date, list[UnitRow]]:
    days: dict[date, list[UnitRow]] = defaultdict(list)
    for row in rows:
        days[row.starts].append(row)
    return days


def _name_orders(rows: Iterable[UnitRow], found: Mapping[str, Unit]) -> None:
    orders: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.order_ref:
            orders[row.order_ref].append(found[row.new.code].pk)
    for order_ref, units in orders.items():
        UnitVersion.objects.filter(unit__in=units).update(order_ref=order_ref)


def _changed_unit(unit: Unit, row: UnitRow, known: Mapping[str, Unit]) -> Unit:
    new = row.new
    unit.name, unit.short_name, unit.name_en = new.name, new.short_name, new.name_en
    unit.parent = known[new.parent] if new.parent else None
    unit.sort_key = key_of(new.order)
    unit.search_text = unit_search_text(unit.code, unit.name, unit.short_name, unit.name_en)
    return unit


def _follow(work: UnitsWork, changed: Iterable[Unit]) -> None:
    """End the newest versions and begin those of the changed units."""
    rows = {unit.pk: row for unit, row in work.changed}
    ending: dict[date, list[int]] = defaultdict(list)
    for unit in changed:
        ending[rows[unit.pk].starts].append(unit.pk)
    for day, units in ending.items():
        UnitVersion.objects.filter(unit__in=units, ends=None).update(ends=day)
    versions = [
        UnitVersion(
            unit=unit,
            starts=rows[unit.pk].starts,
            name=unit.name,
            short_name=unit.short_name,
            name_en=unit.name_en,
            sort_key=unit.sort_key,
            parent=unit.parent,
            order_ref=rows[unit.pk].order_ref,
        )
        for unit in changed
    ]
    UnitVersion.objects.bulk_create(versions, batch_size=BATCH)


def write_regions(work: RegionsWork) -> date | None:
    """Store memberships. The first day of all."""
    Membership.objects.bulk_create(
        [
            Membership(member=row.member, region=row.region, starts=row.starts, ends=row.ends, order_ref=row.order_ref)
            for row in work.joined
        ],
        batch_size=BATCH,
    )
    return min((row.starts for row in work.joined), default=None)


def write_people(work: PeopleWork) -> None:
    """Take people in as invited, change and move those who are known, give roles."""
    people = {person.code: person for person, _ in work.changed}
    days: dict[date, list[PersonRow]] = defaultdict(list)
    for row in work.taken_in:
        days[row.starts].append(row)
    for starts, rows in days.items():
        units = {row.unit.code: row.unit for row in rows}
        people |= take_in_people([_new(row) for row in rows], units, starts=starts, status=PersonStatus.INVITED)
    _move(work)
    for person, row in work.changed:
        _change(person, row)
    for code, hashed in work.hashes.items():
        if code in people:
            people[code].citizen_hash = hashed
    taken_in = [people[row.code] for row in work.taken_in if row.code in work.hashes]
    Person.objects.bulk_update(taken_in, ["citizen_hash"], batch_size=BATCH)
    changed = [person for person, _ in work.changed]
    Person.objects.bulk_update(changed, CHANGED_PERSON, batch_size=BATCH // len(CHANGED_PERSON))
    _give_roles(work)


def _new(row: PersonRow) -> NewPerson:
    texts = row.texts
    return NewPerson(
        row.code,
        row.unit.code,
        texts["position"],
        texts["name"],
        texts["name_en"],
        texts["position_en"],
        texts["telephone"],
        texts["email"],
    )


def _move(work: PeopleWork) -> None:
    """End the seats of those who move and begin the next ones."""
    moved = [(person, row) for person, row in work.changed if is_moved(person, row)]
    days: dict[date, list[int]] = defaultdict(list)
    for person, row in moved:
        days[row.starts].append(person.pk)
    for day, people in days.items():
        Position.objects.filter(person__in=people, ends=None).update(ends=day)
    seats = [(person, row, wanted_texts(person, row)) for person, row in moved]
    Position.objects.bulk_create(
        [
            Position(
                person=person, unit=row.unit, title=texts["position"], title_en=texts["position_en"], starts=row.starts
            )
            for person, row, texts in seats
        ],
        batch_size=BATCH,
    )


def _change(person: Person, row: PersonRow) -> None:
    for name, text in wanted_texts(person, row).items():
        setattr(person, name, text)
    person.unit = row.unit
    person.sort_key = key_of(person.name or person.position)
    person.search_text = person_search_text(person)


def _give_roles(work: PeopleWork) -> None:
    codes = {row.person for row in work.roles}
    people = {person.code: person for person in Person.objects.filter(code__in=codes)} if codes else {}
    given = RoleAssignment.objects.bulk_create(
        [
            RoleAssignment(
                person=people[row.person],
                role=row.role,
                unit=row.unit,
                starts=row.starts,
                ends=row.ends,
                order_ref=row.order_ref,
            )
            for row in work.roles
        ],
        batch_size=BATCH,
    )
    sign_in_anew(given)
