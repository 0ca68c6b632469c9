"""Approving what units report: province, supervisor, PSDG; nobody his own; a return says why; every move stays."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from rabrong.agreements.models import Item
from rabrong.assignments.models import Ownership
from rabrong.audit.models import Event
from rabrong.notices.models import Mail, Notice
from rabrong.notices.wording import words_of
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.models import Acting, ActingKind, Person, PersonStatus, Role, RoleAssignment
from rabrong.org.rules import Refusal
from rabrong.results.actions import Accepted, Submission, submit_entries
from rabrong.results.actions.approving import approve_reports, preview_approval, return_reports
from rabrong.results.actions.reporting import submit_reports
from rabrong.results.models import ApprovalStep, Approver, Entry, Report, ReportMove, ReportState
from rabrong.results.queries.approvals import moves_of, steps_of, waiting_reports
from rabrong.results.wording import SENTENCES, refusal_words
from tests.nation import NOW, STARTS, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
MAY = 8


@pytest.fixture
def nation(db: None) -> Nation:
    """With heads of the provinces 11 and 12, and a supervisor of 4.3 at กผ, which owns it."""
    nation = build_nation()
    Ownership.objects.create(indicator=nation.indicators["4.3"], unit=nation.units["กผ"])
    new = [
        NewPerson("head-11", "11", "พัฒนาการจังหวัด", roles=((Role.DIRECTOR, "11"),)),
        NewPerson("head-12", "12", "พัฒนาการจังหวัด", roles=((Role.DIRECTOR, "12"),)),
        NewPerson("supervisor", "กผ", "หัวหน้ากลุ่ม", roles=((Role.SUPERVISOR, "กผ"),)),
    ]
    nation.people.update(take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE))
    return nation


def enter(nation: Nation, unit: str, met: str, *, by: str = "", version: int = 0, reason: str = "") -> Report:
    form = Submission(
        nation.units[unit],
        nation.indicators["4.3"],
        MAY,
        {"ก": Decimal(met), "ข": Decimal(20)},
        dict.fromkeys(("ก", "ข"), version),
        reason,
    )
    if version:
        form = Submission(form.unit, form.indicator, MAY, {"ก": Decimal(met)}, {"ก": version}, reason)
    assert isinstance(submit_entries(form, by=actor(nation.people[by or unit]), now=NOW), Accepted)
    return Report.objects.get(unit=nation.units[unit], indicator=nation.indicators["4.3"], month=MAY)


def approve(nation: Nation, who: str, *reports: Report) -> list[str]:
    """The codes of the refusals; none when all moved."""
    seen = {report.pk: report.version for report in reports}
    done = approve_reports(seen, by=actor(nation.people[who]), now=NOW)
    for report in reports:
        report.refresh_from_db()
    return [refusal.code for refusal in done.refusals.values()]


def send_back(nation: Nation, who: str, report: Report, note: str) -> str:
    done = return_reports({report.pk: report.version}, note, by=actor(nation.people[who]), now=NOW)
    report.refresh_from_db()
    return done.code if isinstance(done, Refusal) else ""


def test_a_report_goes_from_its_province_to_the_supervisor_to_the_psdg(nation: Nation) -> None:
    report = enter(nation, "1201", "15")
    states = [ReportState(report.state)]
    for who in ("head-12", "supervisor", "psdg"):
        assert approve(nation, who, report) == []
        states.append(ReportState(report.state))
    assert states == [
        ReportState.SUBMITTED,
        ReportState.APPROVED,
        ReportState.APPROVED,
        ReportState.CERTIFIED,
    ]
    told = [(move.state, move.step, move.by.code) for move in moves_of(report)]
    assert told == [
        ("submitted", 0, "keeper-1201"),
        ("approved", 1, "head-12"),
        ("approved", 2, "supervisor"),
        ("certified", 3, "psdg"),
    ]
    assert Event.objects.filter(verb="reports.approve").count() == 3
    assert not waiting_reports(YEAR).exists()


@pytest.mark.parametrize("who", ["head-11", "supervisor", "psdg", "1202", "12"])
def test_only_the_head_of_its_province_takes_the_first_step(nation: Nation, who: str) -> None:
    report = enter(nation, "1201", "15")
    assert approve(nation, who, report) == ["approval.not_yours"]
    assert send_back(nation, who, report, "แก้") == "approval.not_yours"
    assert report.state == ReportState.SUBMITTED
    assert ReportMove.objects.count() == 1


def test_nobody_approves_or_returns_what_he_entered_himself_by_a_second_role(nation: Nation) -> None:
    """The head of 12 is a keeper of 1201 as well, and PSDG: his own numbers wait for somebody else at each step."""
    head = nation.people["head-12"]
    for role, unit in ((Role.KEEPER, "1201"), (Role.PSDG, "cdd"), (Role.SUPERVISOR, "กผ")):
        RoleAssignment.objects.create(person=head, role=role, unit=nation.units[unit], starts=STARTS)
    report = enter(nation, "1201", "15", by="head-12")
    for passed in (0, 1, 2):
        Report.objects.filter(pk=report.pk).update(passed=passed)
        assert approve(nation, "head-12", report) == ["approval.own_entry"]
        assert send_back(nation, "head-12", report, "แก้") == "approval.own_entry"


def test_nobody_approves_what_he_entered_while_acting_for_another(nation: Nation) -> None:
    """The head acted for the keeper; and a keeper who acts for the head does not approve the own numbers either."""
    for person, principal, role, unit in (
        ("head-12", "1201", Role.KEEPER, "1201"),
        ("1202", "head-12", Role.DIRECTOR, "12"),
    ):
        Acting.objects.create(
            person=nation.people[person],
            principal=nation.people[principal],
            seat=principal,
            kind=ActingKind.BEHALF,
            role=role,
            unit=nation.units[unit],
            starts=date(2012, 5, 1),
            ends=date(2012, 6, 1),
            order_ref="1/2555",
        )
    first, second = enter(nation, "1201", "15", by="head-12"), enter(nation, "1202", "12")
    assert approve(nation, "head-12", first) == ["approval.own_entry"]
    assert approve(nation, "1202", second) == ["approval.own_entry"]
    assert approve(nation, "1202", first) == []
    move = moves_of(first)[-1]
    assert move.acting is not None
    assert (move.by.code, move.acting.principal) == ("keeper-1202", nation.people["head-12"])
    assert Event.objects.get(verb="reports.approve").acting_for == "head-12"


def test_who_entered_an_earlier_version_does_not_approve_the_correction(nation: Nation) -> None:
    """ข stays as the head entered it: the correction of ก by another does not make the report anybody else's."""
    keeper = RoleAssignment(person=nation.people["head-12"], role=Role.KEEPER, unit=nation.units["1201"], starts=STARTS)
    keeper.save()
    enter(nation, "1201", "15", by="head-12")
    report = enter(nation, "1201", "16", version=1)
    assert approve(nation, "head-12", report) == ["approval.own_entry"]


