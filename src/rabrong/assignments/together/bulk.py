"""Assigning many indicators to many units and people at once: looked at first, then whole in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.assignments.actions.ownership import set_cells
from rabrong.assignments.rules.cells import Cell
from rabrong.assignments.together.plan import Prepared, Row, prepared_cells
from rabrong.org.actions.recording import admin_of
from rabrong.org.actor import Actor
from rabrong.org.models import Person, Unit
from rabrong.org.rules import Refusal

MOST_CELLS = 5000


@dataclass(frozen=True, slots=True)
class Bulk:
    """Which indicators, by code, go to which units and people, by code, as what, in which rounds."""

    indicators: tuple[str, ...]
    units: tuple[str, ...]
    people: tuple[str, ...]
    role: str
    from_round: int = 6
    to_round: int | None = None


def bulk_refusal(bulk: Bulk) -> Refusal | None:
    """Something goes to somebody, and not more than can be looked at."""
    if not bulk.indicators:
        return Refusal("together.no_indicator")
    if not (bulk.units or bulk.people):
        return Refusal("together.nobody")
    many = len(bulk.indicators) * (len(bulk.units) + len(bulk.people))
    return Refusal("together.too_many", {"count": many, "most": MOST_CELLS}) if many > MOST_CELLS else None


def prepared_bulk(year: Year, bulk: Bulk) -> Prepared:
    """What it would do. A code that nobody has is a refused row. Four queries."""
    versions = _versions(year, bulk.indicators)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=bulk.units)}
    people = {person.code: person for person in Person.objects.filter(code__in=bulk.people)}
    known: list[Unit | Person] = [units[code] for code in dict.fromkeys(bulk.units) if code in units]
    known += [people[code] for code in dict.fromkeys(bulk.people) if code in people]
    cells = [
        Cell(versions[code], who, bulk.role, None, bulk.from_round, bulk.to_round)
        for code in bulk.indicators
        if code in versions
        for who in known
    ]
    found = prepared_cells(cells, year, keeps=False)
    return replace(found, rows=(*found.rows, *_unknown(bulk, versions, {*units, *people})))


def _versions(year: Year, codes: Iterable[str]) -> dict[str, IndicatorVersion]:
    rows = IndicatorVersion.objects.filter(year=year, code__in=list(codes)).order_by("version")
    return {row.code: row for row in rows}


def _unknown(bulk: Bulk, versions: Iterable[str], known: Iterable[str]) -> list[Row]:
    gone = set(bulk.indicators) - set(versions)
    strangers = {*bulk.units, *bulk.people} - set(known)
    rows = [Row("refused", code, "", bulk.role, refusal=Refusal("together.indicator_gone")) for code in sorted(gone)]
    for code in sorted(strangers):
        rows.append(Row("refused", "", code, bulk.role, refusal=Refusal("together.unknown", {"code": code})))
    return rows


@transaction.atomic
def assign_together(year: Year, bulk: Bulk, seen: str, *, by: Actor, now: datetime) -> int | Refusal:
    """Carry out what the preview showed; how many cells changed, 0 the second time. What is refused stays out."""
    admin = admin_of(by, now)
    refusal = admin if isinstance(admin, Refusal) else bulk_refusal(bulk)
    if refusal is not None:
        return refusal
    prepared = prepared_bulk(year, bulk)
    if prepared.digest != seen:
        return Refusal("together.stale")
    return written(prepared, by=by, now=now)


def written(prepared: Prepared, *, by: Actor, now: datetime) -> int | Refusal:
    """Set the cells that can be; how many changed."""
    done = set_cells(prepared.cells, by=by, now=now)
    if isinstance(done, tuple):
        transaction.set_rollback(True)
        return done[0].refusal
    return done
