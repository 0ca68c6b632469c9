"""People from a sheet: what is wrong with each row, whom it would take in, change, move, give a role.

Rows with the same code are one person with several roles: the first says who it is, the others need only the code.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rabrong.org.citizen import read_citizen_number
from rabrong.org.importing.plan import AsOf
from rabrong.org.importing.rows import Field, Problem, TypedRow, choice_in, code_text, day_in, text_problems
from rabrong.org.importing.units_sheet import KnownUnits
from rabrong.org.models import Role, Unit, UnitKind
from rabrong.org.people_rules import CENTRAL_ROLES, CODE, email_refusal
from rabrong.org.tree_rules import open_refusal
from rabrong.thai.digits import to_arabic_digits

FIELDS = (
    Field("code", "ชื่อเข้าใช้", "Sign-in name", required=True, most=40, width=18),
    Field("name", "ชื่อ–สกุล", "Full name", width=28),
    Field("name_en", "ชื่อภาษาอังกฤษ", "English name", width=24),
    Field("position", "ตำแหน่ง", "Position", required=True, width=32),
    Field("position_en", "ตำแหน่งภาษาอังกฤษ", "English position", width=28),
    Field("unit", "รหัสหน่วย", "Unit code", required=True, most=20),
    Field("telephone", "โทรศัพท์", "Telephone", most=60, width=18),
    Field("email", "อีเมล", "E-mail", most=254, width=28),
    Field("citizen", "เลขประจำตัวประชาชน", "Citizen number", most=30, width=20),
    Field("role", "บทบาท", "Role", width=22),
    Field("role_unit", "รหัสหน่วยของบทบาท", "Unit code of the role", most=20, width=18),
    Field("starts", "ตั้งแต่", "From"),
    Field("ends", "ถึงวันสุดท้าย", "Last day"),
    Field("order_ref", "เลขที่คำสั่ง", "Order", most=120, width=28),
)
WHO = ("name", "name_en", "position", "position_en", "unit", "telephone", "email")
TELEPHONE = re.compile(r"[0-9+()\-., /#]+(?:(?:ต่อ|ext\.?|x)[0-9\-, ]+)?", re.IGNORECASE)
FEWEST_DIGITS = 4
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role to be held at a unit for `[starts, ends)`. `is_dated`: the row itself says from when."""

    typed: TypedRow
    person: str
    role: Role
    unit: Unit
    starts: date
    ends: date | None
    order_ref: str
    is_dated: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Who somebody is, from which day; `citizen` is the checked number, "" where none is given."""

    typed: TypedRow
    code: str
    texts: Mapping[str, str]
    unit: Unit
    starts: date
    citizen: str


@dataclass(frozen=True, slots=True)
class ReadPeople:
    """The rows that can be read."""

    people: tuple[PersonRow, ...]
    roles: tuple[RoleRow, ...]


def read_people(rows: Sequence[TypedRow], known: KnownUnits, as_of: AsOf, problems: list[Problem]) -> ReadPeople:
    """People and roles of the rows; what cannot be read is added to the problems. No query."""
    people: dict[str, PersonRow] = {}
    named: dict[str, str] = {}
    roles: list[RoleRow] = []
    for typed in rows:
        code = code_text(typed.texts.get("code", ""))
        first = people.get(code)
        found = _faults_of_code(typed, code) + text_problems(typed, FIELDS)
        if named.setdefault(code.casefold(), code) != code:
            found.append(typed.problem("code", "person.code_taken", code=named[code.casefold()]))
        if first is None:
            person = _person(typed, code, known, as_of)
            if isinstance(person, PersonRow):
                people[code] = first = person
            else:
                found += person
        else:
            found += _again(typed, first)
        role = _role(typed, first, known, as_of) if first is not None else None
        if isinstance(role, RoleRow):
            roles.append(role)
        problems += found + (role if isinstance(role, list) else [])
    return ReadPeople(tuple(people.values()), tuple(roles))


def _faults_of_code(typed: TypedRow, code: str) -> list[Problem]:
    if not code:
        return [typed.problem("code", "person.no_code")]
    return [] if CODE.fullmatch(code) else [typed.problem("code", "person.bad_code", code=code)]


def _again(typed: TypedRow, first: PersonRow) -> list[Problem]:
    """A further row of a person brings a role and says nothing else about who it is."""
    before = first.typed
    if not typed.texts.get("role"):
        return [typed.problem("code", "person.twice", code=first.code, row=before.number)]
    for name in WHO:
        if typed.texts.get(name, "") not in ("", before.texts.get(name, "")):
            return [typed.problem(name, "person.differs", code=first.code, row=before.number)]
    return []


def _person(typed: TypedRow, code: str, known: KnownUnits, as_of: AsOf) -> PersonRow | list[Problem]:
    texts = {name: typed.texts.get(name, "") for name in WHO}
    texts["telephone"] = to_arabic_digits(texts["telephone"])
    starts = day_in(typed, "starts", as_of.on)
    unit = unit_in(typed, "unit", known, as_of)
    citizen = _citizen(typed)
    problems = [each for each in (starts, unit, citizen) if isinstance(each, Problem)]
    problems += _faults_of_contact(typed, texts)
    if not texts["position"]:
        problems.append(typed.problem("position", "person.no_position", person=texts["name"] or code))
    if problems or isinstance(starts, Problem) or isinstance(unit, Problem) or isinstance(citizen, Problem):
        return problems
    return PersonRow(typed, code, texts, unit, starts, citizen)


def unit_in(typed: TypedRow, column: str, known: KnownUnits, as_of: AsOf) -> Unit | Problem:
    """The unit that a cell names, of this department or of none."""
    code = code_text(typed.texts.get(column, ""))
    unit = known.by_code.get(code)
    if not code:
        return typed.problem(column, "person.no_unit", person=typed.texts.get("name") or typed.texts.get("code", ""))
    if unit is None:
        return typed.problem(column, "unit.unknown", code=code)
    if unit.department not in ("", as_of.department):
        return typed.problem(column, "unit.other_department", code=code)
    return unit


def _citizen(typed: TypedRow) -> str | Problem:
    """The checked number. A wrong one is never repeated in what is said about it."""
    text = typed.texts.get("citizen", "")
    if not text:
        return ""
    return read_citizen_number(text) or typed.problem("citizen", "person.bad_citizen")


def _faults_of_contact(typed: TypedRow, texts: Mapping[str, str]) -> list[Problem]:
    problems = []
    refusal = email_refusal(texts["email"])
    if refusal is not None:
        problems.append(typed.problem("email", refusal.code, **refusal.terms))
    telephone = texts["telephone"]
    digits = sum(letter.isdigit() for letter in telephone)
    if telephone and (TELEPHONE.fullmatch(telephone) is None or digits < FEWEST_DIGITS):
        problems.append(typed.problem("telephone", "person.bad_telephone", telephone=telephone))
    return problems


def _role(typed: TypedRow, person: PersonRow, known: KnownUnits, as_of: AsOf) -> RoleRow | list[Problem] | None:
    """The role of a row; None where it names none."""
    said = typed.texts.get("role", "")
    if not said:
        return None
    role = choice_in(said, Role)
    unit = unit_in(typed, "role_unit", known, as_of) if typed.texts.get("role_unit") else person.unit
    starts, last = day_in(typed, "starts", as_of.on), day_in(typed, "ends", date.max)
    problems = [each for each in (unit, starts, last) if isinstance(each, Problem)]
    if role is None:
        problems.append(typed.problem("role", "role.unknown", role=said))
    if (
        problems
        or role is None
        or isinstance(unit, Problem)
        or isinstance(starts, Problem)
        or isinstance(last, Problem)
    ):
        return problems
    ends = None if last == date.max else last + ONE_DAY
    is_dated = bool(typed.texts.get("starts"))
    row = RoleRow(typed, person.code, Role(role), unit, starts, ends, typed.texts.get("order_ref", ""), is_dated)
    problems = list(_role_problems(row))
    return problems or row


def _role_problems(row: RoleRow) -> Iterable[Problem]:
    """A role at a unit that can have it, for days in order."""
    typed, kinds = row.typed, CENTRAL_ROLES.get(row.role)
    column = "role_unit" if "role_unit" in typed.columns else "role"
    if row.unit.kind == UnitKind.OUTSIDE or (kinds is not None and row.unit.kind not in kinds):
        yield typed.problem(column, "role.not_there", role=row.role, unit=row.unit.name)
    if row.ends is not None and row.ends <= row.starts:
        yield typed.problem("ends", "days.order", starts=row.starts, ends=row.ends)
    if row.role == Role.ASSESSOR and row.ends is None:
        yield typed.problem("ends", "role.assessor_ends")
    refusal = open_refusal(row.unit, row.starts)
    if refusal is not None:
        yield typed.problem("starts", refusal.code, **refusal.terms)
