"""The register of originals: who writes which lines, what it says, what is sent by one letter."""

from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from rabrong.audit.models import Event
from rabrong.audit.queries import broken_in, tables_without_guard
from rabrong.evidence.models import OriginalVersion
from rabrong.evidence.originals.actions import record_originals
from rabrong.evidence.originals.queries import Line
from rabrong.evidence.originals.rules import Register
from rabrong.evidence.wording import refusal_words
from rabrong.org.rules import Refusal
from tests.evidence.papers_world import MINUTES, PHOTOS, PapersWorld, build_papers_world
from tests.nation import NOW

pytestmark = pytest.mark.django_db
KEPT = Register(place="ศาลากลางจังหวัด", folder="ตู้ 3 แฟ้ม 12", keeper="นางสาวแฟ้ม ดี")
SENT = Register(sent_on=date(2012, 5, 14), letter="ชม 0019/1234", way="post")


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> PapersWorld:
    settings.FILES = tmp_path
    return build_papers_world()


def record(world: PapersWorld, lines: list[Line], register: Register, by: str = "1201", **seen: int) -> int | Refusal:
    shown = {line.key: line.version for line in lines} | seen
    return record_originals(lines, register, shown, by=world.by(by), now=NOW)


def code(done: object) -> str:
    assert isinstance(done, Refusal), done
    assert refusal_words(done)
    return done.code


def test_the_register_has_a_line_for_each_file_and_each_prescribed_document_without_one(world: PapersWorld) -> None:
    world.attach("1201", MINUTES)
    world.attach("1201", "", name="หนังสือเชิญ.pdf")

    lines = world.lines("1201")

    assert [(line.text, line.filed is not None, line.state) for line in lines] == [
        (PHOTOS, False, "none"),
        (MINUTES, True, "none"),
        ("หนังสือเชิญ.pdf", True, "none"),
    ]


def test_a_keeper_says_where_the_original_is_and_later_that_it_was_sent(world: PapersWorld) -> None:
    world.attach("1201", MINUTES)

    assert record(world, world.lines("1201")[1:], KEPT) == 1
    assert record(world, world.lines("1201")[1:], SENT) == 1

    line = world.lines("1201")[1]
    assert line.standing is not None
    assert (line.state, line.standing.place, line.standing.letter) == ("sent", "ศาลากลางจังหวัด", "ชม 0019/1234")
    assert list(OriginalVersion.objects.values_list("number", "place", "letter")) == [
        (1, "ศาลากลางจังหวัด", ""),
        (2, "ศาลากลางจังหวัด", "ชม 0019/1234"),
    ]


def test_the_same_said_again_writes_nothing(world: PapersWorld) -> None:
    record(world, world.lines("1201"), KEPT)

    assert record(world, world.lines("1201"), KEPT) == 0
    assert OriginalVersion.objects.count() == 2  # the two prescribed documents


def test_what_was_said_before_there_was_a_file_holds_on_for_the_file(world: PapersWorld) -> None:
    paper = next(line for line in world.lines("1201") if line.text == MINUTES)
    record(world, [paper], KEPT)

    world.attach("1201", MINUTES)

    line = next(line for line in world.lines("1201") if line.text == MINUTES)
    assert line.filed is not None
    assert line.state == "kept"
    assert record(world, [line], SENT) == 1
    assert next(line for line in world.lines("1201") if line.text == MINUTES).state == "sent"


def test_a_province_sends_the_papers_of_its_districts_by_one_letter(world: PapersWorld) -> None:
    for unit in ("1201", "1202"):
        world.attach(unit, MINUTES)
    lines = [line for line in world.lines("1201", "1202") if line.filed]

    assert record(world, lines, SENT, by="group-12") == 2

    assert {line.unit.code: line.state for line in world.lines("1201", "1202") if line.filed} == {
        "1201": "sent",
        "1202": "sent",
    }
    assert Event.objects.filter(verb="original.record", unit__in=("1201", "1202")).count() == 2
    assert broken_in("cdd") is None


def test_what_came_back_is_no_longer_sent(world: PapersWorld) -> None:
    record(world, world.lines("1201"), SENT)
    record(world, world.lines("1201"), Register(place="อำเภอ", is_back=True))

    assert {line.state for line in world.lines("1201")} == {"kept"}


@pytest.mark.parametrize(
    ("who", "unit"), [("1202", "1201"), ("viewer-12", "1201"), ("group-12", "1301"), ("psdg", "1201")]
)
def test_others_do_not_write_the_register(world: PapersWorld, who: str, unit: str) -> None:
    assert code(record(world, world.lines(unit), KEPT, by=who)) == "original.not_keeper"


