"""Setting the monthly plan of an indicator: a further version; nothing of the scores changes."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rabrong.agreements.models import Item
from rabrong.agreements.queries import year_rules
from rabrong.audit.actions import queue_behind
from rabrong.org.actions.recording import Admin
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.results.actions.windows import noted
from rabrong.results.models import Trajectory
from rabrong.results.models.trajectories import NOT_PLANNED
from rabrong.results.queries.trajectories import plans_of
from rabrong.results.rules.trajectories import Planned, may_plan, plan_refusal, planning_refusal, stale_refusal
from rabrong.results.scores.single import indicator_of
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.exact import plain


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan for an item: twelve numbers, October first, None for a month without; `seen` is the version it began
    from, 0 where there was none."""

    item: Item
    months: Planned
    seen: int


@transaction.atomic
def set_plan(plan: Plan, *, by: Actor, now: datetime) -> Trajectory | Refusal:
    """The next version of the plan counts from now on."""
    item = plan.item
    grant = may_plan(by, item)
    if grant is None:
        return Refusal("plan.not_planner", {"unit": item.agreement.unit.code})
    queue_behind(by.person.unit.chain)
    newest = plans_of(item.agreement.unit, item.indicator).first()
    refusal = planning_refusal(item) or stale_refusal(newest, plan.seen)
    scale = year_rules(item.agreement.year_id).scale
    refusal = refusal or plan_refusal(indicator_of(item, ROUNDS[-1]), plan.months, scale)
    months = [NOT_PLANNED if value is None else plain(value) for value in plan.months]
    if refusal is None and newest is not None and newest.months == months:
        refusal = Refusal("plan.same")
    if refusal is not None:
        return refusal
    return _stored(Admin(by, grant, now), item, months, plan.seen + 1)


def _stored(admin: Admin, item: Item, months: list[str], version: int) -> Trajectory:
    unit, indicator = item.agreement.unit, item.indicator
    row = Trajectory.objects.create(
        unit=unit,
        indicator=indicator,
        version=version,
        months=months,
        by=admin.actor.person,
        acting_id=admin.grant.acting,
        at=admin.now,
    )
    said = {"version": str(version), "months": " ".join(text or "-" for text in months)}
    noted(admin, "plan.set", f"plan {indicator.year_id}/{indicator.code}/{unit.code}", said, unit.code)
    return row
