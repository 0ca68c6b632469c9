"""What raises a total most for least: one level up or to the target, what that adds, how many usual months it takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Improvement:
    """A better result of one indicator: `more` is the way to it, `gain` what the total gains.

    `months` is the way measured in usual months, None where no usual pace is known or it goes backwards.
    """

    code: str
    value: Fraction
    score: Fraction
    more: Fraction
    gain: Fraction
    months: Fraction | None

    @property
    def gain_a_month(self) -> Fraction | None:
        """What the total gains for each usual month of work."""
        return None if self.months is None else self.gain / self.months


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an indicator will stand: its result and score, its share of the total's weight, its usual monthly pace."""

    code: str
    value: Fraction
    score: Fraction
    share: Fraction
    pace: Fraction | None


def improvement(stand: Stand, value: Fraction, score: Fraction) -> Improvement | None:
    """What a result would bring: weight share x points gained. None where it brings nothing.

    >>> stand = Stand("4.3", Fraction(74), Fraction(3), Fraction(5, 100), Fraction(2))
    >>> improvement(stand, Fraction(80), Fraction(5)).gain
    Fraction(1, 10)
    """
    gain, more = stand.share * (score - stand.score), abs(value - stand.value)
    if gain <= 0 or not more:
        return None
    months = more / stand.pace if stand.pace is not None and stand.pace > 0 else None
    return Improvement(stand.code, value, score, more, gain, months)


def most_for_least(found: Iterable[Improvement]) -> list[Improvement]:
    """By gain for a usual month, most first; those without a pace after them by gain."""

    def place(each: Improvement) -> tuple[bool, Fraction, str]:
        a_month = each.gain_a_month
        return a_month is None, -(each.gain if a_month is None else a_month), each.code

    return sorted(found, key=place)
