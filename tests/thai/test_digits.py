"""Thai and Arabic digits."""

from hypothesis import given
from hypothesis import strategies as st

from rabrong.thai.digits import to_arabic_digits, to_thai_digits


def test_every_digit_has_its_thai_one_and_nothing_else_changes() -> None:
    assert to_thai_digits("KPI 0123456789 ก−,.%") == "KPI ๐๑๒๓๔๕๖๗๘๙ ก−,.%"
    assert to_arabic_digits("๐๑๒๓๔๕๖๗๘๙ 7") == "0123456789 7"


@given(st.text(st.characters(exclude_characters="๐๑๒๓๔๕๖๗๘๙")))
def test_there_and_back_is_the_same_text(text: str) -> None:
    assert to_arabic_digits(to_thai_digits(text)) == text
