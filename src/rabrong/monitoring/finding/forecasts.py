"""The forecast of the year's end lies under the target's score by so many points; it is over once it does not.

Who forecasts stands above this app: `rabrong.config` names the function (`ALERT_FORECASTS`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.module_loading import import_string

from rabrong.monitoring.finding.places import Facts, Look, Looked, OpenAlert, Place, is_at_level
from rabrong.monitoring.models import AlertRule
from rabrong.org.models import UnitKind


@dataclass(frozen=True, slots=True)
class Ahead:
    """The middle of an indicator's forecast score at the year's end, and the score of its target, as displayed."""

    unit: int
    kind: str
    indicator: int
    middle: Decimal
    target: Decimal


Forecasts = Callable[[int, int, frozenset[int] | None, tuple[str, ...]], list[Ahead]]
"""Year, newest month, units or None for all, the kinds of units asked for -> the forecasts of what has a target and a
forecast."""


def look_at_forecasts(rule: AlertRule, look: Look) -> Looked:
    """What the forecasts of the house say; nothing where there are none."""
    known = {(each.unit, each.indicator): each for each in _forecasts(rule, look) if is_at_level(rule, each.kind)}
    found: dict[Place, Facts] = {
        (unit, indicator, look.month): {"middle": str(each.middle), "target": str(each.target)}
        for (unit, indicator), each in known.items()
        if _is_under(each, rule)
    }

    def over(alert: OpenAlert) -> bool:
        each = known.get((alert.place[0], alert.place[1]))
        return each is not None and not _is_under(each, rule)

    return Looked(found, over)


def _is_under(each: Ahead, rule: AlertRule) -> bool:
    return each.middle < each.target and (rule.limit is None or each.target - each.middle >= rule.limit)


def _forecasts(rule: AlertRule, look: Look) -> list[Ahead]:
    if not settings.ALERT_FORECASTS:
        return []
    forecasts: Forecasts = import_string(settings.ALERT_FORECASTS)
    kinds = tuple(kind for kind in UnitKind.values if is_at_level(rule, kind))
    return forecasts(look.year, look.month, look.units, kinds)
