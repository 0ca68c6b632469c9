"""The structure of a score, units by month, this year beside the last, the map on a page of its own."""

import json
import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from rabrong.agreements.models import Aspect, IndicatorVersion, PastResult, PastTotal, Year
from rabrong.config.maps import why_no_map
from rabrong.results.actions.reporting import submit_reports
from rabrong.results.actions.rounds import close_round
from rabrong.results.models import Entry, RoundClosing
from rabrong.results.scores import rebuild
from tests.charts.test_outlines import ORDER, collection
from tests.dashboards.conftest import Browser
from tests.nation import NOW, YEAR, Nation, actor

pytestmark = pytest.mark.django_db


def page_of(browser: Browser, address: str, who: str = "psdg") -> str:
    """A page as text."""
    answer = browser(who).get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_tree_shows_weights_scores_and_what_they_come_to(browser: Browser) -> None:
    page = page_of(browser, "/2555/unit/cdd/structure/")

    # (2.7143 x 5 + 3 x 10) / 15: 2.9048
    assert ">15% → 2.9048<" in page
    assert "น้ำหนัก 5% คะแนน 2.7143" in page
    # 5 and 10 percent are 15 and 30 pixels thick
    assert sorted(re.findall(r'height="(15|30)" width="37%"', page)) == ["15", "30"]


def test_each_indicator_brings_its_part_and_the_parts_are_the_total(browser: Browser) -> None:
    page = page_of(browser, "/2555/unit/cdd/structure/")
    table = page[page.index('class="structure-table"') : page.index("</table>")]
    rows = re.findall(r'<tr><th scope="row"><a.*?</tr>', table, re.DOTALL)
    parts = [Decimal(re.findall(r'class="number">([0-9.]+)</td></tr>', row)[0]) for row in rows]

    # 3 x 10 / 15 and 2.7143 x 5 / 15
    assert parts == [Decimal("2.0000"), Decimal("0.9048")]
    assert sum(parts) == Decimal("2.9048")
    assert "<strong>2.9048</strong>" in table
    assert "แต่ละส่วนปัดเศษเอง" not in page


def test_a_dimension_stands_above_its_parts_with_their_sum(browser: Browser, nation: Nation) -> None:
    year = nation.indicators["4.3"].year
    outside = Aspect.objects.create(year=year, code="outside", name="มิติภายนอก", position=0, weights={})
    Aspect.objects.filter(year=year, code="all").update(parent=outside)
    page = page_of(browser, "/2555/unit/cdd/structure/")
    table = page[page.index('class="structure-table"') : page.index("</table>")]

    assert page.count(">มิติภายนอก</text>") == 3  # in the tree, on the wide map and on the narrow one
    assert re.search(r"มิติภายนอก</th>.*?2\.9048</td></tr>", table)


def test_the_strategy_map_leads_to_the_indicators(browser: Browser) -> None:
    page = page_of(browser, "/2555/unit/cdd/structure/")
    boxes = page[page.index('class="strategy-wide"') :]

    assert boxes.count('href="/2555/kpi/4.3/unit/cdd/"') == 2  # the wide map and the one for phones
    assert 'aria-label="แผนที่ยุทธศาสตร์: 2.9048; ทั้งหมด' in boxes
    assert "ตามกรอบการประเมินของปี" in page


def test_four_perspectives_are_read_from_below(browser: Browser, nation: Nation) -> None:
    year = nation.indicators["4.3"].year
    for at, name in enumerate(("ประสิทธิผล", "คุณภาพ", "ประสิทธิภาพ", "พัฒนาองค์กร"), 1):
        aspect = Aspect.objects.create(year=year, code=f"p{at}", name=name, position=at, weights={})
        version = nation.indicators["4.3" if at == 1 else "8"]
        if at < 3:
            IndicatorVersion.objects.filter(pk=version.pk).update(aspect=aspect)
            continue
        copy = IndicatorVersion.objects.get(pk=version.pk)
        copy.pk, copy.code, copy.aspect = None, f"8.{at}", aspect
        copy.save()
        nation.agreements["cdd"].items.create(indicator=copy, weights={"6": "5", "9": "5", "12": "5"})
    page = page_of(browser, "/2555/unit/cdd/structure/")

    assert "อ่านจากล่างขึ้นบน" in page
    table = page[page.index('class="structure-table"') : page.index("</table>")]
    assert re.findall(r"หนุน ([^<\s]+)<", table) == ["ประสิทธิผล", "คุณภาพ", "ประสิทธิภาพ"]
    # an arrow for each level, the first to what all of it serves; on two maps
    assert page.count('class="serves-head"') == 2 * 4


