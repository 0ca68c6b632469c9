"""What the Owner-Supporter table lets somebody see."""

from collections.abc import Mapping

from rabrong.agreements.models import IndicatorVersion
from rabrong.agreements.rules.templates import running_round
from rabrong.assignments.models import ROUNDS, Ownership
from rabrong.assignments.queries import CENTRAL, central_above, owners_of
from rabrong.org.queries import Scope


def sees_indicator(scope: Scope, version: IndicatorVersion) -> bool:
    """Whoever owns or supports an indicator, or sits in a unit that does, sees that indicator of every unit; so does
    who sits above it or, up to the bureau, below it. Whose part ended in a round that has passed does not any more; a
    part that begins later can be prepared. No query for who sees everything, else three at most in a flat centre.
    """
    if scope.everything:
        return True
    owners = owners_of(version, min(running_round(version.year_id, scope.actor.today), ROUNDS[-1]))
    if owners.people and scope.actor.grants and scope.actor.person.pk in owners.people:
        return True
    own = {grant.unit_id for grant in scope.actor.grants}
    return bool(owners.units) and (not own.isdisjoint(owners.units) or _above_or_below(scope, owners.units))


def _above_or_below(scope: Scope, owners: Mapping[int, str]) -> bool:
    central = {unit for unit, kind in owners.items() if kind in CENTRAL}
    if any(scope.holds(unit) for unit in central):
        return True
    own = {grant.unit_id for grant in scope.actor.grants if grant.unit_kind in CENTRAL}
    return not central.isdisjoint(central_above(own, scope.actor.today))


def indicators_owned(scope: Scope) -> frozenset[int]:
    """The ids of all indicators that somebody sees of every unit by `sees_indicator`, of every year; none for who sees
    everything anyway. Three queries, one more for each level of the centre above the own units."""
    if scope.everything or not scope.actor.grants:
        return frozenset()
    own = {grant.unit_id for grant in scope.actor.grants}
    inside = {grant.unit_id for grant in scope.actor.grants if grant.unit_kind in CENTRAL}
    above = central_above(inside, scope.actor.today)
    rows = Ownership.objects.values_list(
        "indicator_id", "indicator__year_id", "to_round", "unit_id", "unit__kind", "person_id"
    )
    found = set()
    for indicator, year, until, unit, kind, person in rows.order_by():
        if until is not None and until < min(running_round(year, scope.actor.today), ROUNDS[-1]):
            continue
        is_near = unit in own or (kind in CENTRAL and (scope.holds(unit) or unit in above))
        if is_near or person == scope.actor.person.pk:
            found.add(indicator)
    return frozenset(found)
