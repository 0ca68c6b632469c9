"""Criteria of steps done: in order, weighted, or steps first and a quantity after them."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.absence import Absent, Fault
from rabrong.scoring.claims import Claim, StepsAndValue, WrongClaimError, members, number
from rabrong.scoring.criteria.criterion import listed, no_score, points_outside, rises, why_rounded
from rabrong.scoring.criteria.ladder import Ladder
from rabrong.scoring.exact import plain
from rabrong.scoring.scale import Scale
from rabrong.scoring.trace import Why


@dataclass(frozen=True, slots=True)
class Steps:
    """Milestones (ระดับความสำเร็จ, domain rule 6.3): the level is the number of steps done in order.

    `steps_en` are the same in English, "" where there is none; none at all, or as many as there are steps.
    """

    steps: tuple[str, ...]
    points: tuple[Decimal, ...]
    steps_en: tuple[str, ...] = ()

    def fault(self, scale: Scale) -> Fault | None:
        """No step, a wrong number of points, points that fall or leave the scale."""
        if not self.steps or len(self.points) != len(self.steps):
            return Fault("steps.wrong_count", {"steps": len(self.steps), "points": len(self.points)})
        if not rises(self.points):
            return Fault("steps.points_fall", {"points": listed(self.points)})
        return points_outside(self.points, scale)

    def claim_fault(self, claim: Claim, scale: Scale) -> Fault | None:
        """Not a whole number of the steps there are."""
        return None if isinstance(claim, Absent) else _count_fault(number(claim), len(self.steps))

    def score(self, claim: Claim, scale: Scale) -> Fraction | Absent:
        """The points of the last step done; no step done is the floor."""
        if isinstance(claim, Absent):
            return claim
        done = int(number(claim))
        return Fraction(self.points[done - 1]) if done else no_step_done(self.points, scale)

    def why(self, claim: Claim, scale: Scale) -> Why:
        """How many steps, and the last one's text."""
        if isinstance(claim, Absent):
            return no_score(claim)
        score, done = self.score(claim, scale), int(number(claim))
        terms: dict[str, object] = {"done": done, "steps": len(self.steps)}
        if done:
            return Why("steps.done", score, terms | _text_of(self, done))
        return Why("steps.none", score, terms)


def _text_of(criterion: "Steps | Mixed", done: int) -> dict[str, str]:
    """The last step done, in English too where it has English words."""
    english = criterion.steps_en[done - 1] if criterion.steps_en else ""
    return {"text": criterion.steps[done - 1]} | ({"text_en": english} if english else {})


def no_step_done(points: tuple[Decimal, ...], scale: Scale) -> Fraction:
    """Points before the first step: the scale's floor, and never more than the first step earns."""
    first = Fraction(points[0])
    if scale.floor == "first":
        return min(scale.first, first)
    if scale.floor == "zero" or len(points) == 1:
        return Fraction(0)
    return max(Fraction(0), first - (Fraction(points[1]) - first))


def _count_fault(done: Fraction, steps: int) -> Fault | None:
    if done.denominator == 1 and 0 <= done <= steps:
        return None
    return Fault("steps.not_that_many", {"done": done, "steps": steps})


@dataclass(frozen=True, slots=True)
class WeightedSteps:
    """Each step has its own points, part points allowed; the sum is capped and not floored (domain rule 6.3, EPPO)."""

    points: tuple[Decimal, ...]
    cap: Decimal

    def fault(self, scale: Scale) -> Fault | None:
        """No step, a step without points to give, or a cap off the scale."""
        if not self.points:
            return Fault("weighted_steps.none")
        if any(point < 0 for point in self.points):
            return Fault("weighted_steps.negative", {"points": listed(self.points)})
        return points_outside((self.cap,), scale)

    def claim_fault(self, claim: Claim, scale: Scale) -> Fault | None:
        """A step with less than none or more than all of its points."""
        for step, (most, given) in enumerate(zip(self.points, members(claim, len(self.points)), strict=True), start=1):
            if not isinstance(given, Absent) and not 0 <= number(given) <= most:
                terms = {"step": step, "given": number(given), "most": plain(most)}
                return Fault("weighted_steps.outside", terms)
        return None

    def score(self, claim: Claim, scale: Scale) -> Fraction | Absent:
        """The capped sum of the steps reported; a step not reported earns nothing, none reported is missing."""
        steps = members(claim, len(self.points))
        earned = [number(step) for step in steps if not isinstance(step, Absent)]
        if not earned:
            return absent_together(steps)
        return min(sum(earned, Fraction(0)), Fraction(self.cap))

    def why(self, claim: Claim, scale: Scale) -> Why:
        """The points of each step, and the cap."""
        score = self.score(claim, scale)
        if isinstance(score, Absent):
            return no_score(score)
        steps = members(claim, len(self.points))
        because = tuple(
            Why("weighted_steps.step", step if isinstance(step, Absent) else number(step), {"step": at, "most": most})
            for at, (most, step) in enumerate(zip(self.points, steps, strict=True), start=1)
        )
        earned = sum((number(step) for step in steps if not isinstance(step, Absent)), Fraction(0))
        return Why("weighted_steps.sum", score, {"sum": earned, "cap": self.cap}, because)


