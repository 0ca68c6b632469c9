"""What is still open in a line of supervision: by province, counted as far as it is seen, each with where it leads."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.dashboards.kept import answering
from rabrong.dashboards.kept.store import Store
from rabrong.monitoring.models import Alert, AlertKind, AlertRule
from rabrong.org.models import Role
from rabrong.results.actions.reporting import submit_reports
from tests.dashboards.conftest import Browser
from tests.dashboards.groups.test_groups import page_of, words_of
from tests.dashboards.test_scope import with_role
from tests.dashboards.test_units import grow
from tests.nation import NOW, YEAR, Nation

pytestmark = pytest.mark.django_db

LINE, OPEN = "/2555/line/new-deputy/", "/2555/line/new-deputy/open/"
QUERIES = 20


@pytest.fixture
def deputy(nation: Nation) -> Client:
    """Over region r1 and bureau กผ."""
    return with_role(nation, Role.DEPUTY, "r1", "กผ")


def alert(nation: Nation, code: str) -> None:
    """An open alert about indicator 4.3 of a unit."""
    rule, _ = AlertRule.objects.get_or_create(
        year_id=YEAR,
        kind=AlertKind.LATE,
        version=1,
        defaults={
            "is_on": True,
            "limit": 7,
            "levels": ["district"],
            "reason": "x",
            "by": nation.people["psdg"],
            "at": NOW,
        },
    )
    Alert.objects.create(
        year_id=YEAR,
        kind=AlertKind.LATE,
        unit=nation.units[code],
        indicator=nation.indicators["4.3"],
        month=7,
        rule=rule,
        facts={"due": "2012-05-12", "days": 4},
        opened_at=NOW,
    )


def rows_in(page: str) -> dict[str, list[str]]:
    """Province -> its three numbers."""
    rows = re.findall(r'<tr>\s*<th scope="row">(.*?)</tr>', page, re.S)
    said = [words_of(row).split() for row in rows]
    return {" ".join(words[:-3]): words[-3:] for words in said}


def test_what_is_open_stands_by_province(nation: Nation, deputy: Client) -> None:
    """11: an alert of its own and one of a district; both districts of 11 and 12 sent April and wait: two reports each.
    Nothing of April is overdue, for both reported it."""
    submit_reports(YEAR)
    alert(nation, "1101")
    alert(nation, "11")
    alert(nation, "1301")

    assert rows_in(page_of(deputy, OPEN)) == {"หน่วย 11": ["2", "0", "2"], "หน่วย 12": ["0", "0", "2"]}


def test_what_is_overdue_is_of_the_last_month_that_closed(nation: Nation) -> None:
    """Province 13 reported nothing of April: its two districts owe indicator 4.3."""
    page = page_of(with_role(nation, Role.INSPECTOR, "r2"), "/2555/line/new-inspector/open/")

    assert rows_in(page) == {"หน่วย 13": ["0", "2", "0"]}
    assert "เกินกำหนดของ เม.ย. 2555" in words_of(page)


def test_each_number_leads_to_what_it_counts(nation: Nation, deputy: Client) -> None:
    submit_reports(YEAR)
    alert(nation, "1101")
    page = page_of(deputy, OPEN)
    listed = page_of(deputy, "/2555/alerts/?under=11")

    assert 'href="/2555/alerts/?under=11"' in page
    assert 'href="/2555/reporting/?under=12"' in page
    assert "หน่วย 1101" in listed
    assert "หน่วย 1101" not in page_of(deputy, "/2555/alerts/?under=12")
    assert deputy.get("/2555/alerts/?under=13").status_code == 404


def test_the_page_of_the_line_asks_for_its_open_items(nation: Nation, deputy: Client) -> None:
    part = deputy.get(OPEN, headers={"HX-Request": "true"}).content.decode()

    assert f'hx-get="{OPEN}"' in page_of(deputy, LINE)
    assert part.strip().startswith("<section")
    assert "<html" in page_of(deputy, OPEN)


def test_nothing_open_is_said(nation: Nation, deputy: Client) -> None:
    assert "ไม่มีเรื่องค้างในจังหวัดของสายนี้" in page_of(deputy, OPEN)


def test_who_sees_a_part_of_the_line_sees_a_part_of_what_is_open(nation: Nation, deputy: Client) -> None:
    submit_reports(YEAR)
    alert(nation, "1301")
    only_one = page_of(with_role(nation, Role.INSPECTOR, "r1"), OPEN)

    assert "หน่วย 13" not in only_one
    assert with_role(nation, Role.VIEWER, "r2").get(OPEN).status_code == 404


@pytest.mark.usefixtures("reads_once")
def test_the_line_and_its_open_items_keep_to_twenty_queries(
    nation: Nation, deputy: Client, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawn anew where the year, the tree and the line were read before; what changed in between changes no count."""
    monkeypatch.setattr(answering, "STORE", Store(2**24))
    counts = []
    for number in (1, 2):
        deputy.get(LINE)
        deputy.get(OPEN)
        answering.STORE.clear()
        for path in (LINE, OPEN):
            with CaptureQueriesContext(connection) as captured:
                deputy.get(path)
            counts.append(len(captured))
        grow(nation, number)

    assert counts[:2] == counts[2:]
    assert max(counts) <= QUERIES, counts


@pytest.mark.usefixtures("reads_once")
def test_the_line_is_kept_for_all_who_see_the_same(
    nation: Nation, deputy: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "STORE", Store(2**24))
    first = page_of(deputy, LINE)
    with CaptureQueriesContext(connection) as captured:
        again = page_of(deputy, LINE)

    assert words_of(first) == words_of(again)
    assert len(captured) == 5  # session, person, clock, scope, version
