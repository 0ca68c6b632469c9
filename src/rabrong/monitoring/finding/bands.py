"""A score fell into a lower band than it was in a month before; it is over once it is back."""

from decimal import Decimal

from rabrong.monitoring.finding.places import Facts, Look, Looked, OpenAlert, Place, is_at_level
from rabrong.monitoring.finding.scores import band_limits, band_number, scores_in
from rabrong.monitoring.models import AlertRule

Shown = dict[Place, Decimal]


def look_at_bands(rule: AlertRule, look: Look) -> Looked:
    """The newest month and the one before, each against its month before. Two queries, more for many units."""
    limits = band_limits(look.year)
    shown: Shown = {}
    for row in scores_in(look, (look.month - 2, *look.months)):
        if row.shown is not None and is_at_level(rule, row.kind):
            shown[row.unit, row.indicator, row.month] = row.shown
    found = {
        place: facts
        for place in shown
        if place[2] in look.months and (facts := _fallen(place, shown, limits, rule)) is not None
    }

    def over(alert: OpenAlert) -> bool:
        now = shown.get((alert.place[0], alert.place[1], look.month))
        return now is not None and band_number(limits, now) >= int(str(alert.facts["band_before"]))

    return Looked(found, over)


def _fallen(place: Place, shown: Shown, limits: list[Decimal | None], rule: AlertRule) -> Facts | None:
    unit, indicator, month = place
    before, now = shown.get((unit, indicator, month - 1)), shown[place]
    if before is None:
        return None
    high, low = band_number(limits, before), band_number(limits, now)
    if rule.limit is None or high - low < rule.limit:
        return None
    return {"before": str(before), "after": str(now), "band_before": high, "band_after": low}
