"""The sentences of doubts about an agreement: those of the lint, and those of what only a whole agreement must have."""

from collections.abc import Mapping
from dataclasses import replace

from rabrong.agreement_file.lint.finding import Finding
from rabrong.agreement_file.lint.wording import finding_sentence
from rabrong.agreement_file.problems import Problem
from rabrong.agreement_file.wording import file_sentence
from rabrong.scoring.wording.sentences import Language, filled
from rabrong.ui.words import language

INCOMPLETE: dict[str, tuple[str, str]] = {
    "T-NONE": ("ตัวชี้วัด {code:s} ยังไม่มีค่าเป้าหมาย", "indicator {code:s} has no target"),
    "U-NONE": (
        "ตัวชี้วัด {code:s} ยังไม่มีหน่วยที่เขียนรายละเอียด",
        "nobody is responsible for the details of indicator {code:s}",
    ),
}


def doubt_words(found: Finding | Problem, aspects: Mapping[str, str] | None = None) -> str:
    """What is doubtful, or what cannot be scored, in the language of the page, with the aspects' names in it."""
    said: Language = "th" if language().startswith("th") else "en"
    if isinstance(found, Problem):
        return file_sentence(found, said)
    if found.code in INCOMPLETE:
        return filled(INCOMPLETE[found.code], found.terms, said)
    name = str(found.terms.get("name", ""))
    if aspects and name in aspects:
        found = replace(found, terms={**found.terms, "name": aspects[name]})
    return finding_sentence(found, said)
