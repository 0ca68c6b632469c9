"""The unit load table as the page and its files show it: computed, beside what papers printed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.agreement_file.document import AgreementFile, PrintedRow
from rabrong.agreement_file.lint import Finding, findings_of
from rabrong.agreement_file.lint.finding import weights_listed
from rabrong.agreement_file.lint.wording import finding_sentence
from rabrong.agreement_file.load import UnitLoad, unit_loads
from rabrong.agreement_file.problems import MOST_SHOWN, BadFileError
from rabrong.agreement_file.wording import file_sentence, place_of
from rabrong.assignments.queries.people import round_of_people
from rabrong.assignments.rules.findings import Picture, people_findings
from rabrong.assignments.wording import FINDINGS
from rabrong.charts import State
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.scoring.wording import Language
from rabrong.ui.numbers import at_most
from rabrong.ui.words import language

PLACES = 2
SHARED_OUT = ("O-", "C-", "P-")
"""The rules about who has what: owners, printed counts, printed figures."""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """What a source printed of a unit, and in words where that is not what the agreement gives."""

    source: str
    text: str
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoadRow:
    """What a unit carries, computed, and what each source printed."""

    unit: str
    name: str
    load: UnitLoad
    percent: str
    printed: tuple[PrintedCell, ...]

    @property
    def differs(self) -> bool:
        """Whether any source printed something else, or the unit has nothing."""
        return not self.load.indicators or any(cell.differences for cell in self.printed)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding about who has what, with its code, glyph and sentence."""

    code: str
    severity: str
    sentence: str
    glyph: State


Order = Callable[[LoadRow], Fraction]
ORDERS: Mapping[str, Order] = {
    "count": lambda row: -Fraction(len(row.load.indicators)),
    "percent": lambda row: -row.load.weight,
}
"""The most first; every other word leaves the order of the papers."""


def load_rows(file: AgreementFile, names: Mapping[str, str]) -> list[LoadRow]:
    """Every unit that owns something or stands in a printed table."""
    return [_row(file, load, names) for load in unit_loads(file)]


def _row(file: AgreementFile, load: UnitLoad, names: Mapping[str, str]) -> LoadRow:
    cells = tuple(
        PrintedCell(table.source, *_printed(row, load))
        for table in file.printed
        for row in table.rows
        if row.unit == load.unit
    )
    return LoadRow(load.unit, names.get(load.unit, ""), load, at_most(load.weight, PLACES), cells)


def _printed(row: PrintedRow, load: UnitLoad) -> tuple[str, tuple[str, ...]]:
    parts = [
        "" if row.count is None else gettext("%(count)s ตัวชี้วัด") % {"count": row.count},
        ", ".join(row.indicators),
        "" if row.percent is None else f"{at_most(row.percent, PLACES)}%",
        gettext("น้ำหนัก %(weights)s") % {"weights": weights_listed(row.weights)} if row.weights else "",
    ]
    return " · ".join(filter(None, parts)) or "-", tuple(_differences(row, load))


def _differences(row: PrintedRow, load: UnitLoad) -> Iterable[str]:
    if row.count is not None and row.count != len(load.indicators):
        yield gettext("จำนวนไม่ตรง: พิมพ์ %(printed)s คำนวณได้ %(computed)s") % {
            "printed": row.count,
            "computed": len(load.indicators),
        }
    if row.percent is not None and row.percent != load.weight:
        yield gettext("ร้อยละไม่ตรง: พิมพ์ %(printed)s คำนวณได้ %(computed)s") % {
            "printed": at_most(row.percent, PLACES),
            "computed": at_most(load.weight, PLACES),
        }


def sorted_rows(rows: Iterable[LoadRow], wanted: Mapping[str, str]) -> list[LoadRow]:
    """The rows that were asked for, in the order that was asked for."""
    sought = wanted["q"].casefold()
    kept = [row for row in rows if sought in f"{row.unit} {row.name}".casefold()]
    kept = [row for row in kept if row.differs] if wanted["show"] == "different" else kept
    order = ORDERS.get(wanted["sort"])
    return kept if order is None else sorted(kept, key=order)


def finding_rows(file: AgreementFile) -> list[FindingRow]:
    """What is doubtful about who has what, errors first."""
    return [_finding(each) for each in findings_of(file) if each.code.startswith(SHARED_OUT)]


def people_rows(year: int, round_: int, day: date) -> list[FindingRow]:
    """What is doubtful about supervisors, keepers and persons who own, errors first. Five queries."""
    found = people_findings(Picture(*round_of_people(year, round_, day)))
    return [FindingRow(each.code, each.severity, FINDINGS[each.code]() % each.terms, _glyph(each)) for each in found]


def _glyph(finding: Finding) -> State:
    return "overdue" if finding.severity == "error" else "finding"


def _finding(finding: Finding) -> FindingRow:
    return FindingRow(finding.code, finding.severity, finding_sentence(finding, _language()), _glyph(finding))


def _language() -> Language:
    return "th" if language().startswith("th") else "en"


def problem_words(error: BadFileError) -> list[str]:
    """What is wrong with a file, each with its place; as many as anybody reads."""
    said = _language()
    return [f"{place_of(each, said)}: {file_sentence(each, said)}" for each in error.problems[:MOST_SHOWN]]


def load_columns() -> list[Column]:
    """The heads of the table as a file."""
    return [
        Column(gettext("หน่วย")),
        Column(gettext("ชื่อหน่วย"), width=40),
        Column(gettext("จำนวน")),
        Column(gettext("ตัวชี้วัด"), width=40),
        Column(gettext("ร้อยละ")),
        Column(gettext("ตามที่พิมพ์"), width=50),
        Column(gettext("ต่างกัน"), width=50),
    ]


def load_cells(rows: Iterable[LoadRow]) -> list[list[Cell]]:
    """The table as rows of a file."""
    return [
        [
            row.unit,
            row.name,
            str(len(row.load.indicators)),
            ", ".join(row.load.indicators),
            row.percent,
            "\n".join(f"{cell.source}: {cell.text}" for cell in row.printed),
            "\n".join(f"{cell.source}: {each}" for cell in row.printed for each in cell.differences),
        ]
        for row in rows
    ]
