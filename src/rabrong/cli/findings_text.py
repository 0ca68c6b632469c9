"""The findings of the lint and the load of the units, for people."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from rabrong.agreement_file.document import AgreementFile, PrintedRow
from rabrong.agreement_file.lint import Finding
from rabrong.agreement_file.lint.wording import finding_sentence
from rabrong.agreement_file.load import UnitLoad, unit_loads
from rabrong.cli.as_json import finding_place
from rabrong.cli.layout import left, right, terminal, widest
from rabrong.cli.words import WORDS
from rabrong.scoring.exact import trimmed
from rabrong.scoring.wording import Language, shown

CODE = 11
MARKS = {"error": ("✗", "bold #c2410c"), "warning": ("!", "bold #b26205")}
UNIT, COUNT, WEIGHT, PRINTED = 10, 8, 9, 20


def print_findings(file: AgreementFile, findings: Sequence[Finding], language: Language) -> None:
    """Each finding with its code and place, how many there are, and who carries how much."""
    console = terminal()
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
    unit, count, weight, codes = words.load_heads
    heads = [words.printed.format(source=table.source) for table in file.printed]
    rows = [[unit, count, weight, *heads, codes], *(_load_cells(load, file) for load in loads)]
    console.print()
    console.print(Text(words.load, "bold"))
    for position, row in enumerate(_aligned(rows, [UNIT, COUNT, WEIGHT, *[PRINTED] * len(heads)])):
        console.print(Text(row, "dim" if position == 0 else ""))


def _load_cells(load: UnitLoad, file: AgreementFile) -> list[str]:
    printed = [_printed_cell(table.rows, load.unit) for table in file.printed]
    return [load.unit, str(len(load.indicators)), shown(load.weight), *printed, ", ".join(load.indicators) or "-"]


def _aligned(rows: Sequence[Sequence[str]], least: Sequence[int]) -> Iterator[str]:
    """The rows as lines: the first column to the left, the last as it is, the others to the right."""
    columns = range(len(least))
    widths = [max(least[column], widest(row[column] for row in rows) + 2) for column in columns]
    for row in rows:
        cells = [right(row[column], widths[column]) for column in columns[1:]]
        yield f"{left(row[0], widths[0])}{''.join(cells)}  {row[-1]}"


def _printed_cell(rows: Sequence[PrintedRow], unit: str) -> str:
    row = next((row for row in rows if row.unit == unit), None)
    if row is None or (row.count is None and row.percent is None):
        return "-"
    count = "-" if row.count is None else str(row.count)
    return count if row.percent is None else f"{count} · {trimmed(row.percent)}%"
