"""Units from a sheet: what is wrong with each row, what it would found, rename or move."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rabrong.org.actions.founding import NewUnit
from rabrong.org.importing.plan import AsOf, Line, Plan
from rabrong.org.importing.rows import Field, Problem, Rows, TypedRow, choice_in, code_text, day_in, text_problems
from rabrong.org.models import Unit, UnitKind, UnitVersion
from rabrong.org.rules import Refusal
from rabrong.org.tree_rules import CODE, place_refusal

FIELDS = (
    Field("code", "รหัสหน่วย", "Code", required=True, most=20, width=12),
    Field("kind", "ประเภท", "Kind", required=True, width=18),
    Field("name", "ชื่อหน่วย", "Name", required=True, width=40),
    Field("short_name", "ชื่อย่อ", "Short name", most=40),
    Field("name_en", "ชื่อภาษาอังกฤษ", "English name", width=32),
    Field("parent", "รหัสหน่วยเหนือ", "Code of the unit above", most=20),
    Field("starts", "มีผลตั้งแต่", "From"),
    Field("order_ref", "เลขที่คำสั่ง", "Order", most=120, width=28),
)
COMPARED = ("name", "short_name", "name_en", "parent")
NUMBER = re.compile(r"[0-9]+")
PLACES = 2


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A row that can be read: the unit as it should be, from which day, by which order."""

    typed: TypedRow
    new: NewUnit
    starts: date
    order_ref: str


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """The units of the database by code, the code above each, and the first day of each newest version."""

    by_code: Mapping[str, Unit]
    above: Mapping[str, str]
    newest: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class UnitsWork:
    """What is to be written: units to found, and known ones with what they become."""

    found: tuple[UnitRow, ...]
    changed: tuple[tuple[Unit, UnitRow], ...]


def known_units() -> KnownUnits:
    """All units, closed ones too: a code names one unit for good. Two queries."""
    units = list(Unit.objects.all())
    codes = {unit.pk: unit.code for unit in units}
    newest: dict[str, date] = {}
    for unit, starts in UnitVersion.objects.order_by("starts").values_list("unit_id", "starts"):
        newest[codes[unit]] = starts
    above = {unit.code: codes[unit.parent_id] for unit in units if unit.parent_id is not None}
    return KnownUnits({unit.code: unit for unit in units}, above, newest)


def plan_units(sheet: Rows, known: KnownUnits, as_of: AsOf) -> tuple[Plan, UnitsWork]:
    """The dry run. No query."""
    problems: list[Problem] = []
    rows = _readable(sheet.rows, known, as_of, problems)
    wanted = {row.new.code: row for row in rows}
    for row in rows:
        problems += _place_problems(row, wanted, known, as_of)
    found = tuple(row for row in rows if row.new.code not in known.by_code)
    differing = tuple((known.by_code[row.new.code], row) for row in rows if _differs(row, known))
    for unit, row in differing:
        problems += _change_problems(unit, row, known, as_of)
    plan = Plan(
        problems=tuple(sorted(problems, key=lambda each: (each.row or 0, each.column or 0))),
        new=tuple(Line(row.typed.number, row.new.code, row.new.name, {}, _told(row.new)) for row in found),
        changed=tuple(_line(unit, row, known) for unit, row in differing),
        unchanged=len(rows) - len(found) - len(differing),
        unknown=sheet.unknown,
    )
    return plan, UnitsWork(found, differing)


def _readable(rows: Sequence[TypedRow], known: KnownUnits, as_of: AsOf, problems: list[Problem]) -> list[UnitRow]:
    """The rows that say something; the others become problems."""
    seen: dict[str, int] = {}
    readable = []
    for typed in rows:
        read = _read(typed, known, as_of)
        if isinstance(read, list):
            problems += read
        elif read.new.code in seen:
            problems.append(typed.problem("code", "unit.twice", code=read.new.code, row=seen[read.new.code]))
        else:
            seen[read.new.code] = typed.number
            readable.append(read)
    return readable


def _read(typed: TypedRow, known: KnownUnits, as_of: AsOf) -> UnitRow | list[Problem]:
    texts = typed.texts
    code = code_text(texts.get("code", ""))
    kind = choice_in(texts.get("kind", ""), UnitKind)
    starts = day_in(typed, "starts", as_of.on)
    problems = text_problems(typed, FIELDS)
    if not code:
        problems.append(typed.problem("code", "unit.no_code"))
    elif CODE.fullmatch(code) is None:
        problems.append(typed.problem("code", "unit.bad_code", code=code))
    if kind is None:
        problems.append(typed.problem("kind", "kind.unknown", kind=texts.get("kind", "")))
    if not texts.get("name"):
        problems.append(typed.problem("name", "unit.no_name"))
    if isinstance(starts, Problem):
        problems.append(starts)
    if problems or kind is None or isinstance(starts, Problem):
        return problems
    return UnitRow(typed, _wanted(typed, code, kind, known), starts, texts.get("order_ref", ""))


