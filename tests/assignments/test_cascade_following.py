"""What a parent's amendment proposes below: to everybody it was passed down to, answered by who leads there."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from rabrong.agreements.content import digest_of, signed_content
from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    Amendment,
    AmendmentReason,
    Deadline,
    Item,
    Outcome,
    Party,
    Revision,
    Signature,
    SigningWay,
)
from rabrong.assignments.cascade.actions import left_waiting
from rabrong.assignments.cascade.carrying_out import carry_out
from rabrong.assignments.cascade.deciding import Decided, Grounds, decide_proposals
from rabrong.assignments.cascade.following import propose_below
from rabrong.assignments.cascade.orders import Receivers
from rabrong.assignments.models import CascadeRow, CascadeRun, RowState, RunState
from rabrong.files.actions import keep
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.models import Person, PersonStatus, Role
from rabrong.org.rules import Refusal
from rabrong.results.actions import rescore_from
from tests.assignments.cascade_nation import ORDER, applied, build, targets
from tests.nation import NOW, STARTS, YEAR, Nation, actor

pytestmark = pytest.mark.django_db
IN_TIME = datetime(2012, 3, 20, 3, 0, tzinfo=UTC)
"""20 มีนาคม 2555, before the last day of 2 เมษายน."""


def amended(lead: Agreement, by: Person, target: str) -> Amendment:
    """The department's target of 3.2 is another since an amendment came into force."""
    Item.objects.filter(agreement=lead, indicator__code="3.2").update(target=Decimal(target))
    return Amendment.objects.create(
        agreement=lead,
        number=lead.amendments.count() + 1,
        requested_on=date(2012, 3, 1),
        reason="disaster",
        text="น้ำท่วม",
        from_round=12,
        changes={},
        before={"3.2": {"target": "100"}},
        after={"3.2": {"target": target}},
        by=by,
        at=IN_TIME,
    )


def proposed(nation: Nation, amendment: Amendment) -> list[CascadeRun]:
    """The runs that follow, carried out."""
    by = actor(nation.people["psdg"], IN_TIME)
    runs = propose_below(amendment, start=left_waiting, by=by, now=IN_TIME)
    for run in runs:
        carry_out(run, rescore_from, by=by, now=IN_TIME)
        run.refresh_from_db()
    return runs


def sign(nation: Nation, code: str) -> Agreement:
    """The agreement of a unit as both have signed it."""
    child = Agreement.objects.get(unit__code=code, person=None)
    content, by = signed_content(child, 6), nation.people["psdg"]
    revision = Revision.objects.create(
        agreement=child, number=1, content=content, digest=digest_of(content), by=by, at=NOW
    )
    paper = keep(b"%PDF-1.7 signed", "application/pdf", now=NOW)
    for party in Party:
        Signature.objects.create(
            revision=revision,
            party=party,
            way=SigningWay.WET,
            name=party.value,
            position="",
            signed_on=date(2011, 12, 1),
            file=paper,
            by=by,
            at=NOW,
        )
    Agreement.objects.filter(pk=child.pk).update(state=AgreementState.SIGNED)
    return child


def test_an_amendment_is_proposed_to_everybody_it_was_passed_down_to() -> None:
    nation, lead = build()
    applied(nation, lead, ORDER)
    (run,) = proposed(nation, amended(lead, nation.people["psdg"], "300"))
    assert (run.state, run.steps, targets()) == (RunState.PROPOSED, 3, {"11": "34", "12": "33", "13": "33"})
    # 300 in three is 100 each
    assert {row.unit.code: row.after["target"] for row in run.rows.all()} == {"11": "100", "12": "100", "13": "100"}


def test_what_the_amendment_left_alone_is_not_proposed() -> None:
    nation, lead = build()
    applied(nation, lead, ORDER)
    amendment = amended(lead, nation.people["psdg"], "300")
    amendment.after = {"4.3": {"target": "85"}}
    assert proposed(nation, amendment) == []


def test_a_newer_proposal_takes_the_place_of_an_open_one() -> None:
    nation, lead = build()
    applied(nation, lead, ORDER)
    (first,) = proposed(nation, amended(lead, nation.people["psdg"], "300"))
    (second,) = proposed(nation, amended(lead, nation.people["psdg"], "600"))
    assert set(first.rows.values_list("state", flat=True)) == {RowState.REPLACED}
    assert set(second.rows.values_list("state", flat=True)) == {RowState.OPEN}


