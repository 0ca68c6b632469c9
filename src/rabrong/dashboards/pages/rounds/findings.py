"""What is doubtful in an agreement, and who carries how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path

from django.utils.translation import gettext

from rabrong.agreement_file.document import AgreementFile, PrintedRow
from rabrong.agreement_file.lint import Finding, findings_of
from rabrong.agreement_file.lint.wording import finding_sentence
from rabrong.agreement_file.load import UnitLoad, unit_loads
from rabrong.agreement_file.reader import read_agreement
from rabrong.charts import State
from rabrong.scoring.wording import Language
from rabrong.ui.numbers import at_most
from rabrong.ui.words import language

EXAMPLES = ("cdd-2555", "cdd-2555-as-printed")
PLACES = 2


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with its sentence and place."""

    code: str
    severity: str
    sentence: str
    place: str

    @property
    def glyph(self) -> State:
        """Errors are solid, warnings hollow."""
        return "overdue" if self.severity == "error" else "finding"


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """What one paper printed beside a unit, and whether that is not what the agreement gives."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class LoadRow:
    """What a unit carries, computed, beside what each paper printed."""

    unit: str
    count: int
    weight: str
    indicators: str
    printed: tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """An agreement file with everything found in it."""

    name: str
    title: str
    note: str
    rows: tuple[FindingRow, ...]
    errors: int
    warnings: int
    sources: tuple[str, ...]
    loads: tuple[LoadRow, ...]


def checked_examples() -> list[Checked]:
    """The two example files, the one as printed first: it has the findings."""
    titles = {"cdd-2555": gettext("คำรับรองของปีนี้"), "cdd-2555-as-printed": gettext("ตามที่สไลด์พิมพ์ไว้")}
    return [_checked(name, titles[name]) for name in reversed(EXAMPLES)]


@cache
def example_findings(name: str) -> tuple[AgreementFile, tuple[Finding, ...]]:
    """An example and its findings; read once, for the files do not change while the program runs."""
    file = read_agreement(Path(str(files("rabrong.examples"))) / f"{name}.yaml")
    return file, tuple(findings_of(file))


def _checked(name: str, title: str) -> Checked:
    file, findings = example_findings(name)
    said: Language = "th" if language().startswith("th") else "en"
    rows = tuple(FindingRow(each.code, each.severity, finding_sentence(each, said), _place(each)) for each in findings)
    errors = sum(row.severity == "error" for row in rows)
    sources = tuple(table.source for table in file.printed)
    return Checked(name, title, file.note, rows, errors, len(rows) - errors, sources, tuple(_loads(file)))


def _place(finding: Finding) -> str:
    line = "" if finding.line is None else gettext("บรรทัด %(line)s") % {"line": finding.line}
    return " · ".join(filter(None, (line, finding.where)))


def _loads(file: AgreementFile) -> list[LoadRow]:
    return [
        LoadRow(
            load.unit,
            len(load.indicators),
            at_most(load.weight, PLACES),
            ", ".join(load.indicators) or "-",
            tuple(_printed(table.rows, load) for table in file.printed),
        )
        for load in unit_loads(file)
    ]


def _printed(rows: Sequence[PrintedRow], load: UnitLoad) -> PrintedCell:
    row = next((row for row in rows if row.unit == load.unit), None)
    if row is None or (row.count is None and row.percent is None):
        return PrintedCell("-", differs=False)
    count = "-" if row.count is None else str(row.count)
    text = count if row.percent is None else f"{count} · {at_most(row.percent, PLACES)}%"
    return PrintedCell(text, differs=_differs(row, len(load.indicators), load.weight))


def _differs(row: PrintedRow, count: int, weight: Fraction) -> bool:
    wrong_count = row.count is not None and row.count != count
    return wrong_count or (row.percent is not None and row.percent != weight)
