"""Small numbers keep what they are."""

from rabrong.ui.numbers import at_most, fixed


def test_a_whole_number_has_no_decimals() -> None:
    assert at_most(878, 2) == "878"


def test_a_whole_number_can_be_shown_as_a_score() -> None:
    assert fixed(5, 4) == "5.0000"
