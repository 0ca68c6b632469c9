"""Looking back to a day, comparing with something else, showing upward without names, and the file of a scorecard."""

import csv
import io
import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.models import PastResult, PastTotal
from rabrong.results.models import Entry, Trajectory
from rabrong.results.scores import rebuild
from tests.dashboards.conftest import MAY, Browser
from tests.nation import NOW, YEAR, Nation

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def total_in(page: str) -> str:
    found = re.search(r'id="total"[^>]*>([^<]*)<', page)
    assert found is not None
    return found.group(1)


def totals_in(page: str) -> list[str]:
    """The own total, the other's, the difference."""
    block = re.search(r'<dl class="totals">.*?</dl>', page, re.DOTALL)
    assert block is not None
    return re.findall(r"[+−]?\d\.\d{4}", re.sub(r"<[^>]+>", " ", block.group(0)))


@pytest.fixture
def corrected(nation: Nation) -> Nation:
    """April of 1301 was 15 of 20 on 14 May, 75 % and four points, and is 12 of 20 since: 60 %, one point."""
    for version, (met, at) in enumerate(((15, NOW - DAY), (12, NOW)), 1):
        for cell, value in (("ก", met), ("ข", 20)):
            Entry.objects.create(
                unit=nation.units["1301"],
                indicator=nation.indicators["4.3"],
                cell=cell,
                month=7,
                version=version,
                value=Decimal(value),
                by=nation.people["1301"],
                at=at,
            )
    rebuild(YEAR, until_month=MAY, now=NOW)
    return nation


