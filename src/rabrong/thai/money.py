"""Money in words as Thai documents print it: exact, from whole satang.

Conventions are those of the Office of the Royal Society and of government documents: a one in the last place is เอ็ด as
soon as anything stands before it (101 is หนึ่งร้อยเอ็ด, 1,000,001 is หนึ่งล้านเอ็ด), twenty is ยี่สิบ, ten is สิบ, and every six
digits ล้าน is said again (10**12 is หนึ่งล้านล้าน). An amount of whole baht ends in ถ้วน.
"""

from decimal import Decimal
from fractions import Fraction

SATANG_IN_BAHT = 100
MILLION = 1_000_000

_ONES = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")


def satang_of(baht: Decimal) -> int:
    """An amount of baht in satang. Raises ValueError for a part of a satang, which no document can print.

    >>> satang_of(Decimal("21.25"))
    2125
    """
    satang = Fraction(baht) * SATANG_IN_BAHT if baht.is_finite() else None
    if satang is None or satang.denominator != 1:
        raise ValueError(f"{baht} baht is not a whole number of satang")
    return satang.numerator


def baht_text(satang: int) -> str:
    """An amount of satang in words.

    >>> baht_text(10_000), baht_text(2_125), baht_text(25), baht_text(0)
    ('หนึ่งร้อยบาทถ้วน', 'ยี่สิบเอ็ดบาทยี่สิบห้าสตางค์', 'ยี่สิบห้าสตางค์', 'ศูนย์บาทถ้วน')
    >>> baht_text(-100_000_100)
    'ลบหนึ่งล้านเอ็ดบาทถ้วน'
    """
    baht, rest = divmod(abs(satang), SATANG_IN_BAHT)
    sign = "ลบ" if satang < 0 else ""
    whole = f"{number_text(baht)}บาท" if baht or not rest else ""
    return sign + whole + (f"{number_text(rest)}สตางค์" if rest else "ถ้วน")


def number_text(number: int) -> str:
    """A whole number, zero or more, in words. Raises ValueError for a negative one.

    >>> number_text(101), number_text(21_000_000), number_text(10**12)
    ('หนึ่งร้อยเอ็ด', 'ยี่สิบเอ็ดล้าน', 'หนึ่งล้านล้าน')
    """
    if number < 0:
        raise ValueError(f"{number} is negative: its sign is for the caller to say")
    if number == 0:
        return _ONES[0]
    millions, rest = divmod(number, MILLION)
    before = f"{number_text(millions)}ล้าน" if millions else ""
    return before + _below_million(rest, follows=bool(millions))


def _below_million(number: int, *, follows: bool) -> str:
    digits = [int(digit) for digit in reversed(str(number))]
    words = [_digit_text(digit, place) for place, digit in enumerate(digits) if digit]
    if digits[0] == 1 and (follows or len(digits) > 1):
        words[0] = "เอ็ด"
    return "".join(reversed(words))


def _digit_text(digit: int, place: int) -> str:
    if place == 1 and digit <= 2:
        return "สิบ" if digit == 1 else "ยี่สิบ"
    return _ONES[digit] + _PLACES[place]
