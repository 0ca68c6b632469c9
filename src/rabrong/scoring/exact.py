"""Exact numbers: Decimal in, Fraction while computing, one half-up rounding at the edge."""

from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from fractions import Fraction

Number = Decimal | Fraction

EXACT = Context(prec=200, traps=[Inexact, InvalidOperation, Overflow])
"""Adds and multiplies reported numbers; raises rather than rounds."""


def round_half_up(value: Number, places: int) -> Decimal:
    """Round once, ties away from zero.

    >>> round_half_up(Fraction(1, 8), 2)
    Decimal('0.13')

    Source: domain rule 6.11 (MJU prints 0.125 as 0.13).
    """
    exact = Fraction(value)
    whole, rest = divmod(abs(exact.numerator) * 10**places, exact.denominator)
    if 2 * rest >= exact.denominator:
        whole += 1
    sign = 1 if exact < 0 and whole else 0
    return Decimal((sign, tuple(int(digit) for digit in str(whole)), -places))


def plain(value: Decimal) -> str:
    """The digits without an exponent, as they were given.

    >>> plain(Decimal("0.0000001"))
    '0.0000001'
    """
    return format(value, "f")


def trimmed(value: Decimal) -> str:
    """The digits without an exponent and without zeros at the end of the decimals.

    >>> trimmed(Decimal("100.00"))
    '100'
    """
    digits = plain(value)
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def mean(total: Fraction, weight: Fraction) -> Fraction | None:
    """total / weight; None when there is nothing to divide by."""
    return total / weight if weight else None
