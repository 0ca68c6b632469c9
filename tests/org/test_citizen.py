"""The citizen number: its check digit, how it is typed, and the keyed hash that is kept."""

import hashlib
import hmac

import pytest

from rabrong.org.citizen import citizen_hash, read_citizen_number

KEY = "k" * 32


@pytest.mark.parametrize(
    "typed", ["1101700230708", "1-1017-00230-70-8", "1 1017 00230 70 8", "๑๑๐๑๗๐๐๒๓๐๗๐๘", " 1101700230708 "]
)
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    """1*13 + 1*12 + 1*10 + 7*9 + 2*6 + 3*5 + 7*3 = 146; 146 mod 11 = 3; 11 - 3 = 8."""
    assert read_citizen_number(typed) == "1101700230708"


@pytest.mark.parametrize(
    "typed", ["1101700230709", "110170023070", "11017002307080", "110170023070x", "", "1101700230708.", "²101700230708"]
)
def test_what_is_no_number_is_not_read(typed: str) -> None:
    assert read_citizen_number(typed) is None


def test_a_check_of_ten_is_a_zero_and_of_eleven_a_one() -> None:
    """3*13 + 1*12 + 6*9 + 1*6 + 2*5 + 3*4 + 4*3 + 5*2 = 155, 155 mod 11 = 1, 11 - 1 = 10, last digit 0; and
    1*13 + 2*12 + ... + 2*2 = 352, 352 mod 11 = 0, 11 - 0 = 11, last digit 1."""
    assert read_citizen_number("3100600123450") == "3100600123450"
    assert read_citizen_number("1234567890121") == "1234567890121"


def test_the_hash_is_hmac_sha256_of_the_digits() -> None:
    wanted = hmac.new(KEY.encode(), b"1101700230708", hashlib.sha256).hexdigest()
    assert citizen_hash("1101700230708", key=KEY) == wanted
    assert citizen_hash("1101700230708", key="l" * 32) != wanted


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        citizen_hash("1101700230708", key="k" * 31)
