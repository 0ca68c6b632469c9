"""Writing the agreements that stand below another: many at once, in few queries, in the transaction of the caller."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import ProtectedError

from rabrong.agreements.models import Agreement, AgreementState, Item

AT_ONCE = 1000
"""Rows in one statement."""

Whose = tuple[int, int | None]
"""The id of a unit, and of a person in it or None."""


@dataclass(frozen=True, slots=True)
class ChildItem:
    """What one indicator's item of a unit or person shall say: weights, target, criteria, amended."""

    whose: Whose
    indicator: int
    content: Mapping[str, Any]


def write_children(
    year: int, superiors: Mapping[Whose, int], items: Sequence[ChildItem], step: Callable[[int], None]
) -> set[Whose]:
    """Make the items say so; who had no agreement gets a draft under the unit of `superiors`. Returns who got one.

    The caller has refused what is signed. `step` is told how many items are written. Queries: one, and one for every
    thousand rows.
    """
    wanted = {item.whose for item in items}
    known = _agreements(year, wanted)
    new = sorted(wanted - known.keys(), key=str)
    Agreement.objects.bulk_create(
        [
            Agreement(
                year_id=year,
                unit_id=unit,
                person_id=person,
                superior_id=superiors[unit, person],
                state=AgreementState.DRAFT,
            )
            for unit, person in new
        ],
        batch_size=AT_ONCE,
    )
    known = _agreements(year, wanted) if new else known
    for at in range(0, len(items), AT_ONCE):
        _write(items[at : at + AT_ONCE], known)
        step(min(at + AT_ONCE, len(items)))
    return set(new)


def _agreements(year: int, wanted: set[Whose]) -> dict[Whose, int]:
    rows = Agreement.objects.filter(year_id=year).values_list("unit_id", "person_id", "pk")
    return {(unit, person): pk for unit, person, pk in rows if (unit, person) in wanted}


def _write(items: Iterable[ChildItem], agreements: Mapping[Whose, int]) -> None:
    Item.objects.bulk_create(
        [
            Item(
                agreement_id=agreements[item.whose],
                indicator_id=item.indicator,
                weights=item.content["weights"],
                target=Decimal(item.content["target"]) if item.content["target"] else None,
                criteria=item.content["criteria"],
                amended=item.content["amended"],
            )
            for item in items
        ],
        update_conflicts=True,
        unique_fields=["agreement", "indicator"],
        update_fields=["weights", "target", "criteria", "amended"],
    )


def take_back_children(items: Iterable[int], agreements: Iterable[int]) -> None:
    """Delete items, and those of the agreements that are drafts and then have none left and no text."""
    ids = list(items)
    for at in range(0, len(ids), AT_ONCE):
        Item.objects.filter(pk__in=ids[at : at + AT_ONCE]).delete()
    empty = Agreement.objects.filter(pk__in=set(agreements), items=None, revisions=None, state=AgreementState.DRAFT)
    for at in [*empty.values_list("pk", flat=True)]:
        try:
            Agreement.objects.filter(pk=at).delete()
        except ProtectedError:  # something else hangs on it, a negotiation or a cascade of its own
            continue
