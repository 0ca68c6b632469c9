"""Reading what papers printed, and the agreement with it for the lint."""

from dataclasses import replace
from decimal import Decimal

from rabrong.agreement_file.document import AgreementFile, PrintedRow, PrintedTable
from rabrong.agreements.models import Agreement
from rabrong.agreements.queries.exchange import file_of
from rabrong.assignments.exchange import owners_of
from rabrong.assignments.models import PrintedFigure
from rabrong.org.models import Unit


def file_with_printed(agreement: Agreement) -> AgreementFile:
    """The agreement with its owners and the printed tables of its year, for the lint. Ten queries at most.

    Raises BadFileError where something in the agreement cannot be scored.
    """
    return replace(file_of(agreement, owners_of), printed=printed_tables(agreement.year_id))


def printed_tables(year: int) -> tuple[PrintedTable, ...]:
    """What the papers of a year printed, as last taken in. One query."""
    rows: dict[str, list[PrintedRow]] = {}
    for each in PrintedFigure.objects.filter(year_id=year, replaced_at=None).order_by("pk"):
        rows.setdefault(each.source, []).append(_row(each))
    return tuple(PrintedTable(source, tuple(several), 0) for source, several in rows.items())


def _row(figure: PrintedFigure) -> PrintedRow:
    return PrintedRow(
        unit=figure.unit_code,
        count=figure.count,
        indicators=tuple(figure.indicators),
        percent=figure.percent,
        weights=tuple(Decimal(weight) for weight in figure.weights),
        line=0,
    )


def unit_names(file: AgreementFile) -> dict[str, str]:
    """Code -> name of the units that own something or are printed; a code nobody knows is absent. One query."""
    codes = {owner.unit for detail in file.details.values() for owner in detail.owners}
    codes |= {row.unit for table in file.printed for row in table.rows}
    return {unit.code: unit.name for unit in Unit.objects.filter(code__in=codes)}
