"""Requests for documents: asked, answered, accepted, given back, withdrawn; who may, and who is told."""

from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from rabrong.agreements.models import YearState
from rabrong.assignments.models import Ownership
from rabrong.audit.queries import broken_in
from rabrong.evidence.models import DocumentRequest, RequestedUnit, RequestMove, RequestState
from rabrong.evidence.queries import key_of
from rabrong.evidence.requests.actions import Step, ask_for_documents, move_request, withdraw_request
from rabrong.evidence.requests.queries import open_requests_of, requests_listed
from rabrong.evidence.requests.rules import Wanted
from rabrong.evidence.wording import refusal_words
from rabrong.notices.models import Notice
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal
from tests.evidence.papers_world import MINUTES, PHOTOS, ROUND, PapersWorld, build_papers_world
from tests.nation import NOW, YEAR

pytestmark = pytest.mark.django_db
DUE = date(2012, 5, 20)
REQUESTS = "/2555/evidence/requests/"


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> PapersWorld:
    settings.FILES = tmp_path
    return build_papers_world()


def ask(world: PapersWorld, *units: str, by: str = "psdg", **changes: object) -> DocumentRequest | Refusal:
    words = {"indicator": world.nation.indicators["4.3"], "round": ROUND, "text": "คำสั่งแต่งตั้ง", "due": DUE, **changes}
    found = [world.nation.units[code] for code in units]
    return ask_for_documents(Wanted(**words), found, by=world.by(by), now=NOW)  # type: ignore[arg-type]


def asked(world: PapersWorld, *units: str) -> list[RequestedUnit]:
    made = ask(world, *units)
    assert isinstance(made, DocumentRequest), made
    return list(made.units.select_related("unit", "request__indicator__year"))


def move(
    world: PapersWorld, part: RequestedUnit, to: RequestState, seen: int, by: str, note: str = "", **more: object
) -> object:
    return move_request(part, Step(to, seen, note, **more), by=world.by(by), now=NOW)  # type: ignore[arg-type]


def code(done: object) -> str:
    assert isinstance(done, Refusal), done
    assert refusal_words(done)
    return done.code


def told(who: str) -> list[str]:
    return list(Notice.objects.filter(recipient__code=who).order_by("pk").values_list("title", flat=True))


def test_the_keepers_of_the_asked_units_are_told(world: PapersWorld) -> None:
    asked(world, "12", "1201")

    assert told("keeper-12") == told("keeper-1201") == ["ขอหลักฐานตัวชี้วัด %(code)s ภายใน %(due)s"]
    assert told("keeper-1202") == []
    assert broken_in("cdd") is None


def test_a_request_is_answered_given_back_answered_again_and_accepted(world: PapersWorld) -> None:
    (part,) = asked(world, "1201")
    file = world.attach("1201", "")

    assert isinstance(move(world, part, RequestState.ANSWERED, 1, "1201", documents=(file.attachment,)), RequestMove)
    assert isinstance(move(world, part, RequestState.OPEN, 2, "psdg", "ภาพไม่ชัด"), RequestMove)
    assert isinstance(move(world, part, RequestState.ANSWERED, 3, "1201", "ส่งทางไปรษณีย์แล้ว"), RequestMove)
    assert isinstance(move(world, part, RequestState.ACCEPTED, 4, "psdg"), RequestMove)

    assert list(part.moves.values_list("state", flat=True)) == ["open", "answered", "open", "answered", "accepted"]
    assert len(told("keeper-1201")) == 3  # asked, given back, accepted
    assert len(told("psdg")) == 2  # answered twice


def test_assessors_and_owners_of_the_indicator_ask_too(world: PapersWorld) -> None:
    assert isinstance(ask(world, "1201", by="assessor"), DocumentRequest)
    assert code(ask(world, "1201", by="supervisor")) == "request.not_asker"

    Ownership.objects.create(indicator=world.nation.indicators["4.3"], unit=world.nation.units["กผ"])

    assert isinstance(ask(world, "1201", by="supervisor"), DocumentRequest)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"text": " "}, "request.nothing"),
        ({"text": "ก" * 1001}, "request.too_long"),
        ({"due": date(2012, 5, 14)}, "request.past"),
        ({"document": "unknown"}, "evidence.no_document"),
    ],
)
def test_what_cannot_be_asked_is_refused(world: PapersWorld, changes: dict[str, object], why: str) -> None:
    assert code(ask(world, "1201", **changes)) == why  # type: ignore[arg-type]
    assert not DocumentRequest.objects.exists()


