"""The approver's page: what waits for whom, preview, approval and return, by page as by rule; the history."""

import csv
from datetime import timedelta
from decimal import Decimal
from html import unescape
from io import StringIO

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.models import Year
from rabrong.assignments.models import Duty, Ownership, Responsibility
from rabrong.audit.models import Event
from rabrong.demo.models import Mark
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.models import Acting, ActingKind, PersonStatus, Role, RoleAssignment
from rabrong.results.actions import Accepted, Submission, submit_entries
from rabrong.results.models import CountingRule, Counts, Report, ReportNote, ReportState, RoundClosing
from rabrong.results.scores import rebuild
from tests.nation import ENDS, NOW, STARTS, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
MAY = 8
PAGE = f"/{YEAR}/approvals/"


@pytest.fixture
def nation(db: None) -> Nation:
    """Heads of 11 and 12; กผ owns 4.3 and its supervisor supervises it; both districts of 12 and one of 11 reported."""
    nation = build_nation()
    Mark.objects.create(loaded="a nation", now=NOW)
    Ownership.objects.create(indicator=nation.indicators["4.3"], unit=nation.units["กผ"])
    new = [
        NewPerson("head-11", "11", "พัฒนาการจังหวัด 11", roles=((Role.DIRECTOR, "11"),)),
        NewPerson("head-12", "12", "พัฒนาการจังหวัด 12", roles=((Role.DIRECTOR, "12"),)),
        NewPerson("supervisor", "กผ", "หัวหน้ากลุ่ม", roles=((Role.SUPERVISOR, "กผ"),)),
        NewPerson("other", "กผ", "ผอ.กผ", roles=((Role.DIRECTOR, "กผ"),)),
    ]
    nation.people.update(take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE))
    rebuild(YEAR, until_month=MAY, now=NOW)
    enter(nation, "1201", "15")
    enter(nation, "1202", "12")
    enter(nation, "1101", "30")
    return nation


def enter(nation: Nation, unit: str, met: str, version: int = 0, reason: str = "", by: str = "") -> None:
    claims = {"ก": Decimal(met)} if version else {"ก": Decimal(met), "ข": Decimal(20)}
    form = Submission(nation.units[unit], nation.indicators["4.3"], MAY, claims, dict.fromkeys(claims, version), reason)
    assert isinstance(submit_entries(form, by=actor(nation.people[by or unit]), now=NOW), Accepted)


