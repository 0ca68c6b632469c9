"""May somebody set the monthly plan of an indicator, and is it one."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from rabrong.agreements.models import Item
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Role
from rabrong.org.rules import Refusal, may_administer
from rabrong.results.forecasts.one_number import is_one_number
from rabrong.results.models import Trajectory
from rabrong.results.rules.approving import supervised_by
from rabrong.results.rules.rounds import running_refusal
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.scale import Scale

MONTHS = 12
LONGEST = 30
"""Digits of a planned number."""

Planned = Sequence[Decimal | None]


def may_plan(actor: Actor, item: Item) -> Grant | None:
    """The PSDG, who supervises the indicator, and the supervisors of the unit itself. Two queries at most."""
    grant = may_administer(actor)
    if grant is not None:
        return grant
    own = next((each for each in actor.holds(Role.SUPERVISOR) if each.unit_id == item.agreement.unit_id), None)
    return own or next(iter(supervised_by(actor, [item.indicator_id]).values()), None)


def planning_refusal(item: Item) -> Refusal | None:
    """A plan is made for a year that runs, of what it still promises."""
    refusal = running_refusal(item.agreement.year)
    if refusal is not None:
        return refusal
    cancelled = item.indicator.cancelled
    return None if cancelled is None else Refusal("plan.cancelled", {"round": cancelled})


def plan_refusal(indicator: Indicator, months: Planned, scale: Scale) -> Refusal | None:
    """Twelve months, September among them, each a number that the criteria can score."""
    if len(months) != MONTHS:
        return Refusal("plan.not_twelve", {"given": len(months)})
    if months[-1] is None:
        return Refusal("plan.no_end")
    for month, value in enumerate(months, start=1):
        if value is not None and not _can_be(indicator, value, scale):
            return Refusal("plan.outside", {"month": month, "last": scale.points[-1]})
    return None


def _can_be(indicator: Indicator, value: Decimal, scale: Scale) -> bool:
    """A result by the criteria; points of the scale where a result is no single number."""
    if len(format(value, "f")) > LONGEST:
        return False
    if not is_one_number(indicator.criterion):
        return 0 <= Fraction(value) <= scale.last
    return indicator.criterion.claim_fault(value, scale) is None


def stale_refusal(newest: Trajectory | None, seen: int) -> Refusal | None:
    """Whoever began from an older version looks again."""
    version = 0 if newest is None else newest.version
    return None if version == seen else Refusal("plan.stale")
