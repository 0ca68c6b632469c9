"""The 13-digit citizen number: checked when read, kept as a keyed hash only, never as itself."""

import hashlib
import hmac

from rabrong.thai.digits import to_arabic_digits

LENGTH = 13
SHORTEST_KEY = 32


def read_citizen_number(text: str) -> str | None:
    """The 13 digits of what was typed, with or without spaces and hyphens, in either digits; None when it is none.

    The last digit checks the others: 11 - (13 d1 + 12 d2 + ... + 2 d12) mod 11, its last digit.
    """
    digits = "".join(each for each in to_arabic_digits(text) if each not in " -\u00a0")
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return None
    total = sum((LENGTH - place) * int(digit) for place, digit in enumerate(digits[:-1]))
    return digits if int(digits[-1]) == (11 - total % 11) % 10 else None


def citizen_hash(number: str, *, key: str) -> str:
    """HMAC-SHA256 of a checked number, in hex: without the key nobody finds the number by trying all of them.

    Raises ValueError for a key that is too short.
    """
    if len(key) < SHORTEST_KEY:
        raise ValueError("the key for citizen numbers has 32 or more characters")
    return hmac.new(key.encode(), number.encode("ascii"), hashlib.sha256).hexdigest()
