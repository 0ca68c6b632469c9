"""What a device kept while the line was down: taken in field by field, submissions once under their key."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.audit.models import Event
from rabrong.org.models import Role, RoleAssignment
from rabrong.org.rules import Refusal
from rabrong.results.actions import Conflicts, Envelope, ReportForm, Submission, send_once
from rabrong.results.models import Draft, Entry, MonthLock, NoteDraft, ReportNote, Sending
from rabrong.scoring.claims import Claim
from tests.dashboards.conftest import MAY, Browser, enter
from tests.nation import NOW, YEAR, Nation, actor

pytestmark = pytest.mark.django_db

SENT = "/2555/unit/1201/entry/sent/"
KEY, OTHER_KEY = str(UUID(int=1)), str(UUID(int=2))


def fields(met: str = "15", everybody: str = "20", version: int = 0, **also: str) -> dict[str, str]:
    """An indicator and month as a device sends it, typed over empty fields."""
    cells = {"ก": met, "ข": everybody}
    named = {f"4.3~{MAY}~{cell}": text for cell, text in cells.items()}
    versions = {f"version~4.3~{MAY}~{cell}": str(version) for cell in cells}
    return {**named, **versions, f"remark~4.3~{MAY}": "ตรวจแล้ว", f"problems~4.3~{MAY}": "ฝนตกหนัก", **also}


def send(client: Client, form: Mapping[str, str], key: str = KEY, save: str = "submit") -> tuple[int, dict[str, Any]]:
    """Status and answer of a sending."""
    answer = client.post(SENT, {**form, "key": key, "save": save})
    return answer.status_code, answer.json()


def numbers(nation: Nation) -> list[tuple[str, int, str]]:
    """Every version kept of May: cell, version, number."""
    rows = Entry.objects.filter(unit=nation.units["1201"], month=MAY).order_by("cell", "version")
    return [(row.cell, row.version, str(row.value)) for row in rows]


def test_a_sending_that_is_sent_again_is_there_once_and_is_answered_the_same(browser: Browser, nation: Nation) -> None:
    client = browser("1201")
    first = send(client, fields())
    events = Event.objects.count()

    assert first[0] == 200
    assert first[1]["sent"] == [["4.3", MAY]]
    assert "ส่งแล้ว 1 ตัวชี้วัด: 4.3" in first[1]["words"]
    assert [send(client, fields()) for _ in range(2)] == [first, first]
    assert numbers(nation) == [("ก", 1, "15"), ("ข", 1, "20")]
    assert (Event.objects.count(), Sending.objects.count(), ReportNote.objects.count()) == (events, 1, 1)


def test_a_late_copy_of_an_earlier_sending_does_not_undo_a_later_one(browser: Browser, nation: Nation) -> None:
    client = browser("1201")
    first = send(client, fields())
    send(client, fields(met="16", version=1), OTHER_KEY)
    client.post("/2555/unit/1201/entry/", {**fields(met="17", version=2), "save": "draft", "month": str(MAY)})

    assert send(client, fields()) == first
    assert numbers(nation) == [("ก", 1, "15"), ("ก", 2, "16"), ("ข", 1, "20")]
    assert Draft.objects.get(cell="ก").text == "17"


@pytest.mark.parametrize(
    ("who", "form"),
    [("1201", fields(met="16")), ("1201", fields(version=1)), ("r1", fields())],
    ids=["another number", "another version", "another person"],
)
def test_a_key_that_was_used_for_something_else_is_refused(
    browser: Browser, nation: Nation, who: str, form: dict[str, str]
) -> None:
    send(browser("1201"), fields())
    if who != "1201":
        by, unit = nation.people["1202"], nation.units["1201"]
        RoleAssignment.objects.create(person=by, unit=unit, role=Role.KEEPER, starts=NOW.date())
        who = "1202"
    status, answer = send(browser(who), form)

    assert (status, answer["answer"]) == (422, "refused")
    assert "ใช้รหัสที่เคยส่งตัวเลขชุดอื่นไปแล้ว" in answer["words"]
    assert numbers(nation) == [("ก", 1, "15"), ("ข", 1, "20")]


@pytest.mark.parametrize("key", ["", "1", "ไม่ใช่รหัส"])
def test_a_submission_without_a_key_is_refused(browser: Browser, nation: Nation, key: str) -> None:
    status, answer = send(browser("1201"), fields(), key)

    assert status == 422
    assert "ไม่มีรหัสการส่งที่ถูกต้อง" in answer["words"]
    assert numbers(nation) == []


def test_half_an_indicator_and_what_cannot_be_read_stay_drafts_and_it_says_so(browser: Browser, nation: Nation) -> None:
    status, answer = send(browser("1201"), fields(met="สิบห้า"))

    assert (status, answer["sent"]) == (200, [])
    assert answer["cells"]["4.3~8~ก"]["state"] == "fault"
    assert "ไม่ใช่ตัวเลข" in answer["cells"]["4.3~8~ก"]["words"]
    assert "อ่านไม่ได้ 1 ช่อง" in answer["words"]
    assert Draft.objects.get(cell="ก").text == "สิบห้า"
    assert numbers(nation) == []


def test_what_stands_out_waits_for_a_word(browser: Browser, nation: Nation) -> None:
    """April's running total was 15: 14 asks for a remark."""
    form = {**fields(met="14"), f"remark~4.3~{MAY}": ""}
    status, answer = send(browser("1201"), form)

    assert (status, answer["sent"], answer["asked"]) == (200, [], [["4.3", MAY]])
    assert "รอคำอธิบายหรือปัญหา: 4.3" in answer["words"]
    assert numbers(nation) == []


