"""What the Owner-Supporter table lets somebody see."""

from collections.abc import Mapping

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.queries import CENTRAL, central_above, owners_of
from rabrong.org.queries import Scope


def sees_indicator(scope: Scope, version: IndicatorVersion) -> bool:
    """Whoever sits in a unit that owns or supports an indicator sees that indicator of every unit; so does who sits
    above it or, up to the bureau, below it. No query for who sees everything, else three at most in a flat centre.
    """
    if scope.everything:
        return True
    owners = owners_of(version)
    own = {grant.unit_id for grant in scope.actor.grants}
    return bool(owners) and (not own.isdisjoint(owners) or _above_or_below(scope, owners))


def _above_or_below(scope: Scope, owners: Mapping[int, str]) -> bool:
    central = {unit for unit, kind in owners.items() if kind in CENTRAL}
    if any(scope.holds(unit) for unit in central):
        return True
    own = {grant.unit_id for grant in scope.actor.grants if grant.unit_kind in CENTRAL}
    return not central.isdisjoint(central_above(own, scope.actor.today))
