"""The lists of units and of regions: what is in them, filters, order, files, and the digits of a closed round."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.org.models import Role
from rabrong.results.actions.reporting import submit_reports
from rabrong.results.models import Report
from rabrong.results.scores import rebuild
from tests.dashboards.conftest import MAY, Browser, enter
from tests.dashboards.test_scope import with_role
from tests.dashboards.test_units import grow
from tests.nation import NOW, YEAR, Nation

pytestmark = pytest.mark.django_db

LIST, REGIONS = "/2555/units/?by=unit", "/2555/units/?by=region"


def page_of(browser: Browser, path: str, who: str = "psdg") -> str:
    """A page as it is sent."""
    answer = browser(who).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(page: str) -> list[str]:
    """The rows of the list in words."""
    found = re.findall(r'<tr><th scope="row">.*?</tr>', page, re.S)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(row))).strip() for row in found]


def names_in(page: str) -> list[str]:
    """The codes of the units in the rows, in order: the nation calls a unit after its code."""
    return [row.split()[1] for row in rows_of(page)]


def test_the_list_has_the_provinces_with_total_label_and_weight_and_the_centre(browser: Browser) -> None:
    rows = rows_of(page_of(browser, LIST))

    assert len(rows) == 4
    assert any(
        "หน่วย 12 จังหวัด หน่วย r1" in row and "5.0000 ยังไม่รับรอง 5% 0/2" in row for row in rows
    )  # 33/40 = 82.5 %; May has two districts to report
    assert any("หน่วย กผ" in row and "อยู่ในคะแนนของกรม" in row for row in rows)
    assert any("หน่วย 13" in row and "0.0000" not in row for row in rows)


@pytest.mark.parametrize(
    ("query", "units"),
    [
        ("&kind=bureau", ["กผ"]),
        ("&kind=district&sort=worst", ["1301", "1302", "1101", "1102", "1201", "1202"]),
        ("&kind=province&q=12", ["12"]),
        ("&kind=province&region=" + quote("หน่วย r2"), ["13"]),
        ("&kind=province&band=1", ["11"]),
        ("&kind=province&band=none", ["13"]),
        ("&kind=province&sort=worst", ["13", "11", "12"]),
        ("&kind=province&sort=best", ["12", "11", "13"]),
        ("&kind=province&label=certified", []),
        ("&kind=province&label=open&sort=best", ["12", "11", "13"]),
        ("&q=nothing", []),
    ],
)
def test_the_list_is_filtered_and_sorted(browser: Browser, query: str, units: list[str]) -> None:
    """1101: 30/50 = 60 %, level 1; 1102: 33/50 = 66 %, 2.2; 1201: 75 %, 4; 1202: 90 %, 5. 11: 1.6, band 1; 12: 5."""
    page = page_of(browser, LIST + query)

    assert names_in(page) == units
    assert ("ไม่มีหน่วยตามที่เลือก" in page) is not bool(units)


def test_who_reported_least_comes_first(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 15, 20)
    rows = rows_of(page_of(browser, f"{LIST}&kind=province&sort=reported"))

    assert rows[-1].startswith("หน่วย 12")
    assert rows[-1].endswith("1/2")


def test_a_certified_total_says_so(browser: Browser, nation: Nation) -> None:
    submit_reports(YEAR)
    Report.objects.filter(unit__parent__code="12").update(state="certified")

    assert names_in(page_of(browser, f"{LIST}&label=certified")) == ["12"]


@pytest.mark.parametrize("path", [LIST, REGIONS])
@pytest.mark.parametrize(("kind", "start"), [("csv", "\ufeff".encode()), ("xlsx", b"PK")])
def test_the_lists_go_to_files(browser: Browser, path: str, kind: str, start: bytes) -> None:
    answer = browser("psdg").get(f"{path}&export={kind}")

    assert answer.content.startswith(start)
    assert answer["Content-Disposition"].endswith(f'-2555-8.{kind}"')


def test_a_file_has_what_the_filter_shows_with_nothing_for_no_score(browser: Browser) -> None:
    answer = browser("psdg").get(f"{LIST}&kind=province&sort=worst&export=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()

    assert len(lines) == 4
    assert lines[1].startswith("13,หน่วย 13,จังหวัด,หน่วย r2,,,")
    assert lines[3] == "12,หน่วย 12,จังหวัด,หน่วย r1,5.0000,2,5,ยังไม่รับรอง,0,2"


def test_the_regions_stand_beside_each_other_without_scores_of_their_own(browser: Browser) -> None:
    """Region r1: 1.6000 and 5.0000, middle and mean 3.3000; r2 has no score at all."""
    page = page_of(browser, REGIONS)
    first, second = rows_of(page)

    assert "เขตไม่มีคะแนนของตนเอง" in page
    assert first.count("3.3000") == 2
    assert "1.6000" in first
    assert "5.0000" in first
    assert "ไม่มีคะแนน 1" in second
    assert "0.0000" not in second


@pytest.mark.parametrize(("query", "first"), [("&sort=worst", "r2"), ("&sort=best", "r1"), ("&q=r2", "r2")])
def test_the_regions_are_sorted_and_searched(browser: Browser, query: str, first: str) -> None:
    assert names_in(page_of(browser, REGIONS + query))[0] == first


def test_no_region_is_said(browser: Browser) -> None:
    assert "ไม่มีเขตตามที่เลือก" in page_of(browser, f"{REGIONS}&q=nothing")


@pytest.mark.parametrize("by", ["", "by=unit&", "by=region&"])
def test_a_closed_round_shows_frozen_digits_in_every_list(browser: Browser, closed: Nation, by: str) -> None:
    """Province 12 closed at 82.5 %, level 5; since then it is at 75 %, level 4."""
    page = page_of(browser, f"/2555/units/?{by}month=6")
    assert "5.0000" in page
    assert "4.0000" not in page
    assert "หน้านี้แสดงตัวเลขที่เก็บไว้ตอนปิดรอบ" in page

    live = page_of(browser, f"/2555/units/?{by}month=6&live=1")
    assert "4.0000" in live
    assert "5.0000" not in live


def test_frozen_totals_are_certified_by_their_closing(browser: Browser, closed: Nation) -> None:
    assert "12" in names_in(page_of(browser, f"{LIST}&month=6&label=certified"))
    assert names_in(page_of(browser, f"{LIST}&month=6&live=1&label=certified")) == []


@pytest.mark.parametrize("by", ["unit", "region"])
def test_the_lists_end_at_the_scope(nation: Nation, by: str) -> None:
    page = with_role(nation, Role.INSPECTOR, "r1").get(f"/2555/units/?by={by}").content.decode()

    assert "หน่วย 13" not in page
    assert "/2555/unit/12/" in page or by == "region"


@pytest.mark.parametrize("by", ["", "by=unit", "by=unit&kind=district", "by=region"])
def test_the_lists_take_a_fixed_number_of_queries(browser: Browser, nation: Nation, by: str) -> None:
    client, path, counts = browser("psdg"), f"/2555/units/?{by}", []
    for number in (1, 2):
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        counts.append(len(captured))
        grow(nation, number)
    rebuild(YEAR, until_month=MAY, now=NOW)

    assert counts[0] == counts[1] <= 20
