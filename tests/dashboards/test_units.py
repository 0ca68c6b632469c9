"""Scorecards: who sees what, and a fixed number of queries whatever their size."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.models import Agreement, Item
from rabrong.org.actions.founding import NewUnit, found_units, join_regions
from rabrong.org.models import UnitKind
from rabrong.results.scores import rebuild
from tests.dashboards.conftest import MAY, Browser, enter
from tests.nation import ENDS, NOW, STARTS, YEAR, Nation

pytestmark = pytest.mark.django_db

SCORECARD_QUERIES = 20
UNITS = ["cdd", "r1", "11", "1101", "กผ"]


@pytest.mark.parametrize("code", UNITS)
def test_every_kind_of_unit_has_a_page(browser: Browser, code: str) -> None:
    answer = browser("psdg").get(f"/2555/unit/{code}/")

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path", ["/2555/unit/nowhere/", "/2500/unit/cdd/", "/2555/kpi/99/unit/cdd/", "/2555/kpi/8/unit/11/"]
)
def test_what_is_not_there_is_not_found(browser: Browser, path: str) -> None:
    answer = browser("psdg").get(path)

    assert answer.status_code == 404
    assert "ไม่พบหน้านี้" in answer.content.decode()


def test_a_stranger_is_sent_to_the_door(nation: Nation) -> None:
    answer = Client().get("/2555/unit/cdd/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/?next=")


def test_the_department_shows_its_total_with_the_weight_counted(browser: Browser) -> None:
    page = browser("psdg").get("/2555/unit/cdd/").content.decode()

    # 4.3: (30+33+15+18)/(50+50+20+20) = 68.5714 %, 2 + 3.5714/5 = 2.7143 at weight 5; 8: 3 steps at weight 10
    assert ">2.9048</strong>" in page
    assert "คิดจากน้ำหนัก 15 จาก 15" in page
    assert "ยังไม่รับรอง" in page


def test_a_month_before_shows_what_was_known_then(browser: Browser) -> None:
    page = browser("psdg").get("/2555/unit/cdd/?month=6").content.decode()

    assert "ข้อมูลถึง มี.ค." in page
    assert '<strong class="hero-total" id="total" data-number="คะแนนรวมของกรม">-</strong>' in page


@pytest.mark.parametrize("month", ["9", "0", "13", "x", "-1"])
def test_a_month_that_has_not_opened_shows_the_newest_one(browser: Browser, month: str) -> None:
    page = browser("psdg").get(f"/2555/unit/cdd/?month={month}").content.decode()

    assert "ข้อมูลถึง พ.ค." in page


def test_provinces_are_ranked_and_the_silent_one_is_named(browser: Browser) -> None:
    page = browser("psdg").get("/2555/unit/cdd/").content.decode()

    assert "ยังไม่รายงาน: หน่วย 13" in page
    # Province 13 never reported: October was due on 12 November, 185 days before 15 May.
    assert "185 วัน" in page
    assert "2 อำเภอ ทั้งจังหวัด" in page


def test_a_change_shows_its_effect_on_the_total(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 20, 20)
    page = browser("psdg").get("/2555/unit/cdd/").content.decode()

    # (30+33+20+18)/140 = 72.1429 %: 3.4286, so 4.3 counts 0.2381 more of the total
    assert "+0.2381" in page
    assert "4.3 ขึ้นเป็น 3.4286" in page


def test_reports_are_counted_against_the_districts(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 16, 20)
    page = browser("psdg").get("/2555/unit/cdd/").content.decode()

    assert "1/6" in page


def test_a_province_knows_its_rank_and_its_districts(browser: Browser) -> None:
    page = browser("psdg").get("/2555/unit/12/").content.decode()

    assert "<strong>1</strong> จาก 3 จังหวัด" in page
    assert page.index("หน่วย 1202") < page.index("หน่วย 1201")


def test_a_bureau_shows_only_what_it_owns(browser: Browser, nation: Nation) -> None:
    page = browser("psdg").get("/2555/unit/กผ/").content.decode()

    assert "ตัวชี้วัด 4.3" in page
    assert "ตัวชี้วัด 8" in page


def test_only_the_keeper_is_asked_to_enter(browser: Browser) -> None:
    address = f"/2555/kpi/4.3/unit/1201/month/{MAY}/"

    assert address in browser("1201").get("/2555/unit/1201/").content.decode()
    assert address not in browser("psdg").get("/2555/unit/1201/").content.decode()


def queries_of(client: Client, path: str) -> int:
    """How many queries a page takes, once whatever is read only once has been read."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


PATHS = [("psdg", path) for path in ("/2555/unit/cdd/", "/2555/unit/12/", "/2555/unit/1201/", "/2555/unit/r1/")]
PATHS += [("psdg", "/2555/units/"), ("psdg", "/2555/unit/กผ/"), ("psdg", "/2555/kpi/4.3/unit/cdd/")]
PATHS += [("12", "/2555/unit/12/"), ("12", "/2555/units/"), ("12", "/2555/kpi/4.3/unit/12/")]
PATHS += [("1201", "/2555/unit/1201/"), ("1201", "/2555/units/"), ("1201", "/2555/kpi/4.3/unit/1201/")]
PATHS += [("กผ", "/2555/unit/กผ/"), ("กผ", "/2555/units/"), ("กผ", "/2555/kpi/4.3/unit/cdd/")]
PATHS += [("กผ", "/2555/kpi/4.3/unit/12/"), ("กผ", "/2555/kpi/8/unit/cdd/"), ("กผ", "/2555/kpi/4.3/unit/cdd/why/")]
PATHS += [
    ("psdg", "/2555/kpi/4.3/unit/cdd/why/?via=1201"),
    ("12", "/2555/kpi/4.3/unit/12/why/?via=1201"),
    ("1201", f"/2555/kpi/4.3/unit/1201/month/{MAY}/"),
]


@pytest.mark.parametrize(("who", "path"), PATHS)
def test_a_page_takes_as_many_queries_for_one_row_as_for_three(
    browser: Browser, nation: Nation, who: str, path: str
) -> None:
    client = browser(who)
    before = queries_of(client, path)
    for number in (1, 2):
        grow(nation, number)
    rebuild(YEAR, until_month=MAY, now=NOW)

    assert queries_of(client, path) == before


def grow(nation: Nation, number: int) -> None:
    """One province more with two districts, and one district more in province 12; all have agreements."""
    code = f"9{number}"
    new = [
        NewUnit(code, UnitKind.PROVINCE, f"ใหม่ {number}", parent="cdd"),
        NewUnit(f"{code}01", UnitKind.DISTRICT, f"{code}01", parent=code),
        NewUnit(f"{code}02", UnitKind.DISTRICT, f"{code}02", parent=code),
        NewUnit(f"129{number}", UnitKind.DISTRICT, f"129{number}", parent="12"),
    ]
    units = found_units(new, starts=STARTS, department="cdd", known=nation.units)
    join_regions([(nation.units["r1"], units[code])], starts=STARTS, ends=ENDS)
    for unit in units.values():
        agreement = Agreement.objects.create(year_id=YEAR, unit=unit)
        weights = {"6": "5", "9": "5", "12": "5"}
        Item.objects.create(
            agreement=agreement, indicator=nation.indicators["4.3"], weights=weights, target=Decimal(80)
        )


@pytest.mark.usefixtures("reads_once")
def test_the_scorecard_keeps_to_its_number_of_queries(browser: Browser) -> None:
    assert queries_of(browser("psdg"), "/2555/unit/cdd/") <= SCORECARD_QUERIES
