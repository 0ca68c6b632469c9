"""A result set by decision: calculated, override and effective value apart, two people, none of whom entered it."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.agreements.models import Item, Year
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.models import PersonStatus, Role
from rabrong.org.rules import Refusal
from rabrong.results.actions import Accepted, Submission, submit_entries
from rabrong.results.actions.overrides import (
    Proposal,
    approve_override,
    propose_override,
    refuse_override,
    withdraw_override,
)
from rabrong.results.actions.rounds import close_round
from rabrong.results.frozen.verifying import verified
from rabrong.results.models import Override, OverrideStep, RoundClosing, Score, Snapshot, Total
from rabrong.results.scores.checking import differences_now
from tests.nation import NOW, STARTS, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
MAY = 8


def reported() -> Nation:
    """1201 reports 15 of 20: 75 %, 4.0000. `head` decides, `second` is another of the PSDG."""
    nation = build_nation()
    new = [
        NewPerson("head", "cdd", "อธิบดี", roles=((Role.EXECUTIVE, "cdd"),)),
        NewPerson("second", "cdd", "รอง ผอ.กพร.", roles=((Role.PSDG, "cdd"), (Role.KEEPER, "1202"))),
    ]
    people = take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE)
    nation.people.update(people)
    enter(nation, "1201", "1201", 15)
    return nation


def enter(nation: Nation, unit: str, who: str, met: int, month: int = MAY, now: datetime = NOW) -> None:
    claims = {"ก": Decimal(met), "ข": Decimal(20)}
    form = Submission(nation.units[unit], nation.indicators["4.3"], month, claims, {})
    assert isinstance(submit_entries(form, by=actor(nation.people[who], now), now=now), Accepted)


def propose(nation: Nation, unit: str = "12", value: str = "65", who: str = "psdg", month: int = MAY) -> object:
    item = Item.objects.get(agreement=nation.agreements[unit], indicator=nation.indicators["4.3"])
    proposal = Proposal(item, month, Decimal(value), "", "ผลตรวจสอบพื้นที่ไม่ตรงกับที่รายงาน")
    return propose_override(proposal, by=actor(nation.people[who]), now=NOW)


def proposed(nation: Nation) -> Override:
    row = propose(nation)
    assert isinstance(row, Override)
    return row


def shown(nation: Nation, unit: str) -> Decimal | None:
    total = Total.objects.get(agreement=nation.agreements[unit], month=MAY)
    return None if total.shown is None else Decimal(total.shown)


def code_of(answer: object) -> str:
    return answer.code if isinstance(answer, Refusal) else ""


def test_an_approved_override_counts_and_a_withdrawn_one_does_not() -> None:
    nation = reported()
    override = proposed(nation)
    assert override.calculated == Fraction(75)
    assert shown(nation, "12") == Decimal("4.0000")  # nothing counts before another person approves
    step = approve_override(override, "", by=actor(nation.people["head"]), now=NOW)
    assert isinstance(step, OverrideStep)
    assert shown(nation, "12") == Decimal("2.0000")  # 65 % is the second level
    assert shown(nation, "1201") == shown(nation, "cdd") == Decimal("4.0000")
    assert differences_now(YEAR, NOW) == []
    withdraw_override(override, "ตรวจซ้ำแล้วถูกต้อง", by=actor(nation.people["psdg"]), now=NOW)
    assert shown(nation, "12") == Decimal("4.0000")
    assert differences_now(YEAR, NOW) == []
    assert [each.kind for each in override.steps.all()] == ["approved", "withdrawn"]


def test_an_override_still_counts_when_its_numbers_are_corrected() -> None:
    nation = reported()
    approve_override(proposed(nation), "", by=actor(nation.people["head"]), now=NOW)
    enter(nation, "1202", "1202", 10)
    # Calculated is now 25 of 40, 62.5 %; the decided 65 % counts, above it the numbers do.
    score = Score.objects.get(item__agreement=nation.agreements["12"], month=MAY)
    assert (score.result, score.shown) == (Fraction(65), Decimal("2.0000"))
    assert shown(nation, "cdd") == Decimal("1.5000")
    assert differences_now(YEAR, NOW) == []


def test_nobody_approves_the_own_proposal_nor_sets_aside_own_numbers() -> None:
    nation = reported()
    override = proposed(nation)
    assert code_of(approve_override(override, "", by=actor(nation.people["psdg"]), now=NOW)) == "override.own_proposal"
    assert code_of(approve_override(override, "", by=actor(nation.people["12"]), now=NOW)) == "override.not_decider"
    enter(nation, "1202", "second", 10)
    assert code_of(approve_override(override, "", by=actor(nation.people["second"]), now=NOW)) == "override.own_numbers"
    assert code_of(propose(nation, "1202", who="second")) == "override.own_numbers"
    assert code_of(propose(nation, who="1201")) == "org.not_administrator"
    assert not OverrideStep.objects.exists()


def test_a_proposal_is_decided_once() -> None:
    nation = reported()
    override, head = proposed(nation), actor(nation.people["head"])
    assert code_of(refuse_override(override, "", by=head, now=NOW)) == "window.no_reason"
    assert isinstance(refuse_override(override, "หลักฐานไม่พอ", by=head, now=NOW), OverrideStep)
    assert code_of(approve_override(override, "", by=head, now=NOW)) == "override.decided"
    assert code_of(withdraw_override(override, "x", by=actor(nation.people["psdg"]), now=NOW)) == "override.ended"
    assert shown(nation, "12") == Decimal("4.0000")


def test_a_month_that_is_not_scored_yet_is_not_overridden() -> None:
    assert code_of(propose(reported(), month=9)) == "override.no_month"


def test_a_snapshot_holds_calculated_override_and_effective_apart() -> None:
    nation = reported()
    in_april = datetime(2012, 4, 5, tzinfo=UTC)
    enter(nation, "1201", "1201", 15, month=6, now=in_april)
    override = propose(nation, month=6)
    assert isinstance(override, Override)
    approve_override(override, "", by=actor(nation.people["head"]), now=NOW)
    closing = close_round(Year.objects.get(pk=YEAR), 6, by=actor(nation.people["psdg"]), now=NOW)
    assert isinstance(closing, RoundClosing)
    said = json.loads(Snapshot.objects.get(closing=closing, unit=nation.units["12"]).content)
    assert said["items"]["4.3"]["override"] == {"number": override.pk, "value": "65"}
    assert said["scores"]["4.3"]["calculated"] == "75"
    assert (said["scores"]["4.3"]["result"], said["scores"]["4.3"]["shown"]) == ("65", "2.0000")
    assert verified(closing).faults == ()
    assert code_of(withdraw_override(override, "x", by=actor(nation.people["psdg"]), now=NOW)) == "round.closed"
