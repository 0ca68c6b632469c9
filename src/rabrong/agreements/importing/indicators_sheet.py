"""Indicators and their criteria from a sheet: each row changes or adds an indicator of the department's file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rabrong.agreement_file.criteria_in import read_criterion
from rabrong.agreement_file.from_data import node_of
from rabrong.agreement_file.problems import Problem as FileProblem
from rabrong.agreement_file.section import Section
from rabrong.agreement_file.tree import Fields
from rabrong.agreements.importing.cells import lines_in, number_in, text_in
from rabrong.agreements.models import Year
from rabrong.agreements.queries.exchange import OwnersOf, file_data
from rabrong.agreements.queries.scoring import year_rules
from rabrong.agreements.queries.years import lead_agreement, responsible_units
from rabrong.org.importing.plan import Line, Plan
from rabrong.org.importing.rows import Field, Problem, Rows, TypedRow, text_problems
from rabrong.scoring.absence import Fault
from rabrong.scoring.exact import EXACT, plain
from rabrong.scoring.formula import parse_formula
from rabrong.scoring.scale import Scale

Tree = dict[str, Any]
KINDS: Mapping[str, str] = {
    "เทียบบัญญัติไตรยางศ์": "levels",
    "ช่วงคะแนน": "bands",
    "ขั้นตอน": "steps",
    "ผ่าน/ไม่ผ่าน": "pass_fail",
    "ให้คะแนนโดยตรง": "score",
}
"""What the drop-down offers -> the kind of criteria; the English word is understood as well."""

ITEM = re.compile(r"\s*([^=\[\]]+?)\s*=\s*([^\[\]]+?)\s*(?:\[([^\[\]]*)\])?\s*")
FIRST = (
    Field("code", "รหัส", "Code", required=True, most=40, width=10),
    Field("name", "ชื่อตัวชี้วัด", "Name", most=2000, width=44),
    Field("name_en", "ชื่อภาษาอังกฤษ", "Name in English", most=2000, width=30),
    Field("aspect", "ประเด็น", "Aspect", most=40, width=16),
    Field("unit", "หน่วยวัด", "Unit of measure", most=60, width=12),
    Field("weight", "น้ำหนัก", "Weight", most=20, width=10),
    Field("target", "เป้าหมาย", "Target", most=20, width=10),
    Field("kind", "ชนิดเกณฑ์", "Kind of criteria", most=40, width=22),
)
LAST = (
    Field("target_level", "เป้าหมายอยู่ระดับ", "Target stands for level", most=4, width=14),
    Field("interval", "ช่วงปรับเกณฑ์", "Interval per level", most=20, width=12),
    Field("data", "ข้อมูลพื้นฐาน", "Data items", most=2000, width=44),
    Field("formula", "สูตร", "Formula", most=1000, width=20),
    Field("responsible", "หน่วยที่เขียนรายละเอียด", "Responsible unit", most=20, width=16),
    Field("evidence", "หลักฐาน", "Evidence", most=4000, width=40),
)
PLAIN = ("name", "name_en", "unit")


def indicator_fields(year: Year) -> list[Field]:
    """The columns: as many levels as the year's scale has points."""
    levels = [
        Field(f"level_{at}", f"ระดับ {at}", f"Level {at}", most=2000, width=14) for at in range(1, len(year.points) + 1)
    ]
    return [*FIRST, *levels, *LAST]


def indicator_choices(year: Year) -> dict[str, tuple[str, ...]]:
    """The drop-downs."""
    aspects = tuple(year.aspects.order_by("position").values_list("code", flat=True))
    return {"kind": tuple(KINDS), "aspect": aspects, "responsible": tuple(unit.code for unit in responsible_units())}


def filled_indicators(year: Year) -> list[list[str]]:
    """The indicators as they are, so that a sheet can be downloaded, changed and sent back."""
    agreement = lead_agreement(year.year)
    rows = [] if agreement is None else file_data(agreement).get("indicators", [])
    names = [field.name for field in indicator_fields(year)]
    return [[_cells(row).get(name, "") for name in names] for row in rows]  # type: ignore[arg-type]  # mappings


