"""Where the year will end, on the scorecard, on an indicator's page, and what would raise the total."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.models import IndicatorVersion, Item, PastResult, Year, YearState
from rabrong.dashboards.pages.forecasts.ahead import forecasts_ahead
from rabrong.monitoring.finding.forecasts import Ahead
from rabrong.monitoring.models import AlertKind
from rabrong.results.models import Entry, Trajectory
from rabrong.results.scores import rebuild
from tests.dashboards.conftest import MAY, Browser
from tests.monitoring.world import look, rule
from tests.nation import NOW, YEAR, Nation

pytestmark = pytest.mark.django_db
SCORECARD_QUERIES = 20
CARD, KPI = "/2555/unit/cdd/", "/2555/kpi/4.3/unit/cdd/"
IMPROVEMENTS, PLAN = f"{CARD}improvements/", f"{KPI}plan/"


@pytest.fixture
def past(nation: Nation) -> Nation:
    """4.3 stands at 96 of 140, 68.5714 %; by May 2553 had all of its end, 2554 100/105 of it.

    68.5714 and 72: middle 70.2857, 3.0571 points; 1.5 times 3.4286 beside: 68.5714 (what is done stays) to 77.1429.
    Steps (8) stand at 3, and no past year says more.
    """
    for year, months in ((2553, {MAY: "75", 0: "75"}), (2554, {MAY: "75", 0: "78.75"})):
        for month, value in months.items():
            PastResult.objects.create(
                indicator=nation.indicators["4.3"].indicator,
                unit=nation.units["cdd"],
                year=year,
                month=month,
                value=Decimal(value),
            )
    return nation


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_hero_says_where_the_year_will_end(browser: Browser, past: Nation) -> None:
    page = page_of(browser("psdg"), CARD)
    # (3.057142... x 5 + 3 x 10) / 15 = 3.0190; low: 68.5714 is 2.7143: (13.5714 + 30) / 15 = 2.9048
    # high: 77.1429 is 4.4286: (22.1429 + 30) / 15 = 3.4762
    assert "<dd>3.0190</dd>" in page
    assert "ช่วง 2.9048–3.4762" in page
    assert "คาดการณ์สิ้นปี 3.0571 ช่วง 2.7143 ถึง 4.4286" in page  # of 4.3, for who cannot see its bullet
    assert 'class="cone"' in page


@pytest.mark.usefixtures("reads_once")
def test_a_forecast_costs_no_query_more_than_is_allowed(browser: Browser, past: Nation) -> None:
    client = browser("psdg")
    client.get(CARD)
    with CaptureQueriesContext(connection) as asked:
        client.get(CARD)
    assert len(asked) <= SCORECARD_QUERIES


def test_without_anything_to_go_by_nothing_is_forecast(browser: Browser, nation: Nation) -> None:
    page = page_of(browser("psdg"), CARD)
    assert "คาดการณ์สิ้นปี" not in page
    assert 'class="cone"' not in page
    assert "คาดการณ์ไม่ได้ เพราะข้อมูลน้อยเกินไป" in page_of(browser("psdg"), KPI)


def test_a_closed_year_is_not_forecast(browser: Browser, past: Nation) -> None:
    Year.objects.filter(pk=YEAR).update(state=YearState.CLOSED)
    assert "คาดการณ์สิ้นปี" not in page_of(browser("psdg"), CARD)
    assert 'id="forecast"' not in page_of(browser("psdg"), KPI)
    assert "ไม่มีอะไรให้คาดการณ์" in page_of(browser("psdg"), IMPROVEMENTS)


def test_a_cancelled_indicator_has_no_forecast(browser: Browser, past: Nation) -> None:
    IndicatorVersion.objects.filter(code="4.3").update(cancelled=9)
    assert 'id="forecast"' not in page_of(browser("psdg"), KPI)


def test_the_page_of_an_indicator_names_method_sources_and_what_levels_need(browser: Browser, past: Nation) -> None:
    page = page_of(browser("psdg"), KPI)
    assert "ผลถึงเดือนนี้ ÷ สัดส่วนของทั้งปีที่ทำได้ถึงเดือนเดียวกัน" in page
    assert "ตามปี 2553" in page
    assert "70.29" in page
    # 2553 from 2554 alone and 2554 from 2553 alone are one source each: too little to be tested
    assert "ยังทดสอบย้อนหลังไม่ได้" in page
    # 65 is reached; 75 needs 6.43, 1.61 a month; nothing moved from April to May, so it is faster than ever:
    # 75 % of 140 are 105, nine more than 96
    assert "ถึงแล้ว" in page
    assert ">6.43<" in page
    assert ">1.61<" in page
    assert "ไม่น่าทันในเวลาที่เหลือ" in page
    assert "ก อีก 9" in page


def test_three_past_years_are_tested_against_each_other(browser: Browser, past: Nation) -> None:
    for month, value in ((MAY, "60"), (0, "66")):
        PastResult.objects.create(
            indicator=past.indicators["4.3"].indicator,
            unit=past.units["cdd"],
            year=2552,
            month=month,
            value=Decimal(value),
        )
    # 2552 (60, came to 66 or 2.2): from 60 and 63 -> 61.5 is 1.3, off by 0.9; 60 to 67.5: held
    # 2553 (75, 75 or 4): from 82.5 and 78.75 -> 80.625 is 5, off by 1; 75 to 88.125: held
    # 2554 (75, 78.75 or 4.75): from 82.5 and 75 -> 78.75, not off; held. Mean (0.9 + 1 + 0) / 3 = 0.6333
    page = page_of(browser("psdg"), KPI)
    assert "คลาดเคลื่อนเฉลี่ย 0.6333 คะแนน ช่วงครอบคลุมผลจริง 3 จาก 3 ปี" in page


def test_the_plan_is_drawn_beside_the_results(browser: Browser, past: Nation) -> None:
    assert 'class="planned"' not in page_of(browser("psdg"), KPI)
    planned(past)
    assert 'class="planned"' in page_of(browser("psdg"), KPI)


def planned(nation: Nation) -> None:
    Trajectory.objects.create(
        unit=nation.units["cdd"],
        indicator=nation.indicators["4.3"],
        version=1,
        months=[str(40 + 3 * month) for month in range(12)],
        by=nation.people["psdg"],
        at=NOW,
    )


def test_one_level_up_says_what_it_takes_and_brings(browser: Browser, past: Nation) -> None:
    page = page_of(browser("psdg"), IMPROVEMENTS)
    # 4.3 from 70.2857 (3.0571) to 75 (4): 4.71 more; 5/15 x 0.9429 = 0.3143; to 80: 5/15 x 1.9429 = 0.6476
    # 8 from 3 to 4 steps: 10/15 x 1 = 0.6667
    assert "+4.71" in page
    for gain in ("+0.3143", "+0.6476", "+0.6667"):
        assert gain in page


def test_most_for_a_month_of_work_comes_first(browser: Browser, past: Nation) -> None:
    # 4.3 also stood at 60 % in March: 8.5714 in two months, 4.2857 a month: 4.7143 are 1.1 months
    for cell, value in (("ก", 84), ("ข", 140)):
        Entry.objects.create(
            unit=past.units["1101"],
            indicator=past.indicators["4.3"],
            cell=cell,
            month=6,
            version=1,
            value=Decimal(value),
            by=past.people["1101"],
            at=NOW,
        )
    rebuild(YEAR, until_month=MAY, now=NOW)
    page = page_of(browser("psdg"), IMPROVEMENTS)
    assert ">1.1<" in page
    assert page.index("ตัวชี้วัด 4.3") < page.index("ตัวชี้วัด 8")  # nobody knows how long a step takes


def test_results_can_be_tried_and_are_kept_nowhere(browser: Browser, past: Nation) -> None:
    page = page_of(browser("psdg"), f"{IMPROVEMENTS}?result-8=5")
    # (3.057142... x 5 + 5 x 10) / 15 = 4.3524, which shows as 1.3334 more than 3.0190
    assert "4.3524" in page
    assert "+1.3334" in page
    assert "<dd>3.0190</dd>" in page_of(browser("psdg"), CARD)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("result-8=6", "ขั้นตอนเป็นจำนวนเต็มไม่เกินที่มี"),
        ("result-8=4.5", "ต้องเป็นจำนวนเต็ม"),
        ("result-4.3=abc", "4.3"),
        ("result-4.3=N/A", "พิมพ์ตัวเลข"),
    ],
)
def test_what_cannot_be_tried_says_why(browser: Browser, past: Nation, typed: str, said: str) -> None:
    page = page_of(browser("psdg"), f"{IMPROVEMENTS}?{typed}")
    assert 'aria-invalid="true"' in page
    assert said in page
    assert "ถ้าได้ผลตามที่ลอง" not in page


def test_what_is_judged_is_tried_in_points(browser: Browser, past: Nation) -> None:
    IndicatorVersion.objects.filter(code="8").update(criteria={"kind": "score"})
    Item.objects.filter(indicator__code="8").update(target=Decimal(4))
    rebuild(YEAR, until_month=MAY, now=NOW)
    client = browser("psdg")
    assert "คะแนนอยู่ใน 0 ถึง 5" in page_of(client, f"{IMPROVEMENTS}?result-8=6")
    # (15.2857 + 45) / 15 = 4.0190
    assert "4.0190" in page_of(client, f"{IMPROVEMENTS}?result-8=4.5")


def test_a_plan_to_begin_with_goes_to_the_target(browser: Browser, past: Nation) -> None:
    page = page_of(browser("psdg"), PLAN)
    # by May the past years had 1 and 100/105 of their end: 0.97619 of 80 is 78.10; October: 80/12 = 6.67
    assert 'name="month-8" value="78.1"' in page
    assert 'name="month-1" value="6.67"' in page
    assert "ยังไม่มีแผน" in page


def test_a_plan_is_saved_and_listed(browser: Browser, past: Nation) -> None:
    client = browser("psdg")
    answer = client.post(PLAN, {"seen": "0", "month-6": "๖๐", "month-12": "80"})
    assert answer.status_code == 302
    assert Trajectory.objects.get().months == [*[""] * 5, "60", *[""] * 5, "80"]
    page = page_of(client, PLAN)
    assert "ฉบับที่ 1" in page
    assert 'name="seen" value="1"' in page


def test_a_refused_plan_keeps_what_was_typed(browser: Browser, past: Nation) -> None:
    client = browser("psdg")
    answer = client.post(PLAN, {"seen": "0", "month-6": "abc", "month-12": "80"})
    assert answer.status_code == 422
    assert 'value="abc"' in answer.content.decode()
    assert "อ่านแผนของเดือน มี.ค. ไม่ออก" in answer.content.decode()
    answer = client.post(PLAN, {"seen": "3", "month-12": "80"})
    assert "มีผู้แก้แผนนี้" in answer.content.decode()
    assert not Trajectory.objects.exists()


def test_who_may_not_plan_sees_numbers_without_fields(browser: Browser, past: Nation) -> None:
    planned(past)
    page = page_of(browser("กผ"), "/2555/kpi/8/unit/cdd/plan/")
    assert "<input" not in page.split("<main", 1)[1]
    answer = browser("กผ").post("/2555/kpi/8/unit/cdd/plan/", {"seen": "0", "month-12": "5"})
    assert answer.status_code == 403


def test_alerts_are_given_the_expected_and_the_promised_score(past: Nation) -> None:
    """4.3 is expected at 70.2857 %, 3 + 0.2857 / 5 = 3.0571 points; 80 % was promised, five points. Steps have no
    target, so there is nothing to fall short of."""
    version = past.indicators["4.3"].pk
    expected = Ahead(past.units["cdd"].pk, "department", version, Decimal("3.0571"), Decimal("5.0000"))
    assert forecasts_ahead(YEAR, MAY, None, ("department",)) == [expected]
    assert forecasts_ahead(YEAR, MAY, frozenset({past.units["cdd"].pk}), ("department",)) == [expected]
    assert forecasts_ahead(YEAR, MAY, frozenset({past.units["12"].pk}), ("department",)) == []
    assert forecasts_ahead(YEAR, 12, None, ("department",)) == []


def test_an_expected_score_under_the_target_opens_an_alert(past: Nation) -> None:
    rule(past, AlertKind.FORECAST, "0.5", "department")
    assert look() == ["forecast cdd 8"]
