"""Reading the cells of the Owner-Supporter table: what stands in each, and what stood there before."""

from collections.abc import Iterable
from typing import Protocol

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import Ownership
from rabrong.org.models import Person, Unit

Key = tuple[int, str, int]
"""A cell: indicator id, "unit" or "person", that one's id."""


class OfSomebody(Protocol):
    """An indicator and who does it."""

    @property
    def indicator(self) -> IndicatorVersion:
        """The indicator."""

    @property
    def who(self) -> Unit | Person:
        """Who does it."""


def key_of(cell: OfSomebody) -> Key:
    """The cell of an indicator and a unit or a person."""
    return cell.indicator.pk, "person" if isinstance(cell.who, Person) else "unit", cell.who.pk


def standing_cells(indicators: Iterable[int]) -> dict[Key, list[Ownership]]:
    """What is in force of some indicators, by cell, the first rounds first. One query."""
    rows = Ownership.objects.filter(indicator__in=list(indicators)).select_related("indicator", "unit", "person")
    found: dict[Key, list[Ownership]] = {}
    for row in rows.order_by("from_round", "pk"):
        key = (row.indicator_id, "unit", row.unit_id) if row.unit_id else (row.indicator_id, "person", row.person_id)
        found.setdefault(key, []).append(row)
    return found


def mark_of(rows: Iterable[Ownership]) -> str:
    """What tells whether a cell is as it was: it is another one as soon as anything in the cell changed."""
    return ".".join(str(pk) for pk in sorted(row.pk for row in rows))


def history_of(indicator: IndicatorVersion, who: Unit | Person) -> list[Ownership]:
    """Everything a cell ever said, the newest first, with who made and who ended it. One query."""
    whose = {"person": who} if isinstance(who, Person) else {"unit": who}
    rows = Ownership.history.filter(indicator=indicator, **whose).select_related("made_by", "ended_by")
    return list(rows.order_by("-pk"))
