"""Groups: a region and a line of supervision have no score of their own; their members stand worst first."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.org.models import Acting, ActingKind, Person, Role, RoleAssignment
from rabrong.results.actions.reporting import submit_reports
from rabrong.results.models import Report
from tests.dashboards.conftest import Browser
from tests.dashboards.test_scope import with_role
from tests.dashboards.test_units import grow
from tests.nation import NOW, STARTS, YEAR, Nation

pytestmark = pytest.mark.django_db

REGION, LINE = "/2555/unit/r1/", "/2555/line/new-deputy/"


def words_of(page: str) -> str:
    """The page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(page)))


def page_of(client: Client, path: str) -> str:
    """A page as it is sent."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def members_in(page: str) -> list[str]:
    """The members' rows in words."""
    table = page.split('<table class="matrix gr-members">')[1].split("</table>", maxsplit=1)[0]
    return [words_of(row) for row in re.findall(r'<tr[^>]*><th scope="row">.*?</tr>', table, re.S)]


@pytest.fixture
def deputy(nation: Nation) -> Client:
    """Over region r1 and bureau กผ."""
    return with_role(nation, Role.DEPUTY, "r1", "กผ")


def test_a_region_shows_how_its_provinces_scores_lie(browser: Browser) -> None:
    """11: 63/100 = 63 %, level 1.6; 12: 33/40 = 82.5 %, level 5. Middle and mean are 3.3; nobody scored the region."""
    page = page_of(browser("psdg"), REGION)

    assert "เขตไม่มีคะแนนของตนเอง" in page
    said = words_of(page)
    assert "ต่ำสุด 1 1.6000 หน่วย 11" in said
    assert "เฉลี่ยอย่างง่าย 3.3000 ของ 2 หน่วย ไม่ใช่คะแนนของกลุ่ม" in said
    assert 'id="total"' not in page


def test_the_worst_member_is_first_with_its_label_and_the_weight_counted(browser: Browser) -> None:
    first, second = members_in(page_of(browser("psdg"), REGION))

    assert "หน่วย 11" in first
    assert "1.6000 ยังไม่รับรอง · นับ 5%" in first
    assert "หน่วย 12" in second
    assert "5.0000" in second


def test_a_member_is_certified_when_all_that_counts_is(browser: Browser, nation: Nation) -> None:
    submit_reports(YEAR)
    Report.objects.filter(unit__parent__code="12").update(state="certified")
    first, second = members_in(page_of(browser("psdg"), REGION))

    assert "ยังไม่รับรอง" in first
    assert "รับรองแล้ว · นับ 5%" in second


def test_who_has_not_reported_is_missing_and_not_zero(browser: Browser) -> None:
    page = page_of(browser("psdg"), "/2555/unit/r2/")

    assert "ยังไม่มีคะแนนรายเดือน" in page or "ยังไม่รายงาน" in page
    assert "0.0000" not in page
    assert "หน่วย 13" in members_in(page)[0]


def test_a_closed_round_shows_the_frozen_digits_of_all_members(browser: Browser, closed: Nation) -> None:
    """Province 12 closed at 33/40 = 82.5 %, level 5; since then it is 30/40 = 75 %, level 4."""
    page = page_of(browser("psdg"), f"{REGION}?month=6")
    row = next(row for row in members_in(page) if "หน่วย 12" in row)
    assert "5.0000 รับรองแล้ว · นับ 5%" in row
    assert "หน้านี้แสดงตัวเลขที่เก็บไว้ตอนปิดรอบ" in page

    live = page_of(browser("psdg"), f"{REGION}?month=6&live=1")
    assert "4.0000" in next(row for row in members_in(live) if "หน่วย 12" in row)
    assert "หน้านี้แสดงตัวเลขสด" in live


def test_a_line_has_the_bureaus_indicators_worst_first_and_the_provinces(deputy: Client) -> None:
    """The department: 4.3 is at 68.57 %, 2.7143; 8 has 3 steps, 3.0000."""
    page = page_of(deputy, LINE)

    assert "สายกำกับของใหม่" in words_of(page)
    assert page.index('id="score-4.3"') < page.index('id="score-8"')
    assert "หน่วย กผ" in page
    assert "หน่วย 11" in members_in(page)[0]
    assert "กลุ่มไม่มีคะแนนของตนเอง" in page


def test_only_members_in_sight_are_shown(nation: Nation, deputy: Client) -> None:
    """Who sees one of the two units sees that part of the line; who sees none does not find it."""
    assert deputy.get(LINE).status_code == 200
    inspector = with_role(nation, Role.INSPECTOR, "r1")
    page = page_of(inspector, LINE)
    assert 'id="score-8"' not in page
    assert "/2555/unit/%E0%B8%81%E0%B8%9C/" not in page
    assert "หน่วย 11" in page
    assert with_role(nation, Role.VIEWER, "r2").get(LINE).status_code == 404


