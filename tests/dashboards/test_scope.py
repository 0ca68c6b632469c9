"""What each person sees of the others: names above without links, and no number of a unit outside the scope."""

import re
from urllib.parse import quote

import pytest
from django.test import Client

from rabrong.org.models import Person, Role, RoleAssignment, Unit, UnitKind
from tests.dashboards.conftest import Browser
from tests.nation import STARTS, Nation

pytestmark = pytest.mark.django_db
MAP = "/2555/unit/12/"


def with_role(nation: Nation, role: Role, *units: str) -> Client:
    """A browser of somebody new with a role at some units."""
    person = Person.objects.create(code=f"new-{role}", position="ใหม่", unit=nation.units["cdd"])
    for unit in units:
        RoleAssignment.objects.create(person=person, role=role, unit=nation.units[unit], starts=STARTS)
    client = Client()
    client.force_login(person)
    return client


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def main_of(page: str) -> str:
    """The page without its crumbs."""
    return page[page.index("</ol></nav>") :]


def crumbs_of(page: str) -> str:
    return page[page.index('class="crumbs"') : page.index("</ol></nav>")]


def test_a_district_sees_no_other_district(browser: Browser) -> None:
    page = page_of(browser("1201"), "/2555/unit/1201/")

    assert "อำเภอในจังหวัด" not in page
    assert not [code for code in ("1202", "1101", "1301") if code in page]


def test_names_above_are_plain(browser: Browser) -> None:
    crumbs = crumbs_of(page_of(browser("1201"), "/2555/unit/1201/"))

    assert crumbs.index("หน่วย cdd") < crumbs.index("หน่วย r1") < crumbs.index("หน่วย 12<")
    assert "href" not in crumbs
    assert crumbs.count("aria-current") == 1


def test_the_way_up_is_linked_for_who_sees_it(browser: Browser) -> None:
    crumbs = crumbs_of(page_of(browser("psdg"), "/2555/unit/1201/"))

    assert [f"/2555/unit/{code}/" in crumbs for code in ("cdd", "r1", "12")] == [True, True, True]


def test_a_province_sees_its_districts_but_no_rank_and_no_other_province(browser: Browser) -> None:
    page = main_of(page_of(browser("12"), "/2555/unit/12/"))

    assert "หน่วย 1201" in page
    assert "หน่วย 1202" in page
    assert "อันดับ" not in page.replace("อันดับ</th>", "")
    assert not [name for name in ("หน่วย 11", "หน่วย 13", "หน่วย cdd") if name in page]


def test_the_map_colours_only_what_is_seen(browser: Browser, nation: Nation) -> None:
    page, whole = page_of(with_role(nation, Role.INSPECTOR, "r1"), "/2555/unit/12/"), page_of(browser("psdg"), MAP)

    assert ("2 จังหวัด" in page, "3 จังหวัด" in whole) == (True, True)
    assert ("อยู่นอกหน้าที่ของท่าน" in page, "อยู่นอกหน้าที่ของท่าน" in whole) == (True, False)
    assert 'class="map-box"' not in page_of(browser("12"), MAP)  # there is nothing to compare with


def test_an_inspector_sees_the_place_in_the_region(nation: Nation) -> None:
    page = page_of(with_role(nation, Role.INSPECTOR, "r1"), "/2555/unit/11/")

    # Province 11 has 63 of 100, province 12 has 33 of 40: second of the two in region 1.
    assert "อันดับในเขต" in page
    assert "<strong>2</strong> จาก 2 จังหวัด" in page
    assert "หน่วย 13" not in page


@pytest.mark.parametrize(
    ("units", "seen"),
    [
        (("r1",), {"r1", "11", "12"}),
        (("r2", "กผ"), {"r2", "13", "กผ"}),
        (("12",), {"12"}),
        (("1201", "1302"), {"1201", "1302"}),
        ((), set()),
    ],
)
def test_the_list_of_units_ends_at_the_scope(nation: Nation, units: tuple[str, ...], seen: set[str]) -> None:
    page = page_of(with_role(nation, Role.DEPUTY, *units), "/2555/units/")

    assert {code for code in nation.units if f"/2555/unit/{quote(code)}/" in page} == seen
    assert ("ท่านยังไม่มีหน้าที่" in page) is not bool(units)


@pytest.mark.parametrize(
    "path", ["/2555/unit/12/", "/2555/unit/cdd/", "/2555/unit/1202/", "/2555/unit/r1/", "/2555/lint/"]
)
def test_what_is_not_seen_is_not_found(browser: Browser, path: str) -> None:
    answer = browser("1201").get(path)

    assert answer.status_code == 404
    assert "หน่วย 1202" not in answer.content.decode()


