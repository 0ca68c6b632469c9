"""From the bytes of a file to the rows of its first sheet. Files that somebody sent go through reading.py."""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import islice

import python_calamine
from python_calamine import SheetTypeEnum, SheetVisibleEnum

from rabrong.paper.sheets.cells import Row, Sheet, Unreadable, Value, clean, text_of
from rabrong.paper.sheets.content import LIMITS, Kind, Limits, kind_of

ENCODINGS = ("utf-8-sig", "cp874")
"""What spreadsheet programs write; Thai Windows writes its own code page."""

DELIMITERS = ",;\t"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MACRO_SHEETS = (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba)
FORMULA_STARTS = "=+-@\t\r"


def sheet_of(data: bytes, limits: Limits = LIMITS) -> Sheet | Unreadable:
    """The first visible sheet of a file, or why it is not read."""
    kind = kind_of(data, limits)
    if isinstance(kind, Unreadable):
        return kind
    return _sheet_of_csv(data, limits) if kind is Kind.CSV else _sheet_of_book(data, limits)


def _sheet_of_book(data: bytes, limits: Limits) -> Sheet | Unreadable:
    try:
        with python_calamine.load_workbook(io.BytesIO(data)) as book:
            if any(each.typ in MACRO_SHEETS for each in book.sheets_metadata):
                return Unreadable("file.macros")
            names = [each.name for each in book.sheets_metadata if _is_shown(each)]
            if not names:
                return Unreadable("file.no_sheet")
            return _rows_of_book(book.get_sheet_by_name(names[0]), limits)
    except python_calamine.PasswordError:
        return Unreadable("file.encrypted")
    except (python_calamine.CalamineError, ValueError, OSError):
        return Unreadable("file.broken")


def _is_shown(sheet: python_calamine.SheetMetadata) -> bool:
    return sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible


def _rows_of_book(sheet: python_calamine.CalamineSheet, limits: Limits) -> Sheet | Unreadable:
    last_row, last_column = sheet.end or (0, 0)
    if last_row >= limits.rows:
        return _too_many_rows(limits)
    if last_column >= limits.columns:
        return Unreadable("file.too_many_columns", (("most", str(limits.columns)),))
    return _sheet(sheet.name, sheet.to_python(skip_empty_area=False), limits)


def _too_many_rows(limits: Limits) -> Unreadable:
    return Unreadable("file.too_many_rows", (("most", f"{limits.rows:,}"),))


def _sheet(name: str, rows: Iterable[Sequence[Value]], limits: Limits) -> Sheet | Unreadable:
    kept = []
    for number, values in enumerate(rows, start=1):
        cells = [text_of(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if any(len(cell) > limits.letters for cell in cells):
            return Unreadable("file.long_text", (("row", str(number)), ("most", f"{limits.letters:,}")))
        if cells:
            kept.append(Row(number, tuple(cells)))
    return Sheet(name, tuple(kept)) if kept else Unreadable("file.empty")


def _sheet_of_csv(data: bytes, limits: Limits) -> Sheet | Unreadable:
    text = _decoded(data)
    if text is None:
        return Unreadable("file.unknown_kind")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        rows = [[_unguarded(cell) for cell in row] for row in islice(reader, limits.rows + 1)]
    except csv.Error:
        return Unreadable("file.broken")
    if len(rows) > limits.rows:
        return _too_many_rows(limits)
    if max((len(row) for row in rows), default=0) > limits.columns:
        return Unreadable("file.too_many_columns", (("most", str(limits.columns)),))
    return _sheet("", rows, limits)


def _decoded(data: bytes) -> str | None:
    """The text of a CSV; None where it is none: no text has control characters."""
    encodings = ("utf-16",) if data.startswith(UTF_16) else ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if any(letter < " " and letter not in "\t\r\n" for letter in text) else text
    return None


def _delimiter(text: str) -> str:
    """The one that the first line has most of."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a program from taking text for a formula."""
    text = clean(cell)
    return text[1:] if text[:1] == "'" and text[1:2] and text[1] in FORMULA_STARTS else text