def test_a_stale_sending_says_of_each_cell_whose_number_stands_and_writes_nothing(
    browser: Browser, nation: Nation
) -> None:
    enter(nation, "1201", 14, 20)
    status, answer = send(browser("1201"), fields(everybody="๒๐.0"))
    theirs = answer["cells"]["4.3~8~ก"]

    assert (status, answer["answer"]) == (409, "clash")
    assert (theirs["state"], theirs["text"], theirs["version"]) == ("clash", "14", 1)
    assert theirs["at"] == "15\u00a0พ.ค.\u00a02555 10.00\u00a0น."
    assert theirs["by"] == nation.people["1201"].position
    assert "4.3~8~ข" not in answer["cells"]  # both say 20
    assert numbers(nation) == [("ก", 1, "14"), ("ข", 1, "20")]
    assert not Draft.objects.exists()
    assert not Sending.objects.exists()


def test_after_the_choice_it_is_sent_under_a_new_key(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 14, 20)
    client = browser("1201")
    send(client, fields())
    assert send(client, fields(version=1), OTHER_KEY)[0] == 200
    assert numbers(nation) == [("ก", 1, "14"), ("ก", 2, "15"), ("ข", 1, "20")]


def test_drafts_go_up_cell_by_cell_and_leave_their_neighbours(browser: Browser) -> None:
    client = browser("1201")
    send(client, {"4.3~8~ก": "15", "4.3~8~ข": "20"}, save="draft")
    send(client, {"4.3~8~ข": "21", "base~4.3~8~ข": "20", "problems~4.3~8": "ฝนตก"}, save="draft")
    status, answer = send(client, {"done~4.3~8": "อบรม", "base~done~4.3~8": ""}, save="draft")

    assert (status, answer["cells"]) == (200, {})
    assert dict(Draft.objects.values_list("cell", "text")) == {"ก": "15", "ข": "21"}
    assert (NoteDraft.objects.get().problems, NoteDraft.objects.get().done) == ("ฝนตก", "อบรม")


def test_a_draft_that_somebody_typed_meanwhile_is_not_overwritten(browser: Browser) -> None:
    """On the telephone 16 and a problem were typed; the desk's copy was opened before that."""
    client = browser("1201")
    send(client, {"4.3~8~ก": "16", "problems~4.3~8": "น้ำท่วม"}, save="draft")
    late = {"4.3~8~ก": "15", "base~4.3~8~ก": "", "problems~4.3~8": "ฝนตก", "base~problems~4.3~8": "", "4.3~8~ข": "20"}
    status, answer = send(client, late, save="draft")

    assert status == 409
    assert {name: cell["text"] for name, cell in answer["cells"].items()} == {
        "4.3~8~ก": "16",
        "problems~4.3~8": "น้ำท่วม",
    }
    assert answer["cells"]["4.3~8~ก"]["by"].startswith("ร่างของ ")
    assert dict(Draft.objects.values_list("cell", "text")) == {"ก": "16", "ข": "20"}
    assert NoteDraft.objects.get().problems == "น้ำท่วม"


def test_a_window_that_shut_meanwhile_is_said_and_the_rest_is_sent(browser: Browser, nation: Nation) -> None:
    status, answer = send(browser("1201"), {**fields(), "4.3~7~ก": "16", "4.3~7~ข": "20"})

    assert (status, answer["sent"]) == (200, [["4.3", MAY]])
    assert list(answer["cells"]) == ["4.3~7~ก"]  # 20 stands already
    assert "ปิดเมื่อ 12\u00a0พ.ค.\u00a02555" in answer["cells"]["4.3~7~ก"]["words"]
    assert "ไม่รับ 1 ช่อง ตัวเลขยังอยู่ในเครื่องนี้" in answer["words"]
    assert numbers(nation) == [("ก", 1, "15"), ("ข", 1, "20")]


