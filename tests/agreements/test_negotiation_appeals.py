"""The appeal of the notified result: its days, its decision, the offer that comes out of it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from rabrong.agreements.actions.negotiation import NewOffers, agree_offers, make_offers, record_meeting
from rabrong.agreements.actions.negotiation_appeals import Decision, decide_appeal, file_appeal
from rabrong.agreements.models import AgreementState, Appeal, MeetingKind, Outcome, Side, Year
from rabrong.agreements.rules.negotiation import NewMeeting, appeal_deadline
from rabrong.org.rules import Refusal
from tests.agreements.negotiation_nation import AT, LETTER, World, begun, held, levels, offered, wanted
from tests.agreements.test_negotiation_actions import code_of
from tests.nation import actor

pytestmark = pytest.mark.django_db

LATER = datetime(2012, 1, 31, 3, 0, tzinfo=UTC)
ANSWER = NewMeeting(MeetingKind.NOTIFIED, "ก.พ.ร.", date(2011, 12, 14), letter=LETTER)


def notified(days: int | None) -> World:
    """The result came by a letter of 9 December; appeals within some days."""
    world = begun()
    held(world, MeetingKind.NOTIFIED)
    Year.objects.update(appeal_days=days)
    return replace(world, agreement=world.now())


def filed(world: World, on: date = date(2011, 12, 12)) -> Appeal | Refusal:
    """An appeal."""
    return file_appeal(world.agreement, "ขอทบทวนระดับของ 4.3", on, by=world.psdg, now=AT)


def test_appeal_within_its_days_is_taken() -> None:
    """Fifteen days after 9 December is 24 December."""
    world = notified(15)
    appeal = filed(world)
    assert isinstance(appeal, Appeal)
    assert (appeal.deadline, appeal.outcome) == (date(2011, 12, 24), Outcome.PENDING)
    assert world.now().state == AgreementState.APPEALED


def test_appeal_on_the_last_day_is_taken_and_the_day_after_refused() -> None:
    """Three days: 12 December is in time, 13 December is late and the sentence names the day."""
    world = notified(3)
    late = filed(world, date(2011, 12, 13))
    assert code_of(late) == "appeal.late"
    assert isinstance(late, Refusal)
    assert late.terms["deadline"] == date(2011, 12, 12)
    assert isinstance(filed(world, date(2011, 12, 12)), Appeal)


def test_appeal_without_a_deadline_is_let_through() -> None:
    """Nobody has set the days: there is no deadline to miss."""
    world = notified(None)
    by = actor(world.nation.people["psdg"], LATER)
    appeal = file_appeal(world.agreement, "ขอทบทวน", date(2012, 1, 31), by=by, now=LATER)
    assert isinstance(appeal, Appeal)
    assert appeal.deadline is None


@pytest.mark.parametrize(
    ("statement", "on", "code"),
    [
        ("  ", date(2011, 12, 12), "appeal.no_statement"),
        ("ขอทบทวน", date(2011, 12, 8), "appeal.before_letter"),
        ("ขอทบทวน", date(2011, 12, 15), "meeting.future"),
    ],
)
def test_appeal_is_refused(statement: str, on: date, code: str) -> None:
    """Without words, before the letter, tomorrow."""
    world = notified(15)
    assert code_of(file_appeal(world.agreement, statement, on, by=world.psdg, now=AT)) == code


def test_appeal_needs_a_notified_result_and_the_psdg() -> None:
    """Not while negotiating, not by the head, and once for a result."""
    world = begun()
    assert code_of(filed(world)) == "negotiation.no_move"
    world = replace(world, agreement=world.now())
    held(world, MeetingKind.NOTIFIED)
    answer = file_appeal(world.agreement, "ขอทบทวน", date(2011, 12, 12), by=world.who("chief"), now=AT)
    assert code_of(answer) == "negotiation.not_psdg"
    filed(world)
    assert code_of(filed(world)) == "negotiation.no_move"


def test_while_an_appeal_is_pending_nothing_is_agreed() -> None:
    """Offers can be made; agreeing waits, and so does another notifying letter."""
    world = notified(15)
    filed(world)
    [offer] = offered(world, held(world), Side.DEPARTMENT, {"4.3": wanted(world, "4.3")})
    answer = agree_offers(world.agreement, [offer.pk], {world.ratio.pk: 1}, by=world.psdg, now=AT)
    assert code_of(answer) == "offer.not_agreed_now"
    assert code_of(record_meeting(world.agreement, ANSWER, by=world.psdg, now=AT)) == "meeting.decides_appeal"


def test_decision_comes_by_letter_and_brings_a_new_offer() -> None:
    """Granted in part: the agreement is notified again and the committee's new offer stands in the letter's round."""
    world = notified(15)
    appeal = filed(world)
    assert isinstance(appeal, Appeal)
    bare = replace(ANSWER, letter=replace(LETTER, scan=b""))
    decision = Decision(Outcome.PARTLY, "ลดระดับลง 2 จุด", ANSWER)
    assert code_of(decide_appeal(appeal, replace(decision, letter=bare), by=world.psdg, now=AT)) == "meeting.no_letter"
    assert code_of(decide_appeal(appeal, replace(decision, text=" "), by=world.psdg, now=AT)) == "appeal.no_decision"
    pending = replace(decision, outcome=Outcome.PENDING)
    assert code_of(decide_appeal(appeal, pending, by=world.psdg, now=AT)) == "appeal.no_outcome"
    assert code_of(decide_appeal(appeal, decision, by=world.who("chief"), now=AT)) == "negotiation.not_psdg"
    done = decide_appeal(appeal, decision, by=world.psdg, now=AT)
    assert isinstance(done, Appeal)
    assert done.decided_in is not None
    assert world.now().state == AgreementState.NOTIFIED
    proposal = wanted(world, "4.3", criteria=levels("58", "63", "68", "73", "78"), weight=Decimal(60))
    new = NewOffers(done.decided_in, Side.COMMITTEE, {world.ratio.pk: proposal}, {world.ratio.pk: 0})
    assert isinstance(make_offers(world.agreement, new, by=world.psdg, now=AT), list)
    assert code_of(decide_appeal(appeal, decision, by=world.psdg, now=AT)) == "negotiation.no_move"


def test_deadline_is_counted_from_the_letter() -> None:
    """None days or no letter's date: no deadline."""
    world = notified(None)
    meeting = world.agreement.meetings.get()
    assert appeal_deadline(world.agreement, meeting) is None
    world.agreement.year.appeal_days = 0
    assert appeal_deadline(world.agreement, meeting) == date(2011, 12, 9)
