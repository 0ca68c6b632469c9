"""Characters that nobody sees."""

import pytest

from rabrong.thai.invisible import without_invisible


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff"])
def test_what_nobody_sees_is_left_out(hidden: str) -> None:
    assert without_invisible(f"{hidden}บาง{hidden}กรวย{hidden}") == "บางกรวย"


def test_vowels_and_tone_marks_above_and_below_stay() -> None:
    assert without_invisible("ผู้ว่าราชการจังหวัด น้ำ ญี่ปุ่น") == "ผู้ว่าราชการจังหวัด น้ำ ญี่ปุ่น"
