"""Sheets that people send: their text is read exactly, and no file takes the server with it."""

from datetime import date, datetime, time

import pytest

from rabrong.paper.sheets.cells import Row, Sheet, Unreadable, address, text_of
from rabrong.paper.sheets.content import Limits
from rabrong.paper.sheets.opening import sheet_of
from rabrong.paper.sheets.reading import read_sheet
from rabrong.paper.sheets.wording import SENTENCES, unreadable_words
from tests.paper.files import old_workbook, opendocument, with_false_size, with_part, workbook

DAY_OF_CELL = datetime.combine(date(2555, 4, 30), time(9, 5))
SMALL = workbook({"A1": "รหัส", "B2": 1201})


def code_of(data: bytes, limits: Limits | None = None) -> str:
    """Why the file is refused; "" when it is read."""
    read = read_sheet(data) if limits is None else sheet_of(data, limits)
    return read.code if isinstance(read, Unreadable) else ""


def test_cells_keep_their_places_and_their_text() -> None:
    data = workbook({"B3": "ก", "C5": 1201, "D5": 0.1 + 0.2, "E5": date(2012, 4, 30), "F5": DAY_OF_CELL})

    assert read_sheet(data) == Sheet(
        "แผ่นแรก",
        (
            Row(3, ("", "ก")),
            Row(5, ("", "", "1201", "0.3", "2012-04-30", "2555-04-30 09:05:00")),
        ),
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567890123.0, "1234567890123"),
        (1e-7, "0.0000001"),
        (2.5, "2.5"),
        (-3.0, "-3"),
        (True, "TRUE"),
        (" \u00a0ก\x07ข \ufeff", "กข"),
        (date(2012, 4, 30), "2012-04-30"),
        (datetime.combine(date(2012, 4, 30), time()), "2012-04-30"),
    ],
)
def test_a_value_is_the_text_a_person_would_type(value: object, text: str) -> None:
    assert text_of(value) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(("row", "column", "said"), [(1, 0, "A1"), (12, 25, "Z12"), (3, 26, "AA3"), (9, 701, "ZZ9")])
def test_an_address_is_the_one_the_program_shows(row: int, column: int, said: str) -> None:
    assert address(row, column) == said


def test_a_formula_gives_its_value_and_is_never_worked_out() -> None:
    assert read_sheet(workbook({"A1": "=1+1"})) == Sheet("แผ่นแรก", (Row(1, ("0",)),))


def test_a_hidden_sheet_is_passed_over() -> None:
    read = read_sheet(workbook({"A1": "seen"}, hidden_first=True))

    assert isinstance(read, Sheet)
    assert read.rows == (Row(1, ("seen",)),)


def test_an_opendocument_sheet_is_read() -> None:
    read = read_sheet(opendocument([["รหัส", "ชื่อ"], ["1201", "บางกรวย"]]))

    assert isinstance(read, Sheet)
    assert read.rows == (Row(1, ("รหัส", "ชื่อ")), Row(2, ("1201", "บางกรวย")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_however_a_thai_windows_writes_it(encoding: str, delimiter: str) -> None:
    text = f'รหัส{delimiter}ชื่อ\r\n\r\n0812{delimiter}"บาง{delimiter}กรวย"\r\n'

    assert read_sheet(text.encode(encoding)) == Sheet(
        "", (Row(1, ("รหัส", "ชื่อ")), Row(3, ("0812", f"บาง{delimiter}กรวย".strip())))
    )


def test_the_guard_of_an_exported_csv_comes_off() -> None:
    read = read_sheet(b"a,'=1+1,'x\r\n")

    assert isinstance(read, Sheet)
    assert read.rows == (Row(1, ("a", "=1+1", "'x")),)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"\r\n\r\n", "file.empty"),
        (b"x" * (10 * 2**20 + 1), "file.too_big"),
        (b"<html><table><tr><td>1</td></tr></table>", "file.unknown_kind"),
        (b"%PDF-1.7 ...", "file.unknown_kind"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "file.unknown_kind"),
        (b"PK\x03\x04 and nothing of a ZIP", "file.broken"),
        (SMALL[:-40], "file.broken"),
        (with_part(SMALL, "xl/vbaProject.bin", b"macro"), "file.macros"),
        (old_workbook("Workbook", "_VBA_PROJECT_CUR", "_VBA_PROJECT"), "file.macros"),
        (old_workbook("EncryptedPackage"), "file.encrypted"),
        (old_workbook("WordDocument"), "file.unknown_kind"),
        (old_workbook("Workbook"), "file.broken"),
    ],
)
def test_what_is_no_sheet_is_refused(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_a_zip_that_is_no_sheet_is_refused() -> None:
    assert code_of(with_part(b"", "word/document.xml", b"<w/>")) == "file.unknown_kind"


def test_a_zip_bomb_is_counted_and_refused() -> None:
    bomb = with_part(SMALL, "xl/media/a.bin", bytes(97 * 2**20))

    assert len(bomb) < 2**20
    assert code_of(bomb) == "file.too_much_inside"


def test_a_zip_bomb_that_claims_to_be_small_is_counted_all_the_same() -> None:
    bomb = with_false_size(with_part(SMALL, "xl/media/a.bin", bytes(97 * 2**20)), "xl/media/a.bin")

    assert code_of(bomb) == "file.too_much_inside"


def test_too_many_parts_are_refused() -> None:
    assert code_of(SMALL, Limits(parts=3)) == "file.too_much_inside"


def test_a_sheet_of_seventeen_thousand_million_cells_kills_nobody() -> None:
    assert code_of(workbook({"A1": "x", "XFD1048576": "y"})) == "file.too_much_inside"


def test_too_many_rows_and_columns_are_refused_with_the_limit() -> None:
    assert sheet_of(workbook({"A1": 1, "A12": 2}), Limits(rows=10)) == Unreadable(
        "file.too_many_rows", (("most", "10"),)
    )
    assert sheet_of(b"1\n" * 11, Limits(rows=10)) == Unreadable("file.too_many_rows", (("most", "10"),))
    assert code_of(workbook({"A1": 1, "F1": 2}), Limits(columns=5)) == "file.too_many_columns"
    assert code_of(b"1,2,3,4,5,6\n", Limits(columns=5)) == "file.too_many_columns"
    assert sheet_of(b"a\nlonger", Limits(letters=5)) == Unreadable("file.long_text", (("row", "2"), ("most", "5")))


def test_every_refusal_has_its_sentence() -> None:
    terms = (("most", "10"), ("row", "2"), ("kind", ".ods"))

    assert all("%" not in unreadable_words(Unreadable(code, terms)) for code in SENTENCES)
