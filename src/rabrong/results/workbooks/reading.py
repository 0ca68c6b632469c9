"""From the sheets of a file to our lines: found by what is hidden in them, whatever was sorted, renamed or inserted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from rabrong.paper.sheets.books import BookSheet
from rabrong.paper.sheets.cells import Row, address
from rabrong.results.workbooks.layout import (
    KEY,
    MARK,
    MONTHS,
    NOTE_COLUMNS,
    NOTE_PARTS,
    NUMBER_COLUMNS,
    SEAL,
    Header,
    Line,
    LineKey,
    NoteKey,
    NoteLine,
    month_code,
)
from rabrong.results.workbooks.plan import NOTES, NUMBERS, Mishap, Spot
from rabrong.results.workbooks.seal import Sealing, header_of, key_of
from rabrong.results.workbooks.wording import MISTAKES, sentence
from rabrong.thai.invisible import without_invisible

HEAD_ROWS = 12
"""How far down the machine's names may have been pushed."""
A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}( .*)?")


@dataclass(frozen=True, slots=True)
class NotOurs:
    """Why a file is none of our workbooks, or not the one that is asked for."""

    code: str
    terms: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and where it stands: the number of its row, and its place among our lines of the sheet."""

    row: int
    at: int
    line: Line


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A line of notes and where it stands."""

    row: int
    at: int
    line: NoteLine


@dataclass(frozen=True, slots=True)
class Typed:
    """A workbook as it was read: its lines, what is wrong with single cells, names and columns of its sheets."""

    header: Header
    lines: tuple[Placed, ...]
    notes: tuple[PlacedNote, ...]
    mishaps: tuple[Mishap, ...]
    names: Mapping[str, str]
    columns: Mapping[str, Mapping[str, int]]

    def spot(self, placed: Placed | PlacedNote, part: str) -> Spot:
        """The cell of a line: a month as "8", or a part of a note."""
        sheet = NUMBERS if isinstance(placed, Placed) else NOTES
        return Spot(sheet, placed.row, self.columns[sheet].get(part), part, placed.at)


@dataclass(frozen=True, slots=True)
class _Found:
    """One of our sheets: its header, the row of the machine's names, and where each column stands."""

    sheet: BookSheet
    header: Header | None
    at: int
    columns: Mapping[str, int]


def typed_in(sheets: Sequence[BookSheet], year: int, unit: str) -> Typed | NotOurs:
    """The workbook of a unit and year in some sheets, or why it is none."""
    found = [each for each in map(_found, sheets) if each is not None]
    numbers = [each for each in found if any(re.fullmatch("[0-9]{4}-[0-9]{2}", name) for name in each.columns)]
    notes = [each for each in found if NOTE_PARTS[0] in each.columns]
    if len(numbers) != 1 or len(notes) > 1:
        return NotOurs("workbook.sheets_twice" if numbers else "workbook.not_ours")
    header = numbers[0].header
    if header is None or any(each.header is None or each.header.number != header.number for each in notes):
        return NotOurs("workbook.broken_seal")
    if (header.year, header.unit) != (year, unit):
        return NotOurs("workbook.another", {"year": header.year, "unit": header.unit})
    return _typed(header, numbers[0], notes)


def _found(sheet: BookSheet) -> _Found | None:
    header: Header | None = None
    for at, row in enumerate(sheet.rows[:HEAD_ROWS]):
        mark = next((cell for cell in row.cells if cell.startswith(f"{MARK}.")), None)
        header = header if mark is None else header_of(mark)
        if {KEY, SEAL, "unit", "indicator"} <= set(row.cells):
            columns: dict[str, int] = {}
            for column, name in enumerate(row.cells):
                columns.setdefault(name, column)
            return _Found(sheet, header, at, columns)
    return None


def _typed(header: Header, numbers: _Found, notes: Sequence[_Found]) -> Typed | NotOurs:
    months = {month_code(header.year, month): str(month) for month in MONTHS}
    lacking = [name for name in (*NUMBER_COLUMNS, *months) if name not in numbers.columns]
    lacking += [name for each in notes for name in (*NOTE_COLUMNS, *NOTE_PARTS) if name not in each.columns]
    if lacking:
        return NotOurs("workbook.no_column", {"names": ", ".join(lacking)})
    at = {months.get(name, name): column for name, column in numbers.columns.items()}
    taking = _Taking(Sealing(header), NUMBERS, numbers, at)
    lines = tuple(taking.line(row, key) for row, key in taking.ours() if isinstance(key, LineKey))
    mishaps, columns, names = [*taking.mishaps], {NUMBERS: at, NOTES: {}}, {NUMBERS: numbers.sheet.name, NOTES: ""}
    noted: tuple[PlacedNote, ...] = ()
    for each in notes:
        beside = _Taking(Sealing(header), NOTES, each, each.columns)
        noted = tuple(beside.note(row, key) for row, key in beside.ours() if isinstance(key, NoteKey))
        mishaps += beside.mishaps
        columns[NOTES], names[NOTES] = dict(each.columns), each.sheet.name
    return Typed(header, lines, noted, tuple(mishaps), names, columns)


