"""Keeping what papers printed about the shared work, as it is printed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rabrong.agreement_file.document import AgreementFile, PrintedRow, PrintedTable
from rabrong.agreements.models import Year
from rabrong.agreements.rules.years import closed_refusal
from rabrong.assignments.models import PrintedFigure
from rabrong.assignments.rules import printed_refusal
from rabrong.audit.actions import Deed, record
from rabrong.org.actions.recording import Admin, admin_of
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.scoring.exact import plain


@transaction.atomic
def keep_printed(year: Year, file: AgreementFile, *, by: Actor, now: datetime) -> int | Refusal:
    """Take the printed tables of a file in, each in place of the last one of its source; how many rows are kept."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    year = Year.objects.get(pk=year.pk)
    refusal = closed_refusal(year) or printed_refusal(year, file)
    if refusal is not None:
        return refusal
    sources = [table.source for table in file.printed]
    PrintedFigure.objects.filter(year=year, source__in=sources, replaced_at=None).update(replaced_at=now)
    rows = [row for table in file.printed for row in _figures(year, table, admin)]
    PrintedFigure.objects.bulk_create(rows)
    _note(admin, year, sources, len(rows))
    return len(rows)


def _figures(year: Year, table: PrintedTable, admin: Admin) -> list[PrintedFigure]:
    return [_figure(year, table.source, (at, row), admin) for at, row in enumerate(table.rows)]


def _figure(year: Year, source: str, placed: tuple[int, PrintedRow], admin: Admin) -> PrintedFigure:
    position, row = placed
    return PrintedFigure(
        year=year,
        source=source,
        unit_code=row.unit,
        position=position,
        count=row.count,
        indicators=list(row.indicators),
        percent=row.percent,
        weights=[plain(weight) for weight in row.weights],
        by=admin.actor.person,
        at=admin.now,
    )


def _note(admin: Admin, year: Year, sources: Sequence[str], rows: int) -> None:
    deed = Deed(
        verb="assignment.printed",
        subject=f"year {year.year}",
        actor=admin.actor.code,
        acting_for=admin.grant.acting_for,
        unit=admin.actor.person.unit.code,
        after={"sources": ", ".join(sources), "rows": str(rows)},
    )
    record(admin.actor.person.unit.chain, deed, now=admin.now)
