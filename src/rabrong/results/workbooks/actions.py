"""Workbooks that come back: kept as they were sent, checked without writing, taken in whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rabrong.agreements.models import Year
from rabrong.audit.actions import Deed, queue_behind, record
from rabrong.files.actions import keep
from rabrong.files.queries import content_of
from rabrong.org.actor import Actor
from rabrong.org.models import Role, Unit
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal
from rabrong.paper.sheets.books import read_book
from rabrong.paper.sheets.cells import Unreadable
from rabrong.paper.sheets.writing import EXCEL_TYPE
from rabrong.results.actions.bulk import Doing, WholeMonth, append_months, still_stands
from rabrong.results.models import SentWorkbook, WorkbookState
from rabrong.results.workbooks.checking import Asking, check
from rabrong.results.workbooks.desks import desks_of, units_of_workbook
from rabrong.results.workbooks.marking import marked_workbook
from rabrong.results.workbooks.outcome import outcome_of, refused_outcome
from rabrong.results.workbooks.plan import Choices, Plan, Ready
from rabrong.results.workbooks.reading import NotOurs, Typed, typed_in

GOING = (WorkbookState.WAITING, WorkbookState.CHECKING, WorkbookState.ORDERED, WorkbookState.WRITING)


class WorkbookCancelledError(Exception):
    """Somebody asked to stop: what is being done is undone."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent, and the language of who sent it."""

    name: str
    data: bytes
    language: str


def receive_workbook(root: Unit, year: int, sent: Sent, *, by: Actor, now: datetime) -> SentWorkbook | Refusal:
    """Keep a file to be checked; refused for who keeps the data of no unit in it. Raises OSError on a full disk."""
    below = {unit.pk for unit in units_of_workbook(root, Scope(by))}
    if not any(grant.unit_id in below for grant in by.holds(Role.KEEPER)):
        return Refusal("workbook.keeps_none")
    stored = keep(sent.data, EXCEL_TYPE, now=now)
    return SentWorkbook.objects.create(
        file=stored,
        name=sent.name[-200:],
        year=Year.objects.get(pk=year),
        unit=root,
        language=sent.language,
        by=by.person,
        at=now,
    )


def check_workbook(sent: SentWorkbook, *, by: Actor, now: datetime) -> SentWorkbook:
    """Read and check a file; nothing of it is written. One asked to stop ends as cancelled."""
    if not _begun(sent, WorkbookState.WAITING, WorkbookState.CHECKING):
        return sent
    try:
        found = _planned(sent, by, {})
        _tell(sent, found, now)
    except WorkbookCancelledError:
        _end(sent, WorkbookState.CANCELLED, now)
    finally:
        _break_off(sent, WorkbookState.CHECKING, now)
    return sent


def order_workbook(sent: SentWorkbook, choices: Choices, seen: str) -> SentWorkbook | Refusal:
    """Confirm what the check showed; `seen` is its digest. Confirmed twice it is there once."""
    if sent.state in (WorkbookState.TAKEN, WorkbookState.ORDERED, WorkbookState.WRITING):
        return sent
    if sent.state != WorkbookState.CHECKED or seen != sent.outcome.get("digest"):
        return Refusal("workbook.changed")
    if {each["place"] for each in sent.outcome["clashes"]} - choices.keys():
        return Refusal("workbook.undecided")
    kept = {place: list(choice) for place, choice in choices.items()}
    rows = SentWorkbook.objects.filter(pk=sent.pk, state=WorkbookState.CHECKED)
    rows.update(state=WorkbookState.ORDERED, choices=kept, done=0, cancel_asked=False)
    sent.refresh_from_db()
    return sent


def take_in_workbook(sent: SentWorkbook, *, by: Actor, now: datetime) -> SentWorkbook:
    """Write what was confirmed, whole or not at all. What is no longer as it was checked is shown anew instead."""
    if not _begun(sent, WorkbookState.ORDERED, WorkbookState.WRITING):
        return sent
    seen = sent.outcome.get("digest", "")
    choices = {place: (choice, version) for place, (choice, version) in sent.choices.items()}
    try:
        plan = _planned(sent, by, choices)[1]
        if plan is None or not _as_seen(plan, seen) or not _written(sent, plan, by, now):
            _tell(sent, _planned(sent, by, {}), now, code="workbook.changed")
    except WorkbookCancelledError:
        _end(sent, WorkbookState.CANCELLED, now)
    finally:
        _break_off(sent, WorkbookState.WRITING, now)
    return sent


def cancel_workbook(sent: SentWorkbook, *, now: datetime) -> SentWorkbook | Refusal:
    """Stop a check or a writing; what has not begun or waits to be confirmed ends at once."""
    rows = SentWorkbook.objects.filter(pk=sent.pk)
    at_once = (WorkbookState.WAITING, WorkbookState.CHECKED, WorkbookState.FAULTY, WorkbookState.ORDERED)
    done = rows.filter(state__in=at_once).update(state=WorkbookState.CANCELLED, ended_at=now)
    asked = done or rows.filter(state__in=GOING).update(cancel_asked=True)
    sent.refresh_from_db()
    return sent if asked else Refusal("workbook.over")


def _begun(sent: SentWorkbook, before: WorkbookState, then: WorkbookState) -> bool:
    """Whether this is the one that goes on with it."""
    begun = SentWorkbook.objects.filter(pk=sent.pk, state=before).update(state=then)
    sent.refresh_from_db()
    return bool(begun)


