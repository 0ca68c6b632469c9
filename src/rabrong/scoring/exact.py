"""Exact numbers: Decimal in, Fraction while computing, one half-up rounding at the edge."""

from collections.abc import Iterable
from decimal import MAX_PREC, Context, Decimal, Inexact, InvalidOperation, Overflow
from fractions import Fraction
from functools import lru_cache
from math import lcm

Number = Decimal | Fraction

EXACT = Context(prec=200, traps=[Inexact, InvalidOperation, Overflow])
"""Adds and multiplies reported numbers; raises rather than rounds."""

UNBOUNDED = Context(prec=MAX_PREC)
"""Moves the decimal point of a number of any length."""


def round_half_up(value: Number, places: int) -> Decimal:
    """Round once, ties away from zero.

    >>> round_half_up(Fraction(1, 8), 2)
    Decimal('0.13')

    Source: domain rule 6.11 (MJU prints 0.125 as 0.13).
    """
    numerator, denominator = value.as_integer_ratio()
    whole, rest = divmod(abs(numerator) * 10**places, denominator)
    if 2 * rest >= denominator:
        whole += 1
    return Decimal(-whole if numerator < 0 else whole).scaleb(-places, UNBOUNDED)


@lru_cache(maxsize=16384)
def fraction_of(text: str) -> Fraction:
    """The exact number of its text: the same some thousand are read again and again.

    >>> fraction_of("28501/7449")
    Fraction(28501, 7449)
    """
    return Fraction(text)


def sum_of_fractions(values: Iterable[Fraction]) -> Fraction:
    """The exact sum over one common denominator: reduced once, where adding pair by pair reduces every time.

    >>> sum_of_fractions([Fraction(1, 6), Fraction(1, 3)])
    Fraction(1, 2)
    """
    parts = list(values)
    below = lcm(*(part.denominator for part in parts))
    return Fraction(sum(part.numerator * (below // part.denominator) for part in parts), below)


def added(values: Iterable[Decimal]) -> Decimal:
    """The exact sum, whatever the decimal context of the caller.

    >>> added([Decimal("60"), Decimal("0.5")])
    Decimal('60.5')
    """
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, value)
    return total


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


def fraction_text(value: Fraction) -> str:
    """The fraction in lowest terms, of any length: Python itself writes no whole number of more than 4,300 digits.

    >>> fraction_text(Fraction(22, 8)), fraction_text(Fraction(3))
    ('11/4', '3')
    """
    numerator, denominator = (plain(Decimal(part)) for part in value.as_integer_ratio())
    return numerator if value.denominator == 1 else f"{numerator}/{denominator}"
