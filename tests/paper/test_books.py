"""A workbook is read whole: every sheet, formulas and percent formats by cell; what is no workbook is named."""

import io
import zipfile

import xlsxwriter  # type: ignore[import-untyped]

from rabrong.paper.sheets.books import BookSheet, read_book
from rabrong.paper.sheets.cells import Unreadable
from tests.paper.files import with_part


def made() -> bytes:
    """Two sheets: text, a formula with a kept value, a number shown as percent, a merged area; a hidden one."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        first = book.add_worksheet("หนึ่ง")
        percent = book.add_format({"num_format": "0.00%"})
        first.write_string("A1", "1,234")
        first.write_formula("B2", "=1+1", None, 2)
        first.write_number("C3", 0.5, percent)
        first.write_number("D3", 0.5)
        first.merge_range("A5:B6", "รวม")
        second = book.add_worksheet("สอง")
        second.write_string("A1", "=SUM(A2)")
        second.hide()
    return out.getvalue()


def sheets(data: bytes) -> tuple[BookSheet, ...]:
    """What is read."""
    found = read_book(data)
    assert not isinstance(found, Unreadable), found
    return found


def test_every_sheet_is_read_with_what_stands_behind_its_cells() -> None:
    first, second = sheets(made())
    assert [row.cells for row in first.rows[:3]] == [("1,234",), ("", "2"), ("", "", "0.5", "0.5")]
    assert (first.formulas, first.percents) == (frozenset({"B2"}), frozenset({"C3"}))
    assert first.merged == ((5, 0, 6, 1),)
    assert (second.name, second.rows[0].cells, second.formulas) == ("สอง", ("=SUM(A2)",), frozenset())


def test_what_is_no_workbook_is_named() -> None:
    with_macros = io.BytesIO(made())
    with zipfile.ZipFile(with_macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    assert read_book(b"a;b\n1;2\n") == Unreadable("file.not_xlsx", (("kind", ".csv"),))
    assert read_book(b"") == Unreadable("file.empty")
    assert read_book(with_macros.getvalue()) == Unreadable("file.macros")
    assert read_book(made()[:900]) == Unreadable("file.broken")
    assert read_book(with_part(made(), "xl/a.xml", bytes(325 * 2**20))) == Unreadable("file.too_much_inside")