def _cells(row: Tree) -> dict[str, str]:
    criteria = row["criteria"]
    words = {kind: word for word, kind in KINDS.items()}
    cells = {name: row[name] for name in ("code", "aspect", "target", "responsible", "formula", *PLAIN) if name in row}
    cells |= {"weight": row["weight"]} if isinstance(row["weight"], str) else {}
    cells |= {"kind": words.get(criteria["kind"], ""), "evidence": "; ".join(row.get("evidence", ()))}
    first = 2 if criteria["kind"] == "bands" else 1
    values = criteria.get("at") or criteria.get("from") or criteria.get("steps") or ()
    if criteria["kind"] in words.keys() & {"levels", "bands", "steps"}:
        cells |= {f"level_{at}": value for at, value in enumerate(values, start=first)}
    return cells | {"data": "; ".join(_item_words(code, item) for code, item in row.get("data", {}).items())}


def _item_words(code: str, item: Mapping[str, str]) -> str:
    return f"{code}={item.get('name', code)}" + (f" [{item['unit']}]" if "unit" in item else "")


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are checked against."""

    scale: Scale
    aspects: frozenset[str]
    units: frozenset[str]
    rows: Mapping[str, Tree]


def plan_indicators(year: Year, rows: Rows, owners_of: OwnersOf) -> tuple[Plan, Tree | None]:
    """What a sheet would do, and the tree of the department's file with it. A dozen queries."""
    agreement = lead_agreement(year.year)
    if agreement is None:
        return Plan(problems=(Problem("year.no_agreement", terms={"year": year.year}),)), None
    tree: Tree = dict(file_data(agreement, owners_of))
    stored: list[Tree] = list(tree["indicators"])
    known = Known(
        year_rules(year.year).scale,
        frozenset(year.aspects.values_list("code", flat=True)),
        frozenset(unit.code for unit in responsible_units()),
        {row["code"]: row for row in stored},
    )
    problems, changed = _checked(year, rows, known)
    result = [changed.pop(row["code"], row) for row in stored] + list(changed.values())
    lines = _lines(rows, known.rows, {row["code"]: row for row in result})
    new = tuple(line for line in lines if not line.before)
    edited = tuple(line for line in lines if line.before and line.before != line.after)
    unchanged = len(lines) - len(new) - len(edited)
    return Plan(tuple(problems), new, edited, unchanged, rows.unknown), {**tree, "indicators": result}


def _checked(year: Year, rows: Rows, known: Known) -> tuple[list[Problem], dict[str, Tree]]:
    problems: list[Problem] = []
    changed: dict[str, Tree] = {}
    for row in rows.rows:
        code = text_in(row, "code")
        problems += text_problems(row, indicator_fields(year))
        if not code:
            problems.append(row.problem("code", "cell.empty"))
        elif code in changed:
            problems.append(row.problem("code", "indicator.code_twice", code=code))
        else:
            changed[code], found = _row(row, known.rows.get(code), known)
            problems += found
    return problems, changed


def _row(row: TypedRow, stored: Tree | None, known: Known) -> tuple[Tree, list[Problem]]:
    problems: list[Problem] = []
    made: Tree = {"code": text_in(row, "code"), **(stored or {"criteria": {"kind": "score"}})}
    made |= {name: text_in(row, name) for name in PLAIN if text_in(row, name)}
    _with_codes(row, made, known, problems)
    _with_numbers(row, made, problems)
    problems += [row.problem(name, "cell.empty") for name in ("name", "aspect", "weight") if name not in made]
    problems += _with_data(row, made)
    criteria = _criteria(row, known.scale, problems)
    if criteria is not None:
        made["criteria"] = criteria
    if lines_in(row, "evidence"):
        made["evidence"] = lines_in(row, "evidence")
    return made, problems


def _with_codes(row: TypedRow, made: Tree, known: Known, problems: list[Problem]) -> None:
    checks = (("aspect", known.aspects, "aspect.unknown"), ("responsible", known.units, "unit.unknown"))
    for name, codes, wrong in checks:
        code = text_in(row, name)
        if code and code not in codes:
            problems.append(row.problem(name, wrong, code=code))
        elif code:
            made[name] = code


def _with_numbers(row: TypedRow, made: Tree, problems: list[Problem]) -> None:
    for name in ("weight", "target"):
        number = number_in(row, name)
        if isinstance(number, Problem):
            problems.append(number)
        elif name == "weight" and number is not None and number < 0:
            problems.append(row.problem(name, "weight.negative"))
        elif number is not None:
            made[name] = plain(number)