@pytest.mark.parametrize(
    ("register", "why"),
    [
        (Register(sent_on=date(2012, 5, 16), letter="1", way="post"), "original.not_yet"),
        (Register(place="ที่นี่", letter="1"), "original.sent_half"),
        (Register(sent_on=date(2012, 5, 14), letter="1", way="pigeon"), "original.no_way"),
        (Register(folder="แฟ้ม 1"), "original.nowhere"),
    ],
)
def test_what_the_register_cannot_say_is_refused(world: PapersWorld, register: Register, why: str) -> None:
    assert code(record(world, world.lines("1201"), register)) == why
    assert not OriginalVersion.objects.exists()


def test_a_line_that_somebody_wrote_since_refuses_all(world: PapersWorld) -> None:
    old = world.lines("1201")
    record(world, old[:1], KEPT)

    assert code(record(world, old, SENT)) == "original.stale"
    assert OriginalVersion.objects.count() == 1


def test_nothing_chosen_is_refused(world: PapersWorld) -> None:
    assert code(record(world, [], KEPT)) == "original.no_lines"


def test_what_was_said_can_be_neither_changed_nor_deleted(world: PapersWorld) -> None:
    record(world, world.lines("1201"), KEPT)

    with pytest.raises(DatabaseError), transaction.atomic():
        OriginalVersion.objects.update(place="ที่อื่น")
    with pytest.raises(DatabaseError), transaction.atomic():
        OriginalVersion.objects.all()[0].delete()
    assert tables_without_guard(["evidence_original", "evidence_originalversion"]) == []


def test_the_page_is_filtered_sorted_and_exported(world: PapersWorld) -> None:
    world.attach("1201", MINUTES)
    record(world, [line for line in world.lines("1201") if line.filed], KEPT)
    browser = world.browser("group-12")

    page = browser.get("/2555/unit/12/originals/").content.decode()
    kept = browser.get("/2555/unit/12/originals/?state=kept").content.decode()
    found = browser.get("/2555/unit/12/originals/?q=ตู้ 3&sort=sent").content.decode()
    file = browser.get("/2555/unit/12/originals/?export=csv").content.decode("utf-8-sig")

    assert page.count('name="line"') == 4  # two documents of two districts
    assert kept.count('name="line"') == found.count('name="line"') == 1
    assert "ศาลากลางจังหวัด" in file
    assert len(file.splitlines()) == 5
    assert browser.get("/2555/unit/12/originals/?export=xlsx").content.startswith(b"PK")
    assert browser.get("/2555/unit/1301/originals/").status_code == 404
    assert browser.get("/2555/unit/12/originals/?round=6&q=ไม่มี").status_code == 200


def test_several_are_sent_by_one_letter_on_the_page(world: PapersWorld) -> None:
    browser = world.browser("group-12")
    lines = world.lines("1201", "1202")
    address = "/2555/unit/12/originals/record/?round=9"

    form = browser.get(f"{address}&all=1").content.decode()
    typed = {"line": [line.key for line in lines], "sent_on": "14/5/2555", "letter": "ชม ๐๐๑๙/๑๒", "way": "post"}
    typed |= {f"seen-{line.key}": "0" for line in lines}
    done = browser.post(address, typed)
    again = browser.post(address, typed)

    assert form.count('name="line"') == 4
    assert done["Location"] == "/2555/unit/12/originals/?round=9"
    assert {line.standing.letter for line in world.lines("1201", "1202") if line.standing} == {"ชม 0019/12"}
    assert again.status_code == 409
    assert "หลังจากที่ท่านเปิดหน้านี้" in again.content.decode()


def test_one_line_is_written_with_its_history_on_the_page(world: PapersWorld) -> None:
    line = world.lines("1201")[0]
    address = f"/2555/unit/1201/originals/record/?round=9&line={line.key}"
    browser = world.browser("1201")
    typed = {"line": line.key, f"seen-{line.key}": "0", "place": "อำเภอ"}

    assert browser.post(address, typed).status_code == 302
    shown = browser.get(address).content.decode()

    assert "ประวัติ" in shown
    assert 'value="อำเภอ"' in shown
    assert browser.get("/2555/unit/1201/originals/record/?line=a999").status_code == 404
    assert browser.get("/2555/unit/1201/originals/record/").status_code == 422
    assert world.browser("viewer-12").get(address).status_code == 403


def test_the_register_costs_the_same_for_one_district_and_for_all(world: PapersWorld) -> None:
    def queries(unit: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert world.browser("psdg").get(f"/2555/unit/{unit}/originals/").status_code == 200
        return len(counted)

    world.attach("1201", MINUTES)
    one = queries("1201")
    for unit in ("1101", "1202", "1302"):
        world.attach(unit, MINUTES)

    assert queries("cdd") <= one + 1
