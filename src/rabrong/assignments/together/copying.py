"""Last year's assignments in another year, by the key of the indicator: what stood at its end, from round 6 on.

Nothing that the year says already is changed by it: a cell or a duty that says something else is kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.agreements.rules.years import closed_refusal
from rabrong.assignments.actions.duties import name_responsible
from rabrong.assignments.models import ROUNDS, Duty, Ownership, Responsibility
from rabrong.assignments.queries.roles import of_round
from rabrong.assignments.rules.cells import Cell
from rabrong.assignments.rules.duties import Contact, Naming, naming_refusal
from rabrong.assignments.together.bulk import written
from rabrong.assignments.together.plan import Prepared, Row, What, prepared_cells
from rabrong.org.actions.recording import admin_of
from rabrong.org.actor import Actor
from rabrong.org.models import Person, Unit
from rabrong.org.rules import Refusal

LAST = ROUNDS[-1]


def prepared_copy(source: Year, year: Year) -> Prepared:
    """What copying would do: owners with their shares, supervisors, keepers, substitutes. Five queries."""
    versions = _by_key(year)
    owners = Ownership.objects.filter(of_round(LAST), indicator__year=source)
    owned = list(owners.select_related("indicator", "unit", "person").order_by("indicator__position", "position", "pk"))
    cells = [
        Cell(versions[row.indicator.indicator_id], _whose(row), row.role, row.share)
        for row in owned
        if row.indicator.indicator_id in versions
    ]
    found = prepared_cells(cells, year, keeps=True)
    gone = [
        Row(
            "refused", row.indicator.code, str(_whose(row)), row.role, row.share, "", Refusal("together.indicator_gone")
        )
        for row in owned
        if row.indicator.indicator_id not in versions
    ]
    duties, namings = _duties(source, year, versions)
    return replace(found, rows=(*found.rows, *gone, *duties), namings=tuple(namings))


def _by_key(year: Year) -> dict[int, IndicatorVersion]:
    rows = IndicatorVersion.objects.filter(year=year).order_by("version")
    return {row.indicator_id: row for row in rows}


def _whose(row: Ownership) -> Unit | Person:
    who = row.unit if row.unit is not None else row.person
    assert who is not None  # a row is of one of the two
    return who


def _duties(source: Year, year: Year, versions: dict[int, IndicatorVersion]) -> tuple[list[Row], list[Naming]]:
    """Supervisors and keepers first: a substitute needs the keeper to be there."""
    rows = Responsibility.objects.filter(of_round(LAST), indicator__year=source)
    rows = rows.select_related("indicator", "person", "unit", "substitute_for").order_by("indicator__position", "pk")
    standing: dict[int, list[Responsibility]] = {}
    there = Responsibility.objects.filter(indicator__year=year).select_related("person", "unit", "substitute_for")
    for each in there.order_by("from_round", "pk"):
        standing.setdefault(each.indicator_id, []).append(each)
    told, namings = [], []
    for row in sorted(rows, key=lambda each: each.duty == Duty.SUBSTITUTE):
        version = versions.get(row.indicator.indicator_id)
        if version is None:
            refusal = Refusal("together.indicator_gone")
            told.append(Row("refused", row.indicator.code, str(row), row.duty, refusal=refusal))
            continue
        naming = _naming(row, version)
        what, refusal_ = _look(naming, standing.get(version.pk, ()), year)
        told.append(Row(what, version.code, str(row), row.duty, refusal=refusal_))
        if what == "new":
            namings.append(naming)
    return told, namings


def _naming(row: Responsibility, version: IndicatorVersion) -> Naming:
    who = row.person or Contact(row.name, row.position, row.telephone, row.email, row.unit)
    return Naming(version, Duty(row.duty), who, is_score_owner=row.is_score_owner, substitute_for=row.substitute_for)


def _look(naming: Naming, standing: Sequence[Responsibility], year: Year) -> tuple[What, Refusal | None]:
    if any(row.duty == naming.duty and _is(row, naming.who) for row in standing):
        return "there", None
    only_one = naming.duty == Duty.SUPERVISOR or naming.is_score_owner
    if only_one and any(_in_the_way(row, naming) for row in standing):
        return "kept", None
    asked = naming if naming.duty != Duty.SUBSTITUTE else replace(naming, duty=Duty.KEEPER, substitute_for=None)
    refusal = naming_refusal(asked, [], year)
    return ("new", None) if refusal is None else ("refused", refusal)


def _in_the_way(row: Responsibility, naming: Naming) -> bool:
    return row.duty == Duty.SUPERVISOR if naming.duty == Duty.SUPERVISOR else row.is_score_owner


def _is(row: Responsibility, who: Person | Contact) -> bool:
    if isinstance(who, Person):
        return row.person_id == who.pk
    return row.person_id is None and (row.name, row.position) == (who.name, who.position)


@transaction.atomic
def copy_assignments(source: Year, year: Year, seen: str, *, by: Actor, now: datetime) -> int | Refusal:
    """Carry out what the preview showed; how many assignments are new, 0 the second time."""
    admin = admin_of(by, now)
    refusal = admin if isinstance(admin, Refusal) else closed_refusal(Year.objects.get(pk=year.pk))
    if refusal is not None:
        return refusal
    prepared = prepared_copy(source, year)
    if prepared.digest != seen:
        return Refusal("together.stale")
    done = written(prepared, by=by, now=now)
    if isinstance(done, Refusal):
        return done
    named = _named(prepared.namings, by, now)
    if isinstance(named, Refusal):
        transaction.set_rollback(True)
        return named
    return done + named


def _named(namings: Iterable[Naming], by: Actor, now: datetime) -> int | Refusal:
    count = 0
    for naming in namings:
        outcome = name_responsible(_with_keeper(naming), by=by, now=now)
        if isinstance(outcome, Refusal):
            return outcome
        count += 1
    return count


def _with_keeper(naming: Naming) -> Naming:
    """A substitute stands in for the keeper of this year."""
    before = naming.substitute_for
    if before is None:
        return naming
    same = {"person": before.person} if before.person_id else {"name": before.name, "position": before.position}
    keeper = Responsibility.objects.filter(indicator=naming.indicator, duty=Duty.KEEPER, **same).first()
    return replace(naming, substitute_for=keeper)
