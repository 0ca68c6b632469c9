"""The appeal of the notified result: filed within its days, decided by letter."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from rabrong.agreements.actions.negotiation import stored_meeting
from rabrong.agreements.actions.negotiation_recorded import Doer, locked, moved, note
from rabrong.agreements.models import Agreement, Appeal, Meeting, MeetingKind, Outcome
from rabrong.agreements.queries.negotiation import notified_result
from rabrong.agreements.rules.negotiation import (
    LONGEST_TEXT,
    NewMeeting,
    appeal_deadline,
    appeal_refusal,
    grant_to_run,
    meeting_refusal,
    move_refusal,
)
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on an appeal, and the letter it came by."""

    outcome: Outcome
    text: str
    letter: NewMeeting


@transaction.atomic
def file_appeal(agreement: Agreement, statement: str, filed_on: date, *, by: Actor, now: datetime) -> Appeal | Refusal:
    """Appeal the newest notified result."""
    current = locked(agreement, by)
    grant = grant_to_run(by, current)
    if isinstance(grant, Refusal):
        return grant
    notified = notified_result(current)
    refusal = move_refusal(current, "appeal")
    if refusal is not None or notified is None:
        return refusal or Refusal("appeal.nothing_notified")
    if filed_on > by.today:
        return Refusal("meeting.future", {"today": by.today})
    refusal = appeal_refusal(current, notified, statement, filed_on)
    if refusal is not None:
        return refusal
    appeal = Appeal.objects.create(
        agreement=current,
        meeting=notified,
        statement=statement.strip(),
        filed_on=filed_on,
        deadline=appeal_deadline(current, notified),
        by=by.person,
        at=now,
    )
    doer = Doer(by, grant, now)
    note(doer, "negotiation.file", current, {}, {"filed": filed_on.isoformat(), "statement": appeal.statement})
    moved(doer, current, "appeal")
    return appeal


@transaction.atomic
def decide_appeal(appeal: Appeal, decision: Decision, *, by: Actor, now: datetime) -> Appeal | Refusal:
    """Record what was decided, with the letter; offers that come out of it are made in that letter's round."""
    current = locked(appeal.agreement, by)
    grant = grant_to_run(by, current)
    if isinstance(grant, Refusal):
        return grant
    refusal = move_refusal(current, "decide") or _decision_refusal(appeal, decision)
    refusal = refusal or meeting_refusal(decision.letter, by.today)
    if refusal is not None:
        return refusal
    doer = Doer(by, grant, now)
    meeting = stored_meeting(doer, current, decision.letter)
    return meeting if isinstance(meeting, Refusal) else _decided(doer, appeal, decision, meeting)


def _decision_refusal(appeal: Appeal, decision: Decision) -> Refusal | None:
    if Appeal.objects.filter(pk=appeal.pk).exclude(outcome=Outcome.PENDING).exists():
        return Refusal("appeal.decided")
    if decision.outcome == Outcome.PENDING or decision.letter.kind != MeetingKind.NOTIFIED:
        return Refusal("appeal.no_outcome")
    if not decision.text.strip() or len(decision.text) > LONGEST_TEXT:
        return Refusal("appeal.no_decision", {"most": LONGEST_TEXT})
    return None


def _decided(doer: Doer, appeal: Appeal, decision: Decision, meeting: Meeting) -> Appeal:
    appeal.outcome, appeal.decision, appeal.decided_in = decision.outcome, decision.text.strip(), meeting
    appeal.save(update_fields=["outcome", "decision", "decided_in"])
    after = {"outcome": str(appeal.outcome), "decision": appeal.decision}
    note(doer, "negotiation.outcome", meeting.agreement, {"outcome": Outcome.PENDING}, after)
    moved(doer, meeting.agreement, "decide")
    return appeal