def test_a_lock_a_cancelled_indicator_and_one_that_left_are_told_in_words(browser: Browser, nation: Nation) -> None:
    client = browser("1201")
    gone = send(client, {"9~8~ก": "1"}, save="draft")[1]["cells"]["9~8~ก"]
    MonthLock.objects.create(year_id=YEAR, month=MAY, is_locked=True, reason="ปิดยอด", by=nation.people["psdg"], at=NOW)
    locked = send(client, fields(), save="draft")[1]["cells"]
    IndicatorVersion.objects.filter(code="4.3").update(cancelled=6)
    cancelled = send(client, fields(), save="draft")[1]["cells"]

    assert gone["words"] == "9 ไม่อยู่ในหน้ากรอกของ หน่วย 1201 แล้ว"
    assert "ถูกล็อกแล้ว" in locked["4.3~8~ก"]["words"]
    assert {cell["state"] for cell in (*locked.values(), *cancelled.values())} == {"refused"}
    assert "ยกเลิก" in cancelled["4.3~8~ก"]["words"]
    assert not Draft.objects.exists()
    assert not NoteDraft.objects.exists()


def test_whose_role_ended_is_refused_but_told_what_went_through_before(browser: Browser, nation: Nation) -> None:
    client = browser("1201")
    first = send(client, fields())
    RoleAssignment.objects.filter(person=nation.people["1201"]).update(role=Role.VIEWER)
    status, answer = send(client, fields(met="16", version=1), OTHER_KEY)

    assert (status, answer["answer"]) == (403, "refused")
    assert "ผู้จัดเก็บข้อมูลของ" in answer["words"]
    assert send(client, {"4.3~8~ก": "17"}, save="draft")[0] == 403
    assert send(client, fields()) == first


@pytest.mark.parametrize("who", ["1202", "11", "กผ"])
def test_for_who_does_not_see_the_unit_there_is_nothing_to_send_to(browser: Browser, who: str) -> None:
    assert browser(who).post(SENT, {**fields(), "key": KEY, "save": "submit"}).status_code == 404


def test_the_action_itself_refuses_who_keeps_nothing_there(nation: Nation) -> None:
    envelope = Envelope(uuid4(), nation.units["1201"], YEAR, "")
    refused = send_once(envelope, (), {"cells": {}}, by=actor(nation.people["12"], NOW), now=NOW)

    assert isinstance(refused, Refusal)
    assert refused.code == "entry.not_keeper"
    assert not Sending.objects.exists()


def test_what_was_sent_cannot_be_changed_or_deleted(browser: Browser) -> None:
    send(browser("1201"), fields())
    for change in (Sending.objects.all().delete, lambda: Sending.objects.update(digest="")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Sending.objects.count() == 1


def test_sending_takes_few_queries_however_much_was_entered(browser: Browser, nation: Nation) -> None:
    client = browser("1201")
    form = {"4.3~8~ก": "15"}
    send(client, form, save="draft")
    with CaptureQueriesContext(connection) as few:
        send(client, form, save="draft")
    enter(nation, "1201", 14, 20)
    with CaptureQueriesContext(connection) as more:
        send(client, {**form, "version~4.3~8~ก": "1"}, save="draft")

    assert len(more) <= len(few) + 1
    assert len(few) <= 32


@pytest.fixture
def sends(browser: Browser) -> Client:
    """The district's keeper."""
    return browser("1201")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(met=st.lists(st.integers(10, 20), min_size=1, max_size=4), again=st.lists(st.integers(0, 3), max_size=6))
def test_replaying_any_sequence_with_duplicates_gives_the_same_entries(
    sends: Client, nation: Nation, met: list[int], again: list[int]
) -> None:
    """Each sending is filled against what stood before it; then any of them come again, in any order."""
    with transaction.atomic():
        keys, answers, version, stands = [str(uuid4()) for _ in met], [], 0, ""
        for key, number in zip(keys, met, strict=True):
            answers.append((form := fields(str(number), "20", version), send(sends, form, key)))
            for late in again[: len(answers)]:
                earlier, answer = answers[late % len(answers)]
                assert send(sends, earlier, keys[late % len(answers)]) == answer
            version += str(number) != stands
            stands = str(number)
        changes = [number for place, number in enumerate(met) if place == 0 or number != met[place - 1]]
        met_kept = [number for cell, _, number in numbers(nation) if cell == "ก"]
        transaction.set_rollback(True)

    assert met_kept == [str(number) for number in changes]


def test_a_conflict_that_only_the_lock_shows_keeps_no_key(nation: Nation) -> None:
    """Two devices send at once: the second passed the look before it and finds the first's numbers under the lock."""
    enter(nation, "1201", 14, 20)
    item = Item.objects.get(agreement=nation.agreements["1201"], indicator=nation.indicators["4.3"])
    claims: dict[str, Claim] = {"ก": Decimal(16), "ข": Decimal(20)}
    typed = Submission(nation.units["1201"], item.indicator, MAY, claims, {"ก": 0, "ข": 0})
    envelope = Envelope(uuid4(), nation.units["1201"], YEAR, "")
    answer = send_once(envelope, [ReportForm(item, typed)], {}, by=actor(nation.people["1201"], NOW), now=NOW)

    assert isinstance(answer, Conflicts)
    assert not Sending.objects.exists()
    assert numbers(nation) == [("ก", 1, "14"), ("ข", 1, "20")]
