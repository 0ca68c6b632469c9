"""What is looked for in Thai text: which words, in which spellings, and where they stand."""

import pytest

from rabrong.thai.sought import MOST_WORDS, around, pieces, plain, sought_words, spellings


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("กํา", "กำ"),
        ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),
        ("๑๒๓", "123"),
        ("Bang KRUAI", "bang kruai"),
        ("e\u0301t", "\u00e9t"),
    ],
)
def test_spellings_of_the_same_are_compared_as_one(typed: str, expected: str) -> None:
    assert plain(typed) == expected


def test_only_so_many_words_are_looked_for() -> None:
    assert sought_words("ก ข ค ง จ ฉ ช") == ["ก", "ข", "ค", "ง", "จ", "ฉ"][:MOST_WORDS]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("กข", ("กข",)),
        ("12", ("12", "๑๒")),
        ("ตำบล1", ("ตำบล1", "ตํ\u0e32บล1", "ตำบล๑", "ตํ\u0e32บล๑")),
    ],
)
def test_a_word_may_stand_in_other_digits_and_with_sara_am_in_two_letters(word: str, expected: tuple[str, ...]) -> None:
    assert spellings(word) == expected


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("น้ำท่วมตำบลบางกรวย", ["ตำบล"], ["ตำบล"]),
        ("ต\u0e4d\u0e32บล", ["ตำ"], ["ต\u0e4d\u0e32"]),
        ("ปี ๒๕๕๕ และ 2555", ["2555"], ["๒๕๕๕", "2555"]),
        ("Bang Kruai", ["kruai", "uai"], ["Kruai"]),
        ("กกก", ["กก"], ["กกก"]),
        ("ไม่มี", ["x"], []),
        ("ไม่มี", [""], []),
    ],
)
def test_matches_are_marked_and_nothing_of_the_text_changes(text: str, words: list[str], marked: list[str]) -> None:
    found = pieces(text, words)

    assert "".join(piece for piece, _ in found) == text
    assert [piece for piece, matches in found if matches] == marked


def test_of_a_long_text_the_part_around_the_first_match_is_shown() -> None:
    text = f"{'ก' * 300} น้ำท่วม {'ข' * 300}"

    assert around("สั้น\nพอ", ["พอ"], 40) == "สั้น พอ"
    assert around(text, ["น้ำท่วม"], 30) == f"…{'ก' * 9} น้ำท่วม {'ข' * 12}…"
    assert around(text, ["ไม่มี"], 30) == f"{'ก' * 30}…"
