"""What is claimed for an indicator in a round: the shapes a result can have."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from rabrong.scoring.absence import MISSING, Absent
from rabrong.scoring.exact import Number

Verdict = Literal["pass", "fail"]
VERDICTS: tuple[Verdict, ...] = ("pass", "fail")


@dataclass(frozen=True, slots=True)
class StepsAndValue:
    """The claim of a mixed table: steps done in order, and the quantity that counts once all steps are done."""

    steps: int
    value: Number | Absent = MISSING


Claim = Number | Verdict | StepsAndValue | Absent | tuple["Claim", ...]
"""A number; pass or fail; steps and a value; one claim per step or part; or nothing, with the reason."""


class WrongClaimError(TypeError):
    """Code handed a criterion a claim of another kind; files and forms are checked before."""


def number(claim: Claim) -> Fraction:
    """The claim as an exact number. Raises WrongClaimError."""
    if isinstance(claim, Decimal | Fraction):
        return Fraction(claim)
    raise WrongClaimError(claim)


def verdict(claim: Claim) -> Verdict:
    """The claim as pass or fail. Raises WrongClaimError."""
    for word in VERDICTS:
        if claim == word:
            return word
    raise WrongClaimError(claim)


def members(claim: Claim, count: int) -> tuple[Claim, ...]:
    """The claims of `count` steps or parts; nothing reported at all is nothing for each. Raises WrongClaimError."""
    if isinstance(claim, Absent):
        return (claim,) * count
    if isinstance(claim, tuple) and len(claim) == count:
        return claim
    raise WrongClaimError(claim)
