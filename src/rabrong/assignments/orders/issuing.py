"""Issuing an order with its document, keeping its scan, withdrawing it. What is issued is never edited."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rabrong.assignments.models import AppointmentOrder, OrderLine, OrderState
from rabrong.assignments.orders.actions import held_draft, locked, note_order
from rabrong.assignments.orders.on_paper import set_order
from rabrong.assignments.orders.queries import lines_of
from rabrong.assignments.orders.roles import RoleRow, RowRefused, carry_out, ending_rows, order_ref, role_rows
from rabrong.assignments.orders.rules import Issue, end_refusal, issue_refusal
from rabrong.files.actions import keep
from rabrong.files.rules import PDF, kind_of, scan_fault
from rabrong.org.actions.recording import Admin, admin_of
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.paper.documents.typesetting import Unprintable


def previewed_issue(
    order: AppointmentOrder, issue: Issue, seen: int, *, by: Actor, now: datetime
) -> list[RoleRow] | Refusal:
    """What issuing would do to roles, tried and taken back; writes nothing."""
    with transaction.atomic():
        held = held_draft(order, seen, by, now)
        found = held if isinstance(held, Refusal) else _checked(held[1], issue, by, now)
        transaction.set_rollback(True)
    return found


def _checked(order: AppointmentOrder, issue: Issue, by: Actor, now: datetime) -> list[RoleRow] | Refusal:
    lines = lines_of(order)
    refusal = issue_refusal(order, issue, lines, by.today)
    if refusal is not None:
        return refusal
    rows = role_rows(order, lines, by.today)
    if issue.sets_roles:
        done = carry_out(rows, order_ref(order, issue.number.strip()), by=by, now=now)
        if isinstance(done, RowRefused):
            return _of_row(done)
    return rows


def _of_row(refused: RowRefused) -> Refusal:
    terms = {"person": refused.row.name, "unit": refused.row.unit.name, "why": refused.refusal}
    return Refusal("order.role", terms)


@transaction.atomic
def issue_order(
    order: AppointmentOrder, issue: Issue, seen: int, *, by: Actor, now: datetime
) -> AppointmentOrder | Refusal:
    """Number, day and signer for a draft; its document is kept as it is now; roles follow where that is wished."""
    held = held_draft(order, seen, by, now)
    if isinstance(held, Refusal):
        return held
    admin, current = held
    rows = _checked(current, issue, by, now)
    if isinstance(rows, Refusal):
        return _taken_back(rows)
    lines = lines_of(current)
    _sign(current, issue)
    paper = set_order(current, lines, made_at=now)
    if isinstance(paper, Unprintable):
        return _taken_back(Refusal("order.unprintable", {"letters": paper.letters}))
    current.paper = keep(paper, PDF, now=now)
    current.state, current.issued_at, current.issued_by = OrderState.ISSUED, now, by.person
    current.edits += 1
    _replace(current, admin)
    current.save()
    _note_issue(admin, current, lines, sets_roles=issue.sets_roles)
    return current


def _taken_back(refusal: Refusal) -> Refusal:
    transaction.set_rollback(True)
    return refusal


def _sign(order: AppointmentOrder, issue: Issue) -> None:
    order.number, order.dated, order.signer = issue.number.strip(), issue.dated, issue.signer
    order.signer_name, order.signer_position = issue.name.strip(), issue.position.strip()
    order.signer_acting = issue.acting.strip()


def _replace(order: AppointmentOrder, admin: Admin) -> None:
    if order.replaces is None:
        return
    before = locked(order.replaces)
    before.state, before.ended_at, before.ended_by = OrderState.REPLACED, admin.now, admin.actor.person
    before.save(update_fields=["state", "ended_at", "ended_by"])
    note_order(admin, "order.replaced", before, after={"by": order.number})


def _note_issue(admin: Admin, order: AppointmentOrder, lines: Sequence[OrderLine], *, sets_roles: bool) -> None:
    after = {
        "number": order.number,
        "dated": order.dated.isoformat() if order.dated else "",
        "signer": order.signer.code if order.signer else order.signer_position,
        "lines": str(len(lines)),
        "roles": "1" if sets_roles else "",
        "sha256": order.paper_id or "",
    }
    note_order(admin, "order.issue", order, after=after)


@transaction.atomic
def keep_order_scan(order: AppointmentOrder, content: bytes, *, by: Actor, now: datetime) -> AppointmentOrder | Refusal:
    """The scan of an issued order as it was signed; once, for nothing of it is edited."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    current = locked(order)
    fault = scan_fault(content)
    if fault is not None:
        return Refusal(fault.code, fault.terms)
    if current.state == OrderState.DRAFT or current.issued_at is None:
        return Refusal("order.not_issued", {"state": OrderState(current.state)})
    if current.scan_id is not None:
        return Refusal("order.has_scan")
    current.scan = keep(content, kind_of(content) or PDF, now=now)
    current.save(update_fields=["scan"])
    note_order(admin, "order.scan", current, after={"scan": current.scan.sha256})
    return current


@transaction.atomic
def withdraw_order(
    order: AppointmentOrder, reason: str, *, by: Actor, now: datetime, ends_roles: bool = False
) -> AppointmentOrder | Refusal:
    """An issued order counts no more, a draft comes to nothing; with `ends_roles` its roles of today end with it."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    current = locked(order)
    refusal = end_refusal(current, reason)
    if refusal is not None:
        return refusal
    rows = ending_rows(current, by.today) if ends_roles else []
    done = carry_out(rows, order_ref(current), by=by, now=now)
    if isinstance(done, RowRefused):
        return _taken_back(_of_row(done))
    current.state, current.reason = OrderState.WITHDRAWN, reason.strip()
    current.ended_at, current.ended_by = now, by.person
    current.save(update_fields=["state", "reason", "ended_at", "ended_by"])
    note_order(admin, "order.withdraw", current, after={"reason": current.reason, "roles": str(done) if done else ""})
    return current
