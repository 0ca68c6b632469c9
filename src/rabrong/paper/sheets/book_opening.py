"""From the bytes of a workbook to all its sheets. Files that somebody sent go through books.py."""

import io
import json
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Tree

import python_calamine

from rabrong.paper.sheets.cells import Unreadable, Value, text_of
from rabrong.paper.sheets.content import Kind, Limits, kind_of
from rabrong.paper.sheets.opening import MACRO_SHEETS

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PERCENT_FORMATS = ("9", "10")
"""What Excel calls 0% and 0.00%."""

FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
FORMULA_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+[0-9]+)"[^>]*>\s*<(?:\w+:)?f[\s>/]')
MOST_NAMED = 5_000
ANOTHER = {Kind.XLS: ".xls", Kind.ODS: ".ods", Kind.CSV: ".csv"}

Lines = Iterator[object]


@dataclass(frozen=True, slots=True)
class _Behind:
    """What calamine does not tell: formulas and percent formats, by the name of a sheet."""

    formulas: Mapping[str, Sequence[str]]
    percents: Mapping[str, Sequence[str]]


def lines_of_book(data: bytes, limits: Limits) -> Iterator[str]:
    """What books.py reads: JSON, a line for each sheet and below it one for each of its rows; or why there is none."""
    found = _book(data, limits)
    if isinstance(found, Unreadable):
        found = iter([{"code": found.code, "terms": found.terms}])
    return (json.dumps(each, ensure_ascii=False) for each in found)


def _book(data: bytes, limits: Limits) -> Lines | Unreadable:
    kind = kind_of(data, limits)
    if isinstance(kind, Unreadable):
        return kind
    if kind is not Kind.XLSX:
        return Unreadable("file.not_xlsx", (("kind", ANOTHER[kind]),))
    try:
        behind = _behind(data)
        book = python_calamine.load_workbook(io.BytesIO(data))
        if any(each.typ in MACRO_SHEETS for each in book.sheets_metadata):
            return Unreadable("file.macros")
        lines: list[object] = []
        for name in book.sheet_names:
            refused = _sheet(book.get_sheet_by_name(name), behind, limits, lines)
            if refused is not None:
                return refused
        return iter(lines)
    except python_calamine.PasswordError:
        return Unreadable("file.encrypted")
    except (python_calamine.CalamineError, Tree.ParseError, KeyError, ValueError, OSError, zipfile.BadZipFile):
        return Unreadable("file.broken")


def _sheet(
    sheet: python_calamine.CalamineSheet, behind: _Behind, limits: Limits, lines: list[object]
) -> Unreadable | None:
    last_row, last_column = sheet.end or (0, 0)
    if last_row >= limits.rows:
        return Unreadable("file.too_many_rows", (("most", f"{limits.rows:,}"),))
    if last_column >= limits.columns:
        return Unreadable("file.too_many_columns", (("most", str(limits.columns)),))
    rows = []
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        cells = _cells(values)
        if any(len(cell) > limits.letters for cell in cells):
            return Unreadable("file.long_text", (("row", str(number)), ("most", f"{limits.letters:,}")))
        if cells:
            rows.append([number, *cells])
    lines.append(
        {
            "name": sheet.name,
            "rows": len(rows),
            "formulas": list(behind.formulas.get(sheet.name, ()))[:MOST_NAMED],
            "percents": list(behind.percents.get(sheet.name, ()))[:MOST_NAMED],
            "merged": [_area(each) for each in sheet.merged_cell_ranges or ()],
        }
    )
    lines.extend(rows)
    return None


def _cells(values: Sequence[Value]) -> list[str]:
    cells = [text_of(value) for value in values]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _area(area: tuple[tuple[int, int], tuple[int, int]]) -> list[int]:
    (first, left), (last, right) = area
    return [first + 1, left, last + 1, right]


def _behind(data: bytes) -> _Behind:
    formulas, percents = {}, {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        shown = _percent_cells(archive)
        for name, part in _parts(archive):
            text = archive.read(part)
            if FORMULA.search(text):
                formulas[name] = [found[1].decode() for found in FORMULA_CELL.finditer(text)]
            if shown is not None:
                percents[name] = [found[1].decode() for found in shown.finditer(text)]
    return _Behind(formulas, percents)


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name of a sheet -> the part of the archive that holds it."""
    targets = {
        each.get("Id", ""): each.get("Target", "")
        for each in Tree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    known = set(archive.namelist())
    for each in Tree.fromstring(archive.read("xl/workbook.xml")).iter():
        if each.tag.endswith("}sheet"):
            part = posixpath.normpath(posixpath.join("xl", targets.get(each.get(RELATION, ""), "")))
            part = part.removeprefix("xl//").lstrip("/") if part.startswith("/") else part
            if part in known:
                yield each.get("name", ""), part


def _percent_cells(archive: zipfile.ZipFile) -> "re.Pattern[bytes] | None":
    """What finds the numbers that are shown as percent; None where no cell looks so."""
    if "xl/styles.xml" not in archive.namelist():
        return None
    styles = Tree.fromstring(archive.read("xl/styles.xml"))
    space = styles.tag.partition("}")[0] + "}"
    formats = {each.get("numFmtId") for each in styles.iter(f"{space}numFmt") if "%" in each.get("formatCode", "")}
    cells = styles.find(f"{space}cellXfs")
    looks = [] if cells is None else list(cells.iter(f"{space}xf"))
    wanted = [str(at) for at, look in enumerate(looks) if look.get("numFmtId") in formats.union(PERCENT_FORMATS)]
    if not wanted:
        return None
    marks = "|".join(wanted).encode()
    return re.compile(
        rb'<(?:\w+:)?c\b(?=[^>]*\bs="(?:' + marks + rb')")(?![^>]*\bt="(?:s|str|inlineStr)")'
        rb'[^>]*?\br="([A-Z]+[0-9]+)"[^>]*>\s*<(?:\w+:)?v>'
    )
