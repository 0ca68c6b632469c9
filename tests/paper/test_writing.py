"""Sheets that people get: text never becomes a formula, and what is written is what is read back."""

import io
import zipfile
from datetime import date

import pytest

from rabrong.paper.sheets.cells import Row, Sheet
from rabrong.paper.sheets.reading import read_sheet
from rabrong.paper.sheets.writing import Column, Table, csv_of, excel_of

COLUMNS = (Column("รหัส", "code"), Column("ชื่อ", "name", hint="อย่าเว้น"))
DANGEROUS = ["=1+1", "+66 2 141 6000", "-2", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1", "https://example.org"]


def parts_of(data: bytes) -> dict[str, str]:
    """The texts inside a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return {name: parts.read(name).decode() for name in parts.namelist()}


def test_a_workbook_reads_back_as_it_was_written() -> None:
    data = excel_of(Table("หน่วยงาน", COLUMNS, [("1201", date(2012, 4, 30)), ("กผ", 5), ("", None)]))

    assert read_sheet(data) == Sheet(
        "หน่วยงาน",
        (Row(1, ("รหัส", "ชื่อ")), Row(2, ("code", "name")), Row(3, ("1201", "2012-04-30")), Row(4, ("กผ", "5"))),
    )


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_never_becomes_a_formula_or_a_link(text: str) -> None:
    parts = parts_of(excel_of(Table("a", (Column("b"),), [(text,)])))
    sheet = parts["xl/worksheets/sheet1.xml"]

    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_in_a_csv_never_begins_like_a_formula_and_reads_back(text: str) -> None:
    data = csv_of((Column("ชื่อ"),), [(text,)])
    cell = data.decode("utf-8-sig").splitlines()[1].strip('"')

    assert not cell.startswith(("=", "+", "-", "@", "\t"))
    assert read_sheet(data) == Sheet("", (Row(1, ("ชื่อ",)), Row(2, (text.strip(),))))


def test_choices_become_drop_downs() -> None:
    kinds = ("จังหวัด", "อำเภอ")
    parts = parts_of(excel_of(Table("a", (Column("ประเภท", choices=kinds), Column("ชื่อ")))))

    assert "<formula1>'_'!$A$1:$A$2</formula1>" in parts["xl/worksheets/sheet1.xml"]
    assert 'state="hidden"' in parts["xl/workbook.xml"]


def test_marked_cells_have_a_look_of_their_own() -> None:
    plain, marked = (
        parts_of(excel_of(Table("a", (Column("b"),), [("x",), ("",)], marked)))["xl/worksheets/sheet1.xml"]
        for marked in (frozenset[tuple[int, int]](), frozenset({(0, 0), (1, 0)}))
    )

    assert plain != marked
    assert plain.count("<c ") + 1 == marked.count("<c ")


def test_days_before_excel_counts_are_text() -> None:
    data = excel_of(Table("a", (Column("b"),), [(date(1892, 4, 1),)]))

    assert read_sheet(data) == Sheet("a", (Row(1, ("b",)), Row(2, ("1892-04-01",))))
