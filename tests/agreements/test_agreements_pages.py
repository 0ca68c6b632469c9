"""The list of agreements, reading one, two texts side by side: who sees what, and how many queries that takes."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.models import Agreement, AgreementState, Item
from rabrong.demo.models import Mark
from rabrong.org.models import Role, RoleAssignment
from tests.agreements.signing_nation import SIGNED_AT, World, build_world, signed_world
from tests.nation import STARTS, YEAR

LIST = "/2555/agreements/"


@pytest.fixture
def world(db: None) -> World:
    Mark.objects.create(loaded="a nation", now=SIGNED_AT)
    return signed_world()


def browser(world: World, who: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(world.nation.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def said(answer: object) -> str:
    content: bytes = getattr(answer, "content")  # noqa: B009  of an HttpResponse
    return content.decode()


def listed(world: World, who: str, query: str = "") -> list[str]:
    """The agreements somebody finds in the list, by the addresses they lead to."""
    page = said(browser(world, who).get(f"{LIST}?{query}"))
    codes = ["cdd", "กผ", "11", "1101", "1102", "12", "1201", "1202", "13", "1301", "1302"]
    return [code for code in codes if f'href="/2555/agreement/{code}/"' in page]


def test_the_list_is_what_somebody_may_read(world: World) -> None:
    everything = ["cdd", "11", "1101", "1102", "12", "1201", "1202", "13", "1301", "1302"]
    assert listed(world, "psdg") == everything
    assert listed(world, "head") == everything
    assert listed(world, "deputy") == ["cdd"]
    assert listed(world, "province-12") == ["12", "1201", "1202"]
    assert listed(world, "1201") == ["1201"]


def test_the_list_is_searched_and_filtered(world: World) -> None:
    assert listed(world, "psdg", "q=1101") == ["1101"]
    assert listed(world, "psdg", "state=draft") == []
    assert "ไม่มีคำรับรองที่ตรงกับที่ค้นหา" in said(browser(world, "psdg").get(f"{LIST}?state=draft"))


def test_the_file_of_the_list_holds_what_the_list_shows(world: World) -> None:
    text = browser(world, "province-12").get(f"{LIST}?export=csv").content.decode("utf-8-sig")
    assert [line.partition(",")[0] for line in text.splitlines()[1:]] == ["1201", "1202", "12"]


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_list_takes_the_same_queries_for_one_row_and_for_three(world: World) -> None:
    one, three = browser(world, "1201"), browser(world, "province-12")
    assert queries_of(one, LIST) == queries_of(three, LIST)


def test_an_agreement_in_the_making_is_for_who_prepares_it(db: None) -> None:
    Mark.objects.create(loaded="a nation", now=SIGNED_AT)
    world = build_world()
    viewer = world.nation.people["1301"]
    RoleAssignment.objects.create(person=viewer, role=Role.VIEWER, unit=world.nation.units["cdd"], starts=STARTS)

    for who, status in (("psdg", 200), ("head", 200), ("deputy", 200), ("1301", 404), ("1201", 404)):
        for address in ("", "signing/", "compare/", "?export=csv"):
            assert browser(world, who).get(f"/2555/agreement/cdd/{address}").status_code == status, (who, address)
    assert browser(world, "1301").get("/2555/agreement/12/").status_code == 200
    assert "cdd" not in listed(world, "1301")


def test_a_persons_agreement_is_for_that_person_and_who_leads(world: World) -> None:
    person = world.nation.people["1201"]
    agreement = Agreement.objects.create(year_id=YEAR, unit=person.unit, person=person, state=AgreementState.SIGNED)
    Item.objects.create(agreement=agreement, indicator=world.nation.indicators["4.3"], weights={"6": "100"})
    address = f"/2555/agreement/~{person.code}/"

    for who, status in (("1201", 200), ("psdg", 200), ("head", 200), ("1202", 404), ("12", 404)):
        assert browser(world, who).get(address).status_code == status, who


def test_two_texts_that_say_the_same_say_so(world: World) -> None:
    psdg = browser(world, "psdg")
    assert "สองฉบับตรงกันทุกตัวอักษร" in said(psdg.get("/2555/agreement/cdd/compare/?a=1&b=now"))
    Item.objects.filter(agreement=world.agreement, indicator__code="8").update(target="3")
    page = said(psdg.get("/2555/agreement/cdd/compare/?a=1&b=now"))

    assert "<del>5</del>" in page
    assert "<ins>3</ins>" in page
    assert "ฐานข้อมูลไม่ตรงกับข้อความที่ลงนาม" in said(psdg.get("/2555/agreement/cdd/"))


def test_english_pages_open(world: World) -> None:
    client = browser(world, "psdg")
    client.cookies["django_language"] = "en"
    for address in ("", "signing/", "amendments/", "compare/"):
        page = said(client.get(f"/2555/agreement/cdd/{address}"))
        assert "Amendments" in page
    assert "Performance agreement" in said(client.get("/2555/agreement/cdd/"))
