"""The list of alerts: filter, sort, search, export, and only what may be seen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.monitoring.models import AlertKind
from rabrong.monitoring.queries.alerts import open_alerts
from rabrong.org.queries import Scope
from tests.monitoring.conftest import Browser
from tests.monitoring.world import LATER, MAY, enter, look, rule
from tests.nation import NOW, YEAR, Nation, actor

PAGE = f"/{YEAR}/alerts/"


@pytest.fixture
def fallen(nation: Nation) -> Nation:
    """1201 fell and with it its province and the department; 1202 fell and is back; 1101 stands out."""
    rule(nation, AlertKind.BAND, "1")
    rule(nation, AlertKind.OUTLIER, None)
    enter(nation, "1202", MAY, 12, 20)
    look()
    enter(nation, "1201", MAY, 12, 20, now=NOW + LATER)
    enter(nation, "1202", MAY, 16, 20, now=NOW + LATER)
    enter(nation, "1101", MAY, 30, 20, now=NOW + LATER)
    look(NOW + LATER)
    return nation


def rows(browser: Browser, who: str, query: str = "") -> list[str]:
    """The lines of the CSV: kind, unit, month."""
    text = browser(who).get(f"{PAGE}?{query}&export=csv").content.decode("utf-8-sig")
    return [" ".join(line.split(",")[:2]) for line in text.splitlines()[1:]]


def test_everybody_sees_the_own_alerts_only(fallen: Nation, browser: Browser) -> None:
    assert sorted(rows(browser, "12")) == ["ตกช่วงคะแนน 12", "ตกช่วงคะแนน 1201", "ตัวเลขผิดปกติ 1201"]
    assert rows(browser, "1101") == ["ตัวเลขผิดปกติ 1101"]
    assert rows(browser, "13") == []
    assert {line.split()[1] for line in rows(browser, "psdg")} == {"12", "1201", "1101"}
    assert "หน่วย 1201" not in browser("11").get(PAGE).content.decode()


def test_filters_narrow_the_list_and_stay_in_the_address(fallen: Nation, browser: Browser) -> None:
    assert rows(browser, "12", "kind=outlier&q=1201") == ["ตัวเลขผิดปกติ 1201"]
    assert sorted(rows(browser, "12", "state=closed")) == ["ตกช่วงคะแนน 1202", "ตัวเลขผิดปกติ 1202"]
    assert len(rows(browser, "12", "state=all")) == 5
    assert rows(browser, "12", "kpi=8") == []
    assert [line.split()[1] for line in rows(browser, "12", "kind=band&sort=unit")] == ["12", "1201"]
    page = browser("12").get(f"{PAGE}?kind=outlier&q=12").content.decode()
    assert "?kind=outlier&amp;q=12&amp;export=xlsx" in page


def test_the_page_says_what_made_an_alert(fallen: Nation, browser: Browser) -> None:
    page = browser("1201").get(PAGE).content.decode()

    assert "จาก 5.0000 (สูง) เหลือ 1.0000 (ต่ำ)" in page
    assert "ลดลงจาก 16" in page
    assert f"/{YEAR}/kpi/4.3/unit/1201/?month={MAY}" in page


def test_counts_for_other_screens_are_of_what_may_be_seen(fallen: Nation) -> None:
    units = fallen.units
    seen = open_alerts(Scope(actor(fallen.people["12"])), YEAR, [units[code].pk for code in ("12", "1201", "1101")])

    assert seen == {units["12"].pk: 1, units["1201"].pk: 2}


@pytest.mark.parametrize("who", ["psdg", "กผ", "12"])
def test_the_page_costs_the_same_however_long_it_is(fallen: Nation, browser: Browser, who: str) -> None:
    client, counts = browser(who), []
    for query in ("", "kind=forecast"):
        client.get(f"{PAGE}?{query}")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{PAGE}?{query}")
        counts.append(len(captured))

    assert abs(counts[0] - counts[1]) <= 1  # nothing is read of an empty page
    assert max(counts) <= 16


def test_an_empty_list_says_so(nation: Nation, browser: Browser) -> None:
    assert "ไม่มีเรื่องที่ต้องเตือน" in browser("12").get(PAGE).content.decode()
    assert "ไม่มีเรื่องที่ตรงกับที่เลือก" in browser("12").get(f"{PAGE}?q=x").content.decode()
