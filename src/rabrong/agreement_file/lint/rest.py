"""Smaller doubts: bands, rounds, adjustments, evidence, unused data, gaps in the numbering."""

from collections.abc import Iterator
from itertools import pairwise

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreement_file.lint.finding import Finding, listed
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.formula import Formula


def bands_reach_full_mark(file: AgreementFile) -> Iterator[Finding]:
    """B-REACH: the colour bands cover every score up to the last point."""
    scale = file.agreement.scale
    last = scale.bands[-1].upto if scale.bands else None
    if last is not None and last < scale.points[-1]:
        terms = {"upto": last, "last": scale.points[-1]}
        yield Finding("B-REACH", "warning", "bands", file.bands_line, terms)


def counts_in_some_round(file: AgreementFile) -> Iterator[Finding]:
    """R-NEVER: an indicator is not cancelled before it starts."""
    for indicator in file.agreement.indicators:
        if indicator.cancelled is not None and indicator.cancelled <= indicator.starts:
            line = file.details[indicator.code].lines.get("cancelled")
            terms = {"code": indicator.code, "starts": indicator.starts, "cancelled": indicator.cancelled}
            yield Finding("R-NEVER", "warning", f"indicators.{indicator.code}.cancelled", line, terms)


def adjustments_have_reasons(file: AgreementFile) -> Iterator[Finding]:
    """J-REASON: every adjustment says why."""
    for indicator in file.agreement.indicators:
        if any(not line.reason for line in indicator.adjustments):
            line = file.details[indicator.code].lines.get("adjust")
            yield Finding("J-REASON", "warning", f"indicators.{indicator.code}.adjust", line, {"code": indicator.code})


def evidence_is_listed(file: AgreementFile) -> Iterator[Finding]:
    """E-NONE: every indicator lists its evidence, where the file lists evidence at all."""
    if not any(detail.evidence for detail in file.details.values()):
        return
    for code, detail in file.details.items():
        if not detail.evidence:
            line = detail.lines.get("evidence", detail.line)
            yield Finding("E-NONE", "warning", f"indicators.{code}.evidence", line, {"code": code})


def data_items_are_used(file: AgreementFile) -> Iterator[Finding]:
    """D-UNUSED: every data item is in the formula or weighs one that is."""
    for indicator in file.agreement.indicators:
        used = {*(indicator.formula.items if indicator.formula else ())}
        used |= {item.weighted_by for item in indicator.data.values() if item.weighted_by}
        unused = [code for code in indicator.data if code not in used]
        if unused:
            line = file.details[indicator.code].lines.get("data")
            terms = {"code": indicator.code, "items": listed(unused)}
            yield Finding("D-UNUSED", "warning", f"indicators.{indicator.code}.data", line, terms)


def formulas_can_be_computed(file: AgreementFile) -> Iterator[Finding]:
    """F-ZERO: no formula divides by the number 0."""
    for indicator in file.agreement.indicators:
        if indicator.formula and _divides_by_zero(indicator.formula):
            line = file.details[indicator.code].lines.get("formula")
            terms = {"code": indicator.code, "text": indicator.formula.text}
            yield Finding("F-ZERO", "error", f"indicators.{indicator.code}.formula", line, terms)


def _divides_by_zero(formula: Formula) -> bool:
    return any(
        before.kind == "constant" and before.constant == 0 and step.kind == "operator" and step.name == "/"
        for before, step in pairwise(formula.program)
    )


def names_differ(file: AgreementFile) -> Iterator[Finding]:
    """N-NAME: no two indicators have the same name."""
    first: dict[str, Indicator] = {}
    for indicator in file.agreement.indicators:
        earlier = first.setdefault(indicator.name, indicator)
        if earlier is not indicator:
            terms = {"code": indicator.code, "earlier": earlier.code, "name": indicator.name}
            line = file.details[indicator.code].line
            yield Finding("N-NAME", "warning", f"indicators.{indicator.code}.name", line, terms)


def numbering_has_no_gap(file: AgreementFile) -> Iterator[Finding]:
    """N-GAP: between the first and the last number of a group, no number is missing."""
    siblings: dict[str, set[int]] = {}
    for indicator in file.agreement.indicators:
        pieces = indicator.code.split(".")
        if all(piece.isdecimal() and len(piece) < 4 for piece in pieces):
            for depth, piece in enumerate(pieces):
                siblings.setdefault(".".join(pieces[:depth]), set()).add(int(piece))
    missing = [
        f"{group}.{number}".strip(".")
        for group, numbers in siblings.items()
        for number in range(min(numbers), max(numbers))
        if number not in numbers
    ]
    if missing:
        yield Finding("N-GAP", "warning", "indicators", file.indicators_line, {"codes": listed(missing)})


RULES = (
    bands_reach_full_mark,
    counts_in_some_round,
    adjustments_have_reasons,
    evidence_is_listed,
    data_items_are_used,
    formulas_can_be_computed,
    names_differ,
    numbering_has_no_gap,
)
