"""The rounds a row counts in, and whether who is named is there in them."""

from typing import Protocol

from rabrong.agreements.models import Year
from rabrong.agreements.rules.templates import FIRST_MONTHS
from rabrong.agreements.rules.years import closed_refusal
from rabrong.assignments.models import ROUNDS
from rabrong.org.models import Person, PersonStatus, Unit
from rabrong.org.rules import Refusal
from rabrong.thai.fiscal import month_range

LAST = ROUNDS[-1]


class Spanning(Protocol):
    """Whatever counts in some rounds; `to_round` None is to the end of the year."""

    @property
    def from_round(self) -> int:
        """The first."""

    @property
    def to_round(self) -> int | None:
        """The last."""


def until(each: Spanning) -> int:
    """The last round in which it counts."""
    return LAST if each.to_round is None else each.to_round


def touch(one: Spanning, other: Spanning) -> bool:
    """Whether two count in a round together."""
    return one.from_round <= until(other) and other.from_round <= until(one)


def round_before(round_: int) -> int:
    """The round before one that is not the first."""
    return ROUNDS[ROUNDS.index(round_) - 1]


def round_after(round_: int) -> int:
    """The round after one that is not the last."""
    return ROUNDS[ROUNDS.index(round_) + 1]


def round_of_month(month: int) -> int:
    """The round in which a fiscal month, 1 to 12, is counted first.

    >>> round_of_month(6), round_of_month(7), round_of_month(12)
    (6, 9, 12)
    """
    return next(round_ for round_ in ROUNDS if month <= round_)


def to_the_end(round_: int) -> int | None:
    """A last round as it is stored: None where it is the year's."""
    return None if round_ == LAST else round_


def rounds_refusal(each: Spanning, year: Year) -> Refusal | None:
    """Rounds there are, in their order, of a year that is not closed."""
    if each.from_round not in ROUNDS or until(each) not in ROUNDS:
        wrong = until(each) if each.from_round in ROUNDS else each.from_round
        return Refusal("owner.unknown_round", {"round": wrong})
    if each.from_round > until(each):
        return Refusal("owner.rounds_order", {"first": each.from_round, "last": until(each)})
    return closed_refusal(year)


def absent_refusal(who: Unit | Person, each: Spanning, year: Year) -> Refusal | None:
    """A unit that stands in every one of the rounds, a person whose account is not closed. No query."""
    if isinstance(who, Person):
        is_closed = who.status == PersonStatus.CLOSED
        return Refusal("owner.person_closed", {"person": str(who)}) if is_closed else None
    for round_ in (each_round for each_round in ROUNDS if each.from_round <= each_round <= until(each)):
        first, after = month_range(year.year, FIRST_MONTHS[round_], round_)
        if who.ends is not None and who.ends <= first:
            return Refusal("owner.unit_closed", {"unit": str(who), "round": round_, "on": who.ends})
        if who.starts >= after:
            return Refusal("owner.unit_not_yet", {"unit": str(who), "round": round_, "on": who.starts})
    return None
