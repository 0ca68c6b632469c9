"""What a sheet of people would do to those who are known: taken in, changed, moved, given roles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rabrong.org.citizen import citizen_hash
from rabrong.org.importing.people_sheet import WHO, PersonRow, ReadPeople, RoleRow, read_people
from rabrong.org.importing.plan import AsOf, Line, Plan
from rabrong.org.importing.regions_sheet import overlap
from rabrong.org.importing.rows import Problem, Rows
from rabrong.org.importing.units_sheet import KnownUnits
from rabrong.org.models import Person, PersonStatus, Position, Role, RoleAssignment
from rabrong.org.rules import ONE_A_UNIT
from rabrong.org.tree_rules import last_day, open_refusal

SEAT = ("unit", "position", "position_en")


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody has."""

    person: str
    named: str
    role: str
    unit: int
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """Everybody by code, the codes without regard to case, the days the seats began, the roles at each unit, and whose
    a citizen number's hash is."""

    by_code: Mapping[str, Person]
    folded: Mapping[str, str]
    seated: Mapping[str, date]
    held: Mapping[tuple[int, str], Sequence[Held]]
    citizens: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PeopleWork:
    """What is to be written; `hashes` are the keyed hashes of citizen numbers by person code."""

    taken_in: tuple[PersonRow, ...]
    changed: tuple[tuple[Person, PersonRow], ...]
    roles: tuple[RoleRow, ...]
    hashes: Mapping[str, str]


def known_people() -> KnownPeople:
    """All accounts. Three queries."""
    people = list(Person.objects.select_related("unit"))
    seats = Position.objects.filter(ends=None).values_list("person__code", "starts")
    held: dict[tuple[int, str], list[Held]] = {}
    fields = ("person__code", "person__name", "person__position", "role", "unit_id", "starts", "ends")
    for code, name, position, role, unit, starts, ends in RoleAssignment.objects.order_by("starts").values_list(
        *fields
    ):
        held.setdefault((unit, role), []).append(Held(code, name or position, role, unit, starts, ends))
    return KnownPeople(
        by_code={person.code: person for person in people},
        folded={person.code.casefold(): person.code for person in people},
        seated=dict(seats),
        held=held,
        citizens={person.citizen_hash: person.code for person in people if person.citizen_hash},
    )


def plan_people(
    sheet: Rows, units: KnownUnits, known: KnownPeople, as_of: AsOf, *, citizen_key: str
) -> tuple[Plan, PeopleWork]:
    """The dry run. No query."""
    problems: list[Problem] = []
    read = read_people(sheet.rows, units, as_of, problems)
    hashes = _hashes(read, known, citizen_key, problems)
    roles = _new_roles(read.roles, known, as_of, problems)
    changed = tuple(
        (known.by_code[row.code], row)
        for row in read.people
        if row.code in known.by_code and _differences(known.by_code[row.code], row, hashes)
    )
    for row in read.people:
        problems += _account_problems(row, known, as_of)
    taken_in = tuple(row for row in read.people if row.code not in known.by_code)
    work = PeopleWork(taken_in, changed, tuple(roles), hashes)
    ordered = tuple(sorted(problems, key=lambda each: (each.row or 0, each.column or 0)))
    return _plan(work, read, ordered, sheet.unknown), work


def _plan(work: PeopleWork, read: ReadPeople, problems: tuple[Problem, ...], unknown: tuple[str, ...]) -> Plan:
    new_codes = {row.code for row in work.taken_in}
    said: dict[str, Line] = {}
    for person, row in work.changed:
        before, after = _differences(person, row, work.hashes) or ({}, {})
        said[row.code] = Line(row.typed.number, row.code, str(person), before, after)
    for role in work.roles:
        if role.person not in new_codes:
            line = said.get(role.person) or Line(role.typed.number, role.person, role.person, {}, {})
            also = {**line.after, "role": f"{role.role.label} · {role.unit}"}
            said[role.person] = Line(line.row, line.code, line.name, line.before, also)
    new = tuple(
        Line(row.typed.number, row.code, row.texts["name"] or row.texts["position"], {}, {}) for row in work.taken_in
    )
    unchanged = len(read.people) - len(new) - len(said)
    return Plan(problems, new, tuple(said.values()), unchanged, unknown)


def wanted_texts(person: Person, row: PersonRow) -> dict[str, str]:
    """What is known of a person after the row: an empty cell leaves what is known."""
    return {name: row.texts[name] or getattr(person, name) for name in WHO if name != "unit"}


