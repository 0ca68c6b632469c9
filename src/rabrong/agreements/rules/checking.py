"""What the lint stands in the way of: opening a year, signing an agreement, answering for a doubt."""

from rabrong.agreement_file.lint.finding import SEVERITIES
from rabrong.agreements.models import Agreement, AgreementState, Year
from rabrong.agreements.queries.checking import Doubt, doubts_of, open_doubts
from rabrong.agreements.queries.years import lead_agreement
from rabrong.agreements.rules.years import closed_refusal
from rabrong.org.rules import Refusal

ERROR, WARNING = SEVERITIES
LONGEST_LIST = 6


def opening_refusal(year: Year, reason: str) -> Refusal | None:
    """A year with errors in the department's agreement is opened only with a reason. Some ten queries."""
    agreement = lead_agreement(year.year)
    if agreement is None:
        return Refusal("year.no_agreement", {"year": year.year})
    errors = open_doubts(doubts_of(agreement), ERROR)
    return _refusal("check.errors", errors) if errors and not reason.strip() else None


def checking_refusal(agreement: Agreement) -> Refusal | None:
    """An agreement is signed when no error is left and somebody answered for every warning. Some ten queries."""
    doubts = doubts_of(agreement)
    errors, warnings = open_doubts(doubts, ERROR), open_doubts(doubts, WARNING)
    if errors:
        return _refusal("check.errors", errors)
    return _refusal("check.warnings", warnings) if warnings else None


def _refusal(code: str, doubts: list[Doubt]) -> Refusal:
    codes = list(dict.fromkeys(doubt.code for doubt in doubts))
    return Refusal(code, {"count": len(doubts), "codes": ", ".join(codes[:LONGEST_LIST])})


def accepting_refusal(agreement: Agreement, doubt: Doubt | None, reason: str) -> Refusal | None:
    """A warning that still stands is accepted with a reason, before the agreement is signed."""
    if agreement.state == AgreementState.SIGNED:
        return Refusal("agreement.signed", {"unit": str(agreement.unit), "year": agreement.year_id})
    if doubt is None:
        return Refusal("finding.gone")
    if doubt.severity == ERROR:
        return Refusal("finding.is_error", {"code": doubt.code})
    if doubt.accepted is not None:
        return Refusal("finding.accepted", {"code": doubt.code})
    if not reason.strip():
        return Refusal("finding.no_reason")
    return closed_refusal(agreement.year)
