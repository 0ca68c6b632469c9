"""Carrying an order out: its rows are prepared batch by batch, then all is written in one transaction, or nothing.

Batches are transactions of their own, so that everybody sees how far it is and can stop it; nothing is in force by
them. docs/adr/0023-cascade.md says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from rabrong.agreements.actions.applying import Rescore
from rabrong.agreements.actions.children import AT_ONCE, ChildItem, Whose, write_children
from rabrong.agreements.models import Agreement, Item
from rabrong.assignments.cascade.actions import GOING, StalePlan
from rabrong.assignments.cascade.orders import order_in
from rabrong.assignments.cascade.plan import Difference, Plan, plan_of
from rabrong.assignments.cascade.queries import facts_of, superior_of
from rabrong.assignments.cascade.recorded import note_run
from rabrong.assignments.cascade.rules import digest_of_plan, grant_to_cascade
from rabrong.assignments.models import CascadeRow, CascadeRun, RowState, RunState
from rabrong.audit.actions import queue_behind
from rabrong.org.actor import Actor
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal
from rabrong.thai.fiscal import first_day


class CascadeCancelledError(Exception):
    """Somebody asked to stop: the transaction is undone."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A plan whose rows are prepared, in its order."""

    plan: Plan
    rows: Sequence[CascadeRow]


def carry_out(run: CascadeRun, rescore: Rescore, *, by: Actor, now: datetime) -> CascadeRun | Refusal | StalePlan:
    """Write the differences, whole or not at all. Doing it again does nothing; one asked to stop ends as cancelled."""
    started = CascadeRun.objects.filter(pk=run.pk, state=RunState.WAITING, cancel_asked=False)
    if not started.update(state=RunState.RUNNING):
        run.refresh_from_db()
        return Refusal("cascade.running") if run.state in GOING else run
    run.refresh_from_db()
    found = None
    try:
        found = _carried_out(run, rescore, by, now)
    except CascadeCancelledError:
        return _ended(run, RunState.CANCELLED, now)
    finally:
        if found is None:  # an error, of ours or of the machine: it goes on its way, and the run says that it broke off
            _ended(run, RunState.REFUSED, now, "cascade.broke_off")
    if not isinstance(found, CascadeRun):
        code = found.code if isinstance(found, Refusal) else "cascade.changed"
        _ended(run, RunState.REFUSED, now, code)
    return found


def _carried_out(run: CascadeRun, rescore: Rescore, by: Actor, now: datetime) -> CascadeRun | Refusal | StalePlan:
    ready = _prepared(run, by)
    return _written(run, ready, rescore, by, now) if isinstance(ready, _Ready) else ready


def _ended(run: CascadeRun, state: RunState, now: datetime, code: str = "") -> CascadeRun:
    """What a run that is still going ends as, without its rows; one that has ended stays as it is."""
    run.rows.filter(state=RowState.STAGED).delete()
    told = {"code": code} if code else {}
    CascadeRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(state=state, ended_at=now, done=0, told=told)
    run.refresh_from_db()
    return run


def _planned(run: CascadeRun, by: Actor) -> tuple[Agreement, Plan, str] | Refusal:
    """The parent, the plan as it is now, who is acted for. Proposals after an amendment need nobody's leave."""
    parent = Agreement.objects.select_related("year", "unit", "person").get(pk=run.parent_id)
    grant = grant_to_cascade(by, parent)
    if isinstance(grant, Refusal) and run.because_id is None:
        return grant
    order = order_in(run.parameters)
    acting_for = "" if isinstance(grant, Refusal) else grant.acting_for
    return parent, plan_of(order, facts_of(parent, order)), acting_for


def _prepared(run: CascadeRun, by: Actor) -> _Ready | Refusal | StalePlan:
    planned = _planned(run, by)
    if isinstance(planned, Refusal):
        return planned
    parent, plan, _ = planned
    digest = digest_of_plan(plan)
    if not run.digest:
        run.digest, run.steps = digest, len(plan.differences)
        run.save(update_fields=["digest", "steps"])
    if digest != run.digest:
        return StalePlan(plan)
    codes = _indicators(parent)
    rows = [_row(run, each, codes) for each in plan.differences]
    for at in range(0, len(rows), AT_ONCE):
        _stage(run, rows[at : at + AT_ONCE], min(at + AT_ONCE, len(rows)))
    return _Ready(plan, rows)


