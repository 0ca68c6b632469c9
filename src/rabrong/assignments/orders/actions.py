"""Writing the draft of an order: begun, changed, its lines put and dropped, a copy in place of an issued one."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from rabrong.agreements.models import Year
from rabrong.agreements.rules.years import closed_refusal
from rabrong.assignments.models import AppointmentOrder, OrderKind, OrderLine
from rabrong.assignments.orders.queries import department_of, lines_of
from rabrong.assignments.orders.rules import (
    Head,
    NewLine,
    day_refusal,
    draft_refusal,
    head_refusal,
    line_refusal,
    replace_refusal,
)
from rabrong.audit.actions import Deed, record
from rabrong.org.actions.recording import Admin, admin_of
from rabrong.org.actor import Actor
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal


@transaction.atomic
def begin_order(year: Year, kind: OrderKind, head: Head, *, by: Actor, now: datetime) -> AppointmentOrder | Refusal:
    """A draft without lines."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    refusal = closed_refusal(year) or head_refusal(year, kind, head)
    if refusal is not None:
        return refusal
    unit = _unit_of(year, kind, head)
    if unit is None:
        return Refusal("year.no_agreement", {"year": year.year})
    order = AppointmentOrder.objects.create(
        year=year,
        kind=kind,
        unit=unit,
        title=head.title.strip(),
        text=head.text.strip(),
        starts=head.starts,
        made_at=now,
        made_by=by.person,
    )
    note_order(admin, "order.begin", order, after={"title": order.title, "kind": kind})
    return order


def _unit_of(year: Year, kind: OrderKind, head: Head) -> Unit | None:
    return head.unit if kind == OrderKind.PROVINCE_GROUP else department_of(year.year)


@transaction.atomic
def change_order(
    order: AppointmentOrder, head: Head, seen: int, *, by: Actor, now: datetime
) -> AppointmentOrder | Refusal:
    """Other words or another day for a draft. `seen` is the number of edits that the form showed."""
    held = held_draft(order, seen, by, now)
    if isinstance(held, Refusal):
        return held
    admin, current = held
    kind = OrderKind(current.kind)
    refusal = head_refusal(current.year, kind, head)
    unit = _unit_of(current.year, kind, head) or current.unit
    if refusal is not None:
        return refusal
    before = {"title": current.title, "starts": current.starts.isoformat(), "unit": current.unit.code}
    current.title, current.text, current.starts = head.title.strip(), head.text.strip(), head.starts
    current.unit = unit
    _count_edit(current, "title", "text", "starts", "unit")
    after = {"title": current.title, "starts": current.starts.isoformat(), "unit": unit.code}
    note_order(admin, "order.change", current, before=before, after=after)
    return current