def test_a_return_needs_a_note_and_starts_again_at_the_first_step(nation: Nation) -> None:
    report = enter(nation, "1201", "15")
    approve(nation, "head-12", report)
    assert send_back(nation, "supervisor", report, "  ") == "approval.note_missing"
    assert report.state == ReportState.APPROVED
    assert send_back(nation, "supervisor", report, "ก ไม่ตรงกับหลักฐาน") == ""
    assert (report.state, report.passed) == (ReportState.RETURNED, 0)
    assert approve(nation, "head-12", report) == ["approval.not_waiting"]
    assert send_back(nation, "head-12", report, "อีกครั้ง") == "approval.not_waiting"
    again = enter(nation, "1201", "16", version=1, reason="นับซ้ำหนึ่งคน")
    assert (again.state, again.passed, again.version) == (ReportState.SUBMITTED, 0, 3)  # ก is at version 2, ข at 1
    move = moves_of(again)[-1]
    assert (move.note, move.difference) == ("นับซ้ำหนึ่งคน", {"ก": ["15", "16"]})


def test_a_certified_report_is_returned_by_the_last_step_alone(nation: Nation) -> None:
    report = enter(nation, "1201", "15")
    for who in ("head-12", "supervisor", "psdg"):
        approve(nation, who, report)
    assert send_back(nation, "head-12", report, "แก้") == "approval.not_yours"
    assert send_back(nation, "psdg", report, "แก้") == ""
    assert report.state == ReportState.RETURNED


