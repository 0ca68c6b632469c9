"""The place of a unit among others, said only to who sees all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from rabrong.dashboards.pages.scorecards.provinces import Address, rank_rows
from rabrong.dashboards.queries.units import UnitScore
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit


@dataclass(frozen=True, slots=True)
class Place:
    """`rank` of `count`, None without a score; `inside` is the region, None for the whole country."""

    rank: int | None
    count: int
    inside: Unit | None = None


def place_in(book: YearBook, scores: Sequence[UnitScore], unit: Unit, *, inside: Unit | None = None) -> Place:
    """Where a unit stands. `scores` are in order; a unit that is not among them has no rank."""
    rows = rank_rows(book, scores, Address(book.year), chosen=unit)
    return Place(next((row.rank for row in rows if row.is_chosen), None), len(rows), inside)
