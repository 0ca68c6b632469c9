"""Exact numbers: half up at the edge, sums that no decimal context can touch, digits as they were given."""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rabrong.scoring.exact import added, fraction_text, plain, round_half_up, sum_of_fractions, trimmed


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (Fraction(1, 8), 2, "0.13"),  # MJU prints 0.125 as 0.13
        (Fraction("1.6126") * 25 / 100, 4, "0.4032"),  # MSU: 0.40315
        (Fraction(2, 3), 4, "0.6667"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(5), 4, "5.0000"),
        (Fraction(0), 4, "0.0000"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 8), 2, "-0.13"),  # ties away from zero, on both sides
        (Fraction(-1, 1000), 2, "0.00"),  # no minus zero
        (Decimal("2.34565"), 4, "2.3457"),
        (Decimal("2.5"), 0, "3"),  # not to the even neighbour
    ],
)
def test_a_value_is_rounded_half_up_once(value: Decimal | Fraction, places: int, rounded: str) -> None:
    assert str(round_half_up(value, places)) == rounded


def test_rounding_sees_a_tie_that_28_digits_miss() -> None:
    """Result 60.5 between 60 and 67, weight 7 of 100: (1 + 0.5/7) x 7/100 = 15/14 x 7/100 = 0.075, a tie."""
    in_28_digits = (1 + Decimal("0.5") / 7) * 7 / 100
    assert in_28_digits == Decimal("0.07499999999999999999999999997")
    assert round_half_up(in_28_digits, 2) == Decimal("0.07")
    assert round_half_up((1 + Fraction("0.5") / 7) * 7 / 100, 2) == Decimal("0.08")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=12, min_value=-(10**15), max_value=10**15))
def test_rounding_agrees_with_the_decimal_module(value: Decimal) -> None:
    for places in range(11):
        with localcontext(Context(prec=60, rounding=ROUND_HALF_UP)):
            expected = value.quantize(Decimal(1).scaleb(-places))
        assert round_half_up(value, places) == expected
        assert round_half_up(Fraction(value), places) == expected


@given(st.fractions(), st.integers(0, 10))
def test_a_rounded_value_is_at_most_half_a_unit_away_and_a_tie_goes_away_from_zero(
    value: Fraction, places: int
) -> None:
    unit = Fraction(1, 10**places)
    rounded = Fraction(round_half_up(value, places))
    assert rounded % unit == 0
    distance = abs(rounded) - abs(value)
    assert -unit / 2 < distance <= unit / 2


def test_a_value_of_thousands_of_digits_is_rounded_and_written() -> None:
    """A long product of data items: 10 ** 6000 + 1/2."""
    value = Fraction(2 * 10**6000 + 1, 2)
    assert plain(round_half_up(value, 0)) == "1" + "0" * 5999 + "1"
    assert fraction_text(value) == "2" + "0" * 5999 + "1/2"


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(7, 2), "7/2"), (Fraction(-7, 2), "-7/2"), (Fraction(100), "100"), (Fraction(0), "0")],
)
def test_a_fraction_is_written_in_lowest_terms(value: Fraction, text: str) -> None:
    assert fraction_text(value) == text


def test_a_sum_keeps_every_digit_whatever_the_context_of_the_caller() -> None:
    """999999999999999 + 0.0000000001 + 1 = 1000000000000000.0000000001, 26 digits."""
    with localcontext(Context(prec=3)):
        assert added([Decimal("999999999999999"), Decimal("0.0000000001"), Decimal(1)]) == Decimal(
            "1000000000000000.0000000001"
        )


def test_a_sum_of_nothing_is_zero() -> None:
    assert added([]) == 0


@pytest.mark.parametrize(
    ("value", "digits", "short"),
    [
        ("1.10", "1.10", "1.1"),
        ("100", "100", "100"),
        ("100.00", "100.00", "100"),
        ("0.0000000001", "0.0000000001", "0.0000000001"),
        ("1E+3", "1000", "1000"),
        ("-0.50", "-0.50", "-0.5"),
        ("0", "0", "0"),
    ],
)
def test_digits_are_written_without_an_exponent(value: str, digits: str, short: str) -> None:
    assert plain(Decimal(value)) == digits
    assert trimmed(Decimal(value)) == short


@given(st.lists(st.fractions(max_denominator=10**6), max_size=12))
def test_a_sum_over_one_denominator_is_the_sum_pair_by_pair(values: list[Fraction]) -> None:
    total = Fraction(0)
    for value in values:
        total += value
    assert sum_of_fractions(values) == total
