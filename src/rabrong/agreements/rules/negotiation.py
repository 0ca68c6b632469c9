"""Who negotiates and who reads along, the moves of an agreement as one table, and what an offer or a letter needs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    Appeal,
    IndicatorVersion,
    Meeting,
    MeetingKind,
    Offer,
    Revision,
    Side,
    Signature,
)
from rabrong.agreements.models.negotiation import OUTSIDE
from rabrong.agreements.rules.templates import WRITES
from rabrong.agreements.rules.years import closed_refusal, may_read_draft
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Role, UnitKind
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal, may_administer
from rabrong.scoring.agreement import ROUNDS

State = AgreementState
MoveName = Literal["begin", "notify", "appeal", "decide", "vet", "reopen"]


@dataclass(frozen=True, slots=True)
class Move:
    """From which states to which."""

    sources: tuple[AgreementState, ...]
    target: AgreementState


MOVES: Mapping[MoveName, Move] = {
    "begin": Move((State.DRAFT,), State.NEGOTIATING),
    "notify": Move((State.NEGOTIATING,), State.NOTIFIED),
    "appeal": Move((State.NOTIFIED,), State.APPEALED),
    "decide": Move((State.APPEALED,), State.NOTIFIED),
    "vet": Move((State.NOTIFIED,), State.VETTED),
    "reopen": Move((State.VETTED,), State.NOTIFIED),
}

OFFERED_IN = (State.NEGOTIATING, State.NOTIFIED, State.APPEALED, State.VETTED)
"""Offers are made until somebody has signed."""

AGREED_IN = (State.NEGOTIATING, State.NOTIFIED, State.VETTED)
"""While an appeal is pending nothing is agreed."""

OWN_SIDES = (Side.DEPARTMENT, Side.BUREAU)
"""Who makes the agreement; everybody else is the other party."""

READS_OWN = (Role.EXECUTIVE, Role.DIRECTOR, Role.WORKING_GROUP)
"""At the unit whose agreement it is these read its negotiation."""

HIGHEST_WEIGHT = Decimal(100)
LONGEST_TEXT = 4000
LONGEST_LINE = 200
LONGEST_MEASURE = 60


@dataclass(frozen=True, slots=True)
class Placing:
    """What else is signed of an indicator: its code and aspect, in what it is measured, from which round it counts and
    from which it is cancelled. A party asks for the last three; code and aspect are those of the day."""

    code: str
    aspect: str
    measure: str
    starts: int
    cancelled: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a party wants of an indicator; `criteria` as they are kept, read and checked. `placing` is None where
    nothing else is wanted than what the year says, and in offers from before it was kept."""

    wording: str
    weight: Decimal
    target: Decimal | None
    criteria: object
    placing: Placing | None = None


def proposal_of(offer: Offer) -> Proposal:
    """What an offer says."""
    return Proposal(offer.wording, offer.weight, offer.target, offer.criteria, _placing_in(offer))


def _placing_in(offer: Offer) -> Placing | None:
    if offer.starts is None:
        return None
    return Placing(offer.code, offer.aspect, offer.measure, offer.starts, offer.cancelled)


def placing_of(version: IndicatorVersion) -> Placing:
    """Where the year places an indicator now."""
    return Placing(version.code, version.aspect.code, version.measure, version.starts, version.cancelled)


def columns_of(placing: Placing | None) -> dict[str, Any]:
    """As an offer keeps it."""
    return {} if placing is None else asdict(placing)


def placed(version: IndicatorVersion, proposal: Proposal) -> Placing:
    """Where a new offer places an indicator: code and aspect as they are, the rest as it is wanted."""
    wanted = proposal.placing or placing_of(version)
    return replace(wanted, code=version.code, aspect=version.aspect.code)


def reads_whole(scope: Scope, agreement: Agreement) -> bool:
    """The PSDG and those who lead or work on it at the department, of other units those who see the unit; and the
    unit's own head and working group."""
    if may_read_draft(scope.actor) and (agreement.unit.kind == UnitKind.DEPARTMENT or agreement.unit in scope):
        return True
    return any(grant.unit_id == agreement.unit_id for grant in scope.actor.holds(*READS_OWN))


def reads_row(scope: Scope, agreement: Agreement, version: IndicatorVersion) -> bool:
    """Those who read the whole; of the department's agreement also who writes for the unit that is responsible."""
    if reads_whole(scope, agreement):
        return True
    return agreement.unit.kind == UnitKind.DEPARTMENT and bool(writes_for(scope.actor, version))


def writes_for(actor: Actor, version: IndicatorVersion) -> tuple[Grant, ...]:
    """The grants of the head, a supervisor or a keeper of the responsible unit."""
    if version.responsible_id is None:
        return ()
    return tuple(grant for grant in actor.holds(*WRITES) if grant.unit_id == version.responsible_id)


def offers_as(actor: Actor, version: IndicatorVersion) -> tuple[Side, ...]:
    """In whose name somebody may make an offer: the PSDG for every party, the responsible unit for itself."""
    if may_administer(actor) is not None:
        return tuple(Side)
    return (Side.BUREAU,) if writes_for(actor, version) else ()


def grant_to_offer(actor: Actor, version: IndicatorVersion, side: Side) -> Grant | Refusal:
    """What an offer rests on, or why it cannot be made."""
    own = writes_for(actor, version) if side == Side.BUREAU else ()
    grant = next(iter(own), None) or may_administer(actor)
    return grant or Refusal("offer.not_yours", {"code": version.code, "unit": str(version.responsible or "-")})


