"""The workbook of a unit or province: what it holds, what is locked, what is behind it; and its page."""

import io
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.paper.sheets.books import BookSheet, read_book
from rabrong.paper.sheets.cells import Row
from rabrong.results.workbooks.layout import LineKey, NoteKey
from rabrong.results.workbooks.seal import Sealing, header_of, key_of
from tests.dashboards.conftest import Browser, enter
from tests.nation import YEAR, Nation

pytestmark = pytest.mark.django_db

HEADS = 3
"""The hidden row of machines' names, counted from 0."""


def sheets(client: Client, unit: str) -> tuple[BookSheet, ...]:
    """The sheets of a unit's workbook."""
    answer = client.get(f"/2555/unit/{unit}/excel/template/")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    found = read_book(answer.content)
    assert isinstance(found, tuple), found
    return found


def columns(sheet: BookSheet) -> dict[str, int]:
    """The machine's name of a column -> where it stands."""
    return {name: at for at, name in enumerate(sheet.rows[HEADS].cells)}


def keys(sheet: BookSheet) -> list[LineKey | NoteKey | None]:
    """The keys of the lines."""
    return [key_of(row.at(0)) for row in sheet.rows[HEADS + 1 :]]


def lines(sheet: BookSheet) -> list[Row]:
    """The lines below the heads."""
    return list(sheet.rows[HEADS + 1 :])


def test_a_district_gets_its_lines_with_the_numbers_that_stand(nation: Nation, browser: Browser) -> None:
    enter(nation, "1201", 16, 21)
    numbers, notes, guide = sheets(browser("1201"), "1201")
    at = columns(numbers)

    first, second = lines(numbers)
    assert [first.at(at[name]) for name in ("unit", "indicator", "cell", "2012-04", "2012-05", "2012-06")] == [
        "1201", "4.3", "ก", "15", "16", ""
    ]  # fmt: skip
    assert [second.at(at[name]) for name in ("cell", "2012-04", "2012-05")] == ["ข", "20", "21"]
    assert numbers.rows[2].at(at["2012-05"]) == "พ.ค.\u00a02555".replace("\u00a0", " ")
    assert "2555" in numbers.rows[0].at(at["indicator"])
    assert next(row.at(1) for row in guide.rows) == "วิธีกรอกแฟ้มนี้"
    assert keys(notes) == [NoteKey("1201", "4.3", 8, 0)]


def test_behind_each_line_stand_its_key_the_versions_and_a_seal(nation: Nation, browser: Browser) -> None:
    enter(nation, "1201", 16, 21)
    enter(nation, "1201", 17, 21, version=1)
    numbers, _, _ = sheets(browser("1201"), "1201")

    header = header_of(numbers.rows[0].at(0))
    assert header is not None
    assert (header.year, header.unit, header.by) == (YEAR, "1201", "keeper-1201")
    versions = (0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0)
    assert keys(numbers)[0] == LineKey("1201", "4.3", "ก", versions, (8,), "number")
    sealing, row = Sealing(header), lines(numbers)[0]
    assert sealing.holds(row.at(0), row.at(1))
    assert not sealing.holds(row.at(0).replace("1201", "1202"), row.at(1))


def test_only_open_months_of_kept_units_may_be_typed_in(nation: Nation, browser: Browser) -> None:
    assert [key.opens for key in keys(sheets(browser("12"), "12")[0]) if isinstance(key, LineKey)] == [()] * 4
    assert [key.opens for key in keys(sheets(browser("1201"), "1201")[0]) if isinstance(key, LineKey)] == [(8,)] * 2


def test_a_province_gets_its_districts_and_nothing_of_another(nation: Nation, browser: Browser) -> None:
    numbers, _, _ = sheets(browser("12"), "12")
    assert {row.at(columns(numbers)["unit"]) for row in lines(numbers)} == {"1201", "1202"}
    assert browser("12").get("/2555/unit/11/excel/template/").status_code == 404
    assert browser("1201").get("/2555/unit/12/excel/template/").status_code == 404
    assert browser("1201").get("/2556/unit/1201/excel/").status_code == 404


def test_the_department_gets_every_unit_that_reports(nation: Nation, browser: Browser) -> None:
    numbers, _, _ = sheets(browser("psdg"), "cdd")
    at = columns(numbers)
    units = [row.at(at["unit"]) for row in lines(numbers)]
    assert units == ["กผ"] + [code for code in ("1101", "1102", "1201", "1202", "1301", "1302") for _ in "กข"]


def test_steps_offer_their_numbers_and_nothing_is_a_formula(nation: Nation, browser: Browser) -> None:
    nation.indicators["8"].name = "=1+1"
    nation.indicators["8"].save()
    data = browser("กผ").get("/2555/unit/กผ/excel/template/").content
    numbers, _, _ = sheets(browser("กผ"), "กผ")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()

    assert '"0,1,2,3,4,5,N/A"' in sheet.replace("&quot;", '"')
    assert "<sheetProtection" in sheet
    assert "<f>" not in sheet
    assert lines(numbers)[0].at(columns(numbers)["name"]) == "=1+1"
    assert lines(numbers)[0].at(columns(numbers)["2012-04"]) == "3"


def test_a_workbook_takes_no_query_for_each_unit(nation: Nation, browser: Browser) -> None:
    province, department = browser("12"), browser("psdg")
    with CaptureQueriesContext(connection) as few:
        province.get("/2555/unit/12/excel/template/")
    with CaptureQueriesContext(connection) as many:
        department.get("/2555/unit/cdd/excel/template/")
    assert len(many) <= len(few) + 3  # the bureau that owns an indicator is asked for its items


def test_the_page_says_what_may_be_typed(nation: Nation, browser: Browser) -> None:
    own = browser("1201").get("/2555/unit/1201/excel/").content.decode()
    above = browser("12").get("/2555/unit/12/excel/").content.decode()
    assert "/2555/unit/1201/excel/template/" in own
    assert "ท่านดูได้อย่างเดียว" not in own
    assert "ท่านดูได้อย่างเดียว" in above
