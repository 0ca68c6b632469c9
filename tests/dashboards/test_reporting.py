"""The reporting matrix, the list of what is missing, and a keeper's own work."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.org.models import Role, RoleAssignment
from rabrong.results.models import Report, ReportMove
from tests.dashboards.conftest import MAY, Browser, enter
from tests.nation import NOW, STARTS, Nation

pytestmark = pytest.mark.django_db

MATRIX, MISSING, WORK = "/2555/reporting/", "/2555/reporting/missing/", "/2555/work/"


def words_of(page: str) -> str:
    """The page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_matrix_counts_what_is_submitted_below_each_unit(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 15, 20)
    page = browser("psdg").get(MATRIX).content.decode()
    rows = [words_of(row) for row in re.findall(r"<tr[^>]*>.*?</tr>", page, re.S)]

    assert any("หน่วย r1" in row and "1/4" in row for row in rows)
    assert any("หน่วย r2" in row and "0/2" in row for row in rows)
    assert any("หน่วย กผ" in row and "ถึงกำหนด" in row for row in rows)
    assert "1 /7 ส่งแล้ว" in words_of(page)


def test_below_a_province_each_district_shows_its_state_in_words(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 15, 20)
    page = words_of(browser("12").get(MATRIX).content.decode())

    assert "หน่วย 1201" in page
    assert "หน่วย 1202" in page
    assert "หน่วย 1301" not in page
    assert "ส่งแล้ว" in page


def test_the_months_stand_beside_each_other(browser: Browser) -> None:
    """April closed: 1201 and 1202 of province 12 reported, nobody of 13."""
    page = browser("psdg").get(f"{MATRIX}?by=month&under=r1").content.decode()
    rows = [words_of(row) for row in re.findall(r"<tr[^>]*>.*?</tr>", page, re.S)]

    assert any("หน่วย 12" in row and "2/2" in row for row in rows)
    assert not any("หน่วย 13" in row for row in rows)


@pytest.mark.parametrize("page", [MATRIX, MISSING])
def test_what_is_below_a_unit_is_there_for_who_sees_it(browser: Browser, page: str) -> None:
    assert browser("12").get(f"{page}?under=1201").status_code == 200
    assert browser("12").get(f"{page}?under=13").status_code == 404
    assert browser("12").get(f"{page}?under=nowhere").status_code == 404


def test_the_pages_take_a_fixed_number_of_queries(browser: Browser, nation: Nation) -> None:
    client, counts = browser("psdg"), []
    for unit in ("1201", "1101"):
        for page in (MATRIX, MISSING, f"{MISSING}?by=unit"):
            with CaptureQueriesContext(connection) as captured:
                client.get(page)
            counts.append(len(captured))
        enter(nation, unit, 15, 20)

    assert counts[:3] == counts[3:]
    assert max(counts) <= 25


def test_the_list_names_who_owes_what_and_for_how_long(browser: Browser) -> None:
    """April closed on 12 May; today is the 15th. Province 13's districts reported nothing."""
    page = words_of(browser("psdg").get(f"{MISSING}?month=7").content.decode())

    assert "2 รายการ ของ 2 หน่วย" in page
    assert "หน่วย 1301" in page
    assert "หน่วย 1201" not in page
    assert "เกิน 3 วัน" in page


@pytest.mark.parametrize(
    ("query", "units"),
    [
        ("", {"1101", "1102", "1201", "1202", "1301", "1302", "กผ"}),
        ("q=1301", {"1301"}),
        ("kpi=8", {"กผ"}),
        ("kind=district&under=r2", {"1301", "1302"}),
        ("state=overdue", set()),
        ("sort=unit&kpi=4.3", {"1101", "1102", "1201", "1202", "1301", "1302"}),
    ],
)
def test_the_list_is_filtered(browser: Browser, query: str, units: set[str]) -> None:
    page = browser("psdg").get(f"{MISSING}?{query}").content.decode()

    assert set(re.findall(r'<th scope="row">.*?หน่วย (\S+?)<', page)) == units