def test_nobody_has_a_line_without_such_a_role(browser: Browser, nation: Nation) -> None:
    assert browser("psdg").get("/2555/line/psdg/").status_code == 404
    assert browser("psdg").get("/2555/line/nobody/").status_code == 404


def test_a_line_over_bureaus_alone_has_no_provinces(nation: Nation) -> None:
    page = page_of(with_role(nation, Role.DEPUTY, "กผ"), LINE)

    assert "gr-members" not in page
    assert 'id="score-8"' in page


def test_who_acts_has_the_line_of_the_seat(nation: Nation, deputy: Client) -> None:
    person = Person.objects.create(code="acts", position="ผู้แทน", unit=nation.units["cdd"])
    Acting.objects.create(
        person=person,
        principal=Person.objects.get(code="new-deputy"),
        seat="รองอธิบดี",
        kind=ActingKind.BEHALF,
        role=Role.DEPUTY,
        unit=nation.units["r1"],
        starts=STARTS,
        ends=NOW.date().replace(month=6),
        order_ref="คำสั่งที่ 1/2555",
    )
    page = page_of(deputy, "/2555/line/acts/")

    assert "แทน" in page
    assert "หน่วย 11" in page


@pytest.mark.parametrize(
    ("roles", "first"),
    [
        ([(Role.PSDG, "cdd")], "/2555/console/"),
        ([(Role.EXECUTIVE, "cdd")], "/2555/unit/cdd/"),
        ([(Role.ASSESSOR, "cdd")], "/2555/unit/cdd/"),
        ([(Role.DEPUTY, "r1"), (Role.DEPUTY, "กผ")], "/2555/line/somebody/"),
        ([(Role.INSPECTOR, "r1")], "/2555/unit/r1/"),
        ([(Role.INSPECTOR, "r1"), (Role.INSPECTOR, "r2")], "/2555/line/somebody/"),
        ([(Role.DIRECTOR, "กผ")], "/2555/unit/%E0%B8%81%E0%B8%9C/"),
        ([(Role.DIRECTOR, "12")], "/2555/unit/12/"),
        ([(Role.SUPERVISOR, "กผ")], "/2555/approvals/"),
        ([(Role.APPROVER, "12")], "/2555/approvals/"),
        ([(Role.DIRECTOR, "12"), (Role.APPROVER, "12")], "/2555/unit/12/"),
        ([(Role.KEEPER, "1201")], "/2555/work/"),
        ([(Role.DIRECTOR, "1201"), (Role.KEEPER, "1201")], "/2555/work/"),
        ([(Role.SUPERVISOR, "กผ"), (Role.KEEPER, "กผ")], "/2555/work/"),
        ([(Role.VIEWER, "r1"), (Role.VIEWER, "กผ")], "/2555/units/"),
        ([], "/2555/units/"),
    ],
)
def test_everybody_begins_where_the_role_says(nation: Nation, roles: list[tuple[Role, str]], first: str) -> None:
    person = Person.objects.create(code="somebody", position="ใครคนหนึ่ง", unit=nation.units["cdd"])
    for role, unit in roles:
        ends = NOW.date().replace(year=2013) if role == Role.ASSESSOR else None
        RoleAssignment.objects.create(person=person, role=role, unit=nation.units[unit], starts=STARTS, ends=ends)
    client = Client()
    client.force_login(person)
    page = page_of(client, "/2555/units/")

    assert f'<a class="brand" href="{first}">' in page
    places = page[page.index('<nav aria-label="หน้าหลัก">') : page.index("</nav>")]
    assert re.findall(r'<a href="([^"]+)"', places)[0] == first
    assert client.get(first).status_code == 200


@pytest.mark.parametrize(("path", "most"), [(REGION, 20), (LINE, 26)])
@pytest.mark.usefixtures("reads_once")
def test_the_pages_take_a_fixed_number_of_queries(
    nation: Nation, deputy: Client, path: str, most: int, browser: Browser
) -> None:
    counts = []
    for number in (1, 2):
        deputy.get(path)
        with CaptureQueriesContext(connection) as captured:
            deputy.get(path)
        counts.append(len(captured))
        grow(nation, number)

    assert counts[0] == counts[1] <= most, counts


def test_the_head_of_a_bureau_sees_the_worst_first_who_is_late_and_what_waits(nation: Nation) -> None:
    """8 is at 3 steps, 3.0000, 4.3 at 2.7143; of April the two districts of province 13 are late."""
    client = with_role(nation, Role.DIRECTOR, "กผ")
    page = page_of(client, "/2555/unit/กผ/?month=7")

    assert page.index('id="score-4.3"') < page.index('id="score-8"')
    assert "/2555/reporting/missing/?kpi=4.3&amp;month=7" in page
    assert 'hx-get="/2555/approvals/waiting/"' in page
    assert "<strong>0</strong>" in page_of(client, "/2555/approvals/waiting/")