def test_provinces_stand_by_month_with_a_table_and_a_file(browser: Browser) -> None:
    page = page_of(browser, "/2555/unit/cdd/months/")
    file = browser("psdg").get("/2555/unit/cdd/months/?export=csv").content.decode("utf-8-sig")

    assert "คะแนนรายเดือนของ 3 หน่วย" in page
    # six months without a report, then 63 % and 82.5 %
    lines = file.splitlines()
    assert lines[1].split(",") == ["หน่วย 11", *[""] * 6, "1.6000", "1.6000"]
    assert lines[2].split(",")[-2:] == ["5.0000", "5.0000"]


def test_the_months_of_closed_rounds_show_what_was_frozen(browser: Browser, closed: Nation) -> None:
    """Province 12 was 33/40 = 82.5 %, level 5; since then 30/40 = 75 %, level 4."""
    page = page_of(browser, "/2555/unit/cdd/months/")
    row = page[page.index(">หน่วย 12</a></th>") :].split("</tr>")[0]
    assert re.findall(r"\d\.\d{4}", row) == ["5.0000", "5.0000", "5.0000"]  # March, April and May
    assert "มี.ค. เป็นตัวเลขที่เก็บไว้ตอนปิดรอบ เดือนอื่นเป็นคะแนนปัจจุบัน" in page

    live = page_of(browser, "/2555/unit/cdd/months/?live=1")
    row = live[live.index(">หน่วย 12</a></th>") :].split("</tr>")[0]
    assert re.findall(r"\d\.\d{4}", row) == ["4.0000", "5.0000", "5.0000"]
    assert "เป็นคะแนนปัจจุบันของแต่ละเดือน" in live

    file = browser("psdg").get("/2555/unit/cdd/months/?export=csv").content.decode("utf-8-sig")
    assert file.splitlines()[2].split(",") == ["หน่วย 12", *[""] * 5, "5.0000", "5.0000", "5.0000"]


def february(nation: Nation, unit: str, met: int, version: int = 1) -> None:
    """What a district reported of February: so many of 20, and nothing else until April."""
    for cell, value in (("ก", met), ("ข", 20)):
        Entry.objects.create(
            unit=nation.units[unit],
            indicator=nation.indicators["4.3"],
            cell=cell,
            month=5,
            version=version,
            value=Decimal(value),
            by=nation.people[unit],
            at=NOW,
        )


def test_all_months_of_a_closed_round_show_what_they_showed_then(browser: Browser, nation: Nation) -> None:
    """Province 12 was 33/40 = 82.5 %, level 5, in February and March; since the closing it is 26/40 = 65 %, level 2."""
    february(nation, "1201", 17)
    february(nation, "1202", 16)
    submit_reports(YEAR)
    rebuild(YEAR, until_month=8, now=NOW)
    assert isinstance(close_round(Year.objects.get(), 6, by=actor(nation.people["psdg"]), now=NOW), RoundClosing)
    february(nation, "1201", 10, version=2)
    rebuild(YEAR, until_month=8, now=NOW)

    page = page_of(browser, "/2555/unit/cdd/months/")
    row = page[page.index(">หน่วย 12</a></th>") :].split("</tr>")[0]
    assert re.findall(r"\d\.\d{4}", row)[:2] == ["5.0000", "5.0000"]
    assert "ต.ค.–มี.ค. เป็นตัวเลขที่เก็บไว้ตอนปิดรอบ" in page
    live = page_of(browser, "/2555/unit/cdd/months/?live=1")
    row = live[live.index(">หน่วย 12</a></th>") :].split("</tr>")[0]
    assert re.findall(r"\d\.\d{4}", row)[:2] == ["2.0000", "2.0000"]