def test_by_unit_the_silent_come_first(browser: Browser) -> None:
    page = browser("psdg").get(f"{MISSING}?by=unit&month=7").content.decode()
    rows = [words_of(row) for row in re.findall(r'<tr[^>]*><th scope="row">.*?</tr>', page, re.S)]

    assert len(rows) == 2
    assert all("เงียบ" in row and "1/1" in row and "ยังไม่เคย" in row for row in rows)


@pytest.mark.parametrize(("kind", "start"), [("csv", "\ufeff".encode()), ("xlsx", b"PK")])
def test_the_list_goes_to_a_file(browser: Browser, kind: str, start: bytes) -> None:
    answer = browser("psdg").get(f"{MISSING}?month=7&export={kind}")

    assert answer.content.startswith(start)
    assert f"missing-2555-7.{kind}" in answer["Content-Disposition"]
    if kind == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert len(lines) == 3
        assert lines[1].startswith("1301,หน่วย 1301,หน่วย 13,4.3,")
        assert lines[1].endswith(",3")


def test_who_answers_for_an_indicator_sees_who_owes_it_everywhere(browser: Browser, nation: Nation) -> None:
    """กผ owns 4.3, which the districts report."""
    supervisor = nation.people["กผ"]
    RoleAssignment.objects.create(person=supervisor, role=Role.SUPERVISOR, unit=nation.units["กผ"], starts=STARTS)
    own = words_of(browser("กผ").get(MISSING).content.decode())
    every = browser("กผ").get(f"{MISSING}?kpi=4.3").content.decode()

    assert "หน่วย 1301" not in own
    assert "หน่วย 1301" in words_of(every)
    assert "/2555/unit/1301/" not in every
    assert "หน่วย r1" in words_of(browser("กผ").get(f"{MATRIX}?kpi=4.3").content.decode())
    assert "หน่วย 1301" not in words_of(browser("12").get(f"{MISSING}?kpi=8").content.decode())


def test_my_work_lists_what_is_due_and_leads_into_the_grid(browser: Browser) -> None:
    page = browser("1201").get(WORK).content.decode()

    assert "ครบกำหนด 12\u00a0มิ.ย." in page
    assert 'href="/2555/unit/1201/entry/?month=8#kpi-0"' in page
    assert "เหลือ 28 วัน" in page
    assert "เสร็จแล้ว 0 จาก 1" in page


def test_my_work_says_what_is_overdue_and_that_it_is_closed(browser: Browser) -> None:
    page = browser("1301").get(WORK).content.decode()

    assert "เกินกำหนด" in page
    assert "ปิดรับแล้ว ขอให้ กพร. เปิดเป็นกรณีพิเศษ" in page
    assert "เกิน 3 วัน" in page


def test_my_work_shows_who_gave_what_back_and_why(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 15, 20)
    report = Report.objects.get(unit=nation.units["1201"], month=MAY)
    Report.objects.filter(pk=report.pk).update(state="returned")
    ReportMove.objects.create(
        report=report, version=2, state="returned", note="แนบข้อบัญญัติ", by=nation.people["psdg"], at=NOW
    )
    page = browser("1201").get(WORK).content.decode()

    assert "ส่งกลับแก้" in page
    assert "“แนบข้อบัญญัติ”" in page
    assert "กรอก 2 จาก 2 ช่อง" in page


def test_my_work_with_nothing_owed_says_so(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 15, 20)
    for month in range(1, 7):
        Report.objects.create(unit=nation.units["1201"], indicator=nation.indicators["4.3"], month=month)

    assert "ไม่มีเรื่องค้าง" in browser("1201").get(WORK).content.decode()


def test_who_keeps_nothing_has_no_work_page(browser: Browser) -> None:
    assert browser("psdg").get(WORK).status_code == 404
    assert "ไม่มีตัวชี้วัดที่ต้องกรอกเอง" in browser("12").get(WORK).content.decode()
