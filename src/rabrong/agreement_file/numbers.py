"""Numbers as people write them in files: up to 15 digits, at most 10 of them decimals, no exponent."""

import re
from decimal import Decimal

from rabrong.scoring.absence import Fault

MOST_DIGITS = 15
MOST_DECIMALS = 10
NUMBER = re.compile(r"[+-]?([0-9]+)(?:\.([0-9]+))?")
WHOLE = re.compile(r"[+-]?[0-9]+")
THAI_DIGITS = re.compile("[๐-๙]")


def number_of(text: str) -> Decimal | Fault:
    """The number, its decimals kept as written (1.10 stays 1.10, 010 is 10); zero has no sign."""
    found = NUMBER.fullmatch(text)
    if not found:
        return Fault(_why_not_a_number(text), {"text": shortened(text)})
    whole, decimals = found[1].lstrip("0"), found[2] or ""
    if len(whole) + len(decimals.rstrip("0")) > MOST_DIGITS or len(decimals) > MOST_DECIMALS:
        return Fault("number.long", {"text": shortened(text), "digits": MOST_DIGITS, "decimals": MOST_DECIMALS})
    value = Decimal(text)
    return value if value else abs(value)


def whole_of(text: str) -> int | Fault:
    """The whole number."""
    value = number_of(text)
    if isinstance(value, Fault):
        return value
    return int(value) if WHOLE.fullmatch(text) else Fault("number.not_whole", {"text": shortened(text)})


def shortened(text: str) -> str:
    """The text, cut so that a sentence stays readable."""
    return text if len(text) <= 60 else text[:59] + "…"


def _why_not_a_number(text: str) -> str:
    if not text:
        return "number.empty"
    if "," in text:
        return "number.comma"
    return "number.thai_digits" if THAI_DIGITS.search(text) else "number.bad"
