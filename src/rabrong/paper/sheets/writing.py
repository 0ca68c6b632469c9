"""Writing sheets: text stays text, whatever it begins with; days are days; long tables take little memory."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from rabrong.paper.sheets.cells import clean, column_letters

EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575

FIRST_EXCEL_YEAR = 1900

Cell = str | int | date | None

Worksheet = Any
Format = Any
"""Of xlsxwriter, which ships no types."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, the same in English below it, how wide, a hint on the head, and what it may hold."""

    title: str
    title_en: str = ""
    width: int = 16
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. `rows` is read once; `marked` are the (row, column) cells in the colour of errors, both from 0."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]] = ()
    marked: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of a workbook."""

    head: Format
    second: Format
    day: Format
    text: Format
    bad: Format


@dataclass(slots=True)
class _Lists:
    """The drop-down lists of a workbook: each a column of one hidden sheet."""

    sheet: Worksheet | None = None
    columns: list[tuple[str, ...]] = field(default_factory=list)


def excel_of(*tables: Table) -> bytes:
    """A workbook with these sheets."""
    made = io.BytesIO()
    options = {
        "constant_memory": True,
        "in_memory": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": tables[0].name})
        looks = _looks(book)
        sheets = [book.add_worksheet(_sheet_name(table.name)) for table in tables]
        lists = _lists(book, tables)
        for sheet, table in zip(sheets, tables, strict=True):
            _fill(sheet, table, looks)
            _offer_choices(sheet, table, lists)
    return made.getvalue()


def _sheet_name(name: str) -> str:
    """A name that programs allow."""
    return "".join("-" if letter in "[]:*?/\\'" else letter for letter in name)[:31] or "1"


def _looks(book: xlsxwriter.Workbook) -> _Looks:
    edge = {"border": 1, "border_color": "#B9B4BD", "valign": "top", "text_wrap": True}
    return _Looks(
        head=book.add_format({**edge, "bold": True, "bg_color": "#F2F0F3"}),
        second=book.add_format({**edge, "font_color": "#68636E", "bg_color": "#F2F0F3"}),
        day=book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        text=book.add_format({"num_format": "@"}),
        bad=book.add_format({"num_format": "@", "bg_color": "#FBEDE4", "font_color": "#9A3A08"}),
    )


def _fill(sheet: Worksheet, table: Table, looks: _Looks) -> None:
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width, looks.text)
        if column.hint:
            sheet.write_comment(0, at, column.hint, {"x_scale": 2})
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.title, looks.head)
    first = 1
    if any(column.title_en for column in table.columns):
        for at, column in enumerate(table.columns):
            sheet.write_string(1, at, column.title_en, looks.second)
        first = 2
    sheet.freeze_panes(first, 1)
    last = _fill_rows(sheet, table, first, looks)
    if last >= first:
        sheet.autofilter(first - 1, 0, last, len(table.columns) - 1)


def _fill_rows(sheet: Worksheet, table: Table, first: int, looks: _Looks) -> int:
    number = first - 1
    for number, row in enumerate(table.rows, start=first):
        for at, value in enumerate(row):
            is_marked = (number - first, at) in table.marked
            _write(sheet, number, at, value, looks.bad if is_marked else None, looks)
    return number


def _write(sheet: Worksheet, row: int, at: int, value: Cell, look: Format | None, looks: _Looks) -> None:
    if isinstance(value, date) and value.year >= FIRST_EXCEL_YEAR:
        sheet.write_datetime(row, at, value, look or looks.day)
    elif isinstance(value, int):
        sheet.write_number(row, at, value, look)
    elif value:
        sheet.write_string(row, at, clean(str(value))[:LONGEST_CELL], look)
    elif look is not None:
        sheet.write_blank(row, at, None, look)


def _lists(book: xlsxwriter.Workbook, tables: Sequence[Table]) -> _Lists:
    lists = _Lists()
    given = (column.choices for table in tables for column in table.columns if column.choices)
    lists.columns = list(dict.fromkeys(given))
    if lists.columns:
        lists.sheet = book.add_worksheet("_")
        lists.sheet.hide()
        for number in range(max(len(choices) for choices in lists.columns)):
            for at, choices in enumerate(lists.columns):
                lists.sheet.write_string(number, at, choices[number] if number < len(choices) else "")
    return lists


def _offer_choices(sheet: Worksheet, table: Table, lists: _Lists) -> None:
    for at, column in enumerate(table.columns):
        if column.choices:
            letters = column_letters(lists.columns.index(column.choices))
            source = f"='_'!${letters}$1:${letters}${len(column.choices)}"
            sheet.data_validation(1, at, 20_000, at, {"validate": "list", "source": source, "error_type": "warning"})


def csv_of(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV that spreadsheet programs open rightly: UTF-8 with its mark, text that looks like a formula guarded."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([_guarded(column.title) for column in columns])
    for row in rows:
        writer.writerow([_guarded(_plain(value)) for value in row])
    return made.getvalue().encode("utf-8-sig")


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else clean(str(value))


def _guarded(text: str) -> str:
    """With an apostrophe before what a program would take for a formula. reading takes it off again."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
