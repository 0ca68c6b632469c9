"""What if: points of known results under typed criteria, totals by hand from fractions, growth, trends."""

from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.agreements.rules.what_if import (
    Known,
    Line,
    carried_on,
    change_a_year,
    growth,
    less_is_better,
    points_of,
    reckon,
)
from rabrong.scoring.criteria import Bands, Composite, DirectScore, Levels, Mixed, PassFail, Steps, WeightedSteps
from rabrong.scoring.criteria.parts import Part
from rabrong.scoring.scale import Scale

SCALE = Scale(tuple(Decimal(point) for point in range(1, 6)))
UP = Levels(tuple(Decimal(value) for value in (60, 65, 70, 75, 80)))
DOWN = Levels(tuple(Decimal(value) for value in (30, 25, 20, 15, 10)))


def known(value: str, score: str | None = None) -> Known:
    """A result that is put in."""
    return Known(Decimal(value), None if score is None else Decimal(score))


@pytest.mark.parametrize(
    ("criterion", "value", "points"),
    [
        (UP, "68", 2 + Fraction(3, 5)),
        (UP, "59", Fraction(1)),
        (UP, "90", Fraction(5)),
        (DOWN, "12", 4 + Fraction(3, 5)),
        (Bands((Decimal(15), Decimal(25), Decimal(35), Decimal(45)), SCALE.points), "30", Fraction(3)),
        (Steps(tuple("abcde"), SCALE.points), "4", Fraction(4)),
        (DirectScore(), "3.9500", Fraction("3.95")),
        (Mixed(("a", "b"), (Decimal(60), Decimal(70), Decimal(80))), "65", 3 + Fraction(1, 2)),
    ],
)
def test_points_follow_the_criterion(criterion: Levels, value: str, points: Fraction) -> None:
    """A mixed table counts with all its steps done."""
    assert points_of(criterion, known(value), SCALE) == points


def test_points_of_several_parts_are_those_of_their_time() -> None:
    """The parts of an old result are not known any more; without a kept score there are no points."""
    composite = Composite((Part("1", "a", Decimal(50), UP), Part("2", "b", Decimal(50), DOWN)))
    assert points_of(composite, known("4.21", "4.2100"), SCALE) == Fraction("4.21")
    assert points_of(composite, known("4.21"), SCALE) is None
    assert points_of(WeightedSteps((Decimal(2), Decimal(3)), Decimal(5)), known("3.75", "3.7500"), SCALE) == Fraction(
        "3.75"
    )


def test_points_are_none_where_a_number_says_nothing() -> None:
    """Three and a half steps, a verdict, a score off the scale."""
    assert points_of(Steps(tuple("abcde"), SCALE.points), known("3.5"), SCALE) is None
    assert points_of(PassFail(Decimal(5), Decimal(1)), known("1"), SCALE) is None
    assert points_of(DirectScore(), known("5.2"), SCALE) is None


def test_total_is_the_weighted_mean_of_what_has_a_result() -> None:
    """(2.6 x 60 + 4 x 40) / 100 = 3.16; without the second result 2.6, counted 60 of 100."""
    lines = [Line("a", Decimal(60), UP), Line("b", Decimal(40), Steps(tuple("abcde"), SCALE.points))]
    both = reckon(lines, {"a": known("68"), "b": known("4")}, SCALE)
    assert (both.total, both.counted_weight) == (Decimal("3.1600"), Decimal(100))
    one = reckon(lines, {"a": known("68")}, SCALE)
    assert (one.total, one.counted_weight, one.agreed_weight) == (Decimal("2.6000"), Decimal(60), Decimal(100))


def test_total_divides_by_the_weights_there_are() -> None:
    """Weights that are not 100 yet: (1 x 10 + 5 x 20) / 30 = 11/3, shown as 3.6667."""
    card = reckon([Line("a", Decimal(10), UP), Line("b", Decimal(20), UP)], {"a": known("0"), "b": known("80")}, SCALE)
    assert (card.exact_total, card.total) == (Fraction(11, 3), Decimal("3.6667"))


def test_a_line_that_cannot_be_read_does_not_count() -> None:
    """Neither without criteria nor without a weight."""
    results = {"a": known("68"), "b": known("68")}
    card = reckon([Line("a", Decimal(60), None), Line("b", None, UP)], results, SCALE)
    assert (card.total, card.counted_weight) == (None, Decimal(0))


def test_growth_is_exact_percent() -> None:
    """From 58 to 63 is 5/58; from nothing and from zero there is none."""
    assert growth(Decimal(58), Decimal(63)) == Fraction(500, 58)
    assert growth(Decimal(80), Decimal(60)) == Fraction(-25)
    assert growth(None, Decimal(1)) is growth(Decimal(1), None) is growth(Decimal(0), Decimal(1)) is None


def test_trend_is_carried_on_by_its_mean_change() -> None:
    """58, 63, 68 changes by 5 a year: 73 next year, 78 the year after; one year is no trend."""
    series = {2552: Decimal(58), 2553: Decimal(63), 2554: Decimal(68)}
    assert change_a_year(series) == 5
    assert [carried_on(series, year) for year in (2555, 2556)] == [Fraction(73), Fraction(78)]
    assert carried_on({2552: Decimal(41), 2554: Decimal(42)}, 2555) == Fraction(85, 2)
    assert carried_on({2554: Decimal(68)}, 2555) is None


def test_direction_is_that_of_the_table() -> None:
    """Smaller numbers are better where the table falls."""
    assert [less_is_better(each) for each in (UP, DOWN, None, DirectScore())] == [False, True, False, False]
