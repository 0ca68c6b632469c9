"""What is rare and true: nothing left that counts, no agreement, names without end, all that can be reached."""

import re
from datetime import datetime
from html import unescape

import pytest

from rabrong.agreements.models import Agreement, IndicatorVersion, Item, Year
from rabrong.agreements.models.years import YearState
from rabrong.demo.clock import BANGKOK
from rabrong.demo.models import Mark
from rabrong.org.models import UnitVersion
from rabrong.results.scores import rebuild
from tests.dashboards.conftest import MAY, Browser
from tests.nation import NOW, YEAR, Nation

pytestmark = pytest.mark.django_db

OF_UNIT = ("", "past/?on=2012-05-02", "compare/?with=day&on=2012-05-02", "present/", "improvements/",
           "structure/", "years/", "excel/", "scorecard.xlsx", "scorecard.csv")  # fmt: skip
OF_MANY = ("map/", "map/?by=region", "map/?kpi=4.3", "months/", "months/?export=csv", "years/?of=units")
OF_KPI = ("", "spread/", "why/", "plan/")
LONG_THAI = "การส่งเสริมและพัฒนาเศรษฐกิจฐานรากชุมชนเข้มแข็งพึ่งตนเองได้อย่างยั่งยืนตามหลักปรัชญาของเศรษฐกิจพอเพียงและแผนพัฒนาจังหวัด"
LONG_ENGLISH = "Strengtheningandsustainingcommunityeconomies" * 3


def pages(browser: Browser, unit: str, kpi: str = "4.3") -> dict[str, str]:
    """Every page of a unit and of an indicator of it, as text."""
    client = browser("psdg")
    many = OF_MANY if unit == "cdd" else ()
    paths = [f"/2555/unit/{unit}/{each}" for each in (*OF_UNIT, *many)]
    paths += [f"/2555/kpi/{kpi}/unit/{unit}/{each}" for each in OF_KPI]
    found = {}
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        found[path] = "" if "xlsx" in path else unescape(b"".join(answer).decode())
    return found


def words_of(page: str) -> str:
    """What is read on a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def cancelled(nation: Nation) -> Nation:
    """Every indicator is cancelled from round 6 on."""
    IndicatorVersion.objects.update(cancelled=6)
    rebuild(YEAR, until_month=MAY, now=NOW)
    return nation


@pytest.mark.parametrize("unit", ["cdd", "12", "1201"])
@pytest.mark.usefixtures("cancelled")
def test_where_all_is_cancelled_no_total_is_made_and_the_page_says_why(browser: Browser, unit: str) -> None:
    found = pages(browser, unit)
    card = words_of(found[f"/2555/unit/{unit}/"])

    assert "ไม่มีตัวชี้วัดที่นับในรอบนี้" in card
    assert "ยกเลิกตั้งแต่รอบ 6 เดือน" in card
    assert "คิดจากน้ำหนัก 0 จาก 0" not in card
    for path, page in found.items():
        assert not re.search(r"(?<!\d)0\.0000", words_of(page)), path  # nothing is not zero


def test_a_unit_without_an_agreement_says_so(browser: Browser, nation: Nation) -> None:
    Agreement.objects.filter(unit=nation.units["13"]).delete()
    page = words_of(browser("psdg").get("/2555/unit/13/").content.decode())

    assert "ยังไม่มีคำรับรอง" in page
    assert browser("psdg").get("/2555/unit/cdd/").status_code == 200


def test_a_total_of_all_that_can_be_reached_fills_the_scale(browser: Browser, nation: Nation) -> None:
    """33 of 40 is 82.5 %: level 5 of 5, and so is the total."""
    found = pages(browser, "12")

    assert ">5.0000</strong>" in found["/2555/unit/12/"]
    assert "จาก 5.0000" in words_of(found["/2555/unit/12/"])
    assert "NaN" not in "".join(found.values())


def test_names_without_a_space_stay_whole_on_every_page(browser: Browser, nation: Nation) -> None:
    UnitVersion.objects.filter(unit=nation.units["12"]).update(name=LONG_THAI, name_en=LONG_ENGLISH)
    IndicatorVersion.objects.filter(code="4.3").update(name=LONG_THAI, name_en=LONG_ENGLISH)
    for unit in ("cdd", "12", "1201"):
        found = pages(browser, unit)
        assert LONG_THAI in found[f"/2555/unit/{unit}/"]
        assert LONG_THAI in found[f"/2555/kpi/4.3/unit/{unit}/"]


def test_an_indicator_alone_is_the_whole_total(browser: Browser, nation: Nation) -> None:
    """The department with 4.3 only: 2.7143 is its score and its total, at weight 5 of 5."""
    Item.objects.filter(indicator__code="8").delete()
    rebuild(YEAR, until_month=MAY, now=NOW)
    found = pages(browser, "cdd")

    assert ">2.7143</strong>" in found["/2555/unit/cdd/"]
    assert "คิดจากน้ำหนัก 5 จาก 5" in found["/2555/unit/cdd/"]


@pytest.fixture
def over(nation: Nation) -> Nation:
    """It is November 2555; the year 2555 is over and closed."""
    Mark.objects.create(loaded="a nation", now=datetime(2012, 11, 20, 10, tzinfo=BANGKOK))
    rebuild(YEAR, until_month=12, now=NOW)
    Year.objects.update(state=YearState.CLOSED)
    return nation


@pytest.mark.usefixtures("over")
def test_a_closed_year_is_read_as_before_and_asks_for_nothing(browser: Browser) -> None:
    found = pages(browser, "12")
    grid = words_of(browser("1201").get("/2555/unit/1201/entry/").content.decode())
    work = words_of(browser("1201").get("/2555/work/").content.decode())

    assert ">5.0000</strong>" in found["/2555/unit/12/"]
    for page in (grid, work):
        assert "ปีงบประมาณ 2555 ปิดแล้ว ไม่รับตัวเลขอีก" in page
        assert "ส่งทั้งหมดที่ครบ" not in page
        assert "เปิดเป็นกรณีพิเศษ" not in page  # nobody can any more