class _Taking:
    """Takes the lines of one sheet, and notes what is wrong with its cells."""

    def __init__(self, sealing: Sealing, name: str, found: _Found, columns: Mapping[str, int]) -> None:
        self.mishaps: list[Mishap] = []
        self._sealing, self._name, self._sheet, self._columns = sealing, name, found.sheet, columns
        self._rows = found.sheet.rows[found.at + 1 :]
        self._first = found.sheet.rows[found.at].number + 1
        self._parts = [str(month) for month in MONTHS] if name == NUMBERS else list(NOTE_PARTS)
        self._seen: dict[str, int] = {}
        self._taken = 0

    def ours(self) -> list[tuple[Row, LineKey | NoteKey]]:
        """The rows whose key is whole, each once."""
        self._merged()
        found = []
        for row in self._rows:
            key = self._key(row)
            if key is not None:
                found.append((row, key))
        return found

    def _merged(self) -> None:
        typed = {self._columns[part] for part in self._parts}
        for first, left, last, right in self._sheet.merged:
            hit = sorted(typed.intersection(range(left, right + 1)))
            if hit and last >= self._first:
                self._say(Spot(self._name, max(first, self._first), hit[0]), "workbook.merged")

    def _key(self, row: Row) -> LineKey | NoteKey | None:
        text, seal = row.at(self._columns[KEY]), row.at(self._columns[SEAL])
        if not text and not seal:
            if any(row.at(self._columns[part]) for part in self._parts):
                self._say(Spot(self._name, row.number), "workbook.added_row")
            return None
        key = key_of(text) if self._sealing.holds(text, seal) else None
        if key is None or isinstance(key, LineKey) != (self._name == NUMBERS):
            self._say(Spot(self._name, row.number), "workbook.row_seal")
            return None
        return key if self._is_whole(row, key, text) else None

    def _is_whole(self, row: Row, key: LineKey | NoteKey, text: str) -> bool:
        """Whether what people read in the row is what its key says: half a row that was sorted away is not."""
        shown = [row.at(self._columns["unit"]), row.at(self._columns["indicator"])]
        wanted = [key.unit, key.indicator]
        if isinstance(key, LineKey):
            shown.append(row.at(self._columns["cell"]))
            wanted.append(key.cell)
        if shown != wanted:
            self._say(Spot(self._name, row.number), "workbook.row_mixed")
            return False
        if text in self._seen:
            self._say(Spot(self._name, row.number), "workbook.row_twice", row=self._seen[text])
            return False
        self._seen[text] = row.number
        return True

    def line(self, row: Row, key: LineKey) -> Placed:
        """A line of numbers."""
        texts = {}
        for month in MONTHS:
            text = without_invisible(row.at(self._columns[str(month)])).strip()
            if text or self._sheet.formulas:
                self._look_at(row, str(month), text)
            if text:
                texts[month] = text
        seal, unit, name, label, measure = (
            row.at(self._columns[part]) for part in (SEAL, "unit_name", "name", "label", "measure")
        )
        placed = Placed(row.number, self._taken, Line(key, seal, unit, name, label, measure, texts))
        self._taken += 1
        return placed

    def note(self, row: Row, key: NoteKey) -> PlacedNote:
        """A line of notes."""
        texts = {}
        for part in NOTE_PARTS:
            texts[part] = row.at(self._columns[part]).strip()
            self._look_at(row, part, texts[part])
        seal, unit, name = (row.at(self._columns[part]) for part in (SEAL, "unit_name", "name"))
        placed = PlacedNote(row.number, self._taken, NoteLine(key, seal, unit, name, texts))
        self._taken += 1
        return placed

    def _look_at(self, row: Row, part: str, text: str) -> None:
        column = self._columns[part]
        spot = Spot(self._name, row.number, column, part, self._taken)
        if self._sheet.formulas and address(row.number, column) in self._sheet.formulas:
            self._say(spot, "workbook.formula")
        elif self._name == NUMBERS and self._sheet.percents and address(row.number, column) in self._sheet.percents:
            self._say(spot, "workbook.percent", text=text)
        elif self._name == NUMBERS and text[4:5] == "-" and A_DAY.fullmatch(text):
            self._say(spot, "workbook.day", text=text)

    def _say(self, spot: Spot, code: str, **terms: object) -> None:
        assert code in MISTAKES
        self.mishaps.append(Mishap(spot, code, partial(sentence, code, terms)))