def test_a_correction_after_approval_has_to_be_approved_anew(nation: Nation) -> None:
    report = enter(nation, "1201", "15")
    approve(nation, "head-12", report)
    report = enter(nation, "1201", "16", version=1)
    assert (report.state, report.passed) == (ReportState.SUBMITTED, 0)


def test_many_are_approved_together_or_not_at_all(nation: Nation) -> None:
    """1101 is not of province 12: with it nothing moves, without it both districts do."""
    own = [enter(nation, "1201", "15"), enter(nation, "1202", "12")]
    other = enter(nation, "1101", "10")
    assert approve(nation, "head-12", *own, other) == ["approval.not_yours"]
    assert {report.state for report in own} == {ReportState.SUBMITTED}
    seen = {report.pk: report.version for report in own}
    preview = preview_approval(seen, by=actor(nation.people["head-12"]))
    assert set(preview.becomes.values()) == {ReportState.APPROVED}
    assert approve(nation, "head-12", *own) == []
    assert {report.state for report in own} == {ReportState.APPROVED}
    assert Event.objects.get(verb="reports.approve").after == {"reports": "2"}


def test_what_was_submitted_again_meanwhile_is_not_approved_unseen(nation: Nation) -> None:
    seen = enter(nation, "1201", "15")
    enter(nation, "1201", "16", version=1)
    by = actor(nation.people["head-12"])
    done = approve_reports({seen.pk: seen.version, seen.pk + 1000: 1}, by=by, now=NOW)
    assert {refusal.code for refusal in done.refusals.values()} == {"approval.stale", "approval.gone"}
    back = return_reports({seen.pk: seen.version}, "แก้", by=by, now=NOW)
    assert isinstance(back, Refusal)
    assert back.code == "approval.stale"
    gone = return_reports({seen.pk + 1000: 1}, "แก้", by=by, now=NOW)
    assert isinstance(gone, Refusal)
    assert gone.code == "approval.gone"


def test_the_steps_are_rows_of_the_year(nation: Nation) -> None:
    """A year in which the PSDG alone certifies."""
    assert [step.approver for step in steps_of(YEAR)] == [Approver.ABOVE, Approver.SUPERVISOR, Approver.PSDG]
    ApprovalStep.objects.create(year_id=YEAR, position=1, approver=Approver.PSDG)
    report = enter(nation, "1201", "15")
    assert approve(nation, "head-12", report) == ["approval.not_yours"]
    assert approve(nation, "psdg", report) == []
    assert report.state == ReportState.CERTIFIED


