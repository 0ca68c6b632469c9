"""Changing the Owner-Supporter table: cells are set, rows are ended; all that is asked together, or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.assignments.actions.recorded import Doer, note_indicator
from rabrong.assignments.models import Ownership
from rabrong.assignments.queries.cells import key_of, standing_cells
from rabrong.assignments.rules.cells import Cell, Refused, Replacing, ending, plan_cells
from rabrong.assignments.rules.rounds import until
from rabrong.org.actions.recording import admin_of
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.scoring.exact import plain


@transaction.atomic
def set_cells(cells: Sequence[Cell], *, by: Actor, now: datetime) -> int | Refusal | tuple[Refused, ...]:
    """Make several cells say what they should, all of one year; how many cells changed, which is 0 the second time.

    A Refusal where somebody may do nothing of it, else every cell that cannot be. The queries do not grow with the
    cells, but for one record an indicator.
    """
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    if not cells:
        return 0
    year = Year.objects.get(pk=cells[0].indicator.year_id)
    plan = plan_cells(cells, standing_cells({cell.indicator.pk for cell in cells}), year)
    if plan.refused:
        return plan.refused
    doer = Doer(by, now, admin.grant.acting_for)
    _write(_net(plan.changes), doer)
    _note(plan.changes, doer)
    return len({key_of(change.cell) for change in plan.changes})


@transaction.atomic
def set_cell(cell: Cell, *, by: Actor, now: datetime) -> bool | Refusal:
    """Make one cell say what it should; False where it says so already. `owner.stale` where it changed meanwhile."""
    done = set_cells([cell], by=by, now=now)
    if isinstance(done, Refusal):
        return done
    return done[0].refusal if isinstance(done, tuple) else done > 0


@transaction.atomic
def end_owner(row: Ownership, from_round: int, *, by: Actor, now: datetime) -> bool | Refusal:
    """End a row of the table from a round on; what it says of the rounds before stays."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    current = Ownership.history.select_related("indicator", "unit", "person").get(pk=row.pk)
    if current.ended_at is not None:
        return Refusal("owner.stale", {"who": str(current.unit or current.person), "code": current.indicator.code})
    if from_round > until(current):
        return False
    return set_cell(ending(current, from_round), by=by, now=now)


@dataclass(frozen=True, slots=True)
class _Net:
    """What several changes come to: a row that one cell begins and another ends is never stored."""

    ended: list[Ownership]
    begun: list[Ownership]


def _net(changes: Iterable[Replacing]) -> _Net:
    several = tuple(changes)
    ended = [row for change in several for row in change.before]
    begun = [row for change in several for row in change.after if not any(row is each for each in ended)]
    return _Net([row for row in ended if row.pk], begun)


def _write(net: _Net, doer: Doer) -> None:
    """One query for what ends, one for what begins."""
    ended = [row.pk for row in net.ended]
    Ownership.objects.filter(pk__in=ended).update(ended_at=doer.now, ended_by=doer.by.person)
    for row in net.begun:
        row.made_at, row.made_by = doer.now, doer.by.person
    Ownership.objects.bulk_create(net.begun)


def _note(changes: Iterable[Replacing], doer: Doer) -> None:
    """One record an indicator, with what each unit and person was and is."""
    found: dict[tuple[IndicatorVersion, str], list[Replacing]] = {}
    for change in changes:
        found.setdefault((change.cell.indicator, change.cell.who.code), []).append(change)
    nets = {key: _net(several) for key, several in found.items()}
    for version in {version for version, _ in nets}:
        mine = {who: net for (each, who), net in nets.items() if each == version}
        before = {who: _told(net.ended) for who, net in mine.items()}
        after = {who: _told(net.begun) for who, net in mine.items()}
        note_indicator(doer, "owner.set", version, before, after)


def _told(rows: Iterable[Ownership]) -> str:
    """ "main 60% 6-9, co 9-12": role, share and rounds."""
    ordered = sorted(rows, key=lambda row: row.from_round)
    return ", ".join(f"{row.role}{_share(row)} {row.from_round}-{until(row)}" for row in ordered)


def _share(row: Ownership) -> str:
    return "" if row.share is None else f" {plain(row.share)}%"