def grant_to_run(actor: Actor, agreement: Agreement) -> Grant | Refusal:
    """The PSDG runs the negotiation, in a year that is not closed."""
    return closed_refusal(agreement.year) or may_administer(actor) or Refusal("negotiation.not_psdg")


def move_refusal(agreement: Agreement, name: MoveName) -> Refusal | None:
    """The table of moves; nothing is reopened once somebody has signed. One query at most."""
    if agreement.state not in MOVES[name].sources:
        return Refusal("negotiation.no_move", {"state": State(agreement.state)})
    return signed_refusal(agreement) if name == "reopen" else None


def signed_refusal(agreement: Agreement) -> Refusal | None:
    """What somebody has signed is changed by an amendment only. One query."""
    if agreement.state == State.SIGNED or _is_signed_by_one(agreement):
        return Refusal("agreement.signed", {"unit": str(agreement.unit), "year": agreement.year_id})
    return None


def _is_signed_by_one(agreement: Agreement) -> bool:
    """Whether the newest text has a signature. Two queries at most, none before it was vetted."""
    if agreement.state != State.VETTED:
        return False
    newest = Revision.objects.filter(agreement=agreement).order_by("-number").values("pk")[:1]
    return Signature.objects.filter(revision__in=newest).exists()


def offer_refusal(agreement: Agreement, meeting: Meeting, side: Side) -> Refusal | None:
    """Whether an offer can be made now, and whether this party was at the table. One query at most."""
    signed = signed_refusal(agreement)
    if signed is not None:
        return signed
    if agreement.state not in OFFERED_IN:
        return Refusal("offer.not_begun", {"state": State(agreement.state)})
    if meeting.agreement_id != agreement.pk:
        return Refusal("offer.other_meeting")
    if side == Side.COMMITTEE and meeting.kind not in OUTSIDE:
        return Refusal("offer.needs_letter", {"side": side})
    if side not in OWN_SIDES and meeting.kind == MeetingKind.INTERNAL:
        return Refusal("offer.not_there", {"side": side})
    return None


def proposal_refusal(version: IndicatorVersion, proposal: Proposal, *, is_shared: bool) -> Refusal | None:
    """A name, a weight between 0 and 100, rounds in their order. `is_shared`: the wording and where the indicator is
    placed belong to the department's agreement."""
    if not proposal.wording.strip() or len(proposal.wording) > LONGEST_TEXT:
        return Refusal("offer.no_wording", {"code": version.code, "most": LONGEST_TEXT})
    if not 0 < proposal.weight <= HIGHEST_WEIGHT:
        return Refusal("offer.weight_outside", {"code": version.code})
    wanted = placed(version, proposal)
    if len(wanted.measure) > LONGEST_MEASURE:
        return Refusal("offer.measure_long", {"code": version.code, "most": LONGEST_MEASURE})
    if wanted.starts not in ROUNDS or wanted.cancelled not in (None, *ROUNDS):
        return Refusal("offer.no_round", {"code": version.code})
    if wanted.cancelled is not None and wanted.cancelled <= wanted.starts:
        return Refusal("offer.cancelled_before_start", {"code": version.code})
    if is_shared and (proposal.wording != version.name or wanted != placing_of(version)):
        return Refusal("offer.wording_shared", {"code": version.code})
    return None


def agreeing_refusal(agreement: Agreement) -> Refusal | None:
    """Whether offers can be agreed now. One query at most."""
    if agreement.state not in (*AGREED_IN, State.SIGNED):
        return Refusal("offer.not_agreed_now", {"state": State(agreement.state)})
    return signed_refusal(agreement)


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter an outside decision came by; `scan` are the bytes handed in, empty where none were."""

    number: str = ""
    dated: date | None = None
    scan: bytes = b""


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting or a letter to be recorded."""

    kind: MeetingKind
    with_whom: str
    on: date
    minutes: str = ""
    attendance: str = ""
    letter: Letter = Letter()


def meeting_refusal(new: NewMeeting, today: date) -> Refusal | None:
    """With whom, not in the future; a decision of others has number, date and scan of its letter."""
    if not new.with_whom.strip() or len(new.with_whom) > LONGEST_LINE:
        return Refusal("meeting.with_nobody", {"most": LONGEST_LINE})
    if new.on > today:
        return Refusal("meeting.future", {"today": today})
    if new.letter.dated is not None and new.letter.dated > today:
        return Refusal("meeting.letter_future", {"today": today})
    if new.kind in OUTSIDE and not (new.letter.number.strip() and new.letter.dated and new.letter.scan):
        return Refusal("meeting.no_letter", {"kind": new.kind})
    return None


def appeal_deadline(agreement: Agreement, meeting: Meeting) -> date | None:
    """The last day for an appeal of a notified result; None where nobody has set the days of the year."""
    days, dated = agreement.year.appeal_days, meeting.letter_date
    return None if days is None or dated is None else dated + timedelta(days=days)


def appeal_refusal(agreement: Agreement, meeting: Meeting, statement: str, filed_on: date) -> Refusal | None:
    """A statement, filed after the letter and not later than the deadline; once for a result. One query."""
    if Appeal.objects.filter(meeting=meeting).exists():
        return Refusal("appeal.there", {"on": meeting.letter_date})
    if not statement.strip() or len(statement) > LONGEST_TEXT:
        return Refusal("appeal.no_statement", {"most": LONGEST_TEXT})
    if meeting.letter_date is not None and filed_on < meeting.letter_date:
        return Refusal("appeal.before_letter", {"on": meeting.letter_date})
    deadline = appeal_deadline(agreement, meeting)
    if deadline is not None and filed_on > deadline:
        return Refusal("appeal.late", {"deadline": deadline, "filed": filed_on})
    return None
