"""One indicator over all units below: spread, contributions that add up, months, the template in short, history."""

import re
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.models import DataItem, IndicatorVersion, Template, TemplateState, Year
from rabrong.results.actions.rounds import close_round
from rabrong.results.models import Entry, RoundClosing
from rabrong.results.scores import rebuild
from tests.dashboards.conftest import MAY, Browser, enter
from tests.nation import NOW, YEAR, Nation, actor

pytestmark = pytest.mark.django_db
SPREAD = "/2555/kpi/4.3/unit/{}/spread/"


def page_of(browser: Browser, unit: str, who: str = "psdg", query: str = "") -> str:
    """The sections as text."""
    answer = browser(who).get(SPREAD.format(unit) + query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def parts_in(page: str) -> list[tuple[str, str, str]]:
    """Name, arithmetic and part of each row of the table of contributions."""
    table = page[page.index('class="split-table"') :]
    body = table[table.index("<tbody>") : table.index("</tbody>")]
    rows = [
        re.sub(r"<svg.*?</svg>", "", row, flags=re.DOTALL) for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ]
    cells = [[re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]
    return [(row[0], row[1], row[2]) for row in cells]


def test_contributions_of_provinces_add_up_to_the_departments_result(browser: Browser, nation: Nation) -> None:
    page = page_of(browser, "cdd")

    # 30+33 of 100 and 15+18 of 40: (63 + 33) / 140 x 100 = 68.5714
    assert parts_in(page) == [("หน่วย 11", "63 ÷ 140 × 100", "45.0000"), ("หน่วย 12", "33 ÷ 140 × 100", "23.5714")]
    assert Fraction(6300, 140) + Fraction(3300, 140) == Fraction(96, 140) * 100
    assert "<strong>68.5714</strong>" in page
    assert "1 หน่วยไม่มีผล" in page


def test_contributions_of_districts_add_up_to_the_provinces_result(browser: Browser) -> None:
    page = page_of(browser, "12")

    # 15 and 18 of 40
    assert parts_in(page) == [("หน่วย 1202", "18 ÷ 40 × 100", "45.0000"), ("หน่วย 1201", "15 ÷ 40 × 100", "37.5000")]
    assert "<strong>82.5000</strong>" in page


def test_a_mean_is_shared_by_its_divisor(browser: Browser, nation: Nation) -> None:
    IndicatorVersion.objects.filter(code="4.3").update(formula="ก")
    DataItem.objects.filter(indicator=nation.indicators["4.3"], code="ก").update(over_units="mean")
    rebuild(YEAR, until_month=MAY, now=NOW)
    page = page_of(browser, "12")

    # the mean of 15 and 18 is 16.5: 7.5 and 9
    assert parts_in(page) == [("หน่วย 1202", "(18 ÷ 2)", "9.0000"), ("หน่วย 1201", "(15 ÷ 2)", "7.5000")]
    assert "<strong>16.5000</strong>" in page


def test_the_greatest_value_has_no_parts_and_says_why(browser: Browser, nation: Nation) -> None:
    IndicatorVersion.objects.filter(code="4.3").update(formula="ก")
    DataItem.objects.filter(indicator=nation.indicators["4.3"], code="ก").update(over_units="max")
    rebuild(YEAR, until_month=MAY, now=NOW)

    assert "ผลนี้เป็นค่าของหน่วยเดียว" in page_of(browser, "cdd")


def test_a_frozen_round_is_shared_by_its_frozen_numbers(browser: Browser, nation: Nation) -> None:
    for version, met in ((1, 15), (2, 12)):
        for cell, value in (("ก", met), ("ข", 20)):
            Entry.objects.create(
                unit=nation.units["1201"],
                indicator=nation.indicators["4.3"],
                cell=cell,
                month=6,
                version=version,
                value=Decimal(value),
                by=nation.people["1201"],
                at=NOW,
            )
        if version == 1:
            rebuild(YEAR, until_month=MAY, now=NOW)
            assert isinstance(
                close_round(Year.objects.get(), 6, by=actor(nation.people["psdg"]), now=NOW), RoundClosing
            )
    rebuild(YEAR, until_month=MAY, now=NOW)

    assert parts_in(page_of(browser, "12", query="?month=6")) == [("หน่วย 1201", "15 ÷ 20 × 100", "75.0000")]
    assert parts_in(page_of(browser, "12", query="?month=6&live=1")) == [("หน่วย 1201", "12 ÷ 20 × 100", "60.0000")]


def test_the_spread_counts_districts_and_names_the_median(browser: Browser) -> None:
    page = page_of(browser, "cdd")

    # 60 % and 66 %, 75 % and 90 %: scores 1, 2.2, 4 and 5; the median is (2.2 + 4) / 2
    assert "มัธยฐาน 3.1000" in page
    assert "1.0000–5.0000" in page
    assert "4 อำเภอที่มีคะแนน" in page
    assert "2 ไม่มีคะแนน" in page


def test_a_district_stands_among_those_beside_it(browser: Browser) -> None:
    page = page_of(browser, "1201", who="12")

    assert "หน่วย 1201 4.0000" in page
    assert "มัธยฐาน 4.5000" in page


def test_a_district_alone_learns_nothing_of_its_neighbours(browser: Browser) -> None:
    page = page_of(browser, "1201", who="1201")

    assert "1202" not in page
    assert 'id="part-spread"' not in page
    assert 'id="part-heat"' not in page


def test_the_heat_map_has_a_row_for_each_unit_and_a_table_behind(browser: Browser) -> None:
    page = page_of(browser, "cdd")
    table = page[page.index('class="heat-table"') :]

    assert "คะแนนรายเดือนของ 3 หน่วย" in page
    # April and May of provinces 11 and 12: 63 % is 1.6, 82.5 % is 5
    assert re.findall(r"\d\.\d{4}", table[: table.index("</table>")]) == ["1.6000", "1.6000", "5.0000", "5.0000"]


def test_the_template_in_short_leads_to_all_of_it(browser: Browser, nation: Nation) -> None:
    Template.objects.create(
        indicator=nation.indicators["4.3"],
        number=1,
        state=TemplateState.PUBLISHED,
        definitions="ผู้นำที่ขึ้นทะเบียนแล้ว",
        data_source="ทะเบียนของอำเภอ",
        evidence=[{"text": "ทะเบียนผู้นำ", "level": ""}],
        by=nation.people["psdg"],
        at=NOW,
        published_at=NOW,
        edits=1,
    )
    page = page_of(browser, "cdd")

    assert "ผู้นำที่ขึ้นทะเบียนแล้ว" in page
    assert "ทะเบียนผู้นำ" in page
    assert 'href="/2555/kpi/4.3/template/"' in page
    assert "ผู้นำที่ขึ้นทะเบียนแล้ว" not in page_of(browser, "1201", who="1201")


def test_the_history_tells_who_did_what(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 16, 20)
    page = page_of(browser, "12")
    history = page[page.index('id="part-history"') :]

    assert "หน่วย 1201 · ส่งแล้ว เดือน พ.ค." in history
    assert "ผู้จัดเก็บ 1201" in history


def test_the_history_of_the_department_tells_how_its_score_changed(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 16, 20)
    page = page_of(browser, "cdd")

    # 97 of 140 is 69.2857 %: 2 + 4.2857 / 5
    assert "คะแนนเดือน พ.ค. 2.7143 → 2.8571" in page


def test_the_page_of_the_indicator_fetches_the_sections(browser: Browser) -> None:
    page = browser("psdg").get("/2555/kpi/4.3/unit/cdd/").content.decode()

    assert 'hx-get="/2555/kpi/4.3/unit/cdd/spread/?month=8"' in page
    assert 'href="/2555/kpi/4.3/unit/cdd/spread/?month=8"' in page


def test_more_units_take_no_more_queries(browser: Browser, nation: Nation) -> None:
    client = browser("psdg")
    with CaptureQueriesContext(connection) as few:
        client.get(SPREAD.format("cdd"))
    enter(nation, "1301", 16, 20)
    enter(nation, "1302", 16, 20)
    with CaptureQueriesContext(connection) as many:
        client.get(SPREAD.format("cdd"))

    assert len(many) <= len(few)
    assert len(few) <= 26


def history_in(page: str) -> list[str]:
    """The words of each line of the history."""
    part = page[page.index('id="part-history"') :]
    return re.findall(r"<div><span>([^<]+)</span>", part[: part.index("</section>")])


def test_the_whole_history_is_read_page_by_page(browser: Browser, nation: Nation) -> None:
    """Thirty versions of May's numbers, each at a minute of its own, and what was there before them."""
    for version in range(1, 31):
        Entry.objects.create(
            unit=nation.units["1201"],
            indicator=nation.indicators["4.3"],
            cell="ก",
            month=MAY,
            version=version,
            value=Decimal(version),
            by=nation.people["1201"],
            at=NOW - timedelta(minutes=version),
        )
    address = "/2555/kpi/4.3/unit/1201/spread/"
    pages = [unescape(browser("psdg").get(f"{address}?history={at}").content.decode()) for at in (1, 2, 3, 4)]

    # thirty and the one of April: 12, 12 and 7
    assert [len(history_in(page)) for page in pages[:3]] == [12, 12, 7]
    assert "history=2#part-history" in pages[0]
    assert 'rel="prev"' not in pages[0]
    assert 'rel="next"' not in pages[2]
    assert history_in(pages[3]) == []
    assert len(history_in(unescape(browser("psdg").get(f"{address}?history=x").content.decode()))) == 12


def test_a_fall_into_a_lower_band_names_the_entry_it_came_by(browser: Browser, nation: Nation) -> None:
    """(30 + 33 + 15 + 18) / 140 is 68.57 %, level 2.7143; with 2 of 100 more it is 98 / 240, 40.83 %, level 1."""
    enter(nation, "1301", 2, 100)
    page = unescape(browser("psdg").get("/2555/kpi/4.3/unit/cdd/spread/").content.decode())

    assert "ช่วงคะแนนลดจากดี เป็นต่ำ จากรายงานของหน่วย 1301 เดือน พ.ค. ฉบับที่ 1" in page
