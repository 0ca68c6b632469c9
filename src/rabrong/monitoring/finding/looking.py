"""One look at a year: what changed since the last one, what the rules say of it, which alerts open and which end.

Everything is read outside of a transaction; what is found is written in a short one, in which one look waits for the
other. A look that is done twice, or twice at once, changes nothing the second time.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from rabrong.agreements.models import Year, YearState
from rabrong.monitoring.finding.bands import look_at_bands
from rabrong.monitoring.finding.forecasts import look_at_forecasts
from rabrong.monitoring.finding.late import look_at_late
from rabrong.monitoring.finding.outliers import look_at_outliers
from rabrong.monitoring.finding.places import Look, Looked, OpenAlert, Place
from rabrong.monitoring.finding.telling import tell
from rabrong.monitoring.models import Alert, AlertKind, AlertRule, Finding
from rabrong.monitoring.queries.rules import newest_rules
from rabrong.results.models import ReportMove, Total
from rabrong.results.months import latest_month
from rabrong.results.queries.approvals import chunks

OVERLAP = timedelta(minutes=5)
"""A transaction may be committed after a look although its time lies before it: it is looked at again for so long, and
everything each morning."""
MOST_UNITS = 500
"""Where more units changed than this, all are looked at."""

LOOKS: Mapping[AlertKind, Callable[[AlertRule, Look], Looked]] = {
    AlertKind.BAND: look_at_bands,
    AlertKind.LATE: look_at_late,
    AlertKind.FORECAST: look_at_forecasts,
    AlertKind.OUTLIER: look_at_outliers,
}


@dataclass(frozen=True, slots=True)
class Since:
    """Up to where the last look went."""

    looked_at: datetime
    day: date
    rules: int
    moves: int


def find_alerts(year: int, *, now: datetime) -> int:
    """Look at a year once; how many alerts opened. Four queries where nothing changed; more follow what changed."""
    today, rules = localdate(now), newest_rules(year)
    month = latest_month(year, today)
    newest_rule = max((rule.pk for rule in rules.values()), default=0)
    since = _since(year)
    if not rules or not month:
        return 0
    moves = ReportMove.objects.aggregate(last=Max("pk"))["last"] or 0
    units = _changed_units(year, since) if _goes_on(since, today, newest_rule) else None
    if units is not None and not units:
        return 0
    look = Look(year, month, today, units)
    looked = {kind: LOOKS[kind](rule, look) for kind, rule in rules.items() if rule.is_on}
    return _write(look, rules, looked, Since(now, today, newest_rule, moves))


def find_in_open_years(*, now: datetime) -> int:
    """Look at every year that is open. One query more."""
    years = Year.objects.filter(state=YearState.OPEN).values_list("year", flat=True)
    return sum(find_alerts(year, now=now) for year in years)


def _since(year: int) -> Since | None:
    row = Finding.objects.filter(year_id=year).first()
    return None if row is None else Since(row.looked_at, row.day, row.rules, row.moves)


def _goes_on(since: Since | None, today: date, newest_rule: int) -> bool:
    """Whether the last look was on the same day by the same rules; else everything is looked at."""
    return since is not None and since.day == today and since.rules == newest_rule


def _changed_units(year: int, since: Since | None) -> frozenset[int] | None:
    """The units whose totals or reports changed; None where they are too many. Two queries."""
    assert since is not None  # somebody looked before
    totals = Total.objects.filter(agreement__year_id=year, agreement__person=None, at__gt=since.looked_at - OVERLAP)
    changed = set(totals.order_by().values_list("agreement__unit_id", flat=True).distinct())
    moved = ReportMove.objects.filter(pk__gt=since.moves, report__indicator__year_id=year)
    changed |= set(moved.order_by().values_list("report__unit_id", flat=True).distinct())
    return frozenset(changed) if len(changed) <= MOST_UNITS else None


@transaction.atomic
def _write(look: Look, rules: Mapping[AlertKind, AlertRule], looked: Mapping[AlertKind, Looked], upto: Since) -> int:
    Finding.objects.get_or_create(year_id=look.year, defaults={"looked_at": upto.looked_at, "day": upto.day})
    Finding.objects.select_for_update().get(year_id=look.year)
    opened = 0
    for kind, rule in rules.items():
        known = _open(look, kind)
        found = looked[kind] if kind in looked else Looked(over=_always)
        over = [alert.pk for alert in known if _is_over(alert, found)]
        for some in chunks(over):
            Alert.objects.filter(pk__in=some, closed_at=None).update(closed_at=upto.looked_at)
        standing = {alert.place for alert in known} - {alert.place for alert in known if alert.pk in set(over)}
        opened += _store(look, rule, {at: found.found[at] for at in found.found if at not in standing}, upto.looked_at)
    Finding.objects.filter(year_id=look.year).update(
        looked_at=upto.looked_at, day=upto.day, rules=upto.rules, moves=upto.moves
    )
    tell(look.year, now=upto.looked_at)
    return opened


def _always(alert: OpenAlert) -> bool:
    return True


def _is_over(alert: OpenAlert, found: Looked) -> bool:
    return alert.place not in found.found and found.over(alert)


def _open(look: Look, kind: AlertKind) -> list[OpenAlert]:
    rows = Alert.objects.filter(year_id=look.year, kind=kind, closed_at=None)
    if look.units is not None:
        rows = rows.filter(unit__in=look.units)
    fields = ("pk", "unit_id", "indicator_id", "month", "facts")
    return [OpenAlert(pk, (unit, kpi, month), facts) for pk, unit, kpi, month, facts in rows.values_list(*fields)]


def _store(look: Look, rule: AlertRule, found: Mapping[Place, Mapping[str, object]], now: datetime) -> int:
    """The alerts that open, each the next episode of its place. Two queries."""
    before = _episodes(rule, found)
    rows = [
        Alert(
            rule=rule,
            kind=rule.kind,
            year_id=look.year,
            unit_id=place[0],
            indicator_id=place[1],
            month=place[2],
            episode=before.get(place, 0) + 1,
            facts=dict(facts),
            opened_at=now,
        )
        for place, facts in sorted(found.items())
    ]
    Alert.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    return len(rows)


def _episodes(rule: AlertRule, places: Iterable[Place]) -> dict[Place, int]:
    wanted = set(places)
    if not wanted:
        return {}
    rows = Alert.objects.filter(rule=rule).order_by().values_list("unit_id", "indicator_id", "month")
    return {(unit, kpi, month): last for unit, kpi, month, last in rows.annotate(last=Max("episode"))}
