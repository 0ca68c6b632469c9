"""The months and rounds of an indicator's evidence, to choose from."""

from dataclasses import dataclass, replace

from rabrong.assignments.models import ROUNDS
from rabrong.evidence.pages.panel import place_address
from rabrong.evidence.queries import standing_versions
from rabrong.evidence.rules import Slot


@dataclass(frozen=True, slots=True)
class Time:
    """A month or round with the number of files there."""

    month: int | None
    round: int | None
    href: str
    count: int
    is_here: bool


def times_of(slot: Slot) -> tuple[Time, ...]:
    """All months, then the rounds. One query."""
    rows = standing_versions().filter(attachment__unit=slot.unit, attachment__indicator=slot.indicator)
    counts: dict[tuple[int | None, int | None], int] = {}
    for at in rows.values_list("attachment__month", "attachment__round"):
        counts[at] = counts.get(at, 0) + 1
    every = [*((month, None) for month in range(1, 13)), *((None, round_) for round_ in ROUNDS)]
    return tuple(
        Time(
            month,
            round_,
            place_address(replace(slot, month=month, round=round_)),
            counts.get((month, round_), 0),
            (month, round_) == (slot.month, slot.round),
        )
        for month, round_ in every
    )
