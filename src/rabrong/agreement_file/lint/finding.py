"""A finding of the lint, and how numbers and lists stand in its sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from rabrong.agreement_file.problems import listed_allowed
from rabrong.scoring.exact import trimmed

Severity = Literal["error", "warning"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning")
FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` names the rule, `where` the place in the file, `terms` fill the rule's sentence."""

    code: str
    severity: Severity
    where: str
    line: int | None = None
    terms: Mapping[str, object] = field(default_factory=dict)


def added(values: Iterable[Decimal]) -> Decimal:
    """The sum; 0 for nothing."""
    return sum(values, Decimal(0))


def listed(texts: Iterable[str]) -> str:
    """Codes or names in a sentence, at most as many as anybody reads; "-" for none."""
    return listed_allowed([*texts])


def weights_listed(values: Iterable[Decimal]) -> str:
    """Weights in a sentence."""
    return ", ".join(trimmed(value) for value in values)