def held_draft(
    order: AppointmentOrder, seen: int, by: Actor, now: datetime
) -> tuple[Admin, AppointmentOrder] | Refusal:
    """The administrator and the draft, locked, as it was last seen."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    current = locked(order)
    return draft_refusal(current, seen) or (admin, current)


def locked(order: AppointmentOrder) -> AppointmentOrder:
    """The order as it stands, until the transaction ends."""
    rows = AppointmentOrder.objects.select_for_update(of=("self",)).select_related("year", "unit", "replaces")
    return rows.get(pk=order.pk)


def _count_edit(order: AppointmentOrder, *fields: str) -> None:
    order.edits += 1
    order.save(update_fields=[*fields, "edits"])


@transaction.atomic
def put_line(
    order: AppointmentOrder, line: NewLine, seen: int, *, by: Actor, now: datetime, instead: OrderLine | None = None
) -> OrderLine | Refusal:
    """Appoint somebody in a draft, at the end where no place is named; `instead` is the line that it changes."""
    held = held_draft(order, seen, by, now)
    if isinstance(held, Refusal):
        return held
    admin, current = held
    others = [each for each in lines_of(current) if instead is None or each.pk != instead.pk]
    refusal = line_refusal(current, line, others)
    if refusal is not None:
        return refusal
    row = instead or OrderLine(order=current)
    before = {} if instead is None else _told(instead)
    _write(row, line, others, instead)
    _count_edit(current)
    note_order(admin, "order.line", current, before=before, after=_told(row), private=_private(row))
    return row


def _write(row: OrderLine, line: NewLine, others: list[OrderLine], instead: OrderLine | None) -> None:
    last = max((each.place for each in others), default=0) + 1
    row.place = line.place or (last if instead is None else instead.place)
    row.person, row.part, row.duties = line.person, line.part, line.duties.strip()
    row.name = line.name.strip() or (line.person.name or line.person.position if line.person else "")
    row.position = line.position.strip() or (line.person.position if line.person else "")
    row.starts, row.ends = line.starts, line.ends
    row.save()
    row.units.set(line.units)
    row.indicators.set(line.indicators)


def _told(row: OrderLine) -> dict[str, str]:
    return {
        "part": row.part,
        "person": row.person.code if row.person else "",
        "position": row.position,
        "units": ", ".join(sorted(unit.code for unit in row.units.all())),
        "indicators": ", ".join(sorted(each.code for each in row.indicators.all())),
        "starts": row.starts.isoformat() if row.starts else "",
        "ends": row.ends.isoformat() if row.ends else "",
    }


def _private(row: OrderLine) -> dict[str, str]:
    """The name of somebody without an account: nothing else says whom the record means."""
    return {} if row.person else {"name": row.name}


@transaction.atomic
def drop_line(order: AppointmentOrder, line: OrderLine, seen: int, *, by: Actor, now: datetime) -> Refusal | None:
    """Take somebody out of a draft."""
    held = held_draft(order, seen, by, now)
    if isinstance(held, Refusal):
        return held
    admin, current = held
    before = _told(line)
    line.delete()
    _count_edit(current)
    note_order(admin, "order.line", current, before=before)
    return None


@transaction.atomic
def draft_replacement(order: AppointmentOrder, *, by: Actor, now: datetime) -> AppointmentOrder | Refusal:
    """A draft with the words and lines of an issued order: once issued it stands in its place."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    current = locked(order)
    refusal = replace_refusal(current)
    if refusal is not None:
        return refusal
    copy = AppointmentOrder.objects.create(
        year=current.year,
        kind=current.kind,
        unit=current.unit,
        title=current.title,
        text=current.text,
        starts=_start_of_copy(current, by.today),
        replaces=current,
        made_at=now,
        made_by=by.person,
    )
    for line in lines_of(current):
        _copy_line(line, copy)
    note_order(admin, "order.begin", copy, after={"title": copy.title, "replaces": current.number})
    return copy


def _start_of_copy(order: AppointmentOrder, today: date) -> date:
    """Today, as long as it lies in the order's year."""
    return today if day_refusal(order.year_id, today) is None and today > order.starts else order.starts


def _copy_line(line: OrderLine, order: AppointmentOrder) -> None:
    units, indicators = list(line.units.all()), list(line.indicators.all())
    line.pk, line.order = None, order
    line.starts = None
    line._state.adding = True
    line.save()
    line.units.set(units)
    line.indicators.set(indicators)


def note_order(
    admin: Admin,
    verb: str,
    order: AppointmentOrder,
    *,
    before: Mapping[str, str] | None = None,
    after: Mapping[str, str] | None = None,
    private: Mapping[str, str] | None = None,
) -> None:
    """Record what was done to an order; what did not change is left out."""
    old, new = before or {}, after or {}
    deed = Deed(
        verb=verb,
        subject=f"order {order.year_id}/{order.number or order.pk}",
        actor=admin.actor.code,
        acting_for=admin.grant.acting_for,
        unit=order.unit.code,
        before={key: text for key, text in old.items() if text != new.get(key, "")},
        after={key: text for key, text in new.items() if text != old.get(key, "")},
        private_after=private or {},
    )
    record(admin.actor.person.unit.chain, deed, now=admin.now)
