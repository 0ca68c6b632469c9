"""The console: key figures, the ten steps, who has reported, what is doubtful, windows and rounds."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.models import Agreement, Deadline, Year
from rabrong.org.models import Role
from rabrong.results.models import RoundWindow
from tests.dashboards.conftest import Browser, enter
from tests.dashboards.test_scope import with_role
from tests.nation import YEAR, Nation

pytestmark = pytest.mark.django_db

CONSOLE = "/2555/console/"
MOST_QUERIES = 20


def words_of(page: str) -> str:
    """The page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(page)))


def page_of(client: Client, path: str = CONSOLE) -> str:
    """The console as it is sent."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_figures_say_how_much_was_sent_and_what_is_in_trouble(browser: Browser, nation: Nation) -> None:
    """May: seven reports are due, six of districts and one of the bureau; one is sent: 100/7 = 14.28 %."""
    enter(nation, "1201", 15, 20)
    page = words_of(page_of(browser("psdg")))

    assert "14% รายงาน พ.ค. ส่งแล้ว" in page
    assert "0 เกินกำหนดหรือส่งกลับ" in page


def test_a_closed_month_shows_what_is_overdue(browser: Browser) -> None:
    """April closed on 12 May: five of seven reported, the two districts of province 13 are overdue: 500/7 = 71.4 %."""
    page = words_of(page_of(browser("psdg"), f"{CONSOLE}?month=7"))

    assert "71% รายงาน เม.ย. ส่งแล้ว" in page
    assert "2 เกินกำหนดหรือส่งกลับ" in page


def rows_of(page: str) -> list[str]:
    """The rows of the matrix in words."""
    table = page.split('<table class="rp">')[1].split("</table>", maxsplit=1)[0]
    return [words_of(row) for row in re.findall(r"<tr[^>]*><th scope=\"row\".*?</tr>", table, re.S)]


def test_the_matrix_has_the_centre_and_the_regions(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 15, 20)
    bureau, first, second = rows_of(page_of(browser("psdg")))

    assert "หน่วย กผ" in bureau
    assert "หน่วย r1" in first
    assert "1/4" in first
    assert "0/2" in second


def test_only_what_is_owed_leaves_out_what_is_complete(browser: Browser) -> None:
    """April: region r1 and the bureau have reported everything, r2 has not."""
    page = page_of(browser("psdg"), f"{CONSOLE}?month=7&due=1")

    assert len(rows_of(page)) == 1
    assert "หน่วย r2" in rows_of(page)[0]
    assert ">8</abbr>" not in page


def test_nothing_owed_is_said(browser: Browser, nation: Nation) -> None:
    for code in ("1301", "1302"):
        enter(nation, code, 15, 20)
    page = page_of(browser("psdg"), f"{CONSOLE}?month=9&due=1")  # not opened yet: May is shown

    assert len(rows_of(page)) == 2  # the bureau and r1 still owe May
    assert "หน่วย r2" not in "".join(rows_of(page))


def test_the_days_to_the_next_report_to_the_outside_are_counted(browser: Browser) -> None:
    """From 15 May to 16 July are 62 days; the visit before it is no report."""
    for code, on, name in (("visit_1", date(2012, 6, 30), "ตรวจเยี่ยม"), ("card_9", date(2012, 7, 16), "e-SAR 9")):
        Deadline.objects.create(year_id=YEAR, code=code, on=on, name=name)

    assert "62 วัน ถึง e-SAR 9" in words_of(page_of(browser("psdg")))


def step_states(page: str) -> list[str]:
    """The state of each of the ten steps, as its class."""
    return re.findall(r'<li class="step-(\w+)"', page)


def test_the_ten_steps_stand_where_records_and_calendar_put_them(browser: Browser) -> None:
    Agreement.objects.filter(unit__code="cdd").update(state="signed")
    page = page_of(browser("psdg"))

    # signed; no details published yet; briefing past; execution, monitoring and evidence under way; the rest to come
    assert step_states(page) == ["done", "done", "now", "done", "now", "now", "now", "later", "later", "later"]


def test_the_visit_that_the_calendar_names_is_under_way(browser: Browser) -> None:
    """The first visit follows the 6-month SAR: from 1 May to 30 June."""
    for code, on in (("sar_6", date(2012, 4, 30)), ("visit_1", date(2012, 6, 30))):
        Deadline.objects.create(year_id=YEAR, code=code, on=on, name=code)
    page = page_of(browser("psdg"))

    assert step_states(page)[7] == "now"
    assert "1 พ.ค. 2555 – 30 มิ.ย. 2555" in words_of(page).replace("\xa0", " ")


def test_windows_and_rounds_stand_beside_it_with_what_prevents_the_closing(browser: Browser) -> None:
    RoundWindow.objects.create(year_id=YEAR, round=6, opens=date(2012, 5, 20), closes=date(2012, 5, 31))
    page = words_of(page_of(browser("psdg"))).replace("\xa0", " ")

    assert "พ.ค. 2555 กำลังเปิด 1 พ.ค. – 12 มิ.ย. เหลือ 28 วัน" in page
    assert "เม.ย. 2555 พ้นกำหนดแล้ว" in page
    assert "รอบ 6 เดือน เตรียม 20 พ.ค. – 31 พ.ค. เหลือ 16 วัน" in page
    assert "ยังปิดไม่ได้:" in page
    assert "20 พ.ค. 2555" in page


def test_a_round_that_may_be_closed_has_its_button(browser: Browser) -> None:
    page = page_of(browser("psdg"))

    assert '<a class="button button-first" href="/2555/round/6/">ปิดรอบ 6 เดือน</a>' in page
    assert "ยังปิดไม่ได้:" not in page


def test_who_only_looks_is_offered_the_check_alone(nation: Nation) -> None:
    page = page_of(with_role(nation, Role.EXECUTIVE, "cdd"))

    assert "ตรวจก่อนปิดรอบ 6 เดือน" in page
    assert "button-first" not in page


def test_the_findings_come_with_their_code_and_change_nothing(browser: Browser) -> None:
    page = words_of(page_of(browser("psdg"), f"{CONSOLE}findings/"))

    assert "W-SUM" in page  # the weights 5 and 10 are not 100
    assert "ไม่แก้ให้เอง" in page


def test_without_an_agreement_there_is_nothing_to_find(browser: Browser) -> None:
    Agreement.objects.filter(unit__code="cdd").delete()

    assert "ไม่พบข้อสงสัย" in page_of(browser("psdg"), f"{CONSOLE}findings/")


def test_it_takes_a_fixed_number_of_queries(browser: Browser, nation: Nation) -> None:
    client, counts = browser("psdg"), []
    for unit in ("1201", "1101"):
        client.get(CONSOLE)
        with CaptureQueriesContext(connection) as captured:
            client.get(CONSOLE)
        counts.append(len(captured))
        enter(nation, unit, 15, 20)

    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_draft_is_there_for_who_prepares_it(browser: Browser, nation: Nation) -> None:
    Year.objects.update(state="draft")

    assert browser("psdg").get(CONSOLE).status_code == 200
    assert with_role(nation, Role.VIEWER, "cdd").get(CONSOLE).status_code == 404


@pytest.mark.parametrize("who", ["1201", "12", "กผ"])
def test_it_is_not_there_for_who_sees_a_part(browser: Browser, who: str) -> None:
    assert browser(who).get(CONSOLE).status_code == 404