def browser(nation: Nation, who: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(nation.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(answer: HttpResponseBase) -> str:
    return unescape(answer.content.decode())  # type: ignore[attr-defined]


def picks(answer: HttpResponseBase) -> list[str]:
    return [part.split('"')[0] for part in text(answer).split('name="pick" value="')[1:]]


def act(client: Client, act_: str, chosen: list[str], **also: str) -> HttpResponseBase:
    return client.post(PAGE, {"act": act_, "picked": " ".join(chosen), **also})


def state(unit: str) -> tuple[str, int]:
    found: tuple[str, int] = Report.objects.values_list("state", "passed").get(unit__code=unit)
    return found


def test_each_sees_what_waits_for_the_own_step(nation: Nation) -> None:
    head = browser(nation, "head-12").get(PAGE)
    assert [pick.split("-")[0] for pick in picks(head)] == ["1", "1"]  # two districts of 12 at the first step
    assert "หน่วย 1201" in text(head)
    assert "หน่วย 1101" not in text(head)
    assert picks(browser(nation, "supervisor").get(PAGE)) == []
    assert "ไม่มีรายงานที่รอท่านอนุมัติ" in text(browser(nation, "1201").get(PAGE))


def test_a_report_goes_from_page_to_page_until_it_is_certified(nation: Nation) -> None:
    for head in ("head-11", "head-12"):
        client = browser(nation, head)
        assert act(client, "approve", picks(client.get(PAGE))).status_code == 302
    supervisor = browser(nation, "supervisor")
    rows = picks(supervisor.get(PAGE))
    # Two province rows: 11 with one of its two districts, 12 with both.
    assert [row.split(":")[1] for row in rows] == ["1.2", "2.4"]
    assert "1 จาก 2 รายงาน" in text(supervisor.get(PAGE))
    assert act(supervisor, "approve", rows).status_code == 302
    psdg = browser(nation, "psdg")
    rounds = picks(psdg.get(PAGE))
    assert [row.split(":")[1] for row in rounds] == ["3.6"]  # one row: the indicator of round 9
    assert "รอบ 9 เดือน" in text(psdg.get(PAGE))
    assert act(psdg, "approve", rounds).status_code == 302
    assert {state(unit) for unit in ("1101", "1201", "1202")} == {(ReportState.CERTIFIED, 3)}


def test_the_preview_says_what_would_pass_and_why_the_rest_would_not(nation: Nation) -> None:
    """The head of 12 entered 1202's numbers as its keeper: that one does not pass, the other does."""
    head = nation.people["head-12"]
    RoleAssignment.objects.create(person=head, role=Role.KEEPER, unit=nation.units["1202"], starts=STARTS, ends=ENDS)
    enter(nation, "1202", "13", version=1, by="head-12")
    client = browser(nation, "head-12")
    chosen = picks(client.get(PAGE))
    said = text(act(client, "preview", chosen))
    assert "1 รายงาน เป็นอนุมัติแล้ว" in said
    assert "1 รายงานไม่ผ่าน" in said
    assert "ท่านกรอก 4.3 ของ หน่วย 1202 เดือน พ.ค. เอง" in said
    assert act(client, "approve", chosen).status_code == 302
    assert (state("1201"), state("1202")) == ((ReportState.APPROVED, 1), (ReportState.SUBMITTED, 0))


@pytest.mark.parametrize("passed", [0, 1, 2])
def test_nobody_passes_own_numbers_by_page_in_any_capacity(nation: Nation, passed: int) -> None:
    """Keeper, head of the province, supervisor and PSDG in one person: refused at every step, and returning too."""
    head = nation.people["head-12"]
    for role, unit in ((Role.KEEPER, "1201"), (Role.PSDG, "cdd"), (Role.SUPERVISOR, "กผ")):
        RoleAssignment.objects.create(person=head, role=role, unit=nation.units[unit], starts=STARTS, ends=ENDS)
    enter(nation, "1201", "16", version=1, by="head-12")
    Report.objects.filter(unit__code="1201").update(passed=passed)
    Report.objects.exclude(unit__code="1201").update(state=ReportState.CERTIFIED, passed=3)
    client = browser(nation, "head-12")
    chosen = picks(client.get(PAGE))
    assert len(chosen) == 1
    for doing in ("approve", "return"):
        answer = act(client, doing, chosen, note="แก้")
        assert answer.status_code == 422
        assert "เอง จึงอนุมัติหรือส่งกลับไม่ได้ไม่ว่าในฐานะใด" in text(answer)
    assert state("1201") == (ReportState.SUBMITTED, passed)


def test_a_return_needs_a_note_and_shows_it_in_the_history(nation: Nation) -> None:
    client = browser(nation, "head-12")
    chosen = picks(client.get(PAGE))[:1]
    without = act(client, "return", chosen, note=" ")
    assert without.status_code == 422
    assert "ส่งกลับต้องบอกเหตุผล" in text(without)
    assert act(client, "return", chosen, note="ก ไม่ตรงทะเบียน").status_code == 302
    assert state("1201") == (ReportState.RETURNED, 0)
    enter(nation, "1201", "16", version=1, reason="นับซ้ำหนึ่งคน")
    history = text(client.get(f"/{YEAR}/kpi/4.3/unit/1201/month/{MAY}/history/"))
    told = [history.index(words) for words in ("ก = 15 → 16", "นับซ้ำหนึ่งคน", "ก ไม่ตรงทะเบียน", "ข = 20")]
    assert told == sorted(told)
    row = text(client.get(PAGE))
    assert "นับซ้ำหนึ่งคน" in row


def test_what_changed_since_the_page_was_opened_is_not_passed_unseen(nation: Nation) -> None:
    client = browser(nation, "head-12")
    chosen = picks(client.get(PAGE))
    enter(nation, "1201", "16", version=1)
    answer = act(client, "approve", chosen)
    assert answer.status_code == 409
    assert "เปลี่ยนไปหลังจากท่านเปิดหน้านี้" in text(answer)
    assert state("1202") == (ReportState.SUBMITTED, 0)
    assert act(client, "preview", []).status_code == 422


def test_all_that_the_filter_shows_can_be_chosen_at_once(nation: Nation) -> None:
    client = browser(nation, "head-12")
    said = text(client.post(f"{PAGE}?q=1201", {"act": "preview", "all": "1"}))
    assert "เลือก 1 รายการ 1 รายงาน" in said
    assert "ไม่มีรายการที่ตรงกับที่เลือก" in text(client.get(f"{PAGE}?kpi=9.9"))


def test_numbers_changed_after_an_approval_are_shown_against_it(nation: Nation) -> None:
    client = browser(nation, "head-12")
    act(client, "approve", picks(client.get(PAGE)))
    enter(nation, "1201", "17", version=1)
    assert "ก: อนุมัติครั้งก่อน 15 ขณะนี้ 17" in text(client.get(PAGE))


def test_a_named_supervisor_takes_the_place_of_the_role(nation: Nation) -> None:
    """ผอ.กผ is named for 4.3: the unit's supervisor waits for nothing any more; a named substitute does as well."""
    Report.objects.filter(unit__code="1201").update(state=ReportState.APPROVED, passed=1)
    named = Responsibility.objects.create(
        indicator=nation.indicators["4.3"], duty=Duty.SUPERVISOR, person=nation.people["other"]
    )
    assert picks(browser(nation, "supervisor").get(PAGE)) == []
    assert len(picks(browser(nation, "other").get(PAGE))) == 1
    Responsibility.objects.create(
        indicator=nation.indicators["4.3"],
        duty=Duty.SUBSTITUTE,
        person=nation.people["supervisor"],
        substitute_for=named,
    )
    client = browser(nation, "supervisor")
    assert act(client, "approve", picks(client.get(PAGE))).status_code == 302
    assert state("1201") == (ReportState.APPROVED, 2)
    history = text(browser(nation, "psdg").get(f"/{YEAR}/kpi/4.3/unit/1201/month/{MAY}/history/"))
    assert "หัวหน้ากลุ่ม ปฏิบัติหน้าที่แทน ผอ.กผ" in history
    deed = Event.objects.filter(verb="reports.approve").get()
    assert (deed.actor, deed.acting_for) == ("supervisor", "other")


def test_who_was_named_a_substitute_later_did_not_stand_in_then(nation: Nation) -> None:
    client = browser(nation, "head-12")
    act(client, "approve", [pick for pick in picks(client.get(PAGE)) if "1-" in pick])
    named = Responsibility.objects.create(
        indicator=nation.indicators["4.3"], duty=Duty.SUPERVISOR, person=nation.people["other"]
    )
    Responsibility.objects.create(
        indicator=nation.indicators["4.3"],
        duty=Duty.SUBSTITUTE,
        person=nation.people["head-12"],
        substitute_for=named,
        made_at=NOW + timedelta(days=1),
    )
    history = text(browser(nation, "psdg").get(f"/{YEAR}/kpi/4.3/unit/1201/month/{MAY}/history/"))
    assert "ปฏิบัติหน้าที่แทน" not in history


def test_who_acts_for_the_named_supervisor_passes_in_that_name(nation: Nation) -> None:
    Report.objects.filter(unit__code="1201").update(state=ReportState.APPROVED, passed=1)
    Responsibility.objects.create(
        indicator=nation.indicators["4.3"], duty=Duty.SUPERVISOR, person=nation.people["other"]
    )
    Acting.objects.create(
        person=nation.people["head-11"],
        principal=nation.people["other"],
        seat="ผอ.กผ",
        kind=ActingKind.BEHALF,
        role=Role.DIRECTOR,
        unit=nation.units["กผ"],
        starts=STARTS,
        ends=ENDS,
        order_ref="คำสั่งที่ 2/2555",
    )
    client = browser(nation, "head-11")
    chosen = [pick for pick in picks(client.get(PAGE)) if pick.startswith("2-")]
    assert act(client, "approve", chosen).status_code == 302
    history = text(browser(nation, "psdg").get(f"/{YEAR}/kpi/4.3/unit/1201/month/{MAY}/history/"))
    assert "พัฒนาการจังหวัด 11 ทำการแทน ผอ.กผ" in history


def test_nobody_changes_the_scores_of_a_closed_round_by_approving(nation: Nation) -> None:
    RoundClosing.objects.create(
        year=Year.objects.get(pk=YEAR), round=9, number=1, rules="{}", digest="x", by=nation.people["psdg"], at=NOW
    )
    CountingRule.objects.create(year_id=YEAR, counts=Counts.APPROVED, reason="หนังสือ", by=nation.people["psdg"], at=NOW)
    client = browser(nation, "head-12")
    answer = act(client, "approve", picks(client.get(PAGE)))
    assert answer.status_code == 422
    assert "รอบที่มีเดือน พ.ค. ปิดแล้ว" in text(answer)


def test_the_list_takes_as_many_queries_for_many_as_for_one(nation: Nation) -> None:
    counts = []
    for who in ("head-11", "head-12"):
        client = browser(nation, who)
        client.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            assert len(picks(client.get(PAGE))) == (1 if who == "head-11" else 2)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 30


def note(nation: Nation, unit: str, version: int = 1, **texts: str) -> None:
    """What the keeper of a unit wrote beside May."""
    ReportNote.objects.create(
        unit=nation.units[unit],
        indicator=nation.indicators["4.3"],
        month=MAY,
        version=version,
        by=nation.people[unit],
        at=NOW,
        **texts,
    )


def test_the_newest_note_stands_in_the_row_with_who_and_when(nation: Nation) -> None:
    note(nation, "1201", problems="ถนนขาด")
    note(nation, "1201", 2, done="อบรมแล้ว", problems="ฝนตกหนัก", measures="เลื่อนไปเดือนหน้า")
    note(nation, "1101", problems="ของจังหวัดอื่น")
    page = text(browser(nation, "head-12").get(PAGE))

    assert "ถนนขาด" not in page  # an older version
    for part in ("อบรมแล้ว", "ฝนตกหนัก", "เลื่อนไปเดือนหน้า", "ผู้จัดเก็บ 1201", "15\u00a0พ.ค.\u00a02555"):
        assert part in page
    assert "ของจังหวัดอื่น" not in page


def test_the_notes_of_many_reports_are_told_by_unit(nation: Nation) -> None:
    note(nation, "1201", problems="ฝนตกหนัก")
    note(nation, "1202", problems="รถเสีย")
    head = browser(nation, "head-12")
    act(head, "approve", picks(head.get(PAGE)))
    page = text(browser(nation, "supervisor").get(PAGE))

    assert "บันทึกประกอบ 2 รายงาน" in page
    assert page.index("หน่วย 1201") < page.index("ฝนตกหนัก") < page.index("รถเสีย")


def test_the_preview_shows_notes_and_remarks_of_what_was_chosen(nation: Nation) -> None:
    note(nation, "1202", problems="รถเสีย")
    enter(nation, "1201", "14", version=1, reason="นับซ้ำ")
    client = browser(nation, "head-12")
    page = text(act(client, "preview", picks(client.get(PAGE))))

    assert "อ่านก่อนตัดสิน" in page
    assert "นับซ้ำ" in page
    assert "รถเสีย" in page
    assert Report.objects.filter(state=ReportState.SUBMITTED).count() == 3  # looking changes nothing


def test_the_preview_of_one_shows_nothing_of_the_others(nation: Nation) -> None:
    note(nation, "1202", problems="รถเสีย")
    client = browser(nation, "head-12")
    first = picks(client.get(PAGE))[:1]

    assert "รถเสีย" not in text(act(client, "preview", first))


def lines(answer: HttpResponseBase) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))  # type: ignore[attr-defined]