def test_approving_many_takes_as_many_queries_as_approving_one(nation: Nation) -> None:
    counts = []
    for codes in (("1201",), ("1101", "1102")):
        reports = [enter(nation, code, "15") for code in codes]
        head = actor(nation.people["head-12" if len(codes) == 1 else "head-11"])
        with CaptureQueriesContext(connection) as asked:
            approve_reports({report.pk: report.version for report in reports}, by=head, now=NOW)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_database_refuses_to_change_a_move(nation: Nation) -> None:
    enter(nation, "1201", "15")
    for change in (lambda: ReportMove.objects.update(note="x"), lambda: ReportMove.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


TERMS = {
    "code": "4.3",
    "unit": "1201",
    "month": 8,
    "year": 2555,
    "round": 6,
    "rounds": "9, 12",
    "later": 9,
    "most": 2000,
    "given": 11,
    "last": 5,
    **dict.fromkeys(("on", "opens", "closes", "until"), date(2012, 5, 12)),
}


@pytest.mark.parametrize("said_in", ["th", "en"])
def test_every_refusal_has_its_own_sentence_in_both_languages(said_in: str) -> None:
    with override(said_in):
        said = {code: refusal_words(Refusal(code, TERMS)) for code in SENTENCES}
    assert len(set(said.values())) == len(SENTENCES)
    assert not [code for code, words in said.items() if "%" in words]
    is_thai = [code for code, words in said.items() if any("\u0e00" <= letter <= "\u0e7f" for letter in words)]
    assert bool(is_thai) == (said_in == "th")


def told(nation: Nation, who: str) -> list[tuple[str, str, str]]:
    """Title, body and link of what somebody was told."""
    return [(*words_of(notice), notice.link) for notice in Notice.objects.filter(recipient=nation.people[who])]


def test_who_submitted_is_told_of_a_return_with_the_note_and_a_link(nation: Nation) -> None:
    Person.objects.filter(pk=nation.people["1201"].pk).update(email="keeper@example.go.th")
    report = enter(nation, "1201", "15")
    assert send_back(nation, "head-12", report, "แนบข้อบัญญัติหน้า 12 ด้วย") == ""

    link = f"/{YEAR}/unit/1201/entry/?month={MAY}"
    assert told(nation, "1201") == [("ส่งกลับให้แก้: 4.3 เดือน พ.ค.", "พัฒนาการจังหวัด: แนบข้อบัญญัติหน้า 12 ด้วย", link)]
    assert not Notice.objects.exclude(recipient=nation.people["1201"]).exists()
    mail = Mail.objects.get()
    assert mail.to == "keeper@example.go.th"
    assert "แนบข้อบัญญัติหน้า 12 ด้วย" in mail.body
    assert "Returned to you: 4.3, May" in mail.body


def test_the_newest_submitter_is_told_and_not_an_earlier_one(nation: Nation) -> None:
    report = enter(nation, "1201", "15")
    other = take_in_people(
        [NewPerson("second", "1201", "ผู้จัดเก็บคนที่สอง", roles=((Role.KEEPER, "1201"),))],
        nation.units,
        starts=STARTS,
        status=PersonStatus.ACTIVE,
    )
    nation.people.update(other)
    report = enter(nation, "1201", "16", by="second", version=1)
    send_back(nation, "head-12", report, "ตรวจอีกครั้ง")

    assert told(nation, "1201") == []
    assert len(told(nation, "second")) == 1


def test_several_reports_of_one_keeper_are_told_at_once(nation: Nation) -> None:
    Item.objects.create(agreement=nation.agreements["1201"], indicator=nation.indicators["8"], weights={"9": "5"})
    first = enter(nation, "1201", "15")
    form = Submission(nation.units["1201"], nation.indicators["8"], MAY, {"result": Decimal(3)}, {"result": 0})
    assert isinstance(submit_entries(form, by=actor(nation.people["1201"]), now=NOW), Accepted)
    second = Report.objects.get(indicator=nation.indicators["8"])
    seen = {each.pk: each.version for each in (first, second)}
    done = return_reports(seen, "ตรวจ", by=actor(nation.people["head-12"]), now=NOW, site="https://kpi.example.go.th")
    assert not isinstance(done, Refusal)

    assert told(nation, "1201") == [("ส่งกลับให้แก้ 2 รายงาน ปี 2555", "พัฒนาการจังหวัด: ตรวจ", reverse("work", args=(YEAR,)))]


def test_a_refused_return_tells_nobody(nation: Nation) -> None:
    report = enter(nation, "1201", "15")
    assert send_back(nation, "head-12", report, " ") == "approval.note_missing"
    assert send_back(nation, "head-11", report, "ตรวจ") == "approval.not_yours"
    assert not Notice.objects.exists()
    assert not Mail.objects.exists()


def test_an_imported_report_comes_back_to_who_brought_its_numbers(nation: Nation) -> None:
    for cell, value in (("ก", 15), ("ข", 20)):
        Entry.objects.create(
            unit=nation.units["1201"],
            indicator=nation.indicators["4.3"],
            cell=cell,
            month=MAY,
            version=1,
            value=Decimal(value),
            by=nation.people["1201"],
            at=NOW,
        )
    submit_reports(YEAR)
    send_back(nation, "head-12", Report.objects.get(), "ตรวจ")

    assert len(told(nation, "1201")) == 1
