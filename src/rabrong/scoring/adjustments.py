"""Lines on top of a score: penalties and bonuses with their reasons (domain rule 6.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from rabrong.scoring.scale import Scale
from rabrong.scoring.trace import Why

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Adjustment:
    """`amount` points, or `amount` percent of the score before this line; negative amounts take away."""

    kind: Literal["points", "percent"]
    amount: Decimal
    reason: str = ""

    def applied(self, score: Fraction) -> Fraction:
        """The score after this line, not yet held within the scale."""
        if self.kind == "points":
            return score + Fraction(self.amount)
        return score + score * Fraction(self.amount) / PERCENT


def adjusted(score: Fraction, adjustments: Sequence[Adjustment], scale: Scale) -> Fraction:
    """The score after all lines in order, held within 0 and the last point at the end."""
    if not adjustments:
        return score
    for adjustment in adjustments:
        score = adjustment.applied(score)
    return min(max(score, Fraction(0)), scale.last)


def why_adjusted(before: Why, adjustments: Sequence[Adjustment], scale: Scale) -> Why:
    """The explanation of a score after its lines; the unadjusted explanation where there is none."""
    if not adjustments or not isinstance(before.value, Fraction):
        return before
    running, steps = before.value, [before]
    for line in adjustments:
        after = line.applied(running)
        terms = {"before": running, "amount": line.amount, "reason": line.reason}
        steps.append(Why(f"adjust.{line.kind}", after, terms))
        running = after
    score = adjusted(before.value, adjustments, scale)
    return Why("adjust.held" if score != running else "adjust.sum", score, {"sum": running}, tuple(steps))