def _wanted(typed: TypedRow, code: str, kind: str, known: KnownUnits) -> NewUnit:
    """The unit as it should be: an empty cell leaves what is known."""
    texts = typed.texts
    new = NewUnit(
        code,
        kind,
        texts["name"],
        texts.get("short_name", ""),
        texts.get("name_en", ""),
        code_text(texts.get("parent", "")),
        order=ordered_name(texts["name"]),
    )
    old = known.by_code.get(code)
    if old is None:
        return new
    return replace(
        new,
        short_name=new.short_name or old.short_name,
        name_en=new.name_en or old.name_en,
        parent=new.parent or known.above.get(code, ""),
    )


def ordered_name(name: str) -> str:
    """A name by which numbers come in their order: region 2 before region 10."""
    return NUMBER.sub(lambda found: found[0].zfill(PLACES), name)


def _place_problems(row: UnitRow, wanted: Mapping[str, UnitRow], known: KnownUnits, as_of: AsOf) -> list[Problem]:
    """The unit above is there, of a fitting kind and the same department; nothing stands below itself."""
    new, typed = row.new, row.typed
    old = known.by_code.get(new.code)
    if old is not None and old.department not in ("", as_of.department):
        return [typed.problem("code", "unit.other_department", code=new.code)]
    if old is not None and not _differs(row, known):
        return []
    under = _unit_in(new.parent, wanted, known)
    if new.parent and under is None:
        return [typed.problem("parent", "unit.unknown", code=new.parent)]
    if under is not None and under.department not in ("", as_of.department):
        return [typed.problem("parent", "unit.other_department", code=new.parent)]
    if _is_in_circle(new.code, wanted, known):
        return [typed.problem("parent", "unit.cycle", unit=new.name, above=under.name if under else "")]
    refusal = place_refusal(new.kind, under, row.starts)
    return [] if refusal is None else [_as_problem(typed, "parent", refusal)]


def _as_problem(typed: TypedRow, column: str, refusal: Refusal) -> Problem:
    return typed.problem(column, refusal.code, **refusal.terms)


def _unit_in(code: str, wanted: Mapping[str, UnitRow], known: KnownUnits) -> Unit | None:
    """A unit of the database, or one that the sheet founds."""
    if code in known.by_code or code not in wanted:
        return known.by_code.get(code)
    row = wanted[code]
    return Unit(code=code, kind=row.new.kind, name=row.new.name, starts=row.starts)


def _is_in_circle(code: str, wanted: Mapping[str, UnitRow], known: KnownUnits) -> bool:
    passed = {code}
    at = code
    while at := wanted[at].new.parent if at in wanted else known.above.get(at, ""):
        if at in passed:
            return at == code
        passed.add(at)
    return False


def _differs(row: UnitRow, known: KnownUnits) -> bool:
    old = known.by_code.get(row.new.code)
    return old is not None and (row.new.kind != old.kind or _told(row.new) != _told_of(old, known))


def _told(new: NewUnit) -> dict[str, str]:
    return {name: getattr(new, name) for name in COMPARED}


def _told_of(unit: Unit, known: KnownUnits) -> dict[str, str]:
    return {
        "name": unit.name,
        "short_name": unit.short_name,
        "name_en": unit.name_en,
        "parent": known.above.get(unit.code, ""),
    }


def _line(unit: Unit, row: UnitRow, known: KnownUnits) -> Line:
    before, after = _told_of(unit, known), _told(row.new)
    fields = [name for name in COMPARED if before[name] != after[name]]
    kept = ({name: values[name] for name in fields} for values in (before, after))
    return Line(row.typed.number, unit.code, unit.name, *kept)


def _change_problems(unit: Unit, row: UnitRow, known: KnownUnits, as_of: AsOf) -> Iterable[Problem]:
    """A unit keeps its kind; a change comes after the one before, and is recorded when its day has come."""
    typed, newest = row.typed, known.newest[unit.code]
    if unit.kind != row.new.kind:
        yield typed.problem("kind", "unit.kind_differs", unit=unit.name, kind=UnitKind(unit.kind))
    elif unit.ends is not None:
        yield typed.problem("code", "unit.closed", unit=unit.name, on=unit.ends)
    elif row.starts > as_of.today:
        yield typed.problem("starts", "unit.not_yet", on=row.starts)
    elif row.starts <= newest:
        yield typed.problem("starts", "unit.later_change", unit=unit.name, on=newest)
