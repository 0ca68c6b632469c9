"""The findings of the lint and the load of the units, for people."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from rabrong.agreement_file.document import AgreementFile, PrintedRow
from rabrong.agreement_file.lint import Finding
from rabrong.agreement_file.lint.wording import finding_sentence
from rabrong.agreement_file.load import UnitLoad, unit_loads
from rabrong.cli.as_json import finding_place
from rabrong.cli.layout import left, right
from rabrong.cli.words import WORDS
from rabrong.scoring.exact import trimmed
from rabrong.scoring.wording import Language, shown

CODE = 11
MARKS = {"error": ("✗", "bold #c2410c"), "warning": ("!", "bold #b26205")}
UNIT, COUNT, WEIGHT = 10, 8, 9


def print_findings(file: AgreementFile, findings: Sequence[Finding], language: Language) -> None:
    """Each finding with its code and place, how many there are, and who carries how much."""
    console = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        mark, style = MARKS[finding.severity]
        text = Text()
        text.append(f"{mark} {left(finding.code, CODE)}", style)
        text.append(finding_sentence(finding, language))
        console.print(text)
        console.print(Text(" " * (CODE + 2) + finding_place(finding, language), "dim"))
    words = WORDS[language]
    errors = sum(finding.severity == "error" for finding in findings)
    summary = f"{errors} {words.errors} · {len(findings) - errors} {words.warnings}" if findings else words.clean
    console.print(Text(summary, "bold"))
    _print_loads(console, file, language)


def _print_loads(console: Console, file: AgreementFile, language: Language) -> None:
    loads = unit_loads(file)
    if not loads:
        return
    words = WORDS[language]
    sources = [table.source for table in file.printed]
    unit, count, weight, codes = words.load_heads
    console.print()
    console.print(Text(words.load, "bold"))
    printed = "".join("  " + right(words.printed.format(source=source), 20) for source in sources)
    console.print(Text(f"{left(unit, UNIT)}{right(count, COUNT)}{right(weight, WEIGHT)}{printed}  {codes}", "dim"))
    for load in loads:
        console.print(_load_line(load, file), markup=False)


def _load_line(load: UnitLoad, file: AgreementFile) -> str:
    cells = "".join("  " + right(_printed_cell(table.rows, load.unit), 20) for table in file.printed)
    numbers = right(str(len(load.indicators)), COUNT) + right(shown(load.weight), WEIGHT)
    return f"{left(load.unit, UNIT)}{numbers}{cells}  {', '.join(load.indicators) or '-'}"


def _printed_cell(rows: Sequence[PrintedRow], unit: str) -> str:
    row = next((row for row in rows if row.unit == unit), None)
    if row is None or (row.count is None and row.percent is None):
        return "-"
    count = "-" if row.count is None else str(row.count)
    return count if row.percent is None else f"{count} · {trimmed(row.percent)}%"
