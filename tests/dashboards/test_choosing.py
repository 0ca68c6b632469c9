"""Beginning by one of several roles: chosen for the session, shown, refused where the role is not held."""

from datetime import date

import pytest
from django.test import Client

from rabrong.org.models import Acting, ActingKind, Person, Role, RoleAssignment
from tests.dashboards.test_units import queries_of
from tests.nation import STARTS, Nation

pytestmark = pytest.mark.django_db


@pytest.fixture
def several(nation: Nation) -> Client:
    """Approver of province 12, keeper of district 1201, and acting for the executive until 31 May."""
    person = Person.objects.create(code="several", position="หลายบทบาท", unit=nation.units["12"])
    for role, unit in ((Role.APPROVER, "12"), (Role.KEEPER, "1201")):
        RoleAssignment.objects.create(person=person, role=role, unit=nation.units[unit], starts=STARTS)
    Acting.objects.create(
        person=person,
        principal=None,
        seat="ผู้ว่าราชการจังหวัด",
        kind=ActingKind.VACANCY,
        role=Role.DIRECTOR,
        unit=nation.units["13"],
        starts=STARTS,
        ends=date(2012, 6, 1),
        order_ref="คำสั่งที่ 1/2555",
    )
    client = Client()
    client.force_login(person)
    return client


def brand(client: Client) -> str:
    """Where the mark of the bar leads."""
    page = client.get("/2555/units/").content.decode()
    return page.split('<a class="brand" href="')[1].split('"')[0]


def test_without_a_choice_what_is_owed_comes_first_and_is_said(several: Client) -> None:
    page = several.get("/first/").content.decode()

    assert brand(several) == "/2555/work/"
    assert page.count('name="hat"') == 3
    assert 'value="keeper/"' in page.split('aria-current="true"')[0].rsplit("<form", 1)[1]


@pytest.mark.parametrize(
    ("hat", "first"),
    [("approver/", "/2555/approvals/"), ("keeper/", "/2555/work/"), ("director/ผู้ว่าราชการจังหวัด", "/2555/unit/13/")],
)
def test_a_role_that_was_chosen_decides_until_the_session_ends(several: Client, hat: str, first: str) -> None:
    assert several.post("/first/", {"hat": hat})["Location"] == first
    assert brand(several) == first
    assert several.get(first).status_code == 200


def test_an_acting_is_named_with_its_kind_its_seat_and_its_last_day(several: Client) -> None:
    page = several.get("/first/").content.decode()

    assert "รักษาการในตำแหน่ง ผู้ว่าราชการจังหวัด" in page
    assert "ถึง 31 พ.ค. 2555" in page.replace("\u00a0", " ")
    assert "หน่วย 13" in page


def test_the_bar_says_as_what_one_begins(several: Client, nation: Nation) -> None:
    several.post("/first/", {"hat": "approver/"})
    assert f": {Role.APPROVER.label}" in several.get("/2555/units/").content.decode()
    one = Client()
    one.force_login(nation.people["12"])
    assert 'href="/first/"' not in one.get("/2555/units/").content.decode()


@pytest.mark.parametrize("hat", ["executive/", "keeper/somebody", "nonsense", ""])
def test_a_role_that_is_not_held_is_refused(several: Client, hat: str) -> None:
    answer = several.post("/first/", {"hat": hat})

    assert answer.status_code == 422
    assert "ไม่ได้ถือบทบาทนี้ในขณะนี้" in answer.content.decode()
    assert brand(several) == "/2555/work/"


def test_a_role_that_ended_decides_no_more(several: Client) -> None:
    several.post("/first/", {"hat": "approver/"})
    RoleAssignment.objects.filter(role=Role.APPROVER, person__code="several").delete()

    assert brand(several) == "/2555/work/"
    assert "approver/" not in several.get("/first/").content.decode()


def test_who_has_no_role_is_told_so(nation: Nation) -> None:
    client = Client()
    client.force_login(Person.objects.create(code="none", position="ใหม่", unit=nation.units["12"]))
    assert "ยังไม่มีบทบาทที่ใช้ได้ในขณะนี้" in client.get("/first/").content.decode()


def test_the_choice_takes_few_queries(several: Client) -> None:
    assert queries_of(several, "/first/") <= 8