def test_units_are_compared_with_last_year_by_what_was_frozen(browser: Browser, closed: Nation) -> None:
    PastTotal.objects.create(unit=closed.units["12"], year=2554, month=0, total=Decimal("4.5000"))

    assert "+0.5000" in page_of(browser, "/2555/unit/cdd/years/?of=units&month=6")
    assert "−0.5000" in page_of(browser, "/2555/unit/cdd/years/?of=units&month=6&live=1")


def test_a_region_compares_its_own_provinces(browser: Browser) -> None:
    page = page_of(browser, "/2555/unit/r1/months/")

    assert "หน่วย 12" in page
    assert "หน่วย 13" not in page


def test_this_year_stands_beside_the_last(browser: Browser, nation: Nation) -> None:
    for code, score in (("4.3", "3.0000"), ("8", "2.0000")):
        PastResult.objects.create(
            indicator=nation.indicators[code].indicator,
            unit=nation.units["cdd"],
            year=2554,
            month=0,
            score=Decimal(score),
        )
    page = page_of(browser, "/2555/unit/cdd/years/")
    file = browser("psdg").get("/2555/unit/cdd/years/?export=csv").content.decode("utf-8-sig")

    assert "ทั้งปี 2554" in page
    assert "เพิ่มขึ้น 1 ลดลง 1" in page
    # 2.7143 - 3 and 3 - 2; the greatest fall first
    assert page.index("−0.2857") < page.index("+1.0000")
    assert "3.0000,2.7143,−0.2857" in file


def test_the_same_month_of_last_year_is_taken_where_it_is_kept(browser: Browser, nation: Nation) -> None:
    for month, score in ((0, "3.0000"), (8, "1.5000")):
        PastResult.objects.create(
            indicator=nation.indicators["4.3"].indicator,
            unit=nation.units["cdd"],
            year=2554,
            month=month,
            score=Decimal(score),
        )
    page = page_of(browser, "/2555/unit/cdd/years/")

    assert "ถึง พ.ค.\u00a02554" in page
    assert "+1.2143" in page


def test_units_are_compared_by_their_totals(browser: Browser, nation: Nation) -> None:
    PastTotal.objects.create(unit=nation.units["12"], year=2554, month=0, total=Decimal("4.5000"))
    page = page_of(browser, "/2555/unit/cdd/years/?of=units")

    assert "+0.5000" in page
    assert "หน่วย 12" in page


def test_without_a_past_there_is_nothing_to_compare(browser: Browser) -> None:
    page = page_of(browser, "/2555/unit/1201/years/")

    assert "4.0000" in page


def test_the_map_stands_with_its_table_and_says_that_it_is_a_sketch(browser: Browser) -> None:
    page = page_of(browser, "/2555/unit/cdd/map/")

    assert "แผนที่สังเขป มิใช่แนวเขตตามกฎหมาย" in page
    assert "กรุงเทพมหานคร ไม่อยู่ในการประเมิน" in page
    assert page.count('class="region-line"') == 1
    ranking = page[page.index('class="ranking"') :]
    assert ranking.index("หน่วย 12") < ranking.index("หน่วย 11") < ranking.index("หน่วย 13")


def test_the_legend_filters_map_and_table(browser: Browser) -> None:
    page = page_of(browser, "/2555/unit/cdd/map/?band=5")
    ranking = page[page.index('class="ranking"') : page.index("</table>")]

    assert "หน่วย 12" in ranking
    assert "หน่วย 11" not in ranking
    silent = page_of(browser, "/2555/unit/cdd/map/?band=0")
    assert "หน่วย 13" in silent[silent.index('class="ranking"') :]


def test_a_region_is_looked_at_alone_and_the_others_stay_quiet(browser: Browser) -> None:
    page = page_of(browser, "/2555/unit/r1/map/")
    ranking = page[page.index('class="ranking"') : page.index("</table>")]

    assert "2 จังหวัด" in page
    assert "หน่วย 13" not in ranking
    assert 'href="/2555/unit/13/"' in page  # psdg reaches it on the map