def _differences(
    person: Person, row: PersonRow, hashes: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]] | None:
    """The fields before and after; None where nothing changes."""
    wanted = wanted_texts(person, row) | {"unit": row.unit.code}
    known = {name: getattr(person, name) for name in WHO if name != "unit"} | {"unit": person.unit.code}
    fields = [name for name in WHO if wanted[name] != known[name]]
    is_new_hash = hashes.get(row.code, person.citizen_hash) != person.citizen_hash
    if not fields and not is_new_hash:
        return None
    before, after = ({name: values[name] for name in fields} for values in (known, wanted))
    return before, after | ({"citizen": "✓"} if is_new_hash else {})


def is_moved(person: Person, row: PersonRow) -> bool:
    """Whether the row puts somebody in another seat."""
    wanted = wanted_texts(person, row)
    return row.unit.pk != person.unit_id or any(wanted[name] != getattr(person, name) for name in SEAT[1:])


def _account_problems(row: PersonRow, known: KnownPeople, as_of: AsOf) -> Iterable[Problem]:
    """A sign-in name is one person's, a closed account gets nothing more, a seat follows the one before."""
    typed, person = row.typed, known.by_code.get(row.code)
    if person is None:
        if row.code.casefold() in known.folded:
            yield typed.problem("code", "person.code_taken", code=known.folded[row.code.casefold()])
        refusal = open_refusal(row.unit, row.starts)
        if refusal is not None:
            yield typed.problem("unit", refusal.code, **refusal.terms)
    elif person.status == PersonStatus.CLOSED:
        yield typed.problem("code", "person.closed", person=str(person))
    elif is_moved(person, row):
        yield from _move_problems(row, known.seated.get(row.code), as_of)


def _move_problems(row: PersonRow, seated: date | None, as_of: AsOf) -> Iterable[Problem]:
    refusal = open_refusal(row.unit, row.starts)
    if refusal is not None:
        yield row.typed.problem("unit", refusal.code, **refusal.terms)
    if row.starts > as_of.today:
        yield row.typed.problem("starts", "unit.not_yet", on=row.starts)
    if seated is not None and row.starts <= seated:
        yield row.typed.problem("starts", "person.later_seat", on=seated)


def _hashes(read: ReadPeople, known: KnownPeople, key: str, problems: list[Problem]) -> dict[str, str]:
    """Person code -> keyed hash of the citizen number; each number is one person's."""
    hashes: dict[str, str] = {}
    owners = dict(known.citizens)
    for row in read.people:
        if row.citizen and not key:
            problems.append(row.typed.problem("citizen", "person.no_citizen_key"))
            break
        if row.citizen:
            hashed = citizen_hash(row.citizen, key=key)
            if owners.setdefault(hashed, row.code) != row.code:
                problems.append(row.typed.problem("citizen", "person.citizen_taken"))
            hashes[row.code] = hashed
    return hashes


def _new_roles(rows: Iterable[RoleRow], known: KnownPeople, as_of: AsOf, problems: list[Problem]) -> list[RoleRow]:
    """The roles that are not held already; those that clash become problems."""
    new: list[RoleRow] = []
    in_sheet: dict[tuple[int, str], list[RoleRow]] = {}
    for row in rows:
        place = (row.unit.pk, row.role.value)
        held = known.held.get(place, ())
        if any(_is_same(row, each, as_of) for each in held):
            continue
        clash = _clash_with_held(row, held) or _clash_in_sheet(row, in_sheet.get(place, ()))
        if clash is not None:
            problems.append(clash)
        in_sheet.setdefault(place, []).append(row)
        new.append(row)
    return new


def _is_same(row: RoleRow, held: Held, as_of: AsOf) -> bool:
    """The role is held for these days already; without days of its own, held on the day of the import."""
    if held.person != row.person:
        return False
    if row.is_dated or row.ends is not None:
        return (held.starts == row.starts or not row.is_dated) and held.ends == row.ends
    return overlap((as_of.on, None), (held.starts, held.ends)) and held.starts <= as_of.on


def _clash_with_held(row: RoleRow, held: Iterable[Held]) -> Problem | None:
    days = (row.starts, row.ends)
    for each in held:
        if overlap(days, (each.starts, each.ends)) and (each.person == row.person or row.role in ONE_A_UNIT):
            code = "role.held_already" if each.person == row.person else "role.second_head"
            terms = {"role": row.role, "unit": row.unit.name, "starts": each.starts, "ends": last_day(each.ends)}
            return row.typed.problem("role", code, person=each.named, **terms)
    return None


def _clash_in_sheet(row: RoleRow, others: Iterable[RoleRow]) -> Problem | None:
    days = (row.starts, row.ends)
    for other in others:
        is_own = other.person == row.person
        if overlap(days, (other.starts, other.ends)) and (is_own or row.role in ONE_A_UNIT):
            code = "role.twice" if is_own else "role.second_head_in_sheet"
            terms = {"role": Role(row.role), "unit": row.unit.name, "row": other.typed.number}
            return row.typed.problem("role", code, **terms)
    return None