def _indicators(parent: Agreement) -> dict[str, int]:
    return dict(Item.objects.filter(agreement=parent).values_list("indicator__code", "indicator_id"))


def _row(run: CascadeRun, difference: Difference, codes: dict[str, int]) -> CascadeRow:
    receiver = difference.receiver
    return CascadeRow(
        run=run,
        unit_id=receiver.unit,
        person_id=receiver.person,
        indicator_id=codes[difference.indicator],
        state=RowState.STAGED,
        before=difference.before or {},
        after=difference.after,
    )


@transaction.atomic
def _stage(run: CascadeRun, batch: Sequence[CascadeRow], done: int) -> None:
    if not _still_going(run).update(done=done):
        raise CascadeCancelledError
    CascadeRow.objects.bulk_create(batch)


def _still_going(run: CascadeRun) -> QuerySet[CascadeRun]:
    return CascadeRun.objects.filter(pk=run.pk, state=RunState.RUNNING, cancel_asked=False)


@transaction.atomic
def _written(
    run: CascadeRun, ready: _Ready, rescore: Rescore, by: Actor, now: datetime
) -> CascadeRun | Refusal | StalePlan:
    queue_behind(by.person.unit.chain)
    _stop_if_asked(run)
    planned = _planned(run, by)
    if isinstance(planned, Refusal):
        return planned
    parent, plan, acting_for = planned
    if digest_of_plan(plan) != run.digest:
        return StalePlan(plan)
    proposes = bool(run.parameters["proposes"])
    written = () if proposes else tuple(each for each in plan.differences if not each.is_signed)
    _write(run, parent, written)
    if written:
        rescore(first_day(parent.year_id), now)
    _finish(run, plan, RunState.PROPOSED if proposes else RunState.APPLIED, now)
    _sort_rows(run, ready.rows, {(each.receiver.unit, each.receiver.person) for each in written})
    note_run(run, "cascade.propose" if proposes else "cascade.apply", by, acting_for, now)
    return run


def _stop_if_asked(run: CascadeRun) -> None:
    if not _still_going(run).exists():
        raise CascadeCancelledError


def _write(run: CascadeRun, parent: Agreement, written: Sequence[Difference]) -> None:
    codes, units = _indicators(parent), dict(Unit.objects.values_list("code", "pk"))
    superiors = {
        (each.receiver.unit, each.receiver.person): superior_of(each.receiver, parent, units) for each in written
    }
    items = [
        ChildItem((each.receiver.unit, each.receiver.person), codes[each.indicator], each.after) for each in written
    ]
    write_children(parent.year_id, superiors, items, lambda _: _stop_if_asked(run))


def _finish(run: CascadeRun, plan: Plan, state: RunState, now: datetime) -> None:
    """The last moment to stop it."""
    told = {
        "done": len(plan.differences),
        "unchanged": plan.unchanged,
        "refused": [[each.key, each.indicator, each.code] for each in plan.refused],
        "gaps": [[each.above, each.indicator, each.target, each.parts] for each in plan.gaps],
    }
    if not _still_going(run).update(state=state, ended_at=now, **told):
        raise CascadeCancelledError
    run.refresh_from_db()


def _sort_rows(run: CascadeRun, rows: Sequence[CascadeRow], written: set[Whose]) -> None:
    """What was written is applied; the others wait for an answer, and the same waiting from before is replaced."""
    waiting = [row for row in rows if (row.unit_id, row.person_id) not in written]
    _mark([row.pk for row in waiting], RowState.OPEN)
    run.rows.filter(state=RowState.STAGED).update(state=RowState.APPLIED)
    places = {(row.unit_id, row.person_id, row.indicator_id) for row in rows}
    older = CascadeRow.objects.filter(run__parent=run.parent_id, state=RowState.OPEN).exclude(run=run)
    found = older.values_list("pk", "unit_id", "person_id", "indicator_id")
    _mark([pk for pk, *place in found if tuple(place) in places], RowState.REPLACED)


def _mark(rows: Sequence[int], state: RowState) -> None:
    for at in range(0, len(rows), AT_ONCE):
        CascadeRow.objects.filter(pk__in=rows[at : at + AT_ONCE]).update(state=state)
