"""Passing down: ordered with what the preview showed, asked to stop, and the drafts of orders."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from rabrong.agreements.models import Agreement
from rabrong.assignments.cascade.orders import Order, stored
from rabrong.assignments.cascade.plan import Plan, plan_of
from rabrong.assignments.cascade.queries import facts_of
from rabrong.assignments.cascade.recorded import note_run
from rabrong.assignments.cascade.rules import digest_of_plan, grant_to_cascade, order_refusal, plan_refusal
from rabrong.assignments.models import CascadeDraft, CascadeRun, RowState, RunState
from rabrong.audit.actions import queue_behind
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal

GOING = (RunState.WAITING, RunState.RUNNING)

Start = Callable[[CascadeRun], None]
"""Sees to it that a run is carried out once the transaction is over."""


def left_waiting(_run: CascadeRun) -> None:
    """For who carries it out himself."""


@dataclass(frozen=True, slots=True)
class Carrying:
    """How a run is carried out: `proposes` only keeps rows that somebody accepts or declines; `start` runs it."""

    proposes: bool = False
    start: Start = left_waiting


AT_HAND = Carrying()


@dataclass(frozen=True, slots=True)
class StalePlan:
    """Something changed since the preview; `plan` is what would be done now."""

    plan: Plan


def previewed(parent: Agreement, order: Order, *, by: Actor) -> Plan | Refusal:
    """What an order would do; writes nothing."""
    grant = grant_to_cascade(by, parent)
    refusal = grant if isinstance(grant, Refusal) else order_refusal(parent, order)
    return refusal or plan_of(order, facts_of(parent, order))


@transaction.atomic
def order_cascade(
    parent: Agreement,
    order: Order,
    seen: str,
    *,
    by: Actor,
    now: datetime,
    carrying: Carrying = AT_HAND,
) -> CascadeRun | Refusal | StalePlan:
    """Keep an order to be carried out. `seen` is the digest of the plan that the preview showed."""
    plan = previewed(parent, order, by=by)
    if isinstance(plan, Refusal):
        return plan
    if digest_of_plan(plan) != seen:
        return StalePlan(plan)
    refusal = plan_refusal(order, plan)
    if refusal is not None:
        return refusal
    run = CascadeRun.objects.create(
        parent=parent,
        parameters={**stored(order), "proposes": carrying.proposes},
        digest=seen,
        steps=len(plan.differences),
        by=by.person,
        at=now,
    )
    carrying.start(run)
    return run


def cancel_cascade(run: CascadeRun, *, by: Actor, now: datetime) -> CascadeRun | Refusal:
    """Stop a run: nothing of it stays. One that is over stays as it is.

    The wish is written at once, alone: whoever carries the run out reads it between two batches and before the end.
    """
    parent = Agreement.objects.select_related("year", "unit").get(pk=run.parent_id)
    grant = grant_to_cascade(by, parent)
    if isinstance(grant, Refusal):
        return grant
    if not CascadeRun.objects.filter(pk=run.pk, state__in=GOING).update(cancel_asked=True):
        return Refusal("cascade.over")
    return _stopped(run, by, grant.acting_for, now)


@transaction.atomic
def _stopped(run: CascadeRun, by: Actor, acting_for: str, now: datetime) -> CascadeRun | Refusal:
    """When the transaction that writes is over, if there is one; a run whose worker is gone ends here too."""
    queue_behind(by.person.unit.chain)
    current = CascadeRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if current.state not in (*GOING, RunState.CANCELLED):
        return Refusal("cascade.over")
    if current.state in GOING:
        current.rows.filter(state=RowState.STAGED).delete()
        current.state, current.ended_at, current.done = RunState.CANCELLED, now, 0
        current.save(update_fields=["state", "ended_at", "done"])
    note_run(current, "cascade.cancel", by, acting_for, now)
    return current


def begin_draft(parent: Agreement, typed: Mapping[str, Any], *, by: Actor, now: datetime) -> CascadeDraft | Refusal:
    """Somebody begins to write an order. Apart: in force of nothing, so in no audit record."""
    grant = grant_to_cascade(by, parent)
    refusal = grant if isinstance(grant, Refusal) else None
    if refusal is None and parent.person_id is not None:
        refusal = Refusal("cascade.of_person")
    return refusal or CascadeDraft.objects.create(parent=parent, by=by.person, typed=dict(typed), at=now)


def keep_draft(
    draft: CascadeDraft, typed: Mapping[str, Any], *, now: datetime, run: CascadeRun | None = None
) -> CascadeDraft:
    """What was typed so far; `run` once the order was given."""
    draft.typed, draft.at, draft.run = dict(typed), now, run or draft.run
    draft.save(update_fields=["typed", "at", "run"])
    return draft


def drop_draft(draft: CascadeDraft) -> None:
    """Throw away what was typed."""
    draft.delete()
