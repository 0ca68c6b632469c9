"""Composites (domain rule 6.4) and weighted averages of results (6.5), with parts absent under each rule."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE, Absent, Fault
from rabrong.scoring.claims import Claim
from rabrong.scoring.criteria import Average, AveragePart, Composite, Criterion, DirectScore, Part, PassFail, Steps
from rabrong.scoring.criteria.parts import BLOCKED_BY_PART
from rabrong.scoring.scale import Scale
from rabrong.scoring.trace import Why
from tests.scoring.sample import BLOCKING, FIVE, LOWEST, SIXTY_TO_HUNDRED, decimals

D = Decimal


def part(code: str, weight: str, criterion: Criterion) -> Part:
    """A part named after its code."""
    return Part(code, f"ส่วน {code}", Decimal(weight), criterion)


def parts(weights: str, criterion: Criterion | None = None) -> Composite:
    """A composite of judged scores."""
    inner = criterion or DirectScore()
    return Composite(tuple(part(str(at), weight, inner) for at, weight in enumerate(weights.split(), start=1)))


SATISFACTION = Average(tuple(AveragePart(weight) for weight in decimals("50 30 20")), decimals("65 70 75 80 85"))
OPEC = parts("4 3 3")

INNERMOST = Composite((part("a", "1", SIXTY_TO_HUNDRED), part("b", "1", Steps(("ก", "ข"), decimals("1 5")))))
MIDDLE = Composite((part("m1", "3", INNERMOST), part("m2", "1", PassFail(D(5), D(1)))))
DEEP = Composite((part("t1", "60", MIDDLE), part("t2", "40", DirectScore())))


def test_the_score_of_a_composite_is_the_weighted_mean_of_its_parts() -> None:
    """(4 x 5 + 3 x 2 + 3 x 1) / 10 = 2.9, as OPEC prints it."""
    assert OPEC.score(decimals("5 2 1"), FIVE) == Fraction("2.9")


def test_the_weights_of_parts_need_not_add_up_to_anything() -> None:
    assert parts("1 2").score(decimals("3 4"), FIVE) == Fraction(11, 3)


def test_a_composite_of_depth_three_is_scored_from_the_bottom() -> None:
    """85 is 3.5, both steps are 5: (3.5 + 5) / 2 = 4.25; (3 x 4.25 + 1) / 4 = 3.4375; 60 x 3.4375 + 40 x 4 = 366.25."""
    claim: Claim = (((D(85), D(2)), "fail"), D(4))
    assert DEEP.score(claim, FIVE) == Fraction("3.6625")


@pytest.mark.parametrize(
    ("claim", "leave_out", "lowest", "block"),
    [
        # a is missing: b alone is 5, or with the first point for a (1 + 5) / 2 = 3;
        # (3 x 5 + 1) / 4 = 4 and (3 x 3 + 1) / 4 = 2.5; 60 x 4 + 40 x 4 = 400 and 60 x 2.5 + 40 x 4 = 310.
        ((((MISSING, D(2)), "fail"), D(4)), "4", "3.1", None),
        # All of the innermost is missing: the pass or fail alone is 1, or (3 x 1 + 1) / 4 = 1; 60 + 160 = 220.
        ((((MISSING, MISSING), "fail"), D(4)), "2.2", "2.2", None),
        ((MISSING, D(4)), "4", "2.2", None),  # 60 x 1 + 40 x 4 = 220
        # a is not applicable: out of both sums under every rule, 60 x 4 + 40 x 4 = 400.
        ((((NOT_APPLICABLE, D(2)), "fail"), D(4)), "4", "4", "4"),
        ((NOT_APPLICABLE, D(4)), "4", "4", "4"),
        # One part not applicable and one missing.
        ((((NOT_APPLICABLE, MISSING), "fail"), D(4)), "2.2", "2.2", None),
    ],
)
def test_a_part_without_result_follows_the_rule_of_the_year(
    claim: Claim, leave_out: str, lowest: str, block: str | None
) -> None:
    assert DEEP.score(claim, FIVE) == Fraction(leave_out)
    assert DEEP.score(claim, LOWEST) == Fraction(lowest)
    assert DEEP.score(claim, BLOCKING) == (BLOCKED_BY_PART if block is None else Fraction(block))


@pytest.mark.parametrize("scale", [FIVE, LOWEST, BLOCKING])
def test_a_composite_with_nothing_reported_is_missing_under_every_rule(scale: Scale) -> None:
    assert DEEP.score(MISSING, scale) == MISSING
    assert DEEP.score((((MISSING, MISSING), MISSING), MISSING), scale) == MISSING
    assert DEEP.score((((MISSING, NOT_APPLICABLE), NOT_APPLICABLE), NOT_APPLICABLE), scale) == MISSING


@pytest.mark.parametrize("scale", [FIVE, LOWEST, BLOCKING])
def test_a_composite_with_nothing_applicable_is_not_applicable(scale: Scale) -> None:
    assert DEEP.score(NOT_APPLICABLE, scale) == NOT_APPLICABLE
    assert DEEP.score((((NOT_APPLICABLE, NOT_APPLICABLE), NOT_APPLICABLE), NOT_APPLICABLE), scale) == NOT_APPLICABLE


@pytest.mark.parametrize(
    ("weights", "fault"),
    [
        ("", Fault("parts.none")),
        ("1 0", Fault("parts.weight_not_positive")),
        ("1 -1", Fault("parts.weight_not_positive")),
    ],
)
def test_parts_without_weight_are_a_fault(weights: str, fault: Fault) -> None:
    assert parts(weights).fault(FIVE) == fault
    average = Average(tuple(AveragePart(weight) for weight in decimals(weights)), decimals("60 70 80 90 100"))
    assert average.fault(FIVE) == fault


def test_parts_with_weight_are_good() -> None:
    assert DEEP.fault(FIVE) is None
    assert SATISFACTION.fault(FIVE) is None


def test_an_average_that_cannot_be_climbed_is_a_fault() -> None:
    average = Average((AveragePart(D(1)),), decimals("60 70 80"))
    assert average.fault(FIVE) == Fault("levels.wrong_count", {"given": 3, "expected": 5})


def test_a_fault_deep_inside_a_claim_is_found() -> None:
    fault = Fault("steps.not_that_many", {"done": Fraction(3), "steps": 2})
    assert DEEP.claim_fault((((D(85), D(3)), "fail"), D(4)), FIVE) == fault
    assert DEEP.claim_fault((((D(85), D(2)), "fail"), D(4)), FIVE) is None


def test_the_explanation_of_a_composite_lists_its_parts_and_the_weight_counted() -> None:
    why = OPEC.why((D(5), NOT_APPLICABLE, MISSING), FIVE)
    assert why == Why(
        "composite.mean",
        Fraction(5),
        {"weight": Fraction(4)},
        (
            Why(
                "composite.part",
                Fraction(5),
                {"code": "1", "name": "ส่วน 1", "weight": D(4)},
                (Why("score.given", Fraction(5)),),
            ),
            Why(
                "composite.part",
                NOT_APPLICABLE,
                {"code": "2", "name": "ส่วน 2", "weight": D(3)},
                (Why(NOT_APPLICABLE.reason, NOT_APPLICABLE),),
            ),
            Why(
                "composite.part",
                MISSING,
                {"code": "3", "name": "ส่วน 3", "weight": D(3)},
                (Why(MISSING.reason, MISSING),),
            ),
        ),
    )


def test_the_explanation_shows_the_first_point_of_a_missing_part() -> None:
    why = OPEC.why((D(5), D(2), MISSING), LOWEST)  # (4 x 5 + 3 x 2 + 3 x 1) / 10
    assert (why.value, why.terms) == (Fraction("2.9"), {"weight": Fraction(10)})
    assert [step.rule for step in why.because] == ["composite.part", "composite.part", "composite.part_lowest"]
    assert why.because[2].value == 1


def test_the_explanation_of_a_blocked_composite_still_shows_its_parts() -> None:
    why = OPEC.why((D(5), D(2), MISSING), BLOCKING)
    assert (why.rule, why.value) == ("absent.part_missing", BLOCKED_BY_PART)
    assert [step.value for step in why.because] == [5, 2, MISSING]


def test_a_weighted_average_is_itself_scored_by_levels() -> None:
    """(50 x 82.40 + 30 x 79.50 + 20 x 85.10) / 100 = 82.07; 4 + 2.07 / 5."""
    assert SATISFACTION.mean(decimals("82.40 79.50 85.10"), FIVE) == Fraction("82.07")
    assert SATISFACTION.score(decimals("82.40 79.50 85.10"), FIVE) == Fraction("4.414")


def test_a_weighted_average_is_divided_by_the_weights_counted() -> None:
    """Without the third: (50 x 82.40 + 30 x 79.50) / 80 = 81.3125; 4 + 1.3125 / 5."""
    for absent in (NOT_APPLICABLE, MISSING):
        assert SATISFACTION.mean((D("82.40"), D("79.50"), absent), FIVE) == Fraction("81.3125")
        assert SATISFACTION.score((D("82.40"), D("79.50"), absent), FIVE) == Fraction("4.2625")


@pytest.mark.parametrize("scale", [LOWEST, BLOCKING])
def test_a_weighted_average_with_a_part_missing_does_not_exist_unless_it_is_left_out(scale: Scale) -> None:
    """A result has no lowest value that could stand in for it."""
    assert SATISFACTION.score((D("82.40"), D("79.50"), MISSING), scale) == BLOCKED_BY_PART
    assert SATISFACTION.score((D("82.40"), D("79.50"), NOT_APPLICABLE), scale) == Fraction("4.2625")


@pytest.mark.parametrize(
    ("claim", "absent"),
    [
        (MISSING, MISSING),
        (NOT_APPLICABLE, NOT_APPLICABLE),
        ((NOT_APPLICABLE, NOT_APPLICABLE, MISSING), MISSING),
        ((NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE), NOT_APPLICABLE),
    ],
)
@pytest.mark.parametrize("scale", [FIVE, LOWEST, BLOCKING])
def test_a_weighted_average_of_nothing_is_absent(claim: Claim, absent: Absent, scale: Scale) -> None:
    assert SATISFACTION.mean(claim, scale) == absent
    assert SATISFACTION.score(claim, scale) == absent


def test_a_weighted_average_is_rounded_before_it_is_scored() -> None:
    """82.07 is 82.1 at one place: 4 + 2.1 / 5."""
    scale = replace(FIVE, result_places=1)
    assert SATISFACTION.score(decimals("82.40 79.50 85.10"), scale) == Fraction("4.42")


def test_every_number_can_be_averaged() -> None:
    assert SATISFACTION.claim_fault(decimals("-1 0 1000"), FIVE) is None


def test_the_explanation_of_a_weighted_average_goes_down_to_its_parts() -> None:
    why = SATISFACTION.why((D("82.40"), D("79.50"), NOT_APPLICABLE), FIVE)
    assert why == Why(
        "levels.between",
        Fraction("4.2625"),
        {"x": Fraction("81.3125"), "low": 80, "high": 85, "low_points": 4, "high_points": 5},
        (
            Why(
                "average.mean",
                Fraction("81.3125"),
                {"weight": Fraction(80)},
                (
                    Why("average.part", Fraction("82.4"), {"part": 1, "weight": D(50)}),
                    Why("average.part", Fraction("79.5"), {"part": 2, "weight": D(30)}),
                    Why("average.part", NOT_APPLICABLE, {"part": 3, "weight": D(20)}),
                ),
            ),
        ),
    )


def test_the_explanation_of_a_rounded_average_keeps_the_exact_one_below() -> None:
    why = SATISFACTION.why(decimals("82.40 79.50 85.10"), replace(FIVE, result_places=1))
    (rounded,) = why.because
    (mean,) = rounded.because
    assert (rounded.rule, rounded.value) == ("result.rounded", Fraction("82.1"))
    assert (mean.rule, mean.value) == ("average.mean", Fraction("82.07"))


def test_the_explanation_of_an_average_that_does_not_exist_still_shows_its_parts() -> None:
    why = SATISFACTION.why((D("82.40"), MISSING, D(85)), BLOCKING)
    assert (why.rule, why.value) == ("absent.part_missing", BLOCKED_BY_PART)
    assert [step.value for step in why.because] == [Fraction("82.4"), MISSING, Fraction(85)]
