"""What the lint finds in the year's agreement with its owners and with what papers printed, as the console lists it."""

from dataclasses import dataclass

from rabrong.agreement_file.lint import Finding, findings_of
from rabrong.agreement_file.lint.wording import finding_sentence
from rabrong.agreement_file.problems import BadFileError
from rabrong.agreement_file.wording import file_sentence, place_of
from rabrong.agreements.models import Agreement
from rabrong.assignments.queries import file_with_printed
from rabrong.charts import State
from rabrong.scoring.wording import Language
from rabrong.ui.words import language

SHOWN = 6


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A finding with its glyph, sentence, code and place."""

    glyph: State
    sentence: str
    code: str
    place: str


@dataclass(frozen=True, slots=True)
class Found:
    """The first findings, errors before warnings, and how many there are."""

    rows: tuple[FoundRow, ...]
    count: int
    errors: int


def found_in(agreement: Agreement | None) -> Found:
    """Everything the rules find; nothing where there is no agreement yet. Ten queries at most."""
    if agreement is None:
        return Found((), 0, 0)
    said: Language = "th" if language().startswith("th") else "en"
    try:
        findings = findings_of(file_with_printed(agreement))
    except BadFileError as error:
        rows = [
            FoundRow("overdue", file_sentence(each, said), each.code, place_of(each, said)) for each in error.problems
        ]
        return Found(tuple(rows[:SHOWN]), len(rows), len(rows))
    ordered = sorted(findings, key=lambda each: each.severity != "error")
    errors = sum(each.severity == "error" for each in ordered)
    return Found(tuple(_row(each, said) for each in ordered[:SHOWN]), len(ordered), errors)


def _row(finding: Finding, said: Language) -> FoundRow:
    glyph: State = "overdue" if finding.severity == "error" else "finding"
    return FoundRow(glyph, finding_sentence(finding, said), finding.code, finding.where)
