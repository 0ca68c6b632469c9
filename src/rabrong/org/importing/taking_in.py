"""Checking a file and carrying it out: all of it in one transaction, or nothing. The administrator's.

A file is checked again in the transaction that takes it in: what was right a minute ago may be wrong now. Repeating an
import changes nothing more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.conf import settings
from django.db import transaction

from rabrong.audit.actions import Deed, record
from rabrong.org.actions.recording import Admin, Changes, Rescore, admin_of, note, scored_anew
from rabrong.org.actor import Actor
from rabrong.org.importing import people_sheet, regions_sheet, units_sheet
from rabrong.org.importing.people_plan import PeopleWork, known_people, plan_people
from rabrong.org.importing.plan import AsOf, File, Line, Plan
from rabrong.org.importing.regions_sheet import RegionsWork, known_memberships, plan_regions
from rabrong.org.importing.rows import Field, Problem, Rows, rows_of
from rabrong.org.importing.units_sheet import UnitsWork, known_units, plan_units
from rabrong.org.importing.writing import write_people, write_regions, write_units
from rabrong.org.models import Person, Unit
from rabrong.org.rules import Refusal
from rabrong.paper.sheets.cells import Sheet, Unreadable
from rabrong.paper.sheets.reading import read_sheet

Kind = Literal["units", "people", "regions"]
KINDS: tuple[Kind, ...] = ("units", "people", "regions")
FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    "units": units_sheet.FIELDS,
    "people": people_sheet.FIELDS,
    "regions": regions_sheet.FIELDS,
}
MOST_NOTED = 200
"""Changes of so many units or people get a record each; what is more stands in the record of the import alone."""

Work = UnitsWork | PeopleWork | RegionsWork


@dataclass(frozen=True, slots=True)
class Checked:
    """A dry run: the sheet as it was read, what it would do, and the work itself."""

    sheet: Sheet
    plan: Plan
    work: Work | None


def check_file(kind: Kind, file: File, as_of: AsOf) -> Checked | Unreadable:
    """The dry run of a file. Nothing is written. At most five queries."""
    sheet = read_sheet(file.data)
    return sheet if isinstance(sheet, Unreadable) else check_sheet(kind, sheet, as_of)


def check_sheet(kind: Kind, sheet: Sheet, as_of: AsOf) -> Checked:
    """The dry run of a sheet that is read."""
    rows = rows_of(sheet, FIELDS[kind])
    if isinstance(rows, Problem):
        return Checked(sheet, Plan(problems=(rows,)), None)
    plan, work = PLANS[kind](rows, as_of)
    return Checked(sheet, plan, work)


def _plan_of_units(rows: Rows, as_of: AsOf) -> tuple[Plan, Work]:
    return plan_units(rows, known_units(), as_of)


def _plan_of_people(rows: Rows, as_of: AsOf) -> tuple[Plan, Work]:
    return plan_people(rows, known_units(), known_people(), as_of, citizen_key=settings.CITIZEN_KEY)


def _plan_of_regions(rows: Rows, as_of: AsOf) -> tuple[Plan, Work]:
    return plan_regions(rows, known_units(), known_memberships(), as_of)


PLANS: Mapping[Kind, Callable[[Rows, AsOf], tuple[Plan, Work]]] = {
    "units": _plan_of_units,
    "people": _plan_of_people,
    "regions": _plan_of_regions,
}


@transaction.atomic
def take_in_file(
    kind: Kind, file: File, *, on: date, by: Actor, now: datetime, rescore: Rescore
) -> Checked | Unreadable | Refusal:
    """Carry a file out. With a problem, or without anything to do, nothing is written."""
    sheet = read_sheet(file.data)
    if isinstance(sheet, Unreadable):
        return sheet
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    checked = check_sheet(kind, sheet, AsOf(on, by.today, by.person.unit.chain))
    if checked.plan.is_good and checked.plan.does_something:
        first = _write(checked.work, by.person.unit.chain)
        _record(admin, kind, file, checked.plan, on)
        refusal = None if first is None else scored_anew(rescore, first, now)
        if refusal is not None:
            return refusal
    return checked


def _write(work: Work | None, department: str) -> date | None:
    """The first day whose tree changes; None where it does not."""
    if isinstance(work, UnitsWork):
        return write_units(work, department)
    if isinstance(work, RegionsWork):
        return write_regions(work)
    if isinstance(work, PeopleWork):
        write_people(work)
    return None


def _record(admin: Admin, kind: Kind, file: File, plan: Plan, on: date) -> None:
    after = {
        "sha256": file.sha256,
        "on": on.isoformat(),
        "new": str(len(plan.new)),
        "changed": str(len(plan.changed)),
        "unchanged": str(plan.unchanged),
        "codes": " ".join(line.code for line in (*plan.new, *plan.changed)),
    }
    deed = Deed(
        verb=f"{kind}.import",
        subject=f"import {file.sha256[:16]}",
        actor=admin.actor.code,
        acting_for=admin.grant.acting_for,
        unit=admin.actor.person.unit.chain,
        after=after,
    )
    record(admin.actor.person.unit.chain, deed, now=admin.now)
    if len(plan.changed) <= MOST_NOTED:
        _note_changes(admin, kind, plan.changed)


def _note_changes(admin: Admin, kind: Kind, lines: tuple[Line, ...]) -> None:
    """A record of its own for each that was known before, as if it had been changed by hand."""
    codes = [line.code for line in lines]
    if kind == "people":
        people = {person.code: person for person in Person.objects.filter(code__in=codes).select_related("unit")}
        for line in lines:
            said, private = _parted(line)
            subject = f"person {line.code}"
            note(admin, "person.import", subject, people[line.code].unit, said, private=private)
    elif kind == "units":
        units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
        for line in lines:
            note(admin, "unit.import", f"unit {line.code}", units[line.code], (line.before, line.after))


PERSONAL = ("name", "name_en", "telephone", "email")


def _parted(line: Line) -> tuple[Changes, Changes]:
    """The fields before and after: those that may stand in the chain, and the personal ones that lie beside it."""
    return _kept(line, personal=False), _kept(line, personal=True)


def _kept(line: Line, *, personal: bool) -> Changes:
    before, after = (
        {name: value for name, value in side.items() if (name in PERSONAL) is personal}
        for side in (line.before, line.after)
    )
    return before, after
