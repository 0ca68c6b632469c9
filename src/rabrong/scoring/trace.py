"""Why a number is what it is, as data: the rule, its operands by name, and the reasons of the operands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.absence import Absent, Terms
from rabrong.scoring.exact import fraction_text, plain


@dataclass(frozen=True, slots=True)
class Why:
    """One step of an explanation.

    `rule` is a code of the wording table; `value` the exact number, or what stands in its place;
    `terms` the operands by the names the rule's sentence uses; `because` where the operands come from.
    """

    rule: str
    value: Fraction | Absent | None
    terms: Terms = field(default_factory=dict)
    because: tuple["Why", ...] = ()


def steps_of(why: Why, depth: int = 0) -> Iterator[tuple[int, Why]]:
    """The explanation from the number down to its sources, each step with its depth."""
    yield depth, why
    for reason in why.because:
        yield from steps_of(reason, depth + 1)


def as_data(why: Why) -> dict[str, object]:
    """The explanation for machines: every number an exact string ("3.5" or "5522/7449"), no number None."""
    return {
        "rule": why.rule,
        "value": _as_text(why.value),
        "terms": {name: _as_text(term) for name, term in why.terms.items()},
        "because": [as_data(reason) for reason in why.because],
    }


def _as_text(term: object) -> object:
    if term is None or isinstance(term, Absent):
        return None
    if isinstance(term, Fraction):
        return fraction_text(term)
    if isinstance(term, Mapping):
        return {str(name): _as_text(value) for name, value in term.items()}
    if isinstance(term, tuple | list):
        return [_as_text(value) for value in term]
    return plain(term) if isinstance(term, Decimal) else str(term)