def absent_together(claims: tuple[Claim, ...]) -> Absent:
    """What stands for several absent claims: missing as soon as one is missing, else not applicable."""
    absent = [claim for claim in claims if isinstance(claim, Absent)]
    return next((claim for claim in absent if claim.state == "missing"), absent[0])


@dataclass(frozen=True, slots=True)
class Mixed:
    """Steps for the low points, a quantity for the rest; the quantity counts once all steps are done (domain 6.3).

    `steps_en` as of Steps.
    """

    steps: tuple[str, ...]
    at: tuple[Decimal, ...]
    steps_en: tuple[str, ...] = ()
    ladder: Ladder = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Build the ladder of the upper points once."""
        object.__setattr__(self, "ladder", Ladder(self.at))

    def fault(self, scale: Scale) -> Fault | None:
        """Steps and levels that do not fill the scale, or levels that cannot be climbed."""
        if not self.steps or not self.at or len(self.steps) + len(self.at) != len(scale.points):
            terms = {"steps": len(self.steps), "levels": len(self.at), "expected": len(scale.points)}
            return Fault("mixed.wrong_count", terms)
        return self.ladder.fault(len(self.at))

    def claim_fault(self, claim: Claim, scale: Scale) -> Fault | None:
        """Not a whole number of the steps there are."""
        return None if isinstance(claim, Absent) else _count_fault(Fraction(_mixed(claim).steps), len(self.steps))

    def score(self, claim: Claim, scale: Scale) -> Fraction | Absent:
        """The last step's point; with all steps done, the level of the quantity where it is reported."""
        if isinstance(claim, Absent):
            return claim
        done, value = _mixed(claim).steps, _mixed(claim).value
        if done == 0:
            return no_step_done(scale.points[: len(self.steps)], scale)
        reached = scale.exact_points[done - 1]
        if done < len(self.steps) or isinstance(value, Absent):
            return reached
        climbed = self.ladder.climb(scale.rounded_result(Fraction(value)), scale.exact_points[done:])
        return reached if climbed is None else climbed

    def why(self, claim: Claim, scale: Scale) -> Why:
        """Which steps, and how the quantity adds to them."""
        score = self.score(claim, scale)
        if isinstance(claim, Absent):
            return no_score(claim)
        done, value = _mixed(claim).steps, _mixed(claim).value
        terms: dict[str, object] = {"done": done, "steps": len(self.steps)}
        if done == 0:
            return Why("steps.none", score, terms)
        if done < len(self.steps):
            return Why("mixed.steps", score, terms | _text_of(self, done))
        if isinstance(value, Absent):
            return Why("mixed.no_value", score, terms)
        x, rounded = scale.rounded_result(Fraction(value)), why_rounded(Fraction(value), scale)
        terms |= {"x": x, "low": self.at[0]}
        climbed = self.ladder.climb(x, scale.exact_points[done:])
        if climbed is None:
            return Why("mixed.value_short", score, terms, rounded)
        return Why("mixed.value", score, terms, (self.ladder.why(x, scale.exact_points[done:], climbed), *rounded))


def _mixed(claim: Claim) -> StepsAndValue:
    if isinstance(claim, StepsAndValue):
        return claim
    raise WrongClaimError(claim)
