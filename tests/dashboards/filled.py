"""Workbooks as people send them back: taken apart into cells, changed, written anew by another program."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from rabrong.paper.sheets.books import read_book

HEADS = 3
"""The hidden row of machines' names, counted from 0."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value the program kept."""

    text: str
    value: float = 0


@dataclass(frozen=True, slots=True)
class Percent:
    """A number that is shown as percent."""

    value: float


Cell = str | float | Formula | Percent


@dataclass(slots=True)
class Grid:
    """A sheet as rows of cells."""

    name: str
    rows: list[list[Cell]]
    merged: list[str] = field(default_factory=list)

    def column(self, name: str) -> int:
        """Where a column stands, by the machine's name."""
        return next(row for row in self.rows if "key" in row and "unit" in row).index(name)

    def line(self, unit: str, indicator: str, cell: str = "") -> list[Cell]:
        """The row of a line."""
        wanted = [unit, indicator, *([cell] if cell else [])]
        names = ["unit", "indicator", *(["cell"] if cell else [])]
        columns = [self.column(name) for name in names]
        return next(row for row in self.rows if [row[at] for at in columns] == wanted)

    def fill(self, unit: str, cell: str, month: str, value: Cell, indicator: str = "4.3") -> None:
        """Type into a cell."""
        self.line(unit, indicator, cell)[self.column(month)] = value

    def say(self, unit: str, part: str, text: str, indicator: str = "4.3") -> None:
        """Write beside the first month of an indicator."""
        self.line(unit, indicator)[self.column(part)] = text


Change = Callable[[Grid, Grid], None]
"""Changes the sheets of numbers and notes."""


def refilled(data: bytes, change: Change) -> bytes:
    """The same workbook after somebody has typed in it."""
    sheets = read_book(data)
    assert isinstance(sheets, tuple), sheets
    grids = []
    for sheet in sheets:
        width = max(len(row.cells) for row in sheet.rows)
        rows: list[list[Cell]] = []
        for row in sheet.rows:
            while len(rows) < row.number - 1:
                rows.append([""] * width)
            rows.append([*row.cells, *[""] * (width - len(row.cells))])
        grids.append(Grid(sheet.name, rows))
    change(grids[0], grids[1])
    return written(grids)


def written(grids: list[Grid]) -> bytes:
    """Sheets as a program writes them."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        percent = book.add_format({"num_format": "0%"})
        for grid in grids:
            sheet = book.add_worksheet(grid.name)
            for area in grid.merged:
                sheet.merge_range(area, "")
            for at, row in enumerate(grid.rows):
                for column, cell in enumerate(row):
                    _write(sheet, (at, column), cell, percent)
    return made.getvalue()


def _write(sheet: Any, place: tuple[int, int], cell: Cell, percent: Any) -> None:  # noqa: ANN401  xlsxwriter has no types
    if isinstance(cell, Formula):
        sheet.write_formula(*place, cell.text, None, cell.value)
    elif isinstance(cell, Percent):
        sheet.write_number(*place, cell.value, percent)
    elif isinstance(cell, float):
        sheet.write_number(*place, cell)
    elif cell:
        sheet.write_string(*place, cell)
