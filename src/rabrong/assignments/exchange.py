"""The Owner-Supporter table as agreement files know it: out of the database and into it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import cast

from rabrong.agreement_file.document import Owner, OwnerRole
from rabrong.assignments.models import ROUNDS, Ownership
from rabrong.org.actor import Actor
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal


def owners_of(versions: Iterable[int]) -> Mapping[int, Sequence[Owner]]:
    """Indicator version -> the units that own and support it in the last round. One query."""
    rows = Ownership.objects.filter(indicator_id__in=list(versions), unit__isnull=False, to_round=None)
    found: dict[int, list[Owner]] = {}
    for row in rows.select_related("unit"):
        owner = Owner(row.unit.code, cast(OwnerRole, row.role), row.share, 0)
        found.setdefault(row.indicator_id, []).append(owner)
    return found


def keep_owners(rows: Mapping[int, Sequence[Owner]], by: Actor, now: datetime) -> Refusal | None:
    """Make the units in the Owner-Supporter table of some indicators what a file says: what it does not say is ended,
    what stands as it says goes on. Four queries."""
    named = [owner.unit for owners in rows.values() for owner in owners]
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=named)}
    unknown = sorted(set(named) - set(units))
    if unknown:
        return Refusal("exchange.unknown_unit", {"code": unknown[0]})
    for owners in rows.values():
        codes = [owner.unit for owner in owners]
        twice = next((code for at, code in enumerate(codes) if code in codes[:at]), None)
        if twice is not None:
            return Refusal("exchange.owner_twice", {"code": twice})
    _make_equal(rows, units, by, now)
    return None


Said = tuple[int, int, str, Decimal | None, int]
"""Indicator, unit, role, share, position."""


def _make_equal(rows: Mapping[int, Sequence[Owner]], units: Mapping[str, Unit], by: Actor, now: datetime) -> None:
    wanted: list[Said] = [
        (pk, units[owner.unit].pk, owner.role, owner.share, at)
        for pk, owners in rows.items()
        for at, owner in enumerate(owners, start=1)
    ]
    said = {row.pk: _said(row) for row in Ownership.objects.filter(indicator_id__in=rows, unit__isnull=False)}
    gone = [pk for pk, each in said.items() if each not in wanted]
    Ownership.objects.filter(pk__in=gone).update(ended_at=now, ended_by=by.person)
    Ownership.objects.bulk_create(
        Ownership(indicator_id=pk, unit_id=unit, role=role, share=share, position=at, made_at=now, made_by=by.person)
        for pk, unit, role, share, at in wanted
        if (pk, unit, role, share, at) not in said.values()
    )


def _said(row: Ownership) -> Said | None:
    """What a row of the whole year says; None for one of some rounds only, which no file can say."""
    if row.unit_id is None or row.from_round != ROUNDS[0] or row.to_round is not None:
        return None
    return row.indicator_id, row.unit_id, row.role, row.share, row.position
