"""What a result may look like; a claim of the wrong kind is a broken promise of the code, never a score."""

from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE
from rabrong.scoring.claims import Claim, StepsAndValue, WrongClaimError, members, number, verdict
from rabrong.scoring.criteria import Bands, Criterion, DirectScore, Levels, Mixed, PassFail, Steps, WeightedSteps
from tests.scoring.sample import FIVE, decimals


def test_a_number_is_exact() -> None:
    assert number(Decimal("0.1")) == Fraction(1, 10)
    assert number(Fraction(1, 3)) == Fraction(1, 3)


def test_nothing_reported_is_nothing_for_each_part() -> None:
    assert members(MISSING, 3) == (MISSING, MISSING, MISSING)
    assert members(NOT_APPLICABLE, 2) == (NOT_APPLICABLE, NOT_APPLICABLE)


def test_a_tuple_of_the_right_length_is_one_claim_each() -> None:
    assert members((Decimal(1), MISSING), 2) == (Decimal(1), MISSING)


@pytest.mark.parametrize("claim", [(Decimal(1),), Decimal(1), "pass"])
def test_members_of_another_shape_are_refused(claim: Claim) -> None:
    with pytest.raises(WrongClaimError):
        members(claim, 2)


def test_a_verdict_is_pass_or_fail() -> None:
    assert verdict("pass") == "pass"
    assert verdict("fail") == "fail"


@pytest.mark.parametrize(
    ("criterion", "claim"),
    [
        (Levels(decimals("60 70 80 90 100")), "pass"),
        (Bands(decimals("15 25 35 45"), FIVE.points), (Decimal(1),)),
        (Steps(("ก", "ข"), decimals("1 2")), StepsAndValue(1)),
        (WeightedSteps(decimals("1 2"), Decimal(5)), Decimal(1)),
        (WeightedSteps(decimals("1 2"), Decimal(5)), (Decimal(1),)),
        (Mixed(("ก", "ข"), decimals("60 70 80")), Decimal(3)),
        (PassFail(Decimal(5), Decimal(1)), Decimal(5)),
        (DirectScore(), "fail"),
    ],
)
def test_a_criterion_refuses_a_claim_of_another_kind(criterion: Criterion, claim: Claim) -> None:
    with pytest.raises(WrongClaimError):
        criterion.score(claim, FIVE)
    with pytest.raises(WrongClaimError):
        criterion.why(claim, FIVE)