def test_the_map_of_regions_shows_the_middle_of_each_and_leads_to_it(browser: Browser) -> None:
    """Region 1 has provinces of 1.6000 and 5.0000: the middle is 3.3000. Region 2 has one, which is silent."""
    page = page_of(browser, "/2555/unit/cdd/map/?by=region")
    drawn = page[page.index("region-map") : page.index("region-table")]
    rows = page[page.index("region-table") :].split("<tr>")[2:4]

    assert 'aria-label="ค่ากลางของแต่ละเขต: หน่วย r1 3.3000; หน่วย r2 -"' in drawn
    assert re.findall(r'<a href="(/2555/unit/r\d/)[^"]*" aria-label="([^"]+)"', drawn) == [
        ("/2555/unit/r1/", "หน่วย r1 3.3000"),
        ("/2555/unit/r2/", "หน่วย r2 -"),
    ]
    assert "tabindex" not in drawn  # the keyboard reaches the regions
    assert re.findall(r'class="number">(\d)</td>', rows[0]) == ["2"]
    assert "3.3000" in rows[0]
    assert '<span class="bad">1</span>' in rows[1]


def test_who_sees_one_province_alone_gets_no_region_of_others(browser: Browser) -> None:
    assert browser("12").get("/2555/unit/cdd/map/?by=region").status_code == 404


def test_the_map_of_a_closed_round_shows_what_was_frozen(browser: Browser, closed: Nation) -> None:
    """Province 12: 33/40, level 5, when the round was closed; 30/40, level 4, since."""
    for address in ("/2555/unit/cdd/map/?month=6", "/2555/unit/cdd/map/?month=6&kpi=4.3"):
        page = page_of(browser, address)
        assert "<title>หน่วย 12 5.0000</title>" in page
        assert "<title>หน่วย 12 4.0000</title>" in page_of(browser, f"{address}&live=1")


def test_pages_say_whose_map_they_show(browser: Browser, tmp_path: Path, settings: Settings) -> None:
    page = page_of(browser, "/2555/unit/cdd/map/")
    assert "แผนที่: Natural Earth (สาธารณสมบัติ)" in page

    data = json.loads(collection(ORDER)) | {"credit": "กรมแผนที่ตัวอย่าง 2555", "caption": "ภาพร่างเพื่อรายงานภายใน"}
    (tmp_path / "own.json").write_text(json.dumps(data), "utf-8")
    settings.MAP_FILE = str(tmp_path / "own.json")
    for address in (
        "/2555/unit/cdd/map/",
        "/2555/unit/cdd/map/?by=region",
        "/2555/unit/cdd/",
        "/2555/kpi/4.3/unit/cdd/",
    ):
        page = page_of(browser, address)
        assert "แผนที่: กรมแผนที่ตัวอย่าง 2555 ·" in page
        assert "ภาพร่างเพื่อรายงานภายใน" in page
        assert "Natural Earth" not in page
        assert "แผนที่สังเขป" not in page


def test_the_map_of_an_indicator_leads_to_its_pages(browser: Browser) -> None:
    page = page_of(browser, "/2555/unit/cdd/map/?kpi=4.3")

    assert 'href="/2555/kpi/4.3/unit/12/"' in page


@pytest.mark.parametrize("address", ["structure", "months", "years", "years/?of=units", "map", "map/?by=region"])
def test_pages_take_twenty_queries_at_most(browser: Browser, nation: Nation, address: str) -> None:
    client = browser("psdg")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/2555/unit/cdd/{address}{'' if '?' in address else '/'}").status_code == 200

    assert len(asked) <= 20


def test_an_own_map_is_refused_with_what_is_wrong(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.json"
    broken = tmp_path / "broken.json"
    broken.write_text('{"type": "FeatureCollection", "features": []}', "utf-8")

    assert why_no_map("") == []
    assert why_no_map(str(nothing))[0].startswith(f"RABRONG_MAP names {nothing}, which cannot be read")
    assert why_no_map(str(broken))[0].startswith(
        f"RABRONG_MAP names {broken}, but 77 of 77 provinces are missing: TH-10"
    )
