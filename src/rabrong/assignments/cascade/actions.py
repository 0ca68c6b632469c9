"""Passing down: ordered with what the preview showed, carried out whole or not at all, cancelled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rabrong.agreements.actions.applying import Rescore
from rabrong.agreements.actions.children import AT_ONCE, ChildItem, write_children
from rabrong.agreements.models import Agreement, Item
from rabrong.agreements.queries.agreements import whose
from rabrong.assignments.cascade.orders import Order, order_in, stored
from rabrong.assignments.cascade.plan import ROOT, Difference, Plan, plan_of
from rabrong.assignments.cascade.queries import facts_of
from rabrong.assignments.cascade.rules import digest_of_plan, grant_to_cascade, order_refusal, plan_refusal
from rabrong.assignments.models import CascadeRow, CascadeRun, RowState, RunState
from rabrong.audit.actions import Deed, queue_behind, record
from rabrong.org.actor import Actor
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal
from rabrong.thai.fiscal import first_day

ENDED = (RunState.APPLIED, RunState.PROPOSED, RunState.CANCELLED, RunState.REFUSED, RunState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class StalePlan:
    """Something changed since the preview; `plan` is what would be done now."""

    plan: Plan


class CascadeCancelledError(Exception):
    """Somebody asked to stop: the transaction is undone."""


def previewed(parent: Agreement, order: Order, *, by: Actor) -> Plan | Refusal:
    """What an order would do; writes nothing."""
    grant = grant_to_cascade(by, parent)
    refusal = grant if isinstance(grant, Refusal) else order_refusal(parent, order)
    return refusal or plan_of(order, facts_of(parent, order))


def order_cascade(
    parent: Agreement, order: Order, seen: str, *, by: Actor, now: datetime, proposes: bool = False
) -> CascadeRun | Refusal | StalePlan:
    """Keep an order to be carried out. `seen` is the digest of the plan that the preview showed.

    With `proposes` nothing is written but what is kept for somebody to accept or decline, row by row.
    """
    plan = previewed(parent, order, by=by)
    if isinstance(plan, Refusal):
        return plan
    if digest_of_plan(plan) != seen:
        return StalePlan(plan)
    refusal = plan_refusal(order, plan)
    if refusal is not None:
        return refusal
    return CascadeRun.objects.create(
        parent=parent,
        parameters={**stored(order), "proposes": proposes},
        digest=seen,
        steps=len(plan.differences),
        by=by.person,
        at=now,
    )


def carry_out(run: CascadeRun, rescore: Rescore, *, by: Actor, now: datetime) -> CascadeRun | Refusal | StalePlan:
    """Write the differences, whole or not at all. Progress is told before and after the one transaction.

    Doing it again does nothing; a run that was asked to stop ends as cancelled.
    """
    started = CascadeRun.objects.filter(pk=run.pk, state=RunState.WAITING)
    if not started.update(state=RunState.RUNNING):
        run.refresh_from_db()
        return run if run.state in ENDED else Refusal("cascade.running")
    try:
        with transaction.atomic():
            found = _carried_out(run, rescore, by, now)
    except CascadeCancelledError:
        return _ended(run, RunState.CANCELLED, now)
    if isinstance(found, CascadeRun):
        return found
    code = found.code if isinstance(found, Refusal) else "cascade.changed"
    CascadeRun.objects.filter(pk=run.pk).update(told={"code": code})
    _ended(run, RunState.REFUSED, now)
    return found


def _ended(run: CascadeRun, state: RunState, now: datetime) -> CascadeRun:
    CascadeRun.objects.filter(pk=run.pk).update(state=state, ended_at=now, done=0)
    run.refresh_from_db()
    return run


def _carried_out(run: CascadeRun, rescore: Rescore, by: Actor, now: datetime) -> CascadeRun | Refusal | StalePlan:
    queue_behind(by.person.unit.chain)
    _stop_if_asked(run)
    parent = Agreement.objects.select_related("year", "unit", "person").get(pk=run.parent_id)
    order, proposes = order_in(run.parameters), bool(run.parameters["proposes"])
    grant = grant_to_cascade(by, parent)
    if isinstance(grant, Refusal):
        return grant
    facts = facts_of(parent, order)
    plan = plan_of(order, facts)
    if digest_of_plan(plan) != run.digest:
        return StalePlan(plan)
    written = () if proposes else tuple(each for each in plan.differences if not each.is_signed)
    codes = dict(Item.objects.filter(agreement=parent).values_list("indicator__code", "indicator_id"))
    _write(parent, written, codes, lambda done: _told(run, done))
    _keep_rows(run, plan.differences, codes, set(map(id, written)))
    run.state = RunState.PROPOSED if proposes else RunState.APPLIED
    run.done, run.unchanged, run.ended_at = len(plan.differences), plan.unchanged, now
    run.refused = [[each.key, each.indicator, each.code] for each in plan.refused]
    run.gaps = [[each.above, each.indicator, each.target, each.parts] for each in plan.gaps]
    run.save(update_fields=["state", "done", "unchanged", "ended_at", "refused", "gaps"])
    if written:
        rescore(first_day(parent.year_id), now)
    _stop_if_asked(run)
    note_run(run, "cascade.propose" if proposes else "cascade.apply", by, grant.acting_for, now)
    return run


def _stop_if_asked(run: CascadeRun) -> None:
    if CascadeRun.objects.filter(pk=run.pk, cancel_asked=True).exists():
        raise CascadeCancelledError


def _told(run: CascadeRun, done: int) -> None:
    CascadeRun.objects.filter(pk=run.pk).update(done=done)
    _stop_if_asked(run)


def _write(
    parent: Agreement, written: tuple[Difference, ...], codes: dict[str, int], step: Callable[[int], None]
) -> None:
    units = dict(Unit.objects.values_list("code", "pk"))
    superiors = {(each.receiver.unit, each.receiver.person): _superior(each, parent, units) for each in written}
    items = [
        ChildItem((each.receiver.unit, each.receiver.person), codes[each.indicator], each.after) for each in written
    ]
    write_children(parent.year_id, superiors, items, step)


def _superior(difference: Difference, parent: Agreement, units: dict[str, int]) -> int:
    """The unit above; a person's own unit is the superior even where only the unit above it passes down."""
    receiver = difference.receiver
    if receiver.person is not None:
        return receiver.unit
    return parent.unit_id if receiver.above == ROOT else units[receiver.above]


