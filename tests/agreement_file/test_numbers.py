"""Numbers as people write them: their digits stay, and what is no number is told why."""

from decimal import Decimal

import pytest

from rabrong.agreement_file.numbers import number_of, shortened, whole_of
from rabrong.scoring.absence import Fault


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("85", "85"),
        ("010", "10"),
        ("1.10", "1.10"),
        ("+5", "5"),
        ("-0.2", "-0.2"),
        ("-0", "0"),
        ("-0.00", "0.00"),
        ("123456789012345", "123456789012345"),
        ("0.0000000001", "1E-10"),
        ("12345.1234567890", "12345.1234567890"),
        ("0" * 400 + "1", "1"),
    ],
)
def test_a_number_keeps_its_digits(text: str, digits: str) -> None:
    assert str(number_of(text)) == digits


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "number.empty"),
        ("1e5", "number.bad"),
        ("1E5", "number.bad"),
        ("NaN", "number.bad"),
        ("sNaN", "number.bad"),
        ("inf", "number.bad"),
        ("-Infinity", "number.bad"),
        (".5", "number.bad"),
        ("5.", "number.bad"),
        (".", "number.bad"),
        ("1_000", "number.bad"),
        ("0x10", "number.bad"),
        ("1.2.3", "number.bad"),
        ("--1", "number.bad"),
        ("+-1", "number.bad"),
        ("1 000", "number.bad"),
        ("85%", "number.bad"),
        ("\u00bd", "number.bad"),
        ("\u0665", "number.bad"),
        ("1\n", "number.bad"),
        ("1,000", "number.comma"),
        ("๕", "number.thai_digits"),
        ("1234567890123456", "number.long"),
        ("12345678901.23456", "number.long"),
        ("0.00000000001", "number.long"),
        ("9" * 100_000, "number.long"),
    ],
)
def test_what_is_no_number_says_why(text: str, code: str) -> None:
    found = number_of(text)
    assert isinstance(found, Fault)
    assert found.code == code


def test_a_whole_number_has_no_decimals() -> None:
    assert whole_of("+12") == 12
    assert [fault.code for fault in (whole_of("12.0"), whole_of("x")) if isinstance(fault, Fault)] == [
        "number.not_whole",
        "number.bad",
    ]


def test_a_long_text_is_cut_to_sixty_characters() -> None:
    assert shortened("x" * 60) == "x" * 60
    assert shortened("x" * 61) == "x" * 59 + "…"


def test_digits_survive_into_decimal_without_a_context() -> None:
    assert number_of("123456789012345") == Decimal("123456789012345")
