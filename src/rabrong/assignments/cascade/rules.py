"""Who may pass an agreement's indicators down, what stands against it, and what a plan is remembered by."""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from rabrong.agreements.models import Agreement
from rabrong.agreements.rules.agreements import grant_as_head
from rabrong.agreements.rules.years import closed_refusal
from rabrong.assignments.cascade.orders import Order
from rabrong.assignments.cascade.plan import Plan
from rabrong.assignments.models import CascadeRun, RunState
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal, may_administer


def grant_to_cascade(actor: Actor, parent: Agreement) -> Grant | Refusal:
    """The PSDG, and the head of the unit whose agreement passes down, in a year that is not closed."""
    refusal = closed_refusal(parent.year)
    if refusal is not None:
        return refusal
    grant = may_administer(actor) or grant_as_head(actor, parent.unit)
    return grant or Refusal("cascade.not_yours", {"unit": str(parent.unit)})


def grant_to_decide(actor: Actor, parent: Agreement, units: Iterable[Unit]) -> Grant | Refusal:
    """Who may pass down decides on what is proposed below; so does the head of each of the units it is proposed to."""
    grant = grant_to_cascade(actor, parent)
    if isinstance(grant, Grant) or grant.code != "cascade.not_yours":
        return grant
    found: Grant | Refusal = grant
    for unit in units:
        found = grant_as_head(actor, unit) or Refusal("cascade.not_yours_to_decide", {"unit": str(unit)})
        if isinstance(found, Refusal):
            return found
    return found


def order_refusal(parent: Agreement, order: Order) -> Refusal | None:
    """Something passes down, from a unit, and every number set by hand is one."""
    if parent.person_id is not None:
        return Refusal("cascade.of_person")
    if not order.ways:
        return Refusal("cascade.no_indicator")
    receivers = order.receivers
    if not (receivers.kinds or receivers.codes or receivers.people):
        return Refusal("cascade.no_receiver")
    typed = [way.weight for way in order.ways]
    typed += [text for own in order.by_hand.values() for text in (own.target, own.weight, *own.levels)]
    bad = next((text for text in typed if text and not _is_number(text)), None)
    if bad is not None:
        return Refusal("cascade.not_a_number", {"text": bad})
    weights = [way.weight for way in order.ways] + [own.weight for own in order.by_hand.values()]
    light = next((text for text in weights if text and Decimal(text) <= 0), None)
    return None if light is None else Refusal("cascade.weight", {"text": light})


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite() and len(text) <= 40
    except InvalidOperation:
        return False


def plan_refusal(order: Order, plan: Plan) -> Refusal | None:
    """There is something to do, and a sum that does not meet the parent's target was agreed to."""
    if not plan.differences:
        return Refusal("cascade.nothing")
    if plan.gaps and not order.accepts_gaps:
        return Refusal("cascade.gaps", {"count": len(plan.gaps)})
    return None


def digest_of_plan(plan: Plan) -> str:
    """What the preview showed: the SHA-256 of all differences."""
    rows = [[each.receiver.key, each.indicator, each.before, each.after, each.is_signed] for each in plan.differences]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def withdrawal_refusal(run: CascadeRun) -> Refusal | None:
    """Only what was applied can be taken back, once."""
    return None if run.state == RunState.APPLIED else Refusal("cascade.not_applied")
