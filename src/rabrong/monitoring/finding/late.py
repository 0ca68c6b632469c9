"""A report is overdue by so many days; it is over once it is there."""

from collections.abc import Mapping
from datetime import date

from rabrong.monitoring.finding.places import Facts, Look, Looked, OpenAlert, Place, is_at_level
from rabrong.monitoring.models import AlertRule
from rabrong.org.models import Unit
from rabrong.results.queries.states import Asked, Standings, standings
from rabrong.results.standing import Days, Standing


def look_at_late(rule: AlertRule, look: Look) -> Looked:
    """Every report of the months that have opened. Nine queries, however many units."""
    asked = Asked(look.year, tuple(range(1, look.month + 1)), look.units)
    known = standings(asked, look.today)
    kinds = dict(Unit.objects.filter(pk__in={unit for unit, _, _ in _overdue(known)}).values_list("pk", "kind"))
    found = {
        place: facts
        for place, standing in _overdue(known).items()
        if is_at_level(rule, kinds[place[0]])
        and (facts := _late(known.windows[place[2]], standing, rule, look.today)) is not None
    }

    def over(alert: OpenAlert) -> bool:
        standing = known.reports.get(alert.place)
        return standing is None or standing.is_done or standing.time != "overdue"

    return Looked(found, over)


def _overdue(known: Standings) -> Mapping[Place, Standing]:
    return {place: each for place, each in known.reports.items() if each.time == "overdue" and not each.is_done}


def _late(window: Days, standing: Standing, rule: AlertRule, today: date) -> Facts | None:
    due = window.closes if window.until is None else max(window.closes, window.until)
    days = (today - due).days
    if rule.limit is None or days < rule.limit:
        return None
    return {"due": due.isoformat(), "days": days, "work": standing.work}
