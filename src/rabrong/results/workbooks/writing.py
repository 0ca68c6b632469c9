"""Making the workbook: sheets for numbers, notes and instructions, locked but for what may be typed.

Every cell that is typed in is a text cell: Excel keeps 1,234 or 50% as they were typed, and no text is a formula.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from django.utils.translation import gettext

from rabrong.paper.sheets.cells import address, clean, column_letters
from rabrong.results.workbooks.guide import write_guide
from rabrong.results.workbooks.layout import (
    MONTHS,
    NOTE_COLUMNS,
    NOTE_PARTS,
    NUMBER,
    NUMBER_COLUMNS,
    VERDICT,
    Header,
    Line,
    Mistake,
    NoteLine,
    month_code,
)
from rabrong.results.workbooks.looks import Format, Looks
from rabrong.results.workbooks.seal import header_text, key_text
from rabrong.ui.dates import day, month_and_year
from rabrong.ui.words import language

Worksheet = Any
"""Of xlsxwriter, which ships no types."""

FIRST = 4
"""Lines stand below the title, the legend, the heads and the machine's names."""

HIDDEN = {"hidden": True}
OPTIONS = {
    "constant_memory": True,
    "in_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
"""What the locked sheets let people do."""


@dataclass(frozen=True, slots=True)
class Title:
    """What stands above the lines: of whom, and the month -> last day on which its numbers may be typed."""

    header: Header
    name: str
    is_single: bool
    closes: Mapping[int, date]


@dataclass(frozen=True, slots=True)
class Content:
    """All of a workbook; lines are read once. `mistakes` are drawn in and listed on a sheet of their own."""

    title: Title
    lines: Iterable[Line]
    notes: Iterable[NoteLine]
    mistakes: Sequence[Mistake] = ()


def names_of_sheets() -> tuple[str, str, str, str]:
    """Numbers, notes, instructions, mistakes."""
    return gettext("กรอกผล"), gettext("บันทึก"), gettext("คำแนะนำ"), gettext("ที่ต้องแก้")


def workbook_of(content: Content) -> bytes:
    """The bytes of a workbook."""
    made = io.BytesIO()
    numbers, notes, guide, faults = names_of_sheets()
    with xlsxwriter.Workbook(made, OPTIONS) as book:
        book.set_properties({"title": content.title.name, "subject": str(content.title.header.year)})
        looks = Looks(book)
        wanted = [faults] * bool(content.mistakes) + [numbers, notes, guide]
        sheets = {name: book.add_worksheet(name) for name in wanted}
        _numbers(sheets[numbers], content, looks, _by_line(content.mistakes, numbers))
        _notes(sheets[notes], content, looks, _by_line(content.mistakes, notes))
        write_guide(sheets[guide], looks)
        if content.mistakes:
            _faults(sheets[faults], content.mistakes, looks)
        sheets[wanted[0]].activate()
        for sheet in sheets.values():
            sheet.protect("", ALLOWED)
    return made.getvalue()


def _by_line(mistakes: Iterable[Mistake], sheet: str) -> dict[int, dict[str, str]]:
    """Line -> column -> what is wrong there."""
    found: dict[int, dict[str, str]] = {}
    for each in mistakes:
        if each.sheet == sheet:
            cells = found.setdefault(each.row, {})
            cells[each.column] = " · ".join(filter(None, (cells.get(each.column, ""), each.words)))
    return found


NUMBER_WIDTHS = {"unit": 8, "unit_name": 16, "indicator": 8, "name": 34, "cell": 6, "label": 28, "measure": 10}
MARKS_ABOVE = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
"""Thai vowels and tone marks that take no width."""

MONTH_WIDTH = 11
NOTE_WIDTHS = {"unit": 8, "unit_name": 16, "indicator": 8, "name": 30, "month_name": 11}
TEXT_WIDTH = 34


def number_heads() -> dict[str, str]:
    """The heads of the sheet of numbers, by the machine's name."""
    return {
        "unit": gettext("รหัสหน่วย"),
        "unit_name": gettext("หน่วย"),
        "indicator": gettext("รหัส"),
        "name": gettext("ตัวชี้วัด"),
        "cell": gettext("ข้อมูล"),
        "label": gettext("รายการ"),
        "measure": gettext("หน่วยนับ"),
    }


def note_heads() -> dict[str, str]:
    """The heads of the sheet of notes."""
    texts = (gettext("คำอธิบายตัวเลข"), gettext("การดำเนินงาน"), gettext("ปัญหา/อุปสรรค"), gettext("มาตรการแก้ไข"))
    heads = number_heads()
    return {name: heads[name] for name in ("unit", "unit_name", "indicator", "name")} | {
        "month_name": gettext("เดือน"),
        **dict(zip(NOTE_PARTS, texts, strict=True)),
    }


def _numbers(sheet: Worksheet, content: Content, looks: Looks, wrong: Mapping[int, Mapping[str, str]]) -> None:
    title, heads = content.title, number_heads()
    columns = [*NUMBER_COLUMNS, *(month_code(title.header.year, month) for month in MONTHS)]
    hides = ("key", "seal", "cell", *(("unit", "unit_name") if title.is_single else ()))
    for at, name in enumerate(columns):
        shown = looks.of("shut" if at >= len(NUMBER_COLUMNS) else "quiet")
        sheet.set_column(at, at, NUMBER_WIDTHS.get(name, MONTH_WIDTH), shown, HIDDEN if name in hides else {})
    _top(sheet, title, looks, columns)
    for month in MONTHS:
        if month in title.closes:
            until = gettext("ถึง %(day)s") % {"day": day(title.closes[month], language())}
            sheet.write_string(1, len(NUMBER_COLUMNS) - 1 + month, until, looks.of("until"))
    for at, name in enumerate(columns[: len(NUMBER_COLUMNS)]):
        sheet.write_string(2, at, heads.get(name, name), looks.of("head"))
    for month in MONTHS:
        look = looks.of("month_open" if month in title.closes else "month")
        said = month_and_year(title.header.year, month, language())
        sheet.write_string(2, len(NUMBER_COLUMNS) - 1 + month, said, look)
    _machine(sheet, columns, looks)
    rows: dict[str, list[int]] = {}
    at = FIRST - 1
    for at, line in enumerate(content.lines, start=FIRST):
        _line(sheet, at, line, looks, wrong.get(at - FIRST, {}))
        if line.key.opens:
            rows.setdefault(line.key.kind, []).append(at)
    last = max(at, FIRST)
    _offer(sheet, rows)
    right = column_letters(len(columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{right}{last + 1}"})
    sheet.autofilter(2, 2, last, len(columns) - 1)
    sheet.freeze_panes(FIRST, len(NUMBER_COLUMNS))
    _printed(sheet, last, len(columns) - 1)


def _line(sheet: Worksheet, at: int, line: Line, looks: Looks, wrong: Mapping[str, str]) -> None:
    key = line.key
    sheet.set_row(at, _height((line.name, "name"), (line.label, "label"), (line.unit_name, "unit_name")))
    said = (key_text(key), line.seal, key.unit, line.unit_name, key.indicator, line.name, key.cell, line.label)
    for column, text in enumerate((*said, line.measure)):
        sheet.write_string(at, column, clean(text), looks.of("text" if column in (4, 5, 7) else "quiet"))
    for month in MONTHS:
        column, text, is_open = len(NUMBER_COLUMNS) - 1 + month, line.texts.get(month, ""), month in key.opens
        words = wrong.get(str(month), "")
        if words:
            _marked(sheet, (at, column), (text, words), looks.of("bad"))
        elif text:
            sheet.write_string(at, column, clean(text), looks.of("open" if is_open else "shut"))
        elif is_open:
            sheet.write_blank(at, column, None, looks.of("open"))


LINE_HEIGHT = 14


@lru_cache(maxsize=4096)
def _height(*texts: tuple[str, str]) -> int:
    """High enough for the longest of some wrapped texts, each with its column: not every program finds out itself."""
    lines = max(-(-len(MARKS_ABOVE.sub("", text)) // (NUMBER_WIDTHS[column] - 2)) for text, column in texts)
    return LINE_HEIGHT * max(lines, 1) + 4


def _marked(sheet: Worksheet, place: tuple[int, int], said: tuple[str, str], look: Format) -> None:
    row, column = place
    text, words = said
    if text:
        sheet.write_string(row, column, clean(text), look)
    else:
        sheet.write_blank(row, column, None, look)
    sheet.write_comment(row, column, words[:1000], {"x_scale": 2, "y_scale": 1.2, "author": "Rabrong"})


def _offer(sheet: Worksheet, rows: Mapping[str, Sequence[int]]) -> None:
    """Drop-downs; whatever else is typed is taken as well, and checked when the workbook comes back."""
    left, right = len(NUMBER_COLUMNS), len(NUMBER_COLUMNS) + len(MONTHS) - 1
    for kind, lines in rows.items():
        areas = [[first, left, last, right] for first, last in _runs(lines)]
        rule = {"validate": "list", "source": choices_of(kind), "show_error": False, "ignore_blank": True}
        if len(areas) > 1:
            rule["other_cells"] = areas[1:]
        first, _, last, _ = areas[0]
        sheet.data_validation(first, left, last, right, rule)


def choices_of(kind: str) -> list[str]:
    """What a drop-down offers."""
    if kind == VERDICT:
        return ["ผ่าน", "ไม่ผ่าน", "N/A"]
    return ["N/A"] if kind == NUMBER else [*(str(each) for each in range(int(kind) + 1)), "N/A"]


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows that follow one another, as first and last."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _notes(sheet: Worksheet, content: Content, looks: Looks, wrong: Mapping[int, Mapping[str, str]]) -> None:
    title, heads = content.title, note_heads()
    columns = [*NOTE_COLUMNS, *NOTE_PARTS]
    hides = ("key", "seal", *(("unit", "unit_name") if title.is_single else ()))
    for at, name in enumerate(columns):
        look = looks.of("words" if name in NOTE_PARTS else "quiet")
        sheet.set_column(at, at, NOTE_WIDTHS.get(name, TEXT_WIDTH), look, HIDDEN if name in hides else {})
    _top(sheet, title, looks, columns)
    for at, name in enumerate(columns):
        sheet.write_string(2, at, heads.get(name, name), looks.of("month_open" if name in NOTE_PARTS else "head"))
    _machine(sheet, columns, looks)
    at = FIRST - 1
    for at, line in enumerate(content.notes, start=FIRST):
        _note(sheet, at, (line, title.header.year), looks, wrong.get(at - FIRST, {}))
    sheet.autofilter(2, 2, max(at, FIRST), len(columns) - 1)
    sheet.freeze_panes(FIRST, len(NOTE_COLUMNS))
    _printed(sheet, max(at, FIRST), len(columns) - 1)


def _note(sheet: Worksheet, at: int, said: tuple[NoteLine, int], looks: Looks, wrong: Mapping[str, str]) -> None:
    line, year = said
    key = line.key
    sheet.set_row(at, max(_height((line.name, "name"), (line.unit_name, "unit_name")), 2 * LINE_HEIGHT + 4))
    month = month_and_year(year, key.month, language())
    texts = (key_text(key), line.seal, key.unit, line.unit_name, key.indicator, line.name, month)
    for column, text in enumerate(texts):
        sheet.write_string(at, column, clean(text), looks.of("text" if column in (4, 5) else "quiet"))
    for column, part in enumerate(NOTE_PARTS, start=len(NOTE_COLUMNS)):
        text = line.texts.get(part, "")
        if part in wrong:
            _marked(sheet, (at, column), (text, wrong[part]), looks.of("bad_words"))
        elif text:
            sheet.write_string(at, column, clean(text), looks.of("words"))
        else:
            sheet.write_blank(at, column, None, looks.of("words"))


def _top(sheet: Worksheet, title: Title, looks: Looks, columns: Sequence[str]) -> None:
    """The sealed header is in the hidden first column, the title in the first that is shown."""
    shown = columns.index("indicator" if title.is_single else "unit")
    sheet.set_row(0, 24, looks.of("title"))
    sheet.write_string(0, 0, header_text(title.header), looks.of("machine"))
    sheet.write_string(0, shown, title.name, looks.of("title"))
    sheet.set_row(1, 30, looks.of("legend"))
    legend = gettext("พิมพ์ในช่องสีขาว ช่องสีเทาอ่านได้อย่างเดียว · N/A ถ้าใช้กับหน่วยไม่ได้ · เว้นว่างถ้ายังไม่มีตัวเลข · 0 คือศูนย์")
    sheet.write_string(1, shown, legend, looks.of("legend"))
    sheet.set_row(2, 24)


def _machine(sheet: Worksheet, columns: Sequence[str], looks: Looks) -> None:
    sheet.set_row(FIRST - 1, None, looks.of("machine"), HIDDEN)
    for at, name in enumerate(columns):
        sheet.write_string(FIRST - 1, at, name, looks.of("machine"))


def _printed(sheet: Worksheet, last: int, right: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.print_area(0, 2, last, right)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.set_footer("&R&P / &N")


def _faults(sheet: Worksheet, mistakes: Sequence[Mistake], looks: Looks) -> None:
    """Every mistake with a link to its cell."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for at, (width, head) in enumerate(((16, gettext("แผ่น")), (10, gettext("เซลล์")), (100, gettext("ที่ต้องแก้")))):
        sheet.set_column(at, at, width, looks.of("plain"))
        sheet.write_string(0, at, head, looks.of("head"))
    for at, each in enumerate(mistakes, start=1):
        sheet.write_string(at, 0, each.sheet, looks.of("plain"))
        if each.row >= 0:
            cell = cell_of(each)
            sheet.write_url(at, 1, f"internal:'{each.sheet}'!{cell}", looks.of("link"), cell)
        sheet.write_string(at, 2, each.words, looks.of("plain"))
    sheet.freeze_panes(1, 0)


def cell_of(mistake: Mistake) -> str:
    """Where a mistake stands in a workbook that is made here."""
    if mistake.column in NOTE_PARTS:
        column = len(NOTE_COLUMNS) + NOTE_PARTS.index(mistake.column)
    else:
        column = len(NUMBER_COLUMNS) - 1 + int(mistake.column) if mistake.column.isdecimal() else 2
    return address(mistake.row + FIRST + 1, column)
