"""Pass or fail, and scores given directly (domain rule 6.6)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE, Absent, Fault
from rabrong.scoring.criteria import DirectScore, PassFail
from rabrong.scoring.trace import Why
from tests.scoring.sample import FIVE, THREE

GATE = PassFail(Decimal(5), Decimal(1))


def test_a_pass_and_a_fail_have_their_points() -> None:
    assert GATE.score("pass", FIVE) == 5
    assert GATE.score("fail", FIVE) == 1
    assert PassFail(Decimal("4.5"), Decimal(0)).score("fail", FIVE) == 0


def test_the_explanation_of_a_verdict_says_which() -> None:
    assert GATE.why("pass", FIVE) == Why("pass_fail.pass", Fraction(5))
    assert GATE.why("fail", FIVE) == Why("pass_fail.fail", Fraction(1))


def test_both_verdicts_can_be_claimed() -> None:
    assert GATE.claim_fault("pass", FIVE) is None
    assert GATE.claim_fault("fail", FIVE) is None


@pytest.mark.parametrize(
    ("passed", "failed", "fault"),
    [
        ("1", "5", Fault("pass_fail.reversed", {"passed": "1", "failed": "5"})),
        ("6", "1", Fault("points.outside_scale", {"points": "6", "last": "5"})),
        ("5", "-1", Fault("points.outside_scale", {"points": "-1", "last": "5"})),
    ],
)
def test_points_of_a_verdict_that_make_no_sense_are_a_fault(passed: str, failed: str, fault: Fault) -> None:
    assert PassFail(Decimal(passed), Decimal(failed)).fault(FIVE) == fault


def test_points_of_a_verdict_within_the_scale_are_good() -> None:
    assert GATE.fault(FIVE) is None
    assert PassFail(Decimal(5), Decimal(5)).fault(FIVE) is None


@pytest.mark.parametrize("absent", [MISSING, NOT_APPLICABLE])
@pytest.mark.parametrize("criterion", [GATE, DirectScore()])
def test_nothing_judged_is_no_score(criterion: PassFail | DirectScore, absent: Absent) -> None:
    assert criterion.score(absent, FIVE) == absent
    assert criterion.why(absent, FIVE) == Why(absent.reason, absent)
    assert criterion.claim_fault(absent, FIVE) is None


@pytest.mark.parametrize("points", ["0", "0.0001", "4.3612", "4.36120", "5"])
def test_a_judged_score_is_taken_as_it_is_and_not_floored(points: str) -> None:
    assert DirectScore().claim_fault(Decimal(points), FIVE) is None
    assert DirectScore().score(Decimal(points), FIVE) == Fraction(points)
    assert DirectScore().why(Decimal(points), FIVE) == Why("score.given", Fraction(points))


@pytest.mark.parametrize("points", ["-0.0001", "5.0001", "100"])
def test_a_judged_score_off_the_scale_is_a_fault(points: str) -> None:
    fault = Fault("score.outside_scale", {"given": Fraction(points), "last": Fraction(5)})
    assert DirectScore().claim_fault(Decimal(points), FIVE) == fault


def test_the_full_mark_of_the_year_bounds_a_judged_score() -> None:
    assert DirectScore().claim_fault(Decimal(100), THREE) is None


@pytest.mark.parametrize("points", ["4.36125", "0.00001"])
def test_a_judged_score_with_five_decimals_is_a_fault(points: str) -> None:
    fault = Fault("score.too_many_decimals", {"given": Fraction(points), "most": 4})
    assert DirectScore().claim_fault(Decimal(points), FIVE) == fault


def test_a_score_computed_from_data_items_may_be_any_fraction() -> None:
    """Satisfaction of three districts: 13 / 3 = 4.333... was typed by nobody."""
    assert DirectScore().claim_fault(Fraction(13, 3), FIVE) is None
    assert DirectScore().score(Fraction(13, 3), FIVE) == Fraction(13, 3)


def test_a_direct_score_has_nothing_to_set_up() -> None:
    assert DirectScore().fault(FIVE) is None
