"""The matrix as a sheet: out as it stands in a round, and back in as the cells that differ."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.assignments.matrix.forms import share_in
from rabrong.assignments.matrix.pages import ROLE_OF, Matrix, Square
from rabrong.assignments.matrix.who import whose
from rabrong.assignments.models import Ownership
from rabrong.assignments.queries.cells import Key, key_of, mark_of, standing_cells
from rabrong.assignments.rules.cells import Cell, CellPlan, plan_cells
from rabrong.org.importing.rows import Field, Problem, Rows, TypedRow, rows_of
from rabrong.org.models import Person, Unit
from rabrong.org.rules import Refusal
from rabrong.paper.sheets.cells import Sheet
from rabrong.paper.sheets.writing import Column, Table

KEY = re.compile(r"\[([up]-[^\]]+)\]\s*$")
CODE = Field("code", "รหัส", "Code", required=True, most=40)
NAME = Field("name", "ตัวชี้วัด", "Indicator", most=2000)
TYPED = re.compile(r"(O|o|S|main|co|supporter)\s*([\d๐-๙.]*)\s*%?")
HEAD_ROWS = 10


def matrix_table(matrix: Matrix, year: Year) -> Table:
    """The sheet: a column for each unit and person, its key in brackets; in the cells O, o, S and the share."""
    columns = [Column(CODE.title, CODE.title_en, 10), Column(NAME.title, NAME.title_en, 48)]
    columns += [Column(f"{head.name} [{head.key}]", head.whole, 12) for head in matrix.heads]
    rows = [[row.version.code, row.name, *(_text(each) for each in row.squares)] for row in matrix.rows]
    return Table(gettext("ตาราง O&S %(year)s") % {"year": year.year}, columns, rows)


def _text(square: Square) -> str:
    return f"{square.letter} {square.share}".strip()


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that the sheet changes: who, before and after, and where in the sheet."""

    address: Problem
    code: str
    who: Unit | Person
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What a sheet would do. With problems nothing is taken in; `mark` tells whether the table changed meanwhile."""

    cells: tuple[Cell, ...]
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    unknown: tuple[str, ...]
    unchanged: int
    mark: str


def plan_sheet(sheet: Sheet, year: Year, round_: int) -> SheetPlan:
    """The cells of a sheet that differ from the table in a round, set from that round on. Five queries."""
    heads = _heads(sheet)
    people = whose(heads.values())
    fields = [CODE, NAME, *(Field(key, head, key) for head, key in heads.items())]
    rows = rows_of(sheet, fields)
    if isinstance(rows, Problem):
        return SheetPlan((), (), (rows,), (), 0, "")
    versions = {each.code: each for each in IndicatorVersion.objects.filter(year=year)}
    standing = standing_cells(each.pk for each in versions.values())
    reading = _Reading(versions, people, standing, round_)
    typed = list(_typed(rows, reading))
    problems = [each for each in typed if isinstance(each, Problem)]
    placed = [each for each in typed if isinstance(each, _Placed)]
    different = [each for each in placed if not _says_so(each.cell, standing, round_)]
    plan = plan_cells([each.cell for each in different], standing, year)
    problems += _refused(plan, different)
    changes = tuple(_change(each, standing, round_) for each in different)
    cells = tuple(each.cell for each in different)
    unchanged = len(placed) - len(different)
    return SheetPlan(cells, changes, tuple(problems), rows.unknown, unchanged, marks_of(standing))


def marks_of(standing: Mapping[Key, Sequence[Ownership]]) -> str:
    """What tells whether anything in the table changed: it grows with every row."""
    rows = [row.pk for several in standing.values() for row in several]
    return f"{len(rows)}.{max(rows, default=0)}"


def _heads(sheet: Sheet) -> dict[str, str]:
    """Head -> key, of the columns that name somebody."""
    found: dict[str, str] = {}
    for row in sheet.rows[:HEAD_ROWS]:
        for text in row.cells:
            key = KEY.search(text)
            if key is not None:
                found.setdefault(text, key[1])
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """What rows are read against."""

    versions: Mapping[str, IndicatorVersion]
    people: Mapping[str, Unit | Person]
    standing: Mapping[Key, Sequence[Ownership]]
    round_: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell, and where it stands in the sheet."""

    cell: Cell
    row: TypedRow
    key: str


def _typed(rows: Rows, reading: _Reading) -> Iterator[_Placed | Problem]:
    for row in rows.rows:
        code = " ".join(row.texts.get("code", "").split())
        version = reading.versions.get(code)
        if version is None:
            yield row.problem("code", "exchange.unknown_indicator", code=code)
            continue
        for key in row.columns:
            if key not in ("code", "name"):
                yield _cell(row, key, version, reading)


def _cell(row: TypedRow, key: str, version: IndicatorVersion, reading: _Reading) -> _Placed | Problem:
    who = reading.people.get(key)
    if who is None:
        return row.problem(key, "owner.unknown_who", code=key)
    read = read_text(row.texts.get(key, ""))
    if isinstance(read, Refusal):
        return row.problem(key, read.code, **read.terms)
    role, share = read
    cell = Cell(version, who, role, share, from_round=reading.round_)
    return _Placed(_with_mark(cell, reading.standing), row, key)


def _with_mark(cell: Cell, standing: Mapping[Key, Sequence[Ownership]]) -> Cell:
    seen = mark_of(standing.get(key_of(cell), ()))
    return Cell(cell.indicator, cell.who, cell.role, cell.share, from_round=cell.from_round, seen=seen)


def read_text(text: str) -> tuple[str, Decimal | None] | Refusal:
    """Role and share of what stands in a cell: "O 60", "o", "S", or nothing."""
    plain = " ".join(text.split())
    if not plain:
        return "", None
    found = TYPED.fullmatch(plain)
    if found is None:
        return Refusal("owner.unknown_role", {"role": plain[:20]})
    share = share_in(found[2])
    return share if isinstance(share, Refusal) else (ROLE_OF.get(found[1], found[1]), share)


def _said(cell: Cell, standing: Mapping[Key, Sequence[Ownership]], round_: int) -> tuple[str, Decimal | None]:
    rows = standing.get(key_of(cell), ())
    return next(((row.role, row.share) for row in rows if row.counts_in(round_)), ("", None))


def _says_so(cell: Cell, standing: Mapping[Key, Sequence[Ownership]], round_: int) -> bool:
    return _said(cell, standing, round_) == (cell.role, cell.share)


def _refused(plan: CellPlan, different: Sequence[_Placed]) -> Iterable[Problem]:
    for each in plan.refused:
        placed = different[each.at]
        yield placed.row.problem(placed.key, each.refusal.code, **each.refusal.terms)


def _change(placed: _Placed, standing: Mapping[Key, Sequence[Ownership]], round_: int) -> Change:
    cell = placed.cell
    at = placed.row.problem(placed.key, "")
    return Change(
        at, cell.indicator.code, cell.who, _words(*_said(cell, standing, round_)), _words(cell.role, cell.share)
    )


def _words(role: str, share: Decimal | None) -> str:
    letter = next((letter for letter, each in ROLE_OF.items() if each == role), "")
    return letter if share is None else f"{letter} {share:f}"
