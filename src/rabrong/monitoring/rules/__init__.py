"""May a rule be changed, may something be watched: None when it may, else the refusal."""

from collections.abc import Iterable
from decimal import Decimal

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.agreements.rules.years import closed_refusal
from rabrong.assignments.rules import sees_indicator
from rabrong.assignments.rules.sight import indicators_owned
from rabrong.monitoring.models import LEVELS, AlertKind, AlertRule
from rabrong.org.models import Unit
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal

MOST_WATCHED = 200
LONGEST_REASON = 2000
LIMITS = {
    AlertKind.BAND: (Decimal(1), Decimal(4)),
    AlertKind.LATE: (Decimal(1), Decimal(90)),
    AlertKind.FORECAST: (Decimal(0), Decimal(4)),
}
"""The least and the most a limit may be; bands and days are whole."""

WHOLE = (AlertKind.BAND, AlertKind.LATE)


def rule_refusal(year: Year, before: AlertRule | None, wanted: AlertRule) -> Refusal | None:
    """With a reason, in a year that is not closed, within the limits, and other than what stands."""
    return (
        closed_refusal(year)
        or _limit_refusal(AlertKind(wanted.kind), wanted.limit)
        or _levels_refusal(wanted.levels)
        or _reason_refusal(wanted.reason)
        or _same_refusal(before, wanted)
    )


def _limit_refusal(kind: AlertKind, limit: Decimal | None) -> Refusal | None:
    if kind not in LIMITS:
        return None
    least, most = LIMITS[kind]
    if limit is None or not least <= limit <= most or (kind in WHOLE and limit != limit.to_integral_value()):
        return Refusal("alert_rule.limit", {"kind": kind, "least": least, "most": most})
    return None


def _levels_refusal(levels: Iterable[str]) -> Refusal | None:
    chosen = list(levels)
    return None if chosen and all(level in LEVELS for level in chosen) else Refusal("alert_rule.levels")


def _reason_refusal(reason: str) -> Refusal | None:
    if not reason:
        return Refusal("alert_rule.no_reason")
    return Refusal("alert_rule.long_reason", {"most": LONGEST_REASON}) if len(reason) > LONGEST_REASON else None


def _same_refusal(before: AlertRule | None, wanted: AlertRule) -> Refusal | None:
    if before is None:
        return None if wanted.is_on else Refusal("alert_rule.same")
    same = all(getattr(before, name) == getattr(wanted, name) for name in ("is_on", "limit", "levels"))
    return Refusal("alert_rule.same") if same else None


def may_watch(scope: Scope, unit: Unit, indicator: IndicatorVersion | None) -> bool:
    """What somebody sees: the unit, or the indicator of every unit."""
    return unit in scope or (indicator is not None and sees_indicator(scope, indicator))


def watchable(scope: Scope, unit: Unit, indicators: Iterable[IndicatorVersion]) -> list[IndicatorVersion]:
    """Those indicators of a unit that may be watched: `may_watch` for many. Three queries, those of the scope aside."""
    rows = list(indicators)
    if unit in scope:
        return rows
    owned = indicators_owned(scope)
    return [row for row in rows if row.pk in owned]


def watch_refusal(count: int) -> Refusal | None:
    """At most MOST_WATCHED a year; what is watched already may always be taken off."""
    return Refusal("watch.most", {"most": MOST_WATCHED}) if count >= MOST_WATCHED else None
