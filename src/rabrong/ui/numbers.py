"""Numbers as people read them: places as given, thousands apart, a true minus sign."""

from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.exact import round_half_up, trimmed

MINUS = "\u2212"
Number = Decimal | Fraction | int


def fixed(value: Number, places: int) -> str:
    """A number with so many decimals, rounded half up: 3.8262."""
    return _signed(f"{round_half_up(_exact(value), places):,f}")


def at_most(value: Number, places: int) -> str:
    """A number with at most so many decimals and no zeros at the end: 5, 7.25, 11,044."""
    return _signed(f"{Decimal(trimmed(round_half_up(_exact(value), places))):,f}")


def change(value: Number, places: int) -> str:
    """A change with its sign: +0.0311, −0.0078, 0.0000."""
    rounded = round_half_up(_exact(value), places)
    return ("+" if rounded > 0 else "") + _signed(f"{rounded:,f}")


def _exact(value: Number) -> Decimal | Fraction:
    return Decimal(value) if isinstance(value, int) else value


def _signed(digits: str) -> str:
    return digits.replace("-", MINUS)
