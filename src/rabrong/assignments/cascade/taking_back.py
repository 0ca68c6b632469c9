"""Withdrawing a run: what it made, as far as nobody signed it, entered numbers under it or changed it since."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from rabrong.agreements.actions.applying import Rescore
from rabrong.agreements.actions.children import AT_ONCE, ChildItem, take_back_children, write_children
from rabrong.agreements.models import AgreementState, Item, Signature
from rabrong.assignments.cascade.queries import content_of
from rabrong.assignments.cascade.recorded import note_run
from rabrong.assignments.cascade.rules import grant_to_cascade, withdrawal_refusal
from rabrong.assignments.models import CascadeRow, CascadeRun, RowState, RunState
from rabrong.audit.actions import queue_behind
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.thai.fiscal import first_day

Entered = Callable[[Iterable[int]], set[tuple[int, int]]]
"""Indicator versions -> the unit ids and indicator versions that have numbers entered."""


@dataclass(frozen=True, slots=True)
class Above:
    """What stages above bring: scoring anew, and who has entered numbers."""

    rescore: Rescore
    entered: Entered


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The run, how many rows were taken back, and why others stay: row and code."""

    run: CascadeRun
    taken_back: int
    kept: tuple[tuple[CascadeRow, str], ...]


@transaction.atomic
def withdraw_cascade(run: CascadeRun, above: Above, *, by: Actor, now: datetime) -> Withdrawn | Refusal:
    """Take back what a run made, row by row; a row that stays says why, and the run stays applied while any does."""
    queue_behind(by.person.unit.chain)
    current = (
        CascadeRun.objects.select_for_update(of=("self",)).select_related("parent__year", "parent__unit").get(pk=run.pk)
    )
    grant = grant_to_cascade(by, current.parent)
    refusal = grant if isinstance(grant, Refusal) else withdrawal_refusal(current)
    if refusal is not None or isinstance(grant, Refusal):
        return refusal or Refusal("cascade.not_applied")
    rows = list(current.rows.filter(state=RowState.APPLIED).select_related("unit", "person", "indicator"))
    going, kept = _sorted_out(current, rows, above.entered)
    _take_back(current, going)
    if not kept:
        current.state = RunState.WITHDRAWN
        current.save(update_fields=["state"])
    if going:
        above.rescore(first_day(current.parent.year_id), now)
    note_run(current, "cascade.withdraw", by, grant.acting_for, now, taken_back=str(len(going)), kept=str(len(kept)))
    return Withdrawn(current, len(going), tuple(kept))


Going = list[tuple[CascadeRow, Item]]


def _sorted_out(
    run: CascadeRun, rows: Sequence[CascadeRow], entered: Entered
) -> tuple[Going, list[tuple[CascadeRow, str]]]:
    indicators = {row.indicator_id for row in rows}
    found = Item.objects.filter(agreement__year_id=run.parent.year_id, indicator__in=indicators)
    items = {
        (item.agreement.unit_id, item.agreement.person_id, item.indicator_id): item
        for item in found.select_related("agreement")
    }
    signing = set(
        Signature.objects.filter(revision__agreement__year_id=run.parent.year_id).values_list(
            "revision__agreement_id", flat=True
        )
    )
    numbers = entered(indicators)
    going: Going = []
    kept: list[tuple[CascadeRow, str]] = []
    for row in rows:
        item = items.get((row.unit_id, row.person_id, row.indicator_id))
        reason = _why_it_stays(row, item, signing, numbers)
        if reason or item is None:
            kept.append((row, reason))
        else:
            going.append((row, item))
    return going, kept


def _why_it_stays(row: CascadeRow, item: Item | None, signing: set[int], numbers: set[tuple[int, int]]) -> str:
    if item is None or _differs(content_of(item), row.after):
        return "cascade.changed_since"
    if item.agreement.state == AgreementState.SIGNED or item.agreement_id in signing:
        return "cascade.signed"
    return "cascade.entered" if (row.unit_id, row.indicator_id) in numbers else ""


def _differs(now: Mapping[str, Any], then: Mapping[str, Any]) -> bool:
    return dict(now) != dict(then)


def _take_back(run: CascadeRun, going: Going) -> None:
    new = [(row, item) for row, item in going if not row.before]
    changed = [row for row, _ in going if row.before]
    take_back_children([item.pk for _, item in new], {item.agreement_id for _, item in new})
    items = [ChildItem((row.unit_id, row.person_id), row.indicator_id, row.before) for row in changed]
    write_children(run.parent.year_id, {}, items, lambda _: None)
    ids = [row.pk for row, _ in going]
    for at in range(0, len(ids), AT_ONCE):
        CascadeRow.objects.filter(pk__in=ids[at : at + AT_ONCE]).update(state=RowState.WITHDRAWN)
