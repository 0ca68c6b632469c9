"""The Owner-Supporter table as agreement files know it: out of the database and into it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from rabrong.agreement_file.document import Owner, OwnerRole
from rabrong.assignments.models import Ownership
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal


def owners_of(versions: Iterable[int]) -> Mapping[int, Sequence[Owner]]:
    """Indicator version -> who owns and supports it. One query."""
    rows = Ownership.objects.filter(indicator_id__in=list(versions)).select_related("unit")
    found: dict[int, list[Owner]] = {}
    for row in rows:
        owner = Owner(row.unit.code, cast(OwnerRole, row.role), row.share, 0)
        found.setdefault(row.indicator_id, []).append(owner)
    return found


def keep_owners(rows: Mapping[int, Sequence[Owner]]) -> Refusal | None:
    """Make the Owner-Supporter table of some indicators what a file says. Three queries."""
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
    Ownership.objects.filter(indicator_id__in=rows).delete()
    Ownership.objects.bulk_create(
        Ownership(indicator_id=pk, unit=units[owner.unit], role=owner.role, share=owner.share, position=at)
        for pk, owners in rows.items()
        for at, owner in enumerate(owners, start=1)
    )
    return None
