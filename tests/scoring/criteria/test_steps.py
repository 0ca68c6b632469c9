"""Milestones, weighted steps and mixed tables (domain rule 6.3)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE, Absent, Fault
from rabrong.scoring.claims import Claim, StepsAndValue
from rabrong.scoring.criteria import Mixed, Steps, WeightedSteps
from rabrong.scoring.scale import Scale
from rabrong.scoring.trace import Why
from tests.scoring.sample import EXTRAPOLATED, FIVE, THREE, ZERO_FLOOR, decimals

TEXTS = ("แต่งตั้งคณะทำงาน", "จัดทำแผน", "ดำเนินการ", "ประเมินผล", "รายงานผล")
MILESTONES = Steps(TEXTS, FIVE.points)
SAVING_ENERGY = WeightedSteps(decimals("1.000 0.250 0.250 0.500 1.500 1.500"), Decimal(5))  # EPPO
PLAN_THEN_PEOPLE = Mixed(TEXTS[:2], decimals("60 70 80"))


@pytest.mark.parametrize(("done", "score"), [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)])
def test_the_level_is_the_number_of_steps_done_in_order(done: int, score: int) -> None:
    assert MILESTONES.score(Decimal(done), FIVE) == score


@pytest.mark.parametrize(
    ("points", "first", "zero", "extrapolated"),
    [
        ("1 2 3 4 5", "1", "0", "0"),  # 1 - (2 - 1)
        ("2 2.5 3 4 5", "1", "0", "1.5"),  # 2 - (2.5 - 2)
        ("0 1 2 3 5", "0", "0", "0"),  # never more than the first step earns
        ("0.5 2 3 4 5", "0.5", "0", "0"),  # 0.5 - 1.5 is under 0
    ],
)
def test_no_step_done_is_the_floor(points: str, first: str, zero: str, extrapolated: str) -> None:
    steps = Steps(TEXTS, decimals(points))
    scores = [steps.score(Decimal(0), scale) for scale in (FIVE, ZERO_FLOOR, EXTRAPOLATED)]
    assert scores == [Fraction(first), Fraction(zero), Fraction(extrapolated)]


def test_before_a_single_step_there_is_nothing_to_carry_down() -> None:
    steps = Steps(TEXTS[:1], decimals("5"))
    assert [steps.score(Decimal(0), scale) for scale in (FIVE, ZERO_FLOOR, EXTRAPOLATED)] == [1, 0, 0]


def test_steps_may_have_points_of_their_own() -> None:
    steps = Steps(TEXTS[:3], decimals("1 2.5 5"))
    assert [steps.score(Decimal(done), FIVE) for done in (1, 2, 3)] == [1, Fraction(5, 2), 5]


@pytest.mark.parametrize("done", ["-1", "6", "2.5"])
def test_steps_that_cannot_have_been_done_are_a_fault(done: str) -> None:
    fault = Fault("steps.not_that_many", {"done": Fraction(done), "steps": 5})
    assert MILESTONES.claim_fault(Decimal(done), FIVE) == fault


@pytest.mark.parametrize("claim", [Decimal(0), Decimal(5), Fraction(3), MISSING, NOT_APPLICABLE])
def test_a_whole_number_of_steps_or_none_can_be_claimed(claim: Claim) -> None:
    assert MILESTONES.claim_fault(claim, FIVE) is None


@pytest.mark.parametrize(
    ("steps", "points", "fault"),
    [
        ((), "", Fault("steps.wrong_count", {"steps": 0, "points": 0})),
        (TEXTS[:2], "1 2 3", Fault("steps.wrong_count", {"steps": 2, "points": 3})),
        (TEXTS[:3], "1 3 2", Fault("steps.points_fall", {"points": "1, 3, 2"})),
        (TEXTS[:2], "1 6", Fault("points.outside_scale", {"points": "6", "last": "5"})),
    ],
)
def test_steps_that_make_no_sense_are_a_fault(steps: tuple[str, ...], points: str, fault: Fault) -> None:
    assert Steps(steps, decimals(points)).fault(FIVE) == fault


def test_equal_points_of_two_steps_are_good() -> None:
    assert Steps(TEXTS[:3], decimals("1 1 5")).fault(FIVE) is None


def test_the_explanation_names_the_last_step_done() -> None:
    assert MILESTONES.why(Decimal(3), FIVE) == Why(
        "steps.done", Fraction(3), {"done": 3, "steps": 5, "text": "ดำเนินการ"}
    )
    assert MILESTONES.why(Decimal(0), ZERO_FLOOR) == Why("steps.none", Fraction(0), {"done": 0, "steps": 5})


@pytest.mark.parametrize("absent", [MISSING, NOT_APPLICABLE])
@pytest.mark.parametrize("criterion", [MILESTONES, SAVING_ENERGY, PLAN_THEN_PEOPLE])
def test_nothing_reported_is_not_zero_steps(criterion: Steps | WeightedSteps | Mixed, absent: Absent) -> None:
    assert criterion.score(absent, FIVE) == absent
    assert criterion.why(absent, FIVE) == Why(absent.reason, absent)
    assert criterion.claim_fault(absent, FIVE) is None


@pytest.mark.parametrize(
    ("given", "score"),
    [
        ("1.000 0.246 0.250 0.493 1.139 1.223", "4.351"),  # กระบี่
        ("1.000 0.250 0.250 0.500 1.500 1.500", "5"),
        ("0 0 0 0 0 0", "0"),  # not floored
        ("0 0 0 0 0 0.001", "0.001"),
    ],
)
def test_the_points_of_weighted_steps_are_added(given: str, score: str) -> None:
    assert SAVING_ENERGY.score(decimals(given), FIVE) == Fraction(score)


def test_the_sum_of_weighted_steps_stops_at_the_cap() -> None:
    """2 + 2 + 1.5 = 5.5 and 4."""
    assert WeightedSteps(decimals("2 2 2"), Decimal(5)).score(decimals("2 2 1.5"), FIVE) == 5
    assert WeightedSteps(decimals("2 2 2"), Decimal(4)).score(decimals("2 2 1.5"), FIVE) == 4


def test_a_weighted_step_not_reported_earns_nothing_while_others_are() -> None:
    steps = WeightedSteps(decimals("2 2 1"), Decimal(5))
    assert steps.score((Decimal(2), MISSING, Decimal("0.5")), FIVE) == Fraction("2.5")
    assert steps.score((Decimal(2), NOT_APPLICABLE, MISSING), FIVE) == 2


def test_weighted_steps_with_nothing_reported_are_missing() -> None:
    steps = WeightedSteps(decimals("2 2 1"), Decimal(5))
    assert steps.score((MISSING, MISSING, MISSING), FIVE) == MISSING
    assert steps.score((NOT_APPLICABLE, MISSING, NOT_APPLICABLE), FIVE) == MISSING
    assert steps.score((NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE), FIVE) == NOT_APPLICABLE


@pytest.mark.parametrize(("given", "shown"), [("2.001", Fraction("2.001")), ("-0.1", Fraction("-0.1"))])
def test_a_weighted_step_stays_within_its_points(given: str, shown: Fraction) -> None:
    steps = WeightedSteps(decimals("2 2 1"), Decimal(5))
    fault = Fault("weighted_steps.outside", {"step": 2, "given": shown, "most": "2"})
    assert steps.claim_fault((Decimal(2), Decimal(given), MISSING), FIVE) == fault
    assert steps.claim_fault((Decimal(2), Decimal(0), MISSING), FIVE) is None


@pytest.mark.parametrize(
    ("points", "cap", "fault"),
    [
        ("", "5", Fault("weighted_steps.none")),
        ("1 -1", "5", Fault("weighted_steps.negative", {"points": "1, -1"})),
        ("1 2", "6", Fault("points.outside_scale", {"points": "6", "last": "5"})),
    ],
)
def test_weighted_steps_that_make_no_sense_are_a_fault(points: str, cap: str, fault: Fault) -> None:
    assert WeightedSteps(decimals(points), Decimal(cap)).fault(FIVE) == fault


def test_weighted_steps_may_offer_more_than_the_cap() -> None:
    assert WeightedSteps(decimals("3 3"), Decimal(5)).fault(FIVE) is None


def test_the_explanation_of_weighted_steps_lists_each_step_and_the_cap() -> None:
    why = WeightedSteps(decimals("3 3"), Decimal(5)).why((Decimal("2.75"), MISSING), FIVE)
    assert why == Why(
        "weighted_steps.sum",
        Fraction("2.75"),
        {"sum": Fraction("2.75"), "cap": Decimal(5)},
        (
            Why("weighted_steps.step", Fraction("2.75"), {"step": 1, "most": Decimal(3)}),
            Why("weighted_steps.step", MISSING, {"step": 2, "most": Decimal(3)}),
        ),
    )


@pytest.mark.parametrize(
    ("steps", "value", "score"),
    [
        (1, "100", "1"),  # the quantity does not count before all steps are done
        (2, None, "2"),
        (2, "59.99", "2"),  # nothing is interpolated below the first value
        (2, "60", "3"),
        (2, "65", "3.5"),  # 3 + 5 / 10
        (2, "80", "5"),
        (2, "99", "5"),
    ],
)
def test_in_a_mixed_table_the_quantity_counts_once_all_steps_are_done(
    steps: int, value: str | None, score: str
) -> None:
    claim = StepsAndValue(steps, MISSING if value is None else Decimal(value))
    assert PLAN_THEN_PEOPLE.score(claim, FIVE) == Fraction(score)


def test_in_a_mixed_table_the_quantity_may_fall() -> None:
    table = Mixed(TEXTS[:2], decimals("30 20 10"))
    assert table.score(StepsAndValue(2, Decimal(25)), FIVE) == Fraction("3.5")  # 3 + (25 - 30) / (20 - 30)
    assert table.score(StepsAndValue(2, Decimal(31)), FIVE) == 2


def test_a_mixed_table_may_end_in_a_single_value() -> None:
    table = Mixed(TEXTS[:4], decimals("80"))
    assert [table.score(StepsAndValue(4, Decimal(x)), FIVE) for x in (79, 80, 81)] == [4, 5, 5]


def test_no_step_of_a_mixed_table_done_is_the_floor() -> None:
    claim = StepsAndValue(0, Decimal(100))
    assert [PLAN_THEN_PEOPLE.score(claim, scale) for scale in (FIVE, ZERO_FLOOR, EXTRAPOLATED)] == [1, 0, 0]


def test_a_mixed_table_uses_the_points_of_the_scale() -> None:
    table = Mixed(TEXTS[:1], decimals("60 80"))
    assert table.score(StepsAndValue(1, Decimal(70)), THREE) == Fraction("87.5")  # 75 + 10 / 20 * 25
    assert table.score(StepsAndValue(0), THREE) == 50


def test_the_quantity_of_a_mixed_table_is_rounded_before_it_is_scored() -> None:
    claim = StepsAndValue(2, Decimal("59.5"))
    assert PLAN_THEN_PEOPLE.score(claim, FIVE) == 2
    assert PLAN_THEN_PEOPLE.score(claim, replace(FIVE, result_places=0)) == 3


@pytest.mark.parametrize("steps", [-1, 3])
def test_steps_a_mixed_table_does_not_have_are_a_fault(steps: int) -> None:
    fault = Fault("steps.not_that_many", {"done": Fraction(steps), "steps": 2})
    assert PLAN_THEN_PEOPLE.claim_fault(StepsAndValue(steps), FIVE) == fault
    assert PLAN_THEN_PEOPLE.claim_fault(StepsAndValue(2), FIVE) is None


@pytest.mark.parametrize(
    ("steps", "at", "fault"),
    [
        (TEXTS[:2], "60 70", Fault("mixed.wrong_count", {"steps": 2, "levels": 2, "expected": 5})),
        ((), "60 70 80 90 100", Fault("mixed.wrong_count", {"steps": 0, "levels": 5, "expected": 5})),
        (TEXTS, "", Fault("mixed.wrong_count", {"steps": 5, "levels": 0, "expected": 5})),
        (TEXTS[:2], "60 80 70", Fault("levels.up_and_down", {"at": "60, 80, 70"})),
        (TEXTS[:3], "60 60", Fault("levels.all_equal", {"at": "60, 60"})),
    ],
)
def test_a_mixed_table_that_makes_no_sense_is_a_fault(steps: tuple[str, ...], at: str, fault: Fault) -> None:
    assert Mixed(steps, decimals(at)).fault(FIVE) == fault


def test_a_mixed_table_that_fills_the_scale_is_good() -> None:
    assert PLAN_THEN_PEOPLE.fault(FIVE) is None
    assert Mixed(TEXTS[:4], decimals("80")).fault(FIVE) is None


WHOLE = replace(FIVE, result_places=0)


@pytest.mark.parametrize(
    ("claim", "scale", "why"),
    [
        (StepsAndValue(0), FIVE, Why("steps.none", Fraction(1), {"done": 0, "steps": 2})),
        (
            StepsAndValue(1, Decimal(90)),
            FIVE,
            Why("mixed.steps", Fraction(1), {"done": 1, "steps": 2, "text": "แต่งตั้งคณะทำงาน"}),
        ),
        (StepsAndValue(2), FIVE, Why("mixed.no_value", Fraction(2), {"done": 2, "steps": 2})),
        (
            StepsAndValue(2, Decimal(59)),
            FIVE,
            Why("mixed.value_short", Fraction(2), {"done": 2, "steps": 2, "x": Fraction(59), "low": Decimal(60)}),
        ),
        (
            StepsAndValue(2, Decimal("59.4")),
            WHOLE,
            Why(
                "mixed.value_short",
                Fraction(2),
                {"done": 2, "steps": 2, "x": Fraction(59), "low": Decimal(60)},
                (Why("result.rounded", Fraction(59), {"x": Fraction("59.4"), "places": 0}),),
            ),
        ),
        (
            StepsAndValue(2, Decimal(65)),
            FIVE,
            Why(
                "mixed.value",
                Fraction("3.5"),
                {"done": 2, "steps": 2, "x": Fraction(65), "low": Decimal(60)},
                (
                    Why(
                        "levels.between",
                        Fraction("3.5"),
                        {"x": 65, "low": 60, "high": 70, "low_points": 3, "high_points": 4},
                    ),
                ),
            ),
        ),
    ],
)
def test_the_explanation_of_a_mixed_table_says_which_half_counts(claim: StepsAndValue, scale: Scale, why: Why) -> None:
    assert PLAN_THEN_PEOPLE.why(claim, scale) == why
