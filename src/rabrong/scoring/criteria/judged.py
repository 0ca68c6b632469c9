"""Criteria that somebody judges: pass or fail, and a score given directly (NSO, Comptroller General, committee)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.absence import Absent, Fault
from rabrong.scoring.claims import Claim, number, verdict
from rabrong.scoring.criteria.criterion import no_score, points_outside
from rabrong.scoring.exact import plain
from rabrong.scoring.scale import Scale
from rabrong.scoring.trace import Why

MOST_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class PassFail:
    """One number of points for a pass, another for a fail (domain rule 6.6)."""

    passed: Decimal
    failed: Decimal

    def fault(self, scale: Scale) -> Fault | None:
        """A fail that earns more than a pass, or points off the scale."""
        if self.failed > self.passed:
            return Fault("pass_fail.reversed", {"passed": plain(self.passed), "failed": plain(self.failed)})
        return points_outside((self.passed, self.failed), scale)

    def claim_fault(self, claim: Claim, scale: Scale) -> Fault | None:
        """Both verdicts can be scored."""
        return None

    def score(self, claim: Claim, scale: Scale) -> Fraction | Absent:
        """The points of the verdict."""
        if isinstance(claim, Absent):
            return claim
        return Fraction(self.passed if verdict(claim) == "pass" else self.failed)

    def why(self, claim: Claim, scale: Scale) -> Why:
        """Which verdict."""
        if isinstance(claim, Absent):
            return no_score(claim)
        return Why(f"pass_fail.{verdict(claim)}", self.score(claim, scale))


@dataclass(frozen=True, slots=True)
class DirectScore:
    """A judged score, 0 to the last point, at most 4 decimals, not floored (domain rule 6.6)."""

    def fault(self, scale: Scale) -> Fault | None:
        """There is nothing that could be wrong."""
        return None

    def claim_fault(self, claim: Claim, scale: Scale) -> Fault | None:
        """A score off the scale, or judged with more than 4 decimals; a computed one (a Fraction) is exact."""
        if isinstance(claim, Absent):
            return None
        points = number(claim)
        if not 0 <= points <= scale.last:
            return Fault("score.outside_scale", {"given": points, "last": scale.last})
        if isinstance(claim, Decimal) and (points * 10**MOST_DECIMALS).denominator != 1:
            return Fault("score.too_many_decimals", {"given": points, "most": MOST_DECIMALS})
        return None

    def score(self, claim: Claim, scale: Scale) -> Fraction | Absent:
        """The score as judged."""
        return claim if isinstance(claim, Absent) else number(claim)

    def why(self, claim: Claim, scale: Scale) -> Why:
        """It was given, not computed."""
        return no_score(claim) if isinstance(claim, Absent) else Why("score.given", number(claim))
