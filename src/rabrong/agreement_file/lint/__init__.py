"""The lint of an agreement: what is doubtful in a readable file, each finding with a code, a place and a sentence."""

from collections.abc import Callable, Iterator

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreement_file.lint import history, levels, owners, printed, rest, weights
from rabrong.agreement_file.lint.finding import SEVERITIES, Finding

Rule = Callable[[AgreementFile], Iterator[Finding]]
RULES: tuple[Rule, ...] = (*weights.RULES, *owners.RULES, *printed.RULES, *levels.RULES, *history.RULES, *rest.RULES)


def findings_of(file: AgreementFile) -> list[Finding]:
    """Everything doubtful, errors first, then in the order of the rules and of the file."""
    found = [finding for rule in RULES for finding in rule(file)]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))


__all__ = ["RULES", "Finding", "findings_of"]