def test_an_owner_sees_the_indicator_of_every_unit(browser: Browser) -> None:
    client = browser("กผ")

    for unit in ("cdd", "11", "1302"):
        for page in ("", "why/"):
            assert client.get(f"/2555/kpi/4.3/unit/{unit}/{page}").status_code == 200
        assert client.get(f"/2555/unit/{unit}/").status_code == 404
    assert "หน่วย 12" in page_of(client, "/2555/kpi/4.3/unit/cdd/")


def test_an_owner_is_not_told_the_totals(browser: Browser) -> None:
    pages = [page_of(browser("กผ"), path) for path in ("/2555/unit/กผ/", "/2555/kpi/4.3/unit/cdd/why/")]

    # The department's total is 2.9048, and an open screen of it would be told of every change.
    assert not [page for page in pages if "2.9048" in page or 'data-live="2555/unit/cdd"' in page]
    assert "2.9048" in page_of(browser("psdg"), "/2555/kpi/4.3/unit/cdd/why/")


def test_who_owns_nothing_sees_no_indicator_of_others(browser: Browser) -> None:
    for path in ("/2555/kpi/4.3/unit/cdd/", "/2555/kpi/4.3/unit/1101/", "/2555/kpi/4.3/unit/1101/why/"):
        assert browser("1201").get(path).status_code == 404


def test_an_indicator_of_a_district_names_no_other(browser: Browser) -> None:
    page = main_of(page_of(browser("1201"), "/2555/kpi/4.3/unit/1201/"))

    assert "1202" not in page
    assert 'class="ranking"' not in page


def test_the_owners_name_leads_only_those_who_may_follow(browser: Browser) -> None:
    link = 'href="/2555/unit/%E0%B8%81%E0%B8%9C/"'

    assert link in page_of(browser("psdg"), "/2555/kpi/4.3/unit/1201/")
    assert link not in page_of(browser("1201"), "/2555/kpi/4.3/unit/1201/")


@pytest.mark.parametrize("via", ["1101", "11", "r1", "กผ", "cdd", "1202x"])
def test_the_drill_down_goes_nowhere_else(browser: Browser, via: str) -> None:
    page = main_of(page_of(browser("12"), f"/2555/kpi/4.3/unit/12/why/?via={via}"))

    assert not [name for name in ("หน่วย 1101", "หน่วย 11<", "หน่วย r1") if name in page]


@pytest.mark.parametrize("kind", [UnitKind.MINISTRY, UnitKind.OUTSIDE])
def test_ministries_and_outside_parties_have_no_scorecard(browser: Browser, kind: str) -> None:
    Unit.objects.create(code="other", kind=kind, name="อื่น", sort_key="อื่น", starts=STARTS)

    assert browser("psdg").get("/2555/unit/other/").status_code == 404
    assert browser("psdg").get("/2555/kpi/4.3/unit/other/").status_code == 404


@pytest.mark.parametrize(
    ("units", "home"),
    [(("r1",), "/2555/unit/r1/"), (("r1", "กผ"), "/2555/units/"), (("cdd",), "/2555/unit/cdd/"), ((), "/2555/units/")],
)
def test_the_first_page_is_the_own_units(nation: Nation, units: tuple[str, ...], home: str) -> None:
    page = page_of(with_role(nation, Role.VIEWER, *units), "/2555/units/")

    assert f'<a class="brand" href="{home}">' in page
    assert ("/2555/lint/" in page) is ("cdd" in units)


@pytest.mark.parametrize(
    ("units", "tabs"),
    [
        (("cdd",), ["ภาพรวม", "หน่วยงาน", "หลักฐาน", "ข้อตรวจพบ", "ตัวชี้วัด", "องค์กร"]),
        (("r1", "กผ"), ["หน่วยงาน", "หลักฐาน", "ตัวชี้วัด", "องค์กร"]),
        (("r1",), ["ภาพรวม", "หลักฐาน", "ตัวชี้วัด", "องค์กร"]),
        ((), ["หน่วยงาน", "ตัวชี้วัด", "องค์กร"]),
    ],
)
def test_only_what_may_be_opened_is_offered(nation: Nation, units: tuple[str, ...], tabs: list[str]) -> None:
    page = page_of(with_role(nation, Role.VIEWER, *units), "/2555/units/")
    offered = page[page.index('<nav aria-label="หน้าหลัก">') : page.index("</nav>")]

    assert re.findall(r">(\S+)</a>", offered) == tabs


def test_on_the_first_page_the_first_tab_is_marked(browser: Browser) -> None:
    page = page_of(browser("12"), "/2555/unit/12/")

    assert '<a href="/2555/unit/12/" aria-current="page">ภาพรวม</a>' in page