def _end(sent: SentWorkbook, state: WorkbookState, now: datetime) -> None:
    SentWorkbook.objects.filter(pk=sent.pk).update(state=state, ended_at=now)
    sent.refresh_from_db()


def _break_off(sent: SentWorkbook, state: WorkbookState, now: datetime) -> None:
    """An error, of ours or of the machine: it goes on its way, and the workbook says that it broke off."""
    broken = {"state": WorkbookState.BROKEN, "ended_at": now}
    SentWorkbook.objects.filter(pk=sent.pk, state=state).update(**broken)
    sent.refresh_from_db()


Found = tuple[Typed | NotOurs | Unreadable, Plan | None]


def _planned(sent: SentWorkbook, by: Actor, choices: Choices) -> Found:
    sheets = read_book(content_of(sent.file))
    if isinstance(sheets, Unreadable):
        return sheets, None
    typed = typed_in(sheets, sent.year_id, sent.unit.code)
    if isinstance(typed, NotOurs):
        return typed, None
    del sheets

    def tick(done: int, steps: int) -> None:
        rows = SentWorkbook.objects.filter(pk=sent.pk, cancel_asked=False)
        if not rows.update(done=done, steps=steps):
            raise WorkbookCancelledError

    return typed, check(typed, Asking(by, sent.unit, sent.year_id, choices), tick)


def _tell(sent: SentWorkbook, found: Found, now: datetime, code: str = "") -> None:
    """What the check found, for its page; with mistakes the file goes back with every one of them marked."""
    typed, plan = found
    if plan is None or not isinstance(typed, Typed):
        assert not isinstance(typed, Typed)
        sent.outcome, sent.state, sent.marked = refused_outcome(typed), WorkbookState.FAULTY, None
    else:
        sent.outcome = {**outcome_of(typed, plan), **({"code": code} if code else {})}
        sent.state = WorkbookState.FAULTY if plan.mishaps else WorkbookState.CHECKED
        data = marked_workbook(typed, plan, sent) if plan.mishaps else b""
        sent.marked = keep(data, EXCEL_TYPE, now=now) if data else None
    SentWorkbook.objects.filter(pk=sent.pk).update(outcome=sent.outcome, state=sent.state, marked=sent.marked)


@transaction.atomic
def _written(sent: SentWorkbook, plan: Plan, by: Actor, now: datetime) -> bool:
    """Whether it could be written: nothing changed since the check, and every month is still open."""
    queue_behind(sent.unit.chain)
    if SentWorkbook.objects.filter(pk=sent.pk, cancel_asked=True).exists():
        raise WorkbookCancelledError
    months = [_whole(each) for each in plan.ready]
    if not still_stands(months) or not _may_still(sent, plan, by):
        return False
    if months:
        append_months(months, Doing(by.person, now))
        _record(sent, plan, by, now)
    written = {"numbers": plan.numbers, "reports": len(plan.ready), "notes": plan.notes}
    outcome = {**sent.outcome, "written": written}
    rows = SentWorkbook.objects.filter(pk=sent.pk)
    rows.update(state=WorkbookState.TAKEN, outcome=outcome, ended_at=now)
    return True


def _as_seen(plan: Plan, seen: str) -> bool:
    """Whether a plan is what the page showed, with a choice wherever one was asked for."""
    return plan.digest() == seen and not plan.clashes and not plan.mishaps


def _whole(ready: Ready) -> WholeMonth:
    note = None if ready.note is None else (ready.note.done, ready.note.problems, ready.note.measures)
    changed = {cell: ready.claims[cell] for cell in ready.changed}
    return WholeMonth(
        unit=ready.unit,
        indicator=ready.item.indicator,
        month=ready.month,
        grant=ready.grant,
        changed=changed,
        before=ready.changed,
        versions=ready.versions,
        reason=ready.reason,
        note=note,
        note_version=ready.note_version,
    )


def _may_still(sent: SentWorkbook, plan: Plan, by: Actor) -> bool:
    units = {each.unit.pk: each.unit for each in plan.ready}
    desks = {desk.unit.pk: desk for desk in desks_of(by, list(units.values()), sent.year_id)}
    return all(
        (desk := desks.get(each.unit.pk)) is not None
        and desk.item(each.item.indicator.code) is not None
        and desk.refusal(each.item.indicator, each.month) is None
        for each in plan.ready
    )


def _record(sent: SentWorkbook, plan: Plan, by: Actor, now: datetime) -> None:
    """A deed for each in whose name it was done; which numbers, the moves of the reports say."""
    counts: dict[str, int] = {}
    for each in plan.ready:
        counts[each.grant.acting_for] = counts.get(each.grant.acting_for, 0) + 1
    for acting_for, reports in sorted(counts.items()):
        deed = Deed(
            verb="entries.workbook",
            subject=f"workbook {sent.year_id}/{sent.unit.code}",
            actor=by.code,
            acting_for=acting_for,
            unit=sent.unit.code,
            after=_said(sent, plan, reports),
            is_passing=True,
        )
        record(sent.unit.chain, deed, now=now)


def _said(sent: SentWorkbook, plan: Plan, reports: int) -> Mapping[str, str]:
    return {"sha256": sent.file_id, "numbers": str(plan.numbers), "reports": str(reports), "notes": str(plan.notes)}
