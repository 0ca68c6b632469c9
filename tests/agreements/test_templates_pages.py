"""Pages of the KPI Template: who sees which, what they say, how many queries they take."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from rabrong.agreements.actions.templates_sending import send_templates
from rabrong.agreements.models import Indicator, Receipt, Template
from rabrong.org.models import UnitKind
from tests.agreements.kpi_world import BASE, World, address, build_world, typed, unsigned
from tests.nation import NOW, YEAR, actor

pytestmark = pytest.mark.django_db
MOST_QUERIES_OF_LIST = 14


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def status(client: Client, path: str) -> int:
    return client.get(path).status_code


def send(world: World, template: Template) -> None:
    kinds = [UnitKind.PROVINCE]
    assert send_templates([template], kinds=kinds, codes=[], by=actor(world.people["psdg"]), now=NOW) == 3


def test_a_draft_is_there_for_its_writers_and_the_leading_only(world: World) -> None:
    world.begun()

    got = {who: status(world.browser(who), f"{BASE}edit/") for who in world.people}

    assert got == {
        "writer": 200,
        "psdg": 200,
        "director": 200,
        "executive": 200,
        "province": 404,
        "other_province": 404,
        "district": 404,
    }


def test_a_published_version_is_there_for_whose_unit_received_it(world: World) -> None:
    template = world.published()
    before = {who: status(world.browser(who), BASE) for who in world.people}
    send_templates([template], kinds=[], codes=["12"], by=actor(world.people["psdg"]), now=NOW)
    after = {who: status(world.browser(who), BASE) for who in world.people}

    assert {who for who, code in before.items() if code == 200} == {"writer", "psdg", "director", "executive"}
    assert {who for who, code in after.items() if code == 404} == {"other_province"}


def test_opening_a_received_version_marks_it_read_there_and_nowhere_else(world: World) -> None:
    template = world.published()
    send(world, template)

    world.browser("psdg").get(BASE)
    world.browser("district").get(BASE)
    assert Receipt.objects.filter(read_at=None).count() == 3
    world.browser("province").get(BASE)

    read = Receipt.objects.get(read_at__isnull=False)
    assert (read.unit.code, read.read_by) == ("12", world.people["province"])


def test_an_older_version_says_so_and_an_unknown_one_is_not_there(world: World) -> None:
    world.published()
    world.published(explanation="คำอธิบายใหม่")
    browser = world.browser("psdg")

    assert "นี่เป็นฉบับเก่า" in browser.get(f"{BASE}?v=1").content.decode()
    assert "คำอธิบายใหม่" in browser.get(BASE).content.decode()
    assert status(browser, f"{BASE}?v=9") == 404


def test_the_page_shows_every_field_of_a_template(world: World) -> None:
    world.published()

    text = world.browser("psdg").get(BASE).content.decode()

    for said in (
        "ตัวชี้วัด 4.3", "5%", "80", "ข้อความของ explanation", "ข้อความของ definitions", "ข้อความของ population",
        "ก ÷ ข × 100", "ระดับ 5", "68.9", "+8.16%", "ข้อความของ conditions", "ข้อความของ data_source",
        "ข้อความของ collection", "ข้อความของ frequency", "ข้อความของ guideline", "ทะเบียน", "นายdirector",
        "ผู้จัดเก็บ กผ", "ข้อความของ plans", "ข้อความของ success_points", "รอบ 6 เดือน", "ระดับกรม",
    ):  # fmt: skip
        assert said in text, said


def test_nothing_on_the_pages_is_inline(world: World) -> None:
    template = world.complete()
    browser = world.browser("writer")
    pages = [f"{BASE}edit/", f"{BASE}versions/", f"{BASE}compare/", f"/{YEAR}/templates/", f"{BASE}people/?q=นาย"]
    unsigned()
    pages.append(f"{BASE}criteria/")

    assert template.pk
    for page in pages:
        answer = browser.get(page)
        assert answer.status_code == 200, page
        text = answer.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=", text), page


def test_the_list_shows_states_and_hides_drafts_from_others(world: World) -> None:
    world.begun()
    found = {who: world.browser(who).get(f"/{YEAR}/templates/").content.decode() for who in ("psdg", "province")}

    assert 'class="kt-list"' in found["psdg"]
    assert "หน่วยของท่านยังไม่ได้รับ" in found["province"]


def test_the_list_finds_sorts_and_filters(world: World) -> None:
    world.begun()
    browser = world.browser("psdg")

    def codes(query: str) -> list[str]:
        text = browser.get(f"/{YEAR}/templates/?{query}").content.decode()
        return re.findall(r'<td class="kt-code">([^<]+)</td>', text)

    assert codes("") == ["8", "4.3"]
    assert codes("sort=state") == ["8", "4.3"]
    assert codes("state=draft") == ["4.3"]
    assert codes("state=none") == ["8"]
    assert codes("q=4.3") == ["4.3"]
    assert codes("unit=กผ") == ["8", "4.3"]
    assert codes("unit=nowhere") == []


def test_the_list_as_a_file_holds_what_the_list_shows(world: World) -> None:
    template = world.published()
    send(world, template)

    def lines(who: str) -> list[str]:
        answer = world.browser(who).get(f"/{YEAR}/templates/list.csv?q=4.3")
        return answer.content.decode("utf-8-sig").strip().splitlines()[1:]

    assert lines("psdg") == ["4.3,ตัวชี้วัด 4.3,หน่วย กผ,ประกาศใช้,1,รอบ 6 เดือน,3,3,2012-05-15"]
    assert lines("province") == lines("psdg")
    assert len(lines("other_province")) == 1
    workbook = world.browser("psdg").get(f"/{YEAR}/templates/list.xlsx")
    assert workbook.content.startswith(b"PK")


def test_a_file_that_came_to_nobody_holds_nothing(world: World) -> None:
    world.published()

    answer = world.browser("province").get(f"/{YEAR}/templates/list.csv")

    assert len(answer.content.decode("utf-8-sig").strip().splitlines()) == 1


def test_the_list_takes_the_same_queries_for_few_and_more(world: World) -> None:
    world.begun()
    browser = world.browser("psdg")
    browser.get(f"/{YEAR}/templates/")
    with CaptureQueriesContext(connection) as few:
        browser.get(f"/{YEAR}/templates/")
    for number in range(3):
        copy = world.version
        copy.pk, copy.code = None, f"9.{number}"
        copy.indicator = Indicator.objects.create(key=f"more-{number}")
        copy.save()
        Template.objects.create(indicator=copy, number=1, by=world.people["writer"], at=NOW)
    with CaptureQueriesContext(connection) as more:
        browser.get(f"/{YEAR}/templates/")

    assert len(few) == len(more)
    assert len(more) < MOST_QUERIES_OF_LIST


def test_the_pages_take_a_bounded_number_of_queries(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world.published()
    world.complete(explanation="อีกแบบ")
    browser = world.browser("writer")

    for path, most in ((BASE, 24), (f"{BASE}edit/", 46), (f"{BASE}versions/", 20), (f"{BASE}compare/", 34)):
        with django_assert_max_num_queries(most):
            browser.get(path)


def test_comparing_marks_only_the_words_that_differ(world: World) -> None:
    world.published(explanation="ร้อยละของครัวเรือนที่ผ่านเกณฑ์ 80")
    world.published(explanation="ร้อยละของครัวเรือนที่ผ่านเกณฑ์ 85")

    text = world.browser("psdg").get(f"{BASE}compare/?a=1&b=2").content.decode()

    assert "<del>80</del>" in text
    assert "<ins>85</ins>" in text
    assert "ต่างกัน 1 ช่อง" in text


def test_the_history_says_who_did_what_to_drafts_readers_only(world: World) -> None:
    template = world.published()
    send(world, template)

    told = world.browser("psdg").get(f"{BASE}versions/").content.decode()
    assert all(word in told for word in ("เริ่มฉบับใหม่", "แก้ไขร่าง", "ส่งตรวจ", "ประกาศใช้", "ส่งให้หน่วยงาน"))
    assert "แก้ไขร่าง" not in world.browser("province").get(f"{BASE}versions/").content.decode()
    assert status(world.browser("other_province"), f"{BASE}versions/") == 200


def test_receipts_are_the_psdgs(world: World) -> None:
    template = world.published()
    send(world, template)

    assert status(world.browser("psdg"), f"{BASE}receipts/?show=unread") == 200
    assert status(world.browser("writer"), f"{BASE}receipts/") == 403
    assert status(world.browser("province"), f"{BASE}receipts/") == 404


def test_people_are_found_only_where_the_writer_sees_them(world: World) -> None:
    world.begun()
    found = world.browser("writer").get(f"{BASE}people/?q=นาย").content.decode()

    assert "นายdirector" in found
    assert "นายprovince" not in found
    assert status(world.browser("province"), f"{BASE}people/?q=นาย") == 404
    assert world.browser("executive").get(f"{BASE}people/?q=นาย").status_code == 403


def test_the_signed_promise_is_locked_with_the_reason(world: World) -> None:
    world.begun()
    browser = world.browser("writer")

    assert "ต้องขอเปลี่ยนแปลงรายละเอียดตัวชี้วัด" in browser.get(f"{BASE}edit/").content.decode()
    assert browser.get(f"{BASE}criteria/").status_code == 403
    unsigned()
    assert browser.get(f"{BASE}criteria/").status_code == 200


def test_an_unknown_indicator_is_not_there(world: World) -> None:
    assert status(world.browser("psdg"), f"/{YEAR}/kpi/99/template/") == 404
    assert status(world.browser("psdg"), "/2499/templates/") == 404


def test_nobody_signed_in_is_sent_to_the_door(world: World) -> None:
    world.published()
    names = ("template", "template_edit", "template_versions", "template_compare", "template_receipts")

    assert {Client().get(address(name)).status_code for name in names} == {302}


def test_the_form_works_without_a_script(world: World) -> None:
    template = world.complete()
    answer = world.browser("writer").post(f"{BASE}edit/", typed(template, explanation="ใหม่", act="save"))

    assert answer.status_code == 302
    assert Template.objects.get(pk=template.pk).explanation == "ใหม่"


@pytest.mark.parametrize(
    "sent", [{"edits": "9" * 5000}, {"act": f"evidence:drop:{'9' * 5000}"}, {"act": f"detach:{'9' * 5000}"}]
)
def test_a_number_that_nobody_typed_changes_nothing(world: World, sent: dict[str, str]) -> None:
    template = world.begun()
    before = template.edits
    answer = world.browser("writer").post(f"{BASE}edit/", {**typed(template), "act": "save", **sent})
    template.refresh_from_db()
    assert answer.status_code < 500
    assert template.edits - before in (0, 1)
