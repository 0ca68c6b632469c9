"""Numbers as people read them: places as given, thousands apart, a true minus sign, the reader's digits."""

from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.exact import round_half_up, trimmed
from rabrong.ui.digits import shown

MINUS = "\u2212"
Number = Decimal | Fraction | int


def fixed(value: Number, places: int) -> str:
    """A number with so many decimals, rounded half up: 3.8262."""
    return _for_people(f"{round_half_up(_exact(value), places):,f}")


def at_most(value: Number, places: int) -> str:
    """A number with at most so many decimals and no zeros at the end: 5, 7.25, 11,044."""
    return _for_people(f"{_trimmed(value, places):,f}")


def typed(value: Number, places: int) -> str:
    """The same as it would be typed: Arabic digits, nothing between thousands, a plain minus."""
    return f"{_trimmed(value, places):f}"


def change(value: Number, places: int) -> str:
    """A change with its sign: +0.0311, −0.0078, 0.0000."""
    rounded = round_half_up(_exact(value), places)
    return ("+" if rounded > 0 else "") + _for_people(f"{rounded:,f}")


def bare(value: int) -> str:
    """A count or a year as it is, nothing between thousands."""
    return shown(str(value))


def _trimmed(value: Number, places: int) -> Decimal:
    return Decimal(trimmed(round_half_up(_exact(value), places)))


def _exact(value: Number) -> Decimal | Fraction:
    return Decimal(value) if isinstance(value, int) else value


def _for_people(digits: str) -> str:
    return shown(digits.replace("-", MINUS))
