"""Amendments on the pages: choosing, typing, seeing what it comes to, the window, the head, the letter."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rabrong.agreements.models import Amendment, AmendmentReason, Outcome
from rabrong.demo.models import Mark
from tests.agreements.signing_nation import IN_TIME, LATE, PNG, World, maker_signs, signed_world, with_paper

HERE = "/2555/agreement/cdd/amendments/"


@pytest.fixture
def world(db: None) -> World:
    """Signed by both; it is 20 March."""
    Mark.objects.create(loaded="a nation", now=IN_TIME)
    return signed_world()


def browser(world: World, who: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(world.nation.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def on(day: datetime) -> None:
    Mark.objects.update(now=day)


def said(answer: object) -> str:
    content: bytes = getattr(answer, "content")  # noqa: B009  of an HttpResponse
    return content.decode()


def typed(world: World, **changed: object) -> dict[str, object]:
    """The form for 4.3 as it is opened, with what is typed into it."""
    form = {
        "code": ["4.3"],
        "k0x-name": "ตัวชี้วัด 4.3",
        "k0x-measure": "ร้อยละ",
        "k0x-target": "80",
        "k0x-weight": "40",
        "k0x-details": "",
        "k0x-kind": "levels",
        "k0x-form": "values",
        "k0x-at": ["60", "65", "70", "75", "80"],
        "sharing": "proportion",
        "reason": "disaster",
        "text": "น้ำท่วม",
        "from_round": "9",
        "seen": world.revision().digest,
        "act": "send",
    }
    return {**form, **changed}


EASIER = ["50", "55", "60", "65", "70"]


def test_the_form_opens_with_what_is_signed(world: World) -> None:
    page = said(browser(world, "psdg").get(f"{HERE}new/?code=4.3&new=1"))

    assert 'name="k0x-target" value="80"' in page
    assert page.count('name="k0x-at"') == 5
    assert 'name="k1x-code"' in page
    assert "ขอเปลี่ยนแปลงได้ถึง 2\u00a0เม.ย.\u00a02555 เหลือ 13 วัน" in page


def test_only_what_differs_is_asked_for(world: World) -> None:
    answer = browser(world, "psdg").post(f"{HERE}new/", typed(world, **{"k0x-at": EASIER, "k0x-target": "80.0"}))

    assert answer.status_code == 302, said(answer)
    assert Amendment.objects.get().after == {"4.3": {"criteria": {"kind": "levels", "at": EASIER}}}
    assert "<ins>50</ins>" in said(browser(world, "psdg").get(f"{HERE}1/"))


def test_what_it_comes_to_is_shown_while_typing(world: World) -> None:
    psdg = browser(world, "psdg")
    page = said(psdg.post(f"{HERE}new/preview/", typed(world, **{"k0x-cancelled": "1"})))

    assert "รอบ 9: 100" in page
    assert 'id="preview"' in page
    assert not Amendment.objects.exists()
    page = said(psdg.post(f"{HERE}new/preview/", typed(world, **{"k0x-weight": "50"})))
    assert "น้ำหนักใหม่รวมกันต้องเท่าเดิม" in page


def test_nothing_typed_is_lost_when_it_is_refused(world: World) -> None:
    form = typed(world, **{"k0x-at": ["50", "70", "60", "80", "90"], "text": "ข้อความยาวของฉัน"})
    answer = browser(world, "psdg").post(f"{HERE}new/", form)

    assert answer.status_code == 422
    page = said(answer)
    assert "ข้อความยาวของฉัน" in page
    assert 'value="70"' in page
    assert 'role="alert"' in page
    assert not Amendment.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"k0x-target": "๗๐"}, "k0x-target"),
        ({"k0x-weight": "1,5"}, "k0x-weight"),
        ({"reason": ""}, "id_reason_error"),
        ({"text": ""}, "id_text_error"),
        ({}, "ยังไม่ได้ขอเปลี่ยนสิ่งใด"),
        ({"sharing": "table", "w-4.3": "40", "w-8": ""}, "ตารางน้ำหนักมีช่องที่ใช้ไม่ได้"),
        ({"sharing": "table", "w-4.3": "40", "w-8": "70"}, "น้ำหนักใหม่รวมกันต้องเท่าเดิม"),
    ],
)
def test_a_form_that_cannot_be_used_says_why(world: World, changed: dict[str, object], words: str) -> None:
    answer = browser(world, "psdg").post(f"{HERE}new/", typed(world, **changed))

    assert answer.status_code == 422
    assert words in said(answer)
    assert not Amendment.objects.exists()


def test_cancelling_and_adding_by_a_table(world: World) -> None:
    new = {"new": "1", "k1x-code": "9", "k1x-name": "ใหม่", "k1x-aspect": "all", "k1x-measure": "คะแนน"}
    new |= {"k1x-weight": "20", "k1x-target": "", "k1x-kind": "score"}
    table = {"k0x-cancelled": "1", "sharing": "table", "w-8": "80", "w-9": "20"}
    answer = browser(world, "psdg").post(f"{HERE}new/", typed(world, **new, **table))

    assert answer.status_code == 302, said(answer)
    made = Amendment.objects.get()
    assert made.changes["weights"] == {"8": "80", "9": "20"}
    assert made.changes["added"][0]["key"] == "cdd-2555-9"
    assert made.after["4.3"]["cancelled"] == 9


def test_late_is_refused_with_the_day_and_let_in_by_the_head(world: World) -> None:
    on(LATE)
    psdg, head = browser(world, "psdg"), browser(world, "head")
    assert "เลยวันสุดท้ายที่ขอเปลี่ยนแปลง (2\u00a0เม.ย.\u00a02555)" in said(psdg.get(HERE))
    answer = psdg.post(f"{HERE}new/", typed(world, **{"k0x-at": EASIER}))
    assert answer.status_code == 422
    assert "คือ 2\u00a0เม.ย.\u00a02555 เลยกำหนดแล้ว" in said(answer)

    assert psdg.post(f"{HERE}new/", typed(world, **{"k0x-at": EASIER, "exception": "มติ ครม."})).status_code == 302
    assert psdg.post(f"{HERE}1/exception/", {"edits": "0", "act": "let_in"}).status_code == 403
    assert "อนุญาตให้รับคำขอ" in said(head.get(f"{HERE}1/"))
    assert head.post(f"{HERE}1/exception/", {"edits": "0", "act": "let_in"}).status_code == 302
    assert Amendment.objects.get().exception_by == world.nation.people["head"]


def letter(**changed: object) -> dict[str, object]:
    form = {"outcome": "granted", "decided_by": "สำนักงาน ก.พ.ร.", "decided_on": "19/3/2555"}
    scan = SimpleUploadedFile("letter.png", PNG)
    known = {"letter_number": "นร 1200/45", "letter_date": "20/3/2555", "scan": scan, "edits": "0"}
    return {**form, **known, **changed}


def test_the_decision_is_entered_with_its_letter_and_signed(world: World) -> None:
    psdg = browser(world, "psdg")
    psdg.post(f"{HERE}new/", typed(world, **{"k0x-at": EASIER}))
    assert psdg.post(f"{HERE}1/decision/", letter(letter_number="")).status_code == 422
    assert "letter.png" not in said(psdg.get(f"{HERE}1/"))
    assert psdg.post(f"{HERE}1/decision/", letter()).status_code == 302

    assert Amendment.objects.get().outcome == Outcome.GRANTED
    assert psdg.get(f"{HERE}1/scan/").content == PNG
    assert "ฉบับที่ 2 แก้ไข มีผลตั้งแต่รอบ 9 เดือน" in said(psdg.get("/2555/agreement/cdd/signing/"))
    with_paper(world, now=IN_TIME)
    maker_signs(world, now=IN_TIME)
    assert psdg.get("/2555/agreement/cdd/2.pdf").status_code == 200
    assert "&lt;" not in said(psdg.get("/2555/agreement/cdd/compare/?a=1&b=2"))


def test_a_decision_on_a_stale_form_shows_the_request_as_it_is(world: World) -> None:
    psdg = browser(world, "psdg")
    psdg.post(f"{HERE}new/", typed(world, **{"k0x-at": EASIER}))
    answer = psdg.post(f"{HERE}1/decision/", letter(edits="7", decided_by="ผู้อื่น"))

    assert answer.status_code == 409
    assert "ผู้อื่น" in said(answer)


def test_a_request_at_another_text_shows_both(world: World) -> None:
    answer = browser(world, "psdg").post(f"{HERE}new/", typed(world, **{"k0x-at": EASIER, "seen": "0" * 64}))

    assert answer.status_code == 409
    assert world.revision().digest in said(answer)
    assert "น้ำท่วม" in said(answer)


def test_reasons_are_the_psdgs(world: World) -> None:
    psdg, address = browser(world, "psdg"), "/2555/amendment-reasons/"
    assert browser(world, "head").get(address).status_code in (403, 404)
    assert psdg.post(address, {"lines": "disaster | ภัย\nbudget | งบ | Budget"}).status_code == 302
    assert list(AmendmentReason.objects.values_list("code", "text_en")) == [("disaster", ""), ("budget", "Budget")]
    answer = psdg.post(address, {"lines": "no bar"})
    assert answer.status_code == 422
    assert "บรรทัด 1" in said(answer)


def test_requests_are_for_who_prepares(world: World) -> None:
    browser(world, "psdg").post(f"{HERE}new/", typed(world, **{"k0x-at": EASIER}))
    for who, status in (("psdg", 200), ("head", 200), ("deputy", 200), ("1201", 404), ("12", 404)):
        for address in (HERE, f"{HERE}1/", f"{HERE}?export=csv"):
            assert browser(world, who).get(address).status_code == status, (who, address)
    assert browser(world, "deputy").get(f"{HERE}new/").status_code == 403
    assert Client().get(HERE).status_code == 302


def test_the_list_goes_out_as_a_file(world: World) -> None:
    psdg = browser(world, "psdg")
    psdg.post(f"{HERE}new/", typed(world, **{"k0x-at": EASIER, "text": "=1+1"}))
    answer = psdg.get(f"{HERE}?export=csv")

    assert "'=1+1" in answer.content.decode("utf-8-sig")
    assert psdg.get(f"{HERE}?export=xlsx").status_code == 200
