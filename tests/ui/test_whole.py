"""Whole numbers as they come back from a page."""

import pytest

from rabrong.ui.whole import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("๑๒", 12),
        ("", -1),
        ("-1", -1),
        ("1.0", -1),
        ("²", -1),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, -1),
    ],
)
def test_a_whole_number_is_read_and_anything_else_is_not(text: str, number: int) -> None:
    assert whole_number(text) == number


def test_a_number_longer_than_python_reads_is_none_of_ours() -> None:
    assert whole_number("9" * 5000, 0) == 0
