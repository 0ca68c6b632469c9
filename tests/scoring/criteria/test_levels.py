"""Levels with interpolation (domain rule 6.1): between, at, past and short of the levels, both ways."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE, Absent, Fault
from rabrong.scoring.criteria import Levels
from rabrong.scoring.scale import Scale
from rabrong.scoring.trace import Why
from tests.scoring.sample import EXTRAPOLATED, FIVE, SIXTY_TO_HUNDRED, THREE, ZERO_FLOOR, decimals

RISING = "60 70 80 90 100"
FALLING = "10 8 6 4 2"
UNEVEN = "60 65 75 90 91"
PLATEAU = "40 50 60 60 70"  # MFA 2556


@pytest.mark.parametrize(
    ("at", "result", "score"),
    [
        (RISING, "60", "1"),
        (RISING, "62.5", "1.25"),  # 1 + 2.5 / 10
        (RISING, "85", "3.5"),  # 3 + 5 / 10
        (RISING, "99.99", "4.999"),
        (RISING, "100", "5"),
        (RISING, "104", "5"),
        (FALLING, "10", "1"),
        (FALLING, "7", "2.5"),  # 2 + (7 - 8) / (6 - 8)
        (FALLING, "2", "5"),
        (FALLING, "0", "5"),
        (UNEVEN, "64", "1.8"),  # 1 + 4 / 5
        (UNEVEN, "66", "2.1"),  # 2 + 1 / 10
        (UNEVEN, "90.5", "4.5"),  # 4 + 0.5 / 1
        (PLATEAU, "55", "2.5"),  # 2 + 5 / 10
        (PLATEAU, "59.9", "2.99"),
        (PLATEAU, "60", "4"),  # the higher of the two equal levels
        (PLATEAU, "65", "4.5"),
        ("70 60 60 50 40", "60", "3"),
        ("60 70 80 100 100", "99", "3.95"),  # 3 + 19 / 20
        ("60 70 80 100 100", "100", "5"),
        ("50 50 60 70 80", "50", "2"),
        ("-5 -4 -3 -2 -1", "-3.5", "2.5"),
        ("2 1 0 -1 -2", "0.5", "2.5"),
        ("0.0000000001 1 2 3 4", "0.0000000001", "1"),
    ],
)
def test_a_result_climbs_between_its_two_neighbours(at: str, result: str, score: str) -> None:
    assert Levels(decimals(at)).score(Decimal(result), FIVE) == Fraction(score)


def test_a_third_stays_a_third() -> None:
    """1 + (61 - 60) / (63 - 60) = 4/3."""
    assert Levels(decimals("60 63 66 69 72")).score(Decimal(61), FIVE) == Fraction(4, 3)


@pytest.mark.parametrize(
    ("at", "result", "first", "zero", "extrapolated"),
    [
        (RISING, "59.99", "1", "0", "0.999"),  # 1 - 0.01 / 10
        (RISING, "55", "1", "0", "0.5"),
        (RISING, "50.4", "1", "0", "0.04"),  # as MSU prints 0.0400
        (RISING, "50", "1", "0", "0"),
        (RISING, "0", "1", "0", "0"),  # not -5
        (FALLING, "11", "1", "0", "0.5"),
        (FALLING, "13", "1", "0", "0"),
        (UNEVEN, "59", "1", "0", "0.8"),  # 1 - 1 / 5, the first segment only
        (PLATEAU, "35", "1", "0", "0.5"),
        ("50 50 60 70 80", "49.99", "1", "0", "0"),  # a wall: no segment to carry down
    ],
)
def test_short_of_the_first_level_the_floor_of_the_year_decides(
    at: str, result: str, first: str, zero: str, extrapolated: str
) -> None:
    scores = [Levels(decimals(at)).score(Decimal(result), scale) for scale in (FIVE, ZERO_FLOOR, EXTRAPOLATED)]
    assert scores == [Fraction(first), Fraction(zero), Fraction(extrapolated)]


@pytest.mark.parametrize(
    ("result", "score"),
    [("40", "50"), ("60", "50"), ("70", "62.5"), ("90", "87.5"), ("100", "100")],  # 70: 50 + 10 / 20 * 25
)
def test_three_levels_worth_50_75_100_are_climbed_the_same_way(result: str, score: str) -> None:
    assert Levels(decimals("60 80 100")).score(Decimal(result), THREE) == Fraction(score)


def test_extrapolation_follows_the_points_of_the_scale() -> None:
    """50 + (50 - 60) / (80 - 60) * (75 - 50) = 37.5."""
    scale = replace(THREE, floor="extrapolate")
    assert Levels(decimals("60 80 100")).score(Decimal(50), scale) == Fraction("37.5")


def test_a_result_is_rounded_before_it_is_scored_where_the_year_says_so() -> None:
    """84.445 is 84.45 at two places: 3 + 4.45 / 10."""
    assert SIXTY_TO_HUNDRED.score(Decimal("84.445"), FIVE) == Fraction("3.4445")
    assert SIXTY_TO_HUNDRED.score(Decimal("84.445"), replace(FIVE, result_places=2)) == Fraction("3.445")


def test_rounding_a_result_may_lift_it_to_a_level() -> None:
    scale = replace(ZERO_FLOOR, result_places=1)
    assert SIXTY_TO_HUNDRED.score(Decimal("59.95"), scale) == 1
    assert SIXTY_TO_HUNDRED.score(Decimal("59.94"), scale) == 0


@pytest.mark.parametrize("absent", [MISSING, NOT_APPLICABLE])
def test_no_result_is_no_score_and_never_the_floor(absent: Absent) -> None:
    for scale in (FIVE, ZERO_FLOOR, EXTRAPOLATED):
        assert SIXTY_TO_HUNDRED.score(absent, scale) == absent
        assert SIXTY_TO_HUNDRED.why(absent, scale) == Why(absent.reason, absent)


def test_zero_is_a_result() -> None:
    assert Levels(decimals("0 1 2 3 4")).score(Decimal(0), FIVE) == 1


@pytest.mark.parametrize("at", [RISING, FALLING, UNEVEN, PLATEAU, "1 1 1 1 2", "2 1 1 1 1"])
def test_a_table_that_only_rises_or_only_falls_is_good(at: str) -> None:
    assert Levels(decimals(at)).fault(FIVE) is None


@pytest.mark.parametrize(
    ("at", "fault"),
    [
        ("60 70 80 90", Fault("levels.wrong_count", {"given": 4, "expected": 5})),
        ("", Fault("levels.wrong_count", {"given": 0, "expected": 5})),
        ("60 70 65 80 90", Fault("levels.up_and_down", {"at": "60, 70, 65, 80, 90"})),
        ("60 60 60 60 60", Fault("levels.all_equal", {"at": "60, 60, 60, 60, 60"})),
    ],
)
def test_a_table_that_cannot_be_climbed_is_a_fault(at: str, fault: Fault) -> None:
    assert Levels(decimals(at)).fault(FIVE) == fault


def test_every_number_can_be_claimed() -> None:
    assert SIXTY_TO_HUNDRED.claim_fault(Decimal(-1000), FIVE) is None


@pytest.mark.parametrize(
    ("scale", "result", "rule", "terms"),
    [
        (FIVE, "104", "levels.top", {"x": 104, "low": 100, "low_points": 5}),
        (FIVE, "80", "levels.at", {"x": 80, "low": 80, "low_points": 3}),
        (FIVE, "85", "levels.between", {"x": 85, "low": 80, "high": 90, "low_points": 3, "high_points": 4}),
        (FIVE, "55", "levels.short_first", {"x": 55, "low": 60, "high": 70, "low_points": 1, "high_points": 2}),
        (ZERO_FLOOR, "55", "levels.short_zero", {"x": 55, "low": 60, "high": 70, "low_points": 1, "high_points": 2}),
        (
            EXTRAPOLATED,
            "55",
            "levels.short_extrapolate",
            {"x": 55, "low": 60, "high": 70, "low_points": 1, "high_points": 2},
        ),
    ],
)
def test_the_explanation_names_the_two_neighbours(
    scale: Scale, result: str, rule: str, terms: dict[str, object]
) -> None:
    why = SIXTY_TO_HUNDRED.why(Decimal(result), scale)
    assert why == Why(rule, Fraction(SIXTY_TO_HUNDRED.score(Decimal(result), scale)), terms)  # type: ignore[arg-type]


def test_the_explanation_of_a_wall_does_not_divide_by_zero() -> None:
    why = Levels(decimals("50 50 60 70 80")).why(Decimal(49), EXTRAPOLATED)
    assert why.rule == "levels.short_wall"
    assert why.value == 0


def test_the_explanation_of_a_falling_table_keeps_the_signs_as_written() -> None:
    why = Levels(decimals(FALLING)).why(Decimal(7), FIVE)
    assert why.terms == {"x": 7, "low": 8, "high": 6, "low_points": 2, "high_points": 3}


def test_the_explanation_says_that_a_result_was_rounded() -> None:
    why = SIXTY_TO_HUNDRED.why(Decimal("84.445"), replace(FIVE, result_places=2))
    rounded = Why("result.rounded", Fraction("84.45"), {"x": Fraction("84.445"), "places": 2})
    assert (why.value, why.because) == (Fraction("3.445"), (rounded,))


def test_a_result_that_rounding_leaves_alone_is_not_explained_twice() -> None:
    assert SIXTY_TO_HUNDRED.why(Decimal("84.5"), replace(FIVE, result_places=2)).because == ()
