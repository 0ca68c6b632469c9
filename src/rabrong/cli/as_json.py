"""JSON for machines: every number a decimal string, a value that does not exist is null."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from rabrong.agreement_file.lint import Finding
from rabrong.agreement_file.lint.wording import finding_sentence
from rabrong.agreement_file.problems import BadFileError
from rabrong.agreement_file.wording import file_sentence, place_of
from rabrong.scoring.absence import Absent
from rabrong.scoring.assess import Assessment, Result
from rabrong.scoring.claims import Claim, StepsAndValue
from rabrong.scoring.criteria import Average, Composite
from rabrong.scoring.exact import plain, round_half_up, trimmed
from rabrong.scoring.scale import Scale
from rabrong.scoring.wording import Language

RESULT_PLACES = 4


def scorecard_data(assessment: Assessment) -> dict[str, object]:
    """The scorecard of `rabrong score --json`."""
    card = assessment.scorecard
    return {
        "year": str(assessment.agreement.year),
        "round": str(assessment.round),
        "indicators": [
            {
                "code": line.code,
                "result": result_data(assessment.results[line.code], assessment.scale),
                "score": _digits(line.score),
                "weight": _digits(line.weight),
                "weighted": _digits(line.weighted),
                "band": line.band,
                "state": line.state,
            }
            for line in card.lines
        ],
        "aspects": [
            {
                "code": line.code,
                "weight": _digits(line.weight),
                "within": _digits(line.within),
                "share": _digits(line.share),
            }
            for line in card.aspects
        ],
        "total": _digits(card.total),
        "counted_weight": trimmed(card.counted_weight),
        "band": card.band,
    }


def result_data(result: Result, scale: Scale) -> object:
    """The number given, or the computed one at 4 places; steps and parts as they were given."""
    criterion = result.indicator.criterion
    if isinstance(criterion, Composite):
        return None
    if isinstance(criterion, Average):
        return _claim_data(criterion.mean(result.claim, scale))
    return _claim_data(result.claim)


def _claim_data(claim: Claim) -> object:
    if isinstance(claim, Absent):
        return None
    if isinstance(claim, Fraction):
        return plain(round_half_up(claim, RESULT_PLACES))
    if isinstance(claim, Decimal):
        return plain(claim)
    if isinstance(claim, StepsAndValue):
        return {"steps": str(claim.steps), "value": _claim_data(claim.value)}
    if isinstance(claim, tuple):
        return [_claim_data(member) for member in claim]
    return claim


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def findings_data(findings: Sequence[Finding], language: Language) -> list[dict[str, str]]:
    """The findings of `rabrong check --json`."""
    return [
        {
            "code": finding.code,
            "severity": finding.severity,
            "where": finding_place(finding, language),
            "message": finding_sentence(finding, language),
        }
        for finding in findings
    ]


def finding_place(finding: Finding, language: Language) -> str:
    """The line and the path inside the file."""
    word = "บรรทัด" if language == "th" else "line"
    return finding.where if finding.line is None else f"{word} {finding.line}, {finding.where}"


def problems_data(error: BadFileError, language: Language) -> list[dict[str, str]]:
    """The problems of an unusable file, in the shape of findings."""
    return [
        {
            "code": problem.code,
            "severity": "error",
            "where": place_of(problem, language) or error.source,
            "message": file_sentence(problem, language),
        }
        for problem in error.problems
    ]
