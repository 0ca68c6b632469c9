"""What stands where in a workbook: lines of numbers, lines of notes, and the machine's names behind the heads.

Columns are found by the machine's names in a hidden row and rows by the sealed key in a hidden column, so that
sorting, filtering, inserting and renaming lose nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rabrong.thai.fiscal import month_ends

MARK = "rabrong-workbook"
MONTHS = tuple(range(1, 13))
KEY, SEAL = "key", "seal"
NUMBER_COLUMNS = (KEY, SEAL, "unit", "unit_name", "indicator", "name", "cell", "label", "measure")
NOTE_COLUMNS = (KEY, SEAL, "unit", "unit_name", "indicator", "name", "month_name")
NOTE_PARTS = ("remark", "done", "problems", "measures")

NUMBER, VERDICT = "number", "verdict"


@dataclass(frozen=True, slots=True)
class Header:
    """What a workbook is of: a year, a unit with all below it; when it was made, for whom; its own number."""

    year: int
    unit: str
    number: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LineKey:
    """Of what a line is, and the version of each month's number when it was made (0: none).

    `opens` are the months that could be typed in, `kind` is "number", "verdict" or how many steps there are ("5").
    """

    unit: str
    indicator: str
    cell: str
    versions: tuple[int, ...]
    opens: tuple[int, ...] = ()
    kind: str = NUMBER

    def parts(self) -> list[object]:
        """The key as it is sealed and hidden in the sheet."""
        return [self.unit, self.indicator, self.cell, ".".join(map(str, self.versions)), list(self.opens), self.kind]


@dataclass(frozen=True, slots=True)
class NoteKey:
    """Of which month a line of notes is, and the version of the note when it was made."""

    unit: str
    indicator: str
    month: int
    version: int
    is_open: bool = True

    def parts(self) -> list[object]:
        """The key as it is sealed and hidden in the sheet."""
        return ["note", self.unit, self.indicator, self.month, self.version, int(self.is_open)]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of numbers: what people read of it, and the number of each month as it would be typed."""

    key: LineKey
    seal: str
    unit_name: str
    name: str
    label: str
    measure: str
    texts: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A line of notes: remark, what was done, problems, measures."""

    key: NoteKey
    seal: str
    unit_name: str
    name: str
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a cell of a sheet, in words; `row` counts lines from 0, `column` is the machine's name."""

    sheet: str
    row: int
    column: str
    words: str


def month_code(year: int, month: int) -> str:
    """A fiscal month as machines write it: "2012-05"."""
    return f"{month_ends(year, month)[0]:%Y-%m}"
