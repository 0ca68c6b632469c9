"""What an order means for the roles in the organisation: the differences to look at, and carrying them out.

Roles change only through the actions of the organisation. A role is given from the day of the line or from today,
whichever is later: what somebody held before today stays as it was.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from rabrong.assignments.models import AppointmentOrder, OrderKind, OrderLine, OrderState, Part
from rabrong.org.actions.roles import end_role, give_role
from rabrong.org.actor import Actor
from rabrong.org.models import Person, Role, RoleAssignment, Unit, UnitKind
from rabrong.org.people_rules import NewRole
from rabrong.org.queries.tree import span_of_day, within
from rabrong.org.rules import ONE_A_UNIT, Refusal

What = Literal["give", "there", "end", "no_account", "no_role", "over"]

CENTRAL = (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE)


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One difference. `person` is None for who has no account; `held` is the role that is there or ends."""

    what: What
    name: str
    role: Role | None
    unit: Unit
    starts: date
    ends: date | None = None
    person: Person | None = None
    held: RoleAssignment | None = None


def order_ref(order: AppointmentOrder, number: str = "") -> str:
    """How a role names the order it rests on."""
    return f"คำสั่งที่ {number or order.number}"


def role_of(order: AppointmentOrder, part: str, unit: Unit) -> Role | None:
    """The role that a part in an order means at a unit; None where there is none.

    A director over an area is not its head, so that nobody becomes head of a province by it.
    """
    if order.kind in (OrderKind.DEPARTMENT_GROUP, OrderKind.PROVINCE_GROUP):
        return Role.WORKING_GROUP
    if part == Part.DEPUTY:
        return Role.DEPUTY
    if part == Part.INSPECTOR and unit.kind == UnitKind.REGION:
        return Role.INSPECTOR
    return Role.DIRECTOR if part == Part.DIRECTOR and unit.kind in CENTRAL else None


def role_rows(order: AppointmentOrder, lines: Sequence[OrderLine], today: date) -> list[RoleRow]:
    """What issuing an order would do to roles: given, there already, ended. Two queries, and one an earlier order."""
    if order.kind == OrderKind.KEEPERS:
        return []
    pairs = [(line, unit) for line in lines for unit in _units_of(order, line)]
    held = _held({unit.pk for _, unit in pairs}, today)
    rows = [_row(order, line, unit, held, today) for line, unit in pairs]
    return [*_ends(rows, held, order, today), *rows]


def _units_of(order: AppointmentOrder, line: OrderLine) -> Iterable[Unit]:
    in_group = order.kind in (OrderKind.DEPARTMENT_GROUP, OrderKind.PROVINCE_GROUP)
    return (order.unit,) if in_group else line.units.all()


def _held(units: Iterable[int], today: date) -> list[RoleAssignment]:
    rows = RoleAssignment.objects.filter(unit__in=units, role__in=_ROLES).exclude(ends__lte=today)
    return list(rows.select_related("person", "unit").order_by("starts", "pk"))


_ROLES = (Role.DEPUTY, Role.DIRECTOR, Role.INSPECTOR, Role.WORKING_GROUP)


def _row(order: AppointmentOrder, line: OrderLine, unit: Unit, held: Sequence[RoleAssignment], today: date) -> RoleRow:
    starts = max(line.starts or order.starts, today)
    role, name = role_of(order, line.part, unit), str(line)
    if role is None:
        return RoleRow("no_role", name, None, unit, starts, line.ends, line.person)
    if line.person is None:
        return RoleRow("no_account", name, role, unit, starts, line.ends)
    own = [row for row in held if (row.person_id, row.role, row.unit_id) == (line.person_id, role, unit.pk)]
    for row in own:
        if row.starts <= starts and (row.ends is None or row.ends > starts):
            if row.ends is None or (line.ends is not None and line.ends <= row.ends):
                return RoleRow("there", name, role, unit, starts, line.ends, line.person, row)
            starts = row.ends
    if line.ends is not None and line.ends <= starts:
        return RoleRow("over", name, role, unit, starts, line.ends, line.person)
    return RoleRow("give", name, role, unit, starts, line.ends, line.person)


def _ends(
    rows: Sequence[RoleRow], held: Sequence[RoleAssignment], order: AppointmentOrder, today: date
) -> Iterator[RoleRow]:
    """Who must give a seat up that only one can have, and who had a role by the order that this one replaces."""
    given = {(row.unit.pk, row.role): row for row in rows if row.what == "give" and row.role in ONE_A_UNIT}
    kept = {(row.person.pk, row.role, row.unit.pk) for row in rows if row.person and row.what in ("give", "there")}
    seen = set()
    for each in held:
        new = given.get((each.unit_id, Role(each.role)))
        if new is None or new.person is None or new.person.pk == each.person_id:
            continue
        if each.starts < (new.ends or date.max) and (each.ends is None or each.ends > new.starts):
            seen.add(each.pk)
            yield _end(each, new.starts)
    for each in roles_by(order.replaces, today):
        if each.pk not in seen and (each.person_id, Role(each.role), each.unit_id) not in kept:
            yield _end(each, max(order.starts, today))


def _end(held: RoleAssignment, on: date) -> RoleRow:
    return RoleRow("end", str(held.person), Role(held.role), held.unit, on, None, held.person, held)


def roles_by(order: AppointmentOrder | None, today: date) -> list[RoleAssignment]:
    """The roles of today that rest on an order or on those it replaced. One query, and one an earlier order."""
    refs = []
    while order is not None:
        refs.append(order_ref(order))
        order = order.replaces
    if not refs:
        return []
    rows = RoleAssignment.objects.filter(within(span_of_day(today)), order_ref__in=refs)
    return list(rows.select_related("person", "unit").order_by("unit__sort_key", "pk"))


def ending_rows(order: AppointmentOrder, today: date) -> list[RoleRow]:
    """What withdrawing an order would end: the roles of today that rest on it."""
    return [_end(each, today) for each in roles_by(order, today)] if order.state == OrderState.ISSUED else []


@dataclass(frozen=True, slots=True)
class RowRefused:
    """A difference that cannot be carried out, and why."""

    row: RoleRow
    refusal: Refusal


def carry_out(rows: Sequence[RoleRow], ref: str, *, by: Actor, now: datetime) -> RowRefused | int:
    """End and give roles; how many changed, or the first that cannot: then the caller takes everything back."""
    changed = 0
    for row in sorted(rows, key=lambda each: each.what != "end"):
        done = _carried_out(row, ref, by, now)
        if isinstance(done, Refusal):
            return RowRefused(row, done)
        changed += 0 if done is None else 1
    return changed


def _carried_out(row: RoleRow, ref: str, by: Actor, now: datetime) -> RoleAssignment | Refusal | None:
    if row.what == "end" and row.held is not None:
        return end_role(row.held, row.starts, by=by, now=now)
    if row.what == "give" and row.person is not None and row.role is not None:
        return give_role(NewRole(row.person, row.role, row.unit, row.starts, row.ends, ref), by=by, now=now)
    return None


COUNTED: Mapping[What, bool] = {"give": True, "end": True, "there": False, "no_account": False, "no_role": False,
                                "over": False}  # fmt: skip
"""Which differences change anything."""
