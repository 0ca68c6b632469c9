"""One indicator of one unit, and how its score was computed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.audit.models import Event
from rabrong.results.models import ReportNote, Score
from tests.dashboards.conftest import MAY, Browser, enter
from tests.nation import NOW, Nation

pytestmark = pytest.mark.django_db


def test_the_indicator_shows_result_target_and_score(browser: Browser) -> None:
    page = browser("psdg").get("/2555/kpi/4.3/unit/cdd/").content.decode()

    assert "<strong>68.57</strong>" in page
    assert "เป้า 80.00" in page
    assert '<strong id="score" data-number="4.3">2.7143</strong>' in page


def test_the_charts_say_in_words_what_they_show(browser: Browser) -> None:
    page = browser("psdg").get("/2555/kpi/4.3/unit/cdd/").content.decode()

    assert "เกณฑ์: 60 ได้ 1, 65 ได้ 2, 70 ได้ 3, 75 ได้ 4, 80 ได้ 5 ผล 68.57 ได้ 2.7143" in page
    assert "เม.ย. 68.57, พ.ค. 68.57" in page
    assert "2 หน่วยเรียงตามคะแนน สูงสุด หน่วย 12 5.0000 ต่ำสุด หน่วย 11 1.6000" in page


def test_provinces_are_ranked_with_the_numbers_behind(browser: Browser) -> None:
    page = browser("psdg").get("/2555/kpi/4.3/unit/cdd/").content.decode()
    ranking = page[page.index('class="ranking"') :]

    assert "33 / 40" in ranking
    assert ranking.index("หน่วย 12") < ranking.index("หน่วย 11") < ranking.index("หน่วย 13")


def test_steps_are_listed_with_those_done(browser: Browser) -> None:
    page = browser("psdg").get("/2555/kpi/8/unit/cdd/").content.decode()

    assert page.count('<li class="done">') == 3
    assert "3 จาก 5" in page


def test_a_district_shows_what_it_reported(browser: Browser) -> None:
    page = browser("psdg").get("/2555/kpi/4.3/unit/1201/").content.decode()

    assert "ตัวเลขที่รายงาน" in page
    assert "75.00" in page


def steps_of(page: str) -> list[str]:
    """The titles of the numbered steps."""
    return re.findall(r"<h3>(.*?)</h3>", page)


def test_the_way_from_the_department_ends_at_what_a_district_typed(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 16, 20)
    page = browser("psdg").get("/2555/kpi/4.3/unit/cdd/why/?via=1201").content.decode()

    assert steps_of(page) == [
        "ส่วนในคะแนนรวมของหน่วย cdd",
        "คะแนนจากเกณฑ์",
        "ผลของหน่วย cdd",
        "จังหวัดหน่วย 12",
        "อำเภอหน่วย 1201",
        "รายงานเดือน พ.ค.",
        "หลักฐาน",
        "ผู้ส่งและผู้อนุมัติ",
        "เกณฑ์ที่ลงนาม",
    ]
    # 97 of 140 reached it, 34 of 40 in province 12, 16 of 20 in the district
    assert [found for found in re.findall(r"<b>(\d+)</b>", page) if found in ("97", "140", "34", "40", "16", "20")]
    event = Event.objects.get(subject="entry 2555/4.3/1201/8")
    assert f"#{event.number} {event.digest[:10]}" in page


def test_the_steps_spell_the_arithmetic_out(browser: Browser) -> None:
    page = browser("psdg").get("/2555/kpi/4.3/unit/cdd/why/").content.decode()

    assert "(68.5714 − 65) ÷ (70 − 65)" in page
    assert "รวมจำนวนก่อนแล้วจึงคิดตามสูตร ไม่ใช่ค่าเฉลี่ยของร้อยละ" in page
    assert "ยังไม่รายงาน: หน่วย 13" in page


def test_a_district_that_is_elsewhere_is_not_looked_into(browser: Browser) -> None:
    page = browser("psdg").get("/2555/kpi/4.3/unit/11/why/?via=1201").content.decode()

    assert steps_of(page)[-2:] == ["ผลของหน่วย 11", "เกณฑ์ที่ลงนาม"]


def test_an_old_version_stays_visible_under_the_new_one(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 15, 20)
    enter(nation, "1201", 16, 20, version=1)
    page = browser("psdg").get("/2555/kpi/4.3/unit/1201/why/").content.decode()

    assert page.index("= 16") < page.index("<s>ก. ก = 15</s>")


def test_steps_of_a_bureau_end_at_its_own_number(browser: Browser) -> None:
    page = browser("psdg").get("/2555/kpi/8/unit/cdd/why/").content.decode()

    assert steps_of(page)[-4] == "รายงานเดือน เม.ย."
    assert "ผล = 3" in page


@pytest.mark.parametrize(("header", "whole"), [({}, True), ({"HX-Request": "true"}, False)])
def test_the_panel_is_the_page_without_its_frame(browser: Browser, header: dict[str, str], whole: bool) -> None:
    page = browser("psdg").get("/2555/kpi/4.3/unit/cdd/why/", headers=header).content.decode()

    assert ("<html" in page) is whole
    assert 'class="rail"' in page


def wrote(nation: Nation, unit: str, problems: str, month: int = MAY, version: int = 1) -> None:
    """What the keeper of a district wrote beside a month."""
    ReportNote.objects.create(
        unit=nation.units[unit],
        indicator=nation.indicators["4.3"],
        month=month,
        version=version,
        problems=problems,
        by=nation.people[unit],
        at=NOW,
    )


def test_a_district_reads_the_newest_note_of_each_month(browser: Browser, nation: Nation) -> None:
    wrote(nation, "1201", "ถนนขาด")
    wrote(nation, "1201", "ฝนตกหนัก", version=2)
    wrote(nation, "1201", "รถเสีย", month=7)
    page = browser("1201").get("/2555/kpi/4.3/unit/1201/").content.decode()

    assert "ถนนขาด" not in page
    assert page.index("พ.ค.</b>") < page.index("ฝนตกหนัก") < page.index("เม.ย.</b>") < page.index("รถเสีย")
    assert "ผู้จัดเก็บ 1201" in page


def test_a_remark_on_the_numbers_stands_with_the_month(browser: Browser, nation: Nation) -> None:
    form = {"ก": "14", "ข": "20", "version-ก": "0", "version-ข": "0", f"remark~4.3~{MAY}": "นับซ้ำเดือนก่อน"}
    browser("1201").post(f"/2555/kpi/4.3/unit/1201/month/{MAY}/", {**form, "save": "submit"})

    assert "นับซ้ำเดือนก่อน" in browser("1201").get("/2555/kpi/4.3/unit/1201/").content.decode()


def test_a_province_reads_what_its_own_districts_wrote(browser: Browser, nation: Nation) -> None:
    wrote(nation, "1201", "ฝนตกหนัก")
    wrote(nation, "1101", "ของจังหวัดอื่น")
    page = browser("12").get("/2555/kpi/4.3/unit/12/").content.decode()

    assert "ฝนตกหนัก" in page
    assert "ของจังหวัดอื่น" not in page
    whole = browser("psdg").get("/2555/kpi/4.3/unit/cdd/").content.decode()
    assert "ฝนตกหนัก" in whole
    assert "ของจังหวัดอื่น" in whole


def test_the_page_takes_as_many_queries_for_many_notes_as_for_none(browser: Browser, nation: Nation) -> None:
    client = browser("psdg")
    client.get("/2555/kpi/4.3/unit/cdd/")
    with CaptureQueriesContext(connection) as none:
        client.get("/2555/kpi/4.3/unit/cdd/")
    for unit in ("1101", "1102", "1201", "1202"):
        wrote(nation, unit, "ฝนตกหนัก")
    with CaptureQueriesContext(connection) as many:
        client.get("/2555/kpi/4.3/unit/cdd/")

    assert len(many) == len(none)


def test_what_does_not_apply_is_not_called_unreported(browser: Browser, nation: Nation) -> None:
    """Missing, N/A and 0 are three things: the score, the result and the ranking of districts say N/A."""
    kept = Score.objects.filter(item__indicator__code="4.3", item__agreement__unit__code__in=["12", "1201"])
    kept.update(state="not_applicable", result=None, exact=None, shown=None)
    page = browser("psdg").get("/2555/kpi/4.3/unit/12/").content.decode()
    head = page[page.index('id="indicator-head"') : page.index('id="facts"')]
    facts = page[page.index('id="facts"') : page.index('class="acts indicator-acts"')]
    assert "N/A" in head
    assert "N/A" in facts
    assert "ใช้กับหน่วยนี้ไม่ได้" in head
    assert "ยังไม่รายงาน" not in head + facts
    row = page[page.index(">หน่วย 1201</a>") :].split("</tr>")[0]
    assert row.count("N/A") == 2  # result and score


def test_without_a_month_and_a_plan_no_axes_are_drawn(browser: Browser, nation: Nation) -> None:
    Score.objects.filter(item__indicator__code="4.3", item__agreement__unit__code="12").delete()
    page = browser("psdg").get("/2555/kpi/4.3/unit/12/").content.decode()
    section = page[page.index('id="months-title"') :].split("</section>")[0]
    assert "ยังไม่มีผลรายเดือน" in section
    assert "<svg" not in section
