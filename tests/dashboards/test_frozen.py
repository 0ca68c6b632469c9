"""The pages of a closed round: the digits that were frozen, a way to the live ones, and what every total is called."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.models import Item, Year
from rabrong.dashboards.queries.frozen import frozen_year
from rabrong.dashboards.queries.indicators import unit_year
from rabrong.results.actions.reporting import submit_reports
from rabrong.results.actions.rounds import reopen_round
from rabrong.results.models import Report, ReportState
from rabrong.results.queries.rounds import snapshot_of
from tests.dashboards.closing import MARCH
from tests.dashboards.conftest import Browser
from tests.nation import NOW, YEAR, Nation, actor

pytestmark = pytest.mark.django_db


def page_of(browser: Browser, address: str, who: str = "psdg") -> str:
    """A page as text."""
    answer = browser(who).get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def total_in(page: str) -> str:
    """The large total of a scorecard."""
    found = re.search(r'id="total"[^>]*>([^<]*)<', page)
    assert found is not None
    return found.group(1)


def row_in(page: str, code: str) -> str:
    """The score in an indicator's row."""
    found = re.search(rf'id="score-{re.escape(code)}".*?</span></span>', page, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>|\s", "", found.group(0).split(">", 1)[1])


@pytest.mark.parametrize(("unit", "frozen", "live"), [("12", "5.0000", "4.0000"), ("1201", "4.0000", "1.0000")])
def test_rows_and_total_of_a_closed_round_are_the_frozen_ones(
    browser: Browser, closed: Nation, unit: str, frozen: str, live: str
) -> None:
    """District 1201: 15/20 = 75 %, level 4; then 12/20 = 60 %, level 1."""
    page = page_of(browser, f"/2555/unit/{unit}/?month=6")
    assert total_in(page) == frozen
    assert frozen in row_in(page, "4.3")
    assert "หน้านี้แสดงตัวเลขที่เก็บไว้ตอนปิดรอบ" in page
    assert "ตัวเลขสดขณะนี้ต่างไป" in page

    now = page_of(browser, f"/2555/unit/{unit}/?month=6&live=1")
    assert total_in(now) == live
    assert live in row_in(now, "4.3")
    assert "หน้านี้แสดงตัวเลขสด" in now


def test_the_districts_of_a_province_are_ranked_by_their_frozen_totals(browser: Browser, closed: Nation) -> None:
    ranked = page_of(browser, "/2555/unit/12/?month=6").split('class="ranking')[1].split("</table>")[0]
    assert "4.0000" in ranked  # 1201, as it was
    assert "1.0000" not in ranked
    assert "1.0000" in page_of(browser, "/2555/unit/12/?month=6&live=1").split('class="ranking')[1]


def test_the_indicator_shows_frozen_result_and_numbers(browser: Browser, closed: Nation) -> None:
    page = page_of(browser, "/2555/kpi/4.3/unit/12/?month=6")
    assert 'data-number="4.3">5.0000<' in page
    assert "15 / 20" in page
    assert "โดยการปิดรอบ 6 เดือน ฉบับที่ 1" in page

    live = page_of(browser, "/2555/kpi/4.3/unit/12/?month=6&live=1")
    assert 'data-number="4.3">4.0000<' in live
    assert "12 / 20" in live


def test_a_weight_changed_after_the_closing_does_not_move_the_frozen_page(browser: Browser, closed: Nation) -> None:
    Item.objects.filter(agreement=closed.agreements["12"]).update(weights={"6": "40", "9": "40", "12": "40"})

    assert "คิดจากน้ำหนัก 5 จาก 5" in page_of(browser, "/2555/unit/12/?month=6")
    assert "คิดจากน้ำหนัก 40 จาก 40" in page_of(browser, "/2555/unit/12/?month=6&live=1")


def test_an_indicator_that_left_the_agreement_stays_on_the_frozen_page(browser: Browser, closed: Nation) -> None:
    Item.objects.get(agreement=closed.agreements["12"], indicator=closed.indicators["4.3"]).delete()

    assert "5.0000" in row_in(page_of(browser, "/2555/unit/12/?month=6"), "4.3")


def test_a_reopened_round_is_live_again(browser: Browser, closed: Nation) -> None:
    reopen_round(Year.objects.get(), 6, "หนังสือ สตง.", by=actor(closed.people["psdg"]), now=NOW)

    page = page_of(browser, "/2555/unit/12/?month=6")
    assert total_in(page) == "4.0000"
    assert "ปิดรอบ" not in page


@pytest.mark.parametrize("address", ["/2555/unit/12/?month=8", "/2555/kpi/4.3/unit/1201/?month=8"])
def test_the_label_says_what_makes_a_total_certified(browser: Browser, nation: Nation, address: str) -> None:
    submit_reports(YEAR)
    assert "ยังไม่รับรอง" in page_of(browser, address)

    Report.objects.update(state=ReportState.CERTIFIED, passed=3)
    page = page_of(browser, address)
    assert "ยังไม่รับรอง" not in page
    assert "ทุกรายงานที่นับรับรองแล้ว" in page


def test_one_report_that_waits_makes_the_total_uncertified(browser: Browser, nation: Nation) -> None:
    submit_reports(YEAR)
    Report.objects.exclude(unit=nation.units["1201"]).update(state=ReportState.CERTIFIED, passed=3)

    assert "ยังไม่รับรอง" in page_of(browser, "/2555/kpi/4.3/unit/12/?month=8")
    assert "ทุกรายงานที่นับรับรองแล้ว" in page_of(browser, "/2555/kpi/4.3/unit/1202/?month=8")


def test_a_closed_round_is_labelled_by_its_closing_in_both_languages(browser: Browser, closed: Nation) -> None:
    assert "รับรองแล้ว" in page_of(browser, "/2555/unit/12/?month=6")
    client = browser("psdg")
    client.cookies["django_language"] = "en"
    page = unescape(client.get("/2555/unit/12/?month=6").content.decode())
    assert "by the closing of round 6, revision 1" in page


def test_a_frozen_page_takes_few_queries_more_than_a_live_one(browser: Browser, closed: Nation) -> None:
    """The other units' snapshots: districts, and provinces on the map."""
    client, counts = browser("psdg"), []
    for address in ("/2555/unit/12/?month=6&live=1", "/2555/unit/12/?month=6"):
        client.get(address)
        with CaptureQueriesContext(connection) as taken:
            client.get(address)
        counts.append(len(taken))

    assert counts[1] <= counts[0] + 2


@pytest.mark.parametrize("who", ["1202", "11"])
def test_what_is_frozen_of_others_is_not_found(browser: Browser, closed: Nation, who: str) -> None:
    assert browser(who).get("/2555/unit/1201/?month=6").status_code == 404
    assert browser(who).get("/2555/kpi/4.3/unit/1201/?month=6&live=1").status_code == 404


def test_reading_a_closed_round_leaves_the_items_as_they_are_agreed_now(closed: Nation) -> None:
    province = closed.agreements["12"]
    Item.objects.filter(agreement=province).update(weights={"6": "1", "9": "1", "12": "1"})
    year, snapshot = unit_year(province, MARCH), snapshot_of(closed.units["12"], YEAR, MARCH)
    assert snapshot is not None

    frozen, _ = frozen_year(year, snapshot)

    assert all(item.weights["6"] == "1" for item in year.items)
    assert all(item.weights["6"] != "1" for item in frozen.items)
