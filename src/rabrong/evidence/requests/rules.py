"""Who asks units for documents, who answers, and which step can follow which; None when it may be, else why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.agreements.rules.years import closed_refusal
from rabrong.assignments.queries import CENTRAL, owners_of
from rabrong.evidence.models import RequestState
from rabrong.evidence.queries import prescribed_ever
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Role, Unit
from rabrong.org.rules import Refusal, may_administer

LONGEST_TEXT, LONGEST_NOTE, MOST_UNITS = 1000, 2000, 2000
FIRST_ROUND = 6

OWNER_ASKS = (Role.SUPERVISOR, Role.KEEPER, Role.DIRECTOR)
"""In a unit of the centre that owns or supports an indicator these ask for its documents."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a prescribed document by its key, or anything in words; by when; what else is to be said."""

    indicator: IndicatorVersion
    round: int
    text: str
    due: date
    document: str = ""
    note: str = ""


def grant_to_ask(actor: Actor, version: IndicatorVersion) -> Grant | None:
    """The PSDG and assessors ask for anything; of an indicator so do the units of the centre that own or support it.

    No query for the first two, else one.
    """
    central = may_administer(actor) or next(iter(actor.holds(Role.ASSESSOR)), None)
    if central is not None:
        return central
    own = [grant for grant in actor.holds(*OWNER_ASKS) if grant.unit_kind in CENTRAL]
    owners = owners_of(version, FIRST_ROUND).units if own else {}
    return next((grant for grant in own if grant.unit_id in owners), None)


def wanted_refusal(year: Year, wanted: Wanted, units: Sequence[Unit], today: date) -> Refusal | None:
    """Something, of somebody, by a day that has not gone. One query where a prescribed document is named."""
    if not wanted.text.strip():
        return Refusal("request.nothing")
    if max(len(wanted.text) - LONGEST_TEXT, len(wanted.note) - LONGEST_NOTE) > 0:
        return Refusal("request.too_long", {"most": LONGEST_TEXT, "most_note": LONGEST_NOTE})
    if not units:
        return Refusal("request.nobody")
    if len(units) > MOST_UNITS:
        return Refusal("request.too_many", {"most": MOST_UNITS})
    if wanted.due < today:
        return Refusal("request.past", {"day": wanted.due})
    if wanted.document and wanted.document not in prescribed_ever(wanted.indicator):
        return Refusal("evidence.no_document")
    return closed_refusal(year)


FOLLOWS = {
    RequestState.ANSWERED: (RequestState.OPEN,),
    RequestState.ACCEPTED: (RequestState.ANSWERED,),
    RequestState.OPEN: (RequestState.ANSWERED,),
    RequestState.WITHDRAWN: (RequestState.OPEN, RequestState.ANSWERED),
}
"""State -> the states that it can follow. An accepted one stays."""

NEEDS_NOTE = (RequestState.OPEN, RequestState.WITHDRAWN)
"""Giving back and withdrawing say why."""


def move_refusal(now: RequestState, to: RequestState, note: str) -> Refusal | None:
    """Whether a step can follow, and says why where it must."""
    if now not in FOLLOWS[to]:
        return Refusal("request.not_now", {"state": now.label})
    if to in NEEDS_NOTE and not note.strip():
        return Refusal("request.no_reason")
    return Refusal("request.long_note", {"most": LONGEST_NOTE}) if len(note) > LONGEST_NOTE else None
