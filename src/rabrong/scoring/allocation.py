"""Sharing a number out: parts by largest remainder that add up to the whole exactly; levels that move with a target."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from rabrong.scoring.exact import round_half_up

Moving = Literal["scaled", "shifted", "kept"]
"""How levels follow a target: in proportion, by the same distance, or not at all."""

MOVINGS: tuple[Moving, ...] = ("scaled", "shifted", "kept")

MORE_PLACES = 4
"""Decimals that a moved level may have beyond those of the level it comes from."""


def can_be_shared(weights: Mapping[str, Decimal]) -> bool:
    """Whether there is something to share by: no part below zero, and not all of them zero."""
    return all(weight >= 0 for weight in weights.values()) and any(weight > 0 for weight in weights.values())


def apportioned(whole: Decimal, weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The parts of a number in proportion to weights, with as many decimals as the number has; they add up to it.

    Every part is its exact quota rounded down, and what is left goes step by step to the largest remainders; of equal
    remainders the smaller key comes first, in whatever order the weights are given. A part is less than a step off its
    quota. The weights have to pass `can_be_shared`.

    >>> apportioned(Decimal(10), {"a": Decimal(1), "b": Decimal(1), "c": Decimal(1)})
    {'a': Decimal('4'), 'b': Decimal('3'), 'c': Decimal('3')}
    """
    places, finest = places_of(whole), max(map(places_of, weights.values()))
    steps, shares = _steps(whole, places), {key: _steps(weight, finest) for key, weight in weights.items()}
    together = sum(shares.values())
    divided = {key: divmod(steps * share, together) for key, share in shares.items()}
    parts = {key: quotient for key, (quotient, _) in divided.items()}
    by_remainder = sorted(divided, key=lambda key: (-divided[key][1], key))
    for key in by_remainder[: steps - sum(parts.values())]:
        parts[key] += 1
    return {key: _decimal(part, places) for key, part in parts.items()}


def _steps(number: Decimal, places: int) -> int:
    """Whole steps of 10 ** -places: exact, whatever the decimal context of the caller."""
    numerator, denominator = number.as_integer_ratio()
    step: int = 10**places
    return numerator * step // denominator


def places_of(number: Decimal) -> int:
    """How many decimals a number is written with; none for 1E+3."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _decimal(steps: int, places: int) -> Decimal:
    return Decimal((int(steps < 0), Decimal(abs(steps)).as_tuple().digits, -places))


def moved_levels(levels: Sequence[Decimal], before: Decimal, after: Decimal, moving: Moving) -> tuple[Decimal, ...]:
    """The levels of a target as they are for another target; in their order, equal ones stay equal.

    Where they would be scaled by nothing, they are shifted. A scaled level is rounded half up to four decimals more
    than it had, and the level that is the target becomes the new target exactly.

    >>> moved_levels([Decimal(80), Decimal(90), Decimal(100)], Decimal(100), Decimal(25), "scaled")
    (Decimal('20'), Decimal('22.5'), Decimal('25'))
    """
    if moving == "kept" or before == after:
        return tuple(levels)
    if moving == "shifted" or before == 0:
        return tuple(_short(Fraction(level) + Fraction(after) - Fraction(before), level) for level in levels)
    factor = Fraction(after) / Fraction(before)
    most = max(map(places_of, (*levels, after)))
    return tuple(_short(Fraction(level) * factor, Decimal((0, (1,), -most))) for level in levels)


def _short(value: Fraction, like: Decimal) -> Decimal:
    """Without zeros at the end of the decimals."""
    rounded = round_half_up(value, places_of(like) + MORE_PLACES)
    short = rounded.normalize()
    return short if places_of(short) else round_half_up(Fraction(short), 0)
