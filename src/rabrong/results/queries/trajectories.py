"""Reading monthly plans: the newest version of each, and how it came about."""

from decimal import Decimal

from django.db.models import QuerySet

from rabrong.agreements.models import IndicatorVersion
from rabrong.org.models import Unit
from rabrong.results.models import Trajectory


def plans_of(unit: Unit, indicator: IndicatorVersion) -> QuerySet[Trajectory]:
    """Every version of a unit's plan, newest first, with who made it. One query."""
    rows = Trajectory.objects.filter(unit=unit, indicator=indicator).order_by("-version")
    return rows.select_related("by", "acting__principal")


def newest_plans(unit: Unit, year: int) -> dict[int, Trajectory]:
    """Indicator version id -> the newest version of a unit's plan in a year. One query."""
    rows = Trajectory.objects.filter(unit=unit, indicator__year_id=year).order_by("version")
    return {row.indicator_id: row for row in rows}


def typed_months(plan: Trajectory) -> tuple[Decimal | None, ...]:
    """The twelve numbers with their digits as they were given."""
    return tuple(Decimal(text) if text else None for text in plan.months)