def _with_data(row: TypedRow, made: Tree) -> list[Problem]:
    """Data items and the formula over them; items that are there keep how they add up."""
    pieces = lines_in(row, "data")
    read = [ITEM.fullmatch(piece) for piece in pieces]
    if any(each is None for each in read):
        return [row.problem("data", "data.unreadable")]
    if pieces:
        old = made.get("data", {})
        made["data"] = {
            each[1]: {**old.get(each[1], {}), "name": each[2], **({"unit": each[3]} if each[3] else {})}
            for each in read
            if each is not None
        }
    if text_in(row, "formula"):
        made["formula"] = text_in(row, "formula")
    formula, codes = made.get("formula", ""), list(made.get("data", ()))
    if len(codes) > 1 and not formula:
        return [row.problem("formula", "cell.empty")]
    parsed = parse_formula(formula, codes) if formula and codes else None
    return [row.problem("formula", parsed.code, key="", **parsed.terms)] if isinstance(parsed, Fault) else []


def _criteria(row: TypedRow, scale: Scale, problems: list[Problem]) -> Tree | None:
    """The criteria of a row; None where it says nothing of them or something is wrong."""
    cells = [text_in(row, f"level_{at}") for at in range(1, len(scale.points) + 1)]
    word = text_in(row, "kind")
    kind = KINDS.get(word, word if word in KINDS.values() else "")
    if word and not kind:
        problems.append(row.problem("kind", "criteria.unknown_kind", kind=word))
        return None
    from_target = _from_target(row, scale, problems) if not any(cells) else None
    if from_target is not None:
        return {"kind": "levels", "at": from_target}
    if not any(cells):
        return _without_cells(row, kind, scale, problems)
    return _from_cells(row, kind or ("levels" if _numeric(row, scale) else "steps"), cells, scale, problems)


def _numeric(row: TypedRow, scale: Scale) -> bool:
    return all(not isinstance(number_in(row, f"level_{at}"), Problem) for at in range(1, len(scale.points) + 1))


def _without_cells(row: TypedRow, kind: str, scale: Scale, problems: list[Problem]) -> Tree | None:
    if kind == "pass_fail":
        return {"kind": kind, "pass": plain(scale.points[-1]), "fail": plain(scale.points[0])}
    if kind == "score":
        return {"kind": kind}
    if kind:
        problems.append(row.problem("level_1", "criteria.no_levels"))
    return None


def _from_target(row: TypedRow, scale: Scale, problems: list[Problem]) -> list[str] | None:
    """Levels from a target, the level it stands for, and the interval between two levels."""
    level, interval, target = (number_in(row, name) for name in ("target_level", "interval", "target"))
    problems += [each for each in (level, interval) if isinstance(each, Problem)]
    if not isinstance(level, Decimal) or not isinstance(interval, Decimal) or not isinstance(target, Decimal):
        return None
    if level not in range(1, len(scale.points) + 1):
        problems.append(row.problem("target_level", "criteria.level_outside", most=len(scale.points)))
        return None
    steps = [EXACT.multiply(interval, at - level) for at in range(1, len(scale.points) + 1)]
    values = [plain(EXACT.add(target, step)) for step in steps]
    return None if _refused(row, {"kind": "levels", "at": values}, scale, problems, "interval") else values


def _from_cells(row: TypedRow, kind: str, cells: Sequence[str], scale: Scale, problems: list[Problem]) -> Tree | None:
    noted = len(problems)
    if kind == "steps":
        criteria: Tree = {"kind": kind, "steps": [cell for cell in cells if cell]}
    else:
        numbers = [number_in(row, f"level_{at}") for at in range(1, len(cells) + 1)]
        problems += [number for number in numbers if isinstance(number, Problem)]
        texts = [plain(number) for number in numbers if isinstance(number, Decimal)]
        criteria = {"kind": kind, "from" if kind == "bands" else "at": texts}
    if len(problems) > noted or _refused(row, criteria, scale, problems, "level_1"):
        return None
    return criteria


def _refused(row: TypedRow, criteria: Tree, scale: Scale, problems: list[Problem], column: str) -> bool:
    """Whether the year's scale cannot use the criteria; why is noted at the cell."""
    found: list[FileProblem] = []
    read_criterion(node_of(criteria), "criteria", scale, Section(Fields((), 1, 1), "criteria", (), found))
    problems += [row.problem(column, each.code, **each.terms) for each in found]
    return bool(found)


def _lines(rows: Rows, before: Mapping[str, Tree], after: Mapping[str, Tree]) -> list[Line]:
    lines = []
    for row in rows.rows:
        code = text_in(row, "code")
        if code in after:
            old = _cells(before[code]) if code in before else {}
            new = _cells({"weight": "", "name": "", **after[code]})
            lines.append(Line(row.number, code, after[code].get("name", ""), old, new))
    return lines
