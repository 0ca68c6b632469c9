"""Money in words, against printed examples and a reader that goes the other way."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rabrong.thai.money import baht_text, number_text, satang_of

ONES = {"หนึ่ง": 1, "เอ็ด": 1, "สอง": 2, "ยี่": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9}
PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}
WORDS = re.compile("|".join([*ONES, *PLACES, "ล้าน", "ศูนย์"]))


def read_aloud(words: str) -> int:
    """The number a listener hears: a digit waits for its place, ล้าน lifts everything heard so far."""
    lifted = heard = waiting = 0
    for word in WORDS.findall(words):
        if word in ONES:
            waiting = ONES[word]
        elif word in PLACES:
            heard += (waiting or 1) * PLACES[word]
            waiting = 0
        elif word == "ล้าน":
            lifted = (lifted + heard + waiting) * 1_000_000
            heard = waiting = 0
    return lifted + heard + waiting


@pytest.mark.parametrize(
    ("baht", "words"),
    [
        ("0", "ศูนย์บาทถ้วน"),
        ("1", "หนึ่งบาทถ้วน"),
        ("10", "สิบบาทถ้วน"),
        ("11", "สิบเอ็ดบาทถ้วน"),
        ("12", "สิบสองบาทถ้วน"),
        ("20", "ยี่สิบบาทถ้วน"),
        ("21", "ยี่สิบเอ็ดบาทถ้วน"),
        ("22", "ยี่สิบสองบาทถ้วน"),
        ("100", "หนึ่งร้อยบาทถ้วน"),
        ("101", "หนึ่งร้อยเอ็ดบาทถ้วน"),
        ("111", "หนึ่งร้อยสิบเอ็ดบาทถ้วน"),
        ("121", "หนึ่งร้อยยี่สิบเอ็ดบาทถ้วน"),
        ("1001", "หนึ่งพันเอ็ดบาทถ้วน"),
        ("5011", "ห้าพันสิบเอ็ดบาทถ้วน"),
        ("10000", "หนึ่งหมื่นบาทถ้วน"),
        ("123456", "หนึ่งแสนสองหมื่นสามพันสี่ร้อยห้าสิบหกบาทถ้วน"),
        ("1000000", "หนึ่งล้านบาทถ้วน"),
        ("1000001", "หนึ่งล้านเอ็ดบาทถ้วน"),
        ("1000010", "หนึ่งล้านสิบบาทถ้วน"),
        ("10000000", "สิบล้านบาทถ้วน"),
        ("11000000", "สิบเอ็ดล้านบาทถ้วน"),
        ("21000021", "ยี่สิบเอ็ดล้านยี่สิบเอ็ดบาทถ้วน"),
        ("101000000", "หนึ่งร้อยเอ็ดล้านบาทถ้วน"),
        ("1000000000000", "หนึ่งล้านล้านบาทถ้วน"),
        ("1000001000000", "หนึ่งล้านเอ็ดล้านบาทถ้วน"),
        ("1000000000001", "หนึ่งล้านล้านเอ็ดบาทถ้วน"),
        ("21.25", "ยี่สิบเอ็ดบาทยี่สิบห้าสตางค์"),
        ("0.25", "ยี่สิบห้าสตางค์"),
        ("0.01", "หนึ่งสตางค์"),
        ("0.11", "สิบเอ็ดสตางค์"),
        ("1.01", "หนึ่งบาทหนึ่งสตางค์"),
        ("1234.50", "หนึ่งพันสองร้อยสามสิบสี่บาทห้าสิบสตางค์"),
        ("99.99", "เก้าสิบเก้าบาทเก้าสิบเก้าสตางค์"),
        ("-5", "ลบห้าบาทถ้วน"),
        ("-0.50", "ลบห้าสิบสตางค์"),
    ],
)
def test_an_amount_reads_as_documents_print_it(baht: str, words: str) -> None:
    assert baht_text(satang_of(Decimal(baht))) == words


@given(st.integers(0, 10**30))
def test_what_is_said_is_what_was_meant(number: int) -> None:
    assert read_aloud(number_text(number)) == number


@given(st.integers(0, 10**18))
def test_no_two_amounts_sound_the_same(satang: int) -> None:
    said = baht_text(satang)
    baht, _, rest = said.rpartition("บาท")
    assert read_aloud(baht) * 100 + read_aloud(rest) == satang


@given(st.integers(-(10**18), 10**18))
def test_satang_and_baht_are_the_same_amount(satang: int) -> None:
    assert satang_of(Decimal(satang) / 100) == satang


def test_an_amount_of_any_length_stays_exact() -> None:
    assert satang_of(Decimal("1" + "0" * 40 + ".01")) == 10**42 + 1


@pytest.mark.parametrize("baht", ["0.001", "21.255", "NaN", "Infinity", "sNaN"])
def test_what_cannot_be_paid_is_refused(baht: str) -> None:
    with pytest.raises(ValueError, match="whole number of satang"):
        satang_of(Decimal(baht))


def test_a_number_alone_has_no_sign() -> None:
    with pytest.raises(ValueError, match="negative"):
        number_text(-1)
