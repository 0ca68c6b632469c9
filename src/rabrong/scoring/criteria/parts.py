"""Criteria made of parts: a weighted average of results, and sub-indicators of any depth."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.absence import Absent, Fault
from rabrong.scoring.claims import Claim, members, number
from rabrong.scoring.criteria.criterion import Criterion, no_score, why_rounded
from rabrong.scoring.criteria.ladder import Ladder, climb_or_floor, why_climb_or_floor
from rabrong.scoring.criteria.steps import absent_together
from rabrong.scoring.scale import Scale
from rabrong.scoring.trace import Why

BLOCKED_BY_PART = Absent("missing", "absent.part_missing")


def weights_fault(weights: list[Decimal]) -> Fault | None:
    """Parts are divided by the sum of their weights, so there must be parts and every weight be above zero."""
    if not weights:
        return Fault("parts.none")
    return Fault("parts.weight_not_positive") if any(weight <= 0 for weight in weights) else None


@dataclass(frozen=True, slots=True)
class AveragePart:
    """One result in a weighted average."""

    weight: Decimal


@dataclass(frozen=True, slots=True)
class Average:
    """Weighted average of results (ร้อยละเฉลี่ยถ่วงน้ำหนัก, domain rule 6.5), itself scored by levels."""

    parts: tuple[AveragePart, ...]
    at: tuple[Decimal, ...]
    ladder: Ladder = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Build the ladder once."""
        object.__setattr__(self, "ladder", Ladder(self.at))

    def fault(self, scale: Scale) -> Fault | None:
        """Parts without weight, or levels that cannot be climbed."""
        return weights_fault([part.weight for part in self.parts]) or self.ladder.fault(len(scale.points))

    def claim_fault(self, claim: Claim, scale: Scale) -> Fault | None:
        """Every number can be averaged."""
        return None

    def mean(self, claim: Claim, scale: Scale) -> Fraction | Absent:
        """sum(weight * result) / sum(weight) over the parts counted.

        A part that is not applicable is left out. A part not reported is left out under `leave_out`;
        otherwise the average does not exist: a result has no lowest value.
        """
        results = members(claim, len(self.parts))
        missing = any(isinstance(result, Absent) and result.state == "missing" for result in results)
        counted = [
            (part.weight, number(result))
            for part, result in zip(self.parts, results, strict=True)
            if not isinstance(result, Absent)
        ]
        if not counted:
            return absent_together(results)
        if missing and scale.missing != "leave_out":
            return BLOCKED_BY_PART
        together = sum((Fraction(weight) * result for weight, result in counted), Fraction(0))
        return together / sum(Fraction(weight) for weight, _ in counted)

    def score(self, claim: Claim, scale: Scale) -> Fraction | Absent:
        """The level of the average."""
        average = self.mean(claim, scale)
        if isinstance(average, Absent):
            return average
        return climb_or_floor(self.ladder, scale.rounded_result(average), scale)

    def why(self, claim: Claim, scale: Scale) -> Why:
        """The level, the average, and each part's result."""
        average = self.mean(claim, scale)
        results = members(claim, len(self.parts))
        because = tuple(
            Why("average.part", _exact(result), {"part": at, "weight": part.weight})
            for at, (part, result) in enumerate(zip(self.parts, results, strict=True), start=1)
        )
        if isinstance(average, Absent):
            return no_score(average, because)
        weight = _counted_weight([part.weight for part in self.parts], results)
        mean = Why("average.mean", average, {"weight": weight}, because)
        climbed = why_climb_or_floor(self.ladder, scale.rounded_result(average), scale)
        return replace(climbed, because=why_rounded(average, scale, (mean,)))


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-indicator with its own weight and criterion, which may be a composite again."""

    code: str
    name: str
    weight: Decimal
    criterion: Criterion
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Composite:
    """Sub-indicators with own weights (domain rule 6.4): sum(weight * score) / sum(weight) over the parts counted."""

    parts: tuple[Part, ...]

    def fault(self, scale: Scale) -> Fault | None:
        """Parts without weight; a fault inside a part belongs to that part."""
        return weights_fault([part.weight for part in self.parts])

    def claim_fault(self, claim: Claim, scale: Scale) -> Fault | None:
        """A fault inside a part is found at that part, where it can be named."""
        for part, result in self._with_claims(claim):
            if fault := part.criterion.claim_fault(result, scale):
                return fault
        return None

    def score(self, claim: Claim, scale: Scale) -> Fraction | Absent:
        """The weighted mean of the parts' scores.

        A part that is not applicable is out of both sums. A part not reported is left out, takes the
        first point, or leaves the whole unscored: the scale's rule for missing. Nothing reported is missing.
        """
        scores = [(part.weight, part.criterion.score(result, scale)) for part, result in self._with_claims(claim)]
        reported = [score for _, score in scores if not isinstance(score, Absent)]
        if not reported:
            return absent_together(tuple(score for _, score in scores))
        missing = any(isinstance(score, Absent) and score.state == "missing" for _, score in scores)
        if missing and scale.missing == "block":
            return BLOCKED_BY_PART
        counted = [
            (Fraction(weight), points) for weight, score in scores if (points := _points(score, scale)) is not None
        ]
        return sum((weight * points for weight, points in counted), Fraction(0)) / sum(weight for weight, _ in counted)

    def why(self, claim: Claim, scale: Scale) -> Why:
        """The weighted mean and, below it, each part with its own reasons."""
        score = self.score(claim, scale)
        because = tuple(_why_part(part, result, scale) for part, result in self._with_claims(claim))
        if isinstance(score, Absent):
            return no_score(score, because)
        points = [_points(part.value, scale) for part in because]
        weights = [part.weight for part in self.parts]
        weight = sum(
            (Fraction(weight) for weight, point in zip(weights, points, strict=True) if point is not None), Fraction(0)
        )
        return Why("composite.mean", score, {"weight": weight}, because)

    def _with_claims(self, claim: Claim) -> Iterator[tuple[Part, Claim]]:
        return zip(self.parts, members(claim, len(self.parts)), strict=True)


def _points(score: Fraction | Absent | None, scale: Scale) -> Fraction | None:
    if not isinstance(score, Absent):
        return score
    return scale.first if score.state == "missing" and scale.missing == "lowest" else None


def _why_part(part: Part, claim: Claim, scale: Scale) -> Why:
    inner = part.criterion.why(claim, scale)
    terms: dict[str, object] = {"code": part.code, "name": part.name, "weight": part.weight}
    terms |= {"name_en": part.name_en} if part.name_en else {}
    if isinstance(inner.value, Absent) and inner.value.state == "missing" and scale.missing == "lowest":
        return Why("composite.part_lowest", scale.first, terms, (inner,))
    return Why("composite.part", inner.value, terms, (inner,))


def _exact(claim: Claim) -> Fraction | Absent:
    return claim if isinstance(claim, Absent) else number(claim)


def _counted_weight(weights: list[Decimal], results: tuple[Claim, ...]) -> Fraction:
    pairs = zip(weights, results, strict=True)
    return sum((Fraction(weight) for weight, result in pairs if not isinstance(result, Absent)), Fraction(0))