def test_nobody_is_asked_nobody_else_asks_and_a_closed_year_does_not(world: PapersWorld) -> None:
    assert code(ask(world)) == "request.nobody"
    for who in ("1201", "group-12", "viewer-12"):
        assert code(ask(world, "1201", by=who)) == "request.not_asker"
    year = world.nation.indicators["4.3"].year
    year.state = YearState.CLOSED
    assert code(ask(world, "1201")) == "year.closed"


def test_steps_that_cannot_follow_are_refused(world: PapersWorld) -> None:
    (part,) = asked(world, "1201")
    foreign = world.attach("1202", "").attachment

    assert code(move(world, part, RequestState.ANSWERED, 1, "1202", "x")) == "request.not_keeper"
    assert code(move(world, part, RequestState.ANSWERED, 1, "1201")) == "request.no_answer"
    assert code(move(world, part, RequestState.ANSWERED, 1, "1201", documents=(foreign,))) == "evidence.no_document"
    assert code(move(world, part, RequestState.ANSWERED, 0, "1201", "x")) == "request.stale"
    assert code(move(world, part, RequestState.ACCEPTED, 1, "psdg")) == "request.not_now"
    assert code(move(world, part, RequestState.WITHDRAWN, 1, "psdg")) == "request.no_reason"
    assert code(move(world, part, RequestState.WITHDRAWN, 1, "1201", "ไม่มี")) == "request.not_asker"
    assert code(move(world, part, RequestState.ANSWERED, 1, "1201", "ก" * 2001)) == "request.long_note"
    assert part.moves.count() == 1


def test_withdrawing_spares_what_was_accepted(world: PapersWorld) -> None:
    first, second = asked(world, "1201", "1202")
    move(world, first, RequestState.ANSWERED, 1, "1201", "ส่งแล้ว")
    move(world, first, RequestState.ACCEPTED, 2, "psdg")

    assert code(withdraw_request(first.request, "", by=world.by("psdg"), now=NOW)) == "request.no_reason"
    assert code(withdraw_request(first.request, "x", by=world.by("1201"), now=NOW)) == "request.not_asker"
    assert withdraw_request(first.request, "ได้จากแหล่งอื่น", by=world.by("psdg"), now=NOW) == 1
    assert code(withdraw_request(first.request, "อีกครั้ง", by=world.by("psdg"), now=NOW)) == "request.over"

    assert [part.moves.last().state for part in (first, second)] == ["accepted", "withdrawn"]  # type: ignore[union-attr]


def test_steps_can_be_neither_changed_nor_deleted(world: PapersWorld) -> None:
    asked(world, "1201")

    for model in (DocumentRequest, RequestedUnit, RequestMove):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()


def test_a_unit_sees_its_own_part_only(world: PapersWorld) -> None:
    asked(world, "1201", "1202", "1301")

    def seen(who: str) -> list[str]:
        found = requests_listed(Scope(world.by(who)), YEAR, {}, NOW.date())
        return [part.of.unit.code for each in found for part in each.parts]

    assert seen("1201") == ["1201"]
    assert seen("group-12") == ["1201", "1202"]
    assert seen("psdg") == ["1201", "1202", "1301"]
    assert seen("1101") == []
    (own,) = open_requests_of(world.nation.units["1201"], [world.nation.indicators["4.3"].pk])
    assert own.of.request.text == "คำสั่งแต่งตั้ง"