def test_the_list_is_exported_as_it_is_filtered(nation: Nation) -> None:
    """14 of 20 is 70 %, level 3. What a keeper wrote never becomes a formula."""
    note(nation, "1201", problems="ฝนตกหนัก")
    enter(nation, "1201", "14", version=1, reason="=HYPERLINK(1)")
    client = browser(nation, "head-12")
    head, row = lines(client.get(f"{PAGE}?q=1201&export=csv"))

    assert len(head) == len(row)
    assert (row[0], *row[2:4]) == ("4.3", "หน่วย 1201", "พ.ค.")
    assert "ก 14 · ข 20" in row
    assert "3.0000" in row
    assert "ปัญหา/อุปสรรค: ฝนตกหนัก" in row
    assert not any(value.startswith("=") for value in row)
    assert len(lines(client.get(f"{PAGE}?export=csv"))) == 3
    assert client.get(f"{PAGE}?export=xlsx").content.startswith(b"PK")


def test_nobody_exports_what_waits_for_others(nation: Nation) -> None:
    for who in ("head-11", "1201", "supervisor"):
        said = browser(nation, who).get(f"{PAGE}?export=csv").content.decode("utf-8-sig")
        assert "1201" not in said
        assert "1202" not in said
    assert Client().get(f"{PAGE}?export=csv").status_code == 302


def test_the_export_takes_as_many_queries_for_many_as_for_one(nation: Nation) -> None:
    client = browser(nation, "head-12")
    client.get(f"{PAGE}?q=1201&export=csv")
    with CaptureQueriesContext(connection) as one:
        client.get(f"{PAGE}?q=1201&export=csv")
    with CaptureQueriesContext(connection) as two:
        client.get(f"{PAGE}?export=csv")

    assert len(one) == len(two)