def test_a_past_day_shows_what_was_known_at_its_end(browser: Browser, corrected: Nation) -> None:
    page = read(browser("psdg"), "/2555/unit/13/past/?on=2012-05-14&month=7")
    assert total_in(page) == "4.0000"
    assert total_in(read(browser("psdg"), "/2555/unit/13/past/?on=15/5/2555&month=7")) == "1.0000"
    assert total_in(read(browser("psdg"), "/2555/unit/13/?month=7")) == "1.0000"
    assert "ที่ส่งหรือแก้หลังจากนั้นไม่นับ" in page
    assert "ยังไม่รับรอง" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/4/2555", "ไม่มีวันนี้ในปฏิทิน"),
        ("16/5/2555", "เลือกวันที่ผ่านมาแล้ว"),
        ("1/1/2550", "เลือกวันนั้นหรือหลังจากนั้น"),
        ("พรุ่งนี้", "อ่านวันที่นี้ไม่ออก"),
        ("", "จำเป็น"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_stays_in_the_field(
    browser: Browser, nation: Nation, typed: str, said: str
) -> None:
    page = read(browser("psdg"), f"/2555/unit/12/past/?on={typed}", 422)
    assert said in page
    assert f'value="{typed}"' in page or not typed


def test_without_a_day_the_page_says_what_it_would_do(browser: Browser, nation: Nation) -> None:
    page = read(browser("psdg"), "/2555/unit/12/past/")
    assert "เลือกวัน แล้วหน้านี้จะคำนวณคะแนนจากรายงานที่ส่งมาถึงวันนั้นเท่านั้น" in page
    assert 'id="total"' not in page


def test_compared_with_last_year_both_totals_and_the_difference_stand(browser: Browser, nation: Nation) -> None:
    """April: 33/40 = 82.5 %, five points; the year before 3.2500: 1.7500 more."""
    PastTotal.objects.create(unit=nation.units["12"], year=YEAR - 1, month=7, total=Decimal("3.25"))
    PastResult.objects.create(
        indicator=nation.indicators["4.3"].indicator,
        unit=nation.units["12"],
        year=YEAR - 1,
        month=7,
        value=Decimal("71.5"),
        score=Decimal("3.25"),
    )
    page = read(browser("psdg"), "/2555/unit/12/compare/?with=year&month=7")
    assert totals_in(page) == ["5.0000", "3.2500", "+1.7500"]
    assert "71.50" in page
    assert "สูงกว่า 1 ตัวชี้วัด ต่ำกว่า 0" in page


def test_compared_with_its_region_the_middle_and_the_place_stand(browser: Browser, nation: Nation) -> None:
    """Region 1 is provinces 11 and 12. 11: 63/100 = 63 %, 1 + 3/5 = 1.6 points; 12: 5 points; the
    middle of the two is 3.3, and 12 is 1.7 above it, first of two."""
    page = read(browser("psdg"), "/2555/unit/12/compare/?with=like&month=7")
    assert totals_in(page) == ["5.0000", "3.3000", "+1.7000"]
    assert "ดีที่สุด 5.0000 · อันดับ 1 จาก 2" in page
    low = read(browser("psdg"), "/2555/unit/11/compare/?with=like&month=7")
    assert totals_in(low) == ["1.6000", "3.3000", "−1.7000"]


def test_compared_with_the_plan_what_was_meant_to_be_reached_stands(browser: Browser, nation: Nation) -> None:
    """68 % were meant to be reached by April, 2 + 3/5 points; 33/40 = 82.5 %, five points, were: 2.4 more."""
    Trajectory.objects.create(
        unit=nation.units["12"],
        indicator=nation.indicators["4.3"],
        version=1,
        months=["10", "20", "30", "40", "50", "60", "68", "70", "72", "74", "76", "78"],
        by=nation.people["psdg"],
        at=NOW,
    )
    page = read(browser("psdg"), "/2555/unit/12/compare/?with=plan&month=7")
    assert totals_in(page) == ["5.0000", "2.6000", "+2.4000"]
    assert "68.00" in page
    assert "ตัวชี้วัดที่มีแผน 1 จาก 1 ตัว" in page


def test_compared_with_a_past_day_the_correction_is_the_difference(browser: Browser, corrected: Nation) -> None:
    page = read(browser("psdg"), "/2555/unit/13/compare/?with=day&on=14/5/2555&month=7")
    assert totals_in(page) == ["1.0000", "4.0000", "−3.0000"]


def test_who_does_not_see_the_others_is_not_offered_them(browser: Browser, nation: Nation) -> None:
    assert "with=like" not in read(browser("12"), "/2555/unit/12/compare/")
    read(browser("12"), "/2555/unit/12/compare/?with=like", 404)
    read(browser("12"), "/2555/unit/12/compare/?with=wide", 404)
    assert "with=like" in read(browser("12"), "/2555/unit/1201/compare/")
    read(browser("1201"), "/2555/unit/1201/compare/?with=like", 404)
    read(browser("psdg"), "/2555/unit/12/compare/?with=nonsense", 404)


def test_the_view_for_showing_upward_names_no_unit_and_no_person(browser: Browser, nation: Nation) -> None:
    page = read(browser("psdg"), "/2555/unit/cdd/present/?month=7")
    main = page[page.index('<main id="main"') : page.index("</main>")]
    for code, unit in nation.units.items():
        if code != "cdd":
            assert unit.name not in main
    assert total_in(page) == total_in(read(browser("psdg"), "/2555/unit/cdd/?month=7"))
    assert "ยังไม่รับรอง" in main


def test_the_file_has_the_page_s_digits_and_the_label(browser: Browser, nation: Nation) -> None:
    """4.3 has weight 5, 8 weight 10; the department is 96/140 = 68.5714 %, 2 + 3.5714/5 = 2.7143."""
    answer = browser("psdg").get("/2555/unit/cdd/scorecard.csv?month=7")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    row = next(each for each in rows if each[1] == "4.3")
    assert row[4:9] == ["5", "68.57", "80.00", "2.7143", "0.9048"]
    last = rows[-1]
    assert last[9] == "ยังไม่รับรอง"
    assert last[8] == total_in(read(browser("psdg"), "/2555/unit/cdd/?month=7"))
    assert browser("psdg").get("/2555/unit/cdd/scorecard.xlsx").headers["Content-Type"].endswith("sheet")
    assert browser("psdg").get("/2555/unit/cdd/scorecard.pdf").status_code == 404
    assert browser("1201").get("/2555/unit/cdd/scorecard.csv").status_code == 404


@pytest.mark.parametrize(
    "path", ["past/?on=2012-05-14", "compare/?with=like", "compare/?with=wide", "compare/?with=plan", "present/"]
)
def test_the_pages_keep_to_their_number_of_queries(browser: Browser, nation: Nation, path: str) -> None:
    client = browser("psdg")
    client.get(f"/2555/unit/12/{path}")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/2555/unit/12/{path}").status_code == 200
    assert len(captured) <= 32