def test_the_list_is_filtered_and_exported(world: PapersWorld) -> None:
    asked(world, "1201", "1202")
    psdg = world.browser("psdg")

    assert "คำสั่งแต่งตั้ง" in psdg.get(f"{REQUESTS}?q=แต่งตั้ง&kpi=4.3&round=9&state=open&sort=newest").content.decode()
    for nothing in ("q=ไม่มี", "kpi=8", "round=6", "state=accepted", "state=late"):
        assert "ไม่มีคำขอที่ตรง" in psdg.get(f"{REQUESTS}?{nothing}").content.decode()
    file = psdg.get(f"{REQUESTS}?export=csv").content.decode("utf-8-sig").splitlines()
    assert len(file) == 3
    assert psdg.get(f"{REQUESTS}?export=xlsx").content.startswith(b"PK")


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ({"whom": "provinces"}, ["11", "12", "13"]),
        ({"whom": "reporters"}, ["1101", "1102", "1201", "1202", "1301", "1302"]),
        ({"whom": "lacking", "document": key_of(PHOTOS)}, ["1101", "1102", "1201", "1202", "1301", "1302"]),
        ({"whom": "lacking", "document": key_of(MINUTES, "3")}, ["1101", "1102", "1202", "1301", "1302"]),
        ({"whom": "chosen", "units": ["12"], "codes": "1201, 1301"}, ["12", "1201", "1301"]),
    ],
)
def test_units_are_asked_on_the_page(world: PapersWorld, typed: dict[str, object], units: list[str]) -> None:
    world.attach("1201", MINUTES)
    psdg = world.browser("psdg")
    words = {"text": "" if "document" in typed else "คำสั่ง", "due": "20/5/2555", "note": "", **typed}

    done = psdg.post(f"{REQUESTS}new/?kpi=4.3&round=9", words)

    made = DocumentRequest.objects.get()
    assert done["Location"] == f"{REQUESTS}{made.pk}/"
    assert sorted(made.units.values_list("unit__code", flat=True)) == units
    assert psdg.get(done["Location"]).status_code == 200


def test_the_form_says_what_is_wrong(world: PapersWorld) -> None:
    psdg = world.browser("psdg")

    assert "เลือกตัวชี้วัดและรอบก่อน" in psdg.get(f"{REQUESTS}new/").content.decode()
    late = psdg.post(f"{REQUESTS}new/?kpi=4.3&round=9", {"text": "x", "due": "1/5/2555", "whom": "provinces"})
    empty = psdg.post(f"{REQUESTS}new/?kpi=4.3&round=9", {})

    assert late.status_code == empty.status_code == 422
    assert "ผ่านไปแล้ว" in late.content.decode()
    assert world.browser("1201").get(f"{REQUESTS}new/").status_code == 403


def test_the_steps_are_taken_on_the_pages(world: PapersWorld) -> None:
    (part,) = asked(world, "1201")
    file = world.attach("1201", "", name="คำสั่ง.pdf")
    at = f"{REQUESTS}{part.request_id}/1201/"
    keeper, psdg = world.browser("1201"), world.browser("psdg")

    assert "คำสั่ง.pdf" in keeper.get(at).content.decode()
    answer = {"to": "answered", "seen": "1", "document": str(file.attachment_id)}
    assert keeper.post(f"{at}step/", answer).status_code == 302
    assert keeper.post(f"{at}step/", answer).status_code == 409
    assert keeper.post(f"{at}step/", {"to": "accepted", "seen": "2"}).status_code == 403
    assert psdg.post(f"{at}step/", {"to": "open", "seen": "2"}).status_code == 422
    assert psdg.post(f"{at}step/", {"to": "accepted", "seen": "2"}).status_code == 302
    assert psdg.post(f"{at}step/", {"to": "nonsense", "seen": "3"}).status_code == 404
    page = psdg.get(at).content.decode()
    assert "คำสั่ง.pdf" in page
    assert "รับแล้ว" in page
    assert world.browser("1202").get(at).status_code == 404
    assert psdg.get(f"{REQUESTS}999/").status_code == 404


def test_a_whole_request_is_withdrawn_on_its_page(world: PapersWorld) -> None:
    part = asked(world, "1201", "1202")[0]
    at = f"{REQUESTS}{part.request_id}/"
    psdg = world.browser("psdg")

    assert psdg.post(at, {"note": ""}).status_code == 422
    assert psdg.post(at, {"note": "ได้แล้ว"}).status_code == 302
    assert "ยกเลิก" in psdg.get(at).content.decode()
    assert world.browser("1201").post(at, {"note": "x"}).status_code == 403


def test_the_list_costs_the_same_for_one_request_and_for_many(world: PapersWorld) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert world.browser("psdg").get(REQUESTS).status_code == 200
        return len(counted)

    asked(world, "1201")
    one = queries()
    for _ in range(4):
        asked(world, "1201", "1202", "12")

    assert queries() == one