def _keep_rows(run: CascadeRun, differences: tuple[Difference, ...], codes: dict[str, int], written: set[int]) -> None:
    CascadeRow.objects.bulk_create(
        [
            CascadeRow(
                run=run,
                unit_id=each.receiver.unit,
                person_id=each.receiver.person,
                indicator_id=codes[each.indicator],
                state=RowState.APPLIED if id(each) in written else RowState.OPEN,
                before=each.before or {},
                after=each.after,
            )
            for each in differences
        ],
        batch_size=AT_ONCE,
    )


def cancel_cascade(run: CascadeRun, *, by: Actor, now: datetime) -> CascadeRun | Refusal:
    """Ask a run to stop; one that has not begun ends at once, one that is over stays as it is."""
    parent = Agreement.objects.select_related("year", "unit").get(pk=run.parent_id)
    grant = grant_to_cascade(by, parent)
    if isinstance(grant, Refusal):
        return grant
    with transaction.atomic():
        current = CascadeRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if current.state in ENDED:
            return Refusal("cascade.over")
        current.cancel_asked = True
        if current.state == RunState.WAITING:
            current.state, current.ended_at = RunState.CANCELLED, now
        current.save(update_fields=["cancel_asked", "state", "ended_at"])
        note_run(current, "cascade.cancel", by, grant.acting_for, now)
    return current


def note_run(run: CascadeRun, verb: str, by: Actor, acting_for: str, now: datetime, **told: str) -> None:
    """One record for a run, however many units it reaches; the run keeps the rows, and its digest stands for them."""
    parent = Agreement.objects.select_related("unit", "person").get(pk=run.parent_id)
    deed = Deed(
        verb=verb,
        subject=f"cascade {parent.year_id}/{whose(parent)}/{run.pk}",
        actor=by.code,
        acting_for=acting_for,
        unit=parent.unit.code,
        after={
            "indicators": ", ".join(way[0] for way in run.parameters["ways"]),
            "differences": str(run.steps),
            "refused": str(len(run.refused)),
            "sha256": run.digest,
            **told,
        },
    )
    record(by.person.unit.chain, deed, now=now)