def test_accepting_in_a_signed_agreement_asks_for_an_amendment_there() -> None:
    nation, lead = build()
    AmendmentReason.objects.create(year_id=YEAR, code="above", text="ตามผู้ถ่ายทอด", position=1)
    Deadline.objects.create(year_id=YEAR, code="change_details", name="วันสุดท้าย", on=date(2012, 4, 2))
    applied(nation, lead, ORDER)
    child = sign(nation, "11")
    (run,) = proposed(nation, amended(lead, nation.people["psdg"], "300"))
    row = run.rows.get(unit__code="11")
    by = actor(nation.people["psdg"], IN_TIME)
    grounds = Grounds("above", "กรมเปลี่ยนค่าเป้าหมาย", 12)
    answer = decide_proposals(run, [row.pk], accept=grounds, rescore=rescore_from, by=by, now=IN_TIME)
    assert isinstance(answer, Decided)
    assert (len(answer.done), answer.refused) == (1, ())
    request = Amendment.objects.get(agreement=child)
    assert (request.outcome, request.text) == (Outcome.PENDING, "กรมเปลี่ยนค่าเป้าหมาย")
    assert request.after["3.2"]["target"] == "100"
    # the levels are those of 300, 60 to 100, divided by three with it
    assert request.after["3.2"]["criteria"]["at"] == ["20", "23.3333", "26.6667", "30", "33.3333"]
    assert targets()["11"] == "34", "what is signed stays until it is signed anew"


def test_a_late_answer_in_a_signed_agreement_needs_a_reason_to_be_let_in() -> None:
    nation, lead = build()
    AmendmentReason.objects.create(year_id=YEAR, code="above", text="ตามผู้ถ่ายทอด", position=1)
    Deadline.objects.create(year_id=YEAR, code="change_details", name="วันสุดท้าย", on=date(2012, 4, 2))
    applied(nation, lead, ORDER)
    child = sign(nation, "11")
    (run,) = proposed(nation, amended(lead, nation.people["psdg"], "300"))
    row, by = run.rows.get(unit__code="11"), actor(nation.people["psdg"])
    grounds = Grounds("above", "กรมเปลี่ยนค่าเป้าหมาย", 12)
    answer = decide_proposals(run, [row.pk], accept=grounds, rescore=rescore_from, by=by, now=NOW)
    assert isinstance(answer, Decided)
    assert [refusal.code for _, refusal in answer.refused] == ["amendment.late"]
    excused = replace(grounds, exception="คำขอของกรมมีผลหลังกำหนด")
    answer = decide_proposals(run, [row.pk], accept=excused, rescore=rescore_from, by=by, now=NOW)
    assert isinstance(answer, Decided)
    assert Amendment.objects.get(agreement=child).exception == "คำขอของกรมมีผลหลังกำหนด"


def test_the_head_of_a_unit_answers_for_that_unit_and_no_other() -> None:
    nation, lead = build()
    new = [NewPerson("head-11", "11", "พัฒนาการจังหวัด 11", roles=((Role.DIRECTOR, "11"),))]
    people = take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE)
    applied(nation, lead, ORDER)
    (run,) = proposed(nation, amended(lead, nation.people["psdg"], "300"))
    rows, head = {row.unit.code: row.pk for row in run.rows.all()}, actor(people["head-11"], IN_TIME)
    other = decide_proposals(
        run, [rows["11"], rows["12"]], accept=Grounds(), rescore=rescore_from, by=head, now=IN_TIME
    )
    assert other == Refusal("cascade.not_yours_to_decide", {"unit": "หน่วย 12"})
    own = decide_proposals(run, [rows["11"]], accept=Grounds(), rescore=rescore_from, by=head, now=IN_TIME)
    assert isinstance(own, Decided)
    assert targets() == {"11": "100", "12": "33", "13": "33"}


def test_what_was_changed_since_the_proposal_is_not_overwritten() -> None:
    nation, lead = build()
    applied(nation, lead, ORDER)
    (run,) = proposed(nation, amended(lead, nation.people["psdg"], "300"))
    Item.objects.filter(agreement__unit__code="12").update(target=Decimal(40))
    by = actor(nation.people["psdg"], IN_TIME)
    rows = list(run.rows.values_list("pk", flat=True))
    answer = decide_proposals(run, rows, accept=Grounds(), rescore=rescore_from, by=by, now=IN_TIME)
    assert isinstance(answer, Decided)
    assert [(row.unit.code, why.code) for row, why in answer.refused] == [("12", "cascade.changed_since")]
    assert targets() == {"11": "100", "12": "40", "13": "100"}


def test_a_district_that_accepts_stands_under_its_province() -> None:
    nation, lead = build()
    order = replace(ORDER, receivers=Receivers(kinds=("province", "district")))
    run = applied(nation, lead, order, proposes=True)
    rows = list(run.rows.filter(unit__code__in=("11", "1101")).values_list("pk", flat=True))
    who = actor(nation.people["psdg"])
    decide_proposals(run, rows, accept=Grounds(), rescore=rescore_from, by=who, now=NOW)
    superiors = {each.unit.code: each.superior for each in Agreement.objects.filter(unit__code__in=("11", "1101"))}
    assert superiors == {"11": nation.units["cdd"], "1101": nation.units["11"]}
    assert CascadeRow.objects.filter(state=RowState.ACCEPTED).count() == 2
