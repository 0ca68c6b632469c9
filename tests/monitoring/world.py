"""The small nation with three bands, numbers of April and May, rules switched on, and browsers for its people."""

from datetime import datetime, timedelta
from decimal import Decimal

from rabrong.agreements.models import Band, Year
from rabrong.monitoring.actions.rules import NewRule, change_alert_rule
from rabrong.monitoring.finding.forecasts import Ahead
from rabrong.monitoring.finding.looking import find_alerts
from rabrong.monitoring.models import LEVELS, Alert, AlertKind, AlertRule
from rabrong.results.actions import Accepted, Submission, submit_entries
from rabrong.results.queries import newest_of_month
from rabrong.results.scores import rebuild
from tests.nation import NOW, YEAR, Nation, actor, build_nation

APRIL, MAY = 7, 8
LATER = timedelta(minutes=10)
AHEAD: list[Ahead] = []


def watched_nation() -> Nation:
    """Bands up to 2.4999, up to 4.4999 and above. Districts 1201 and 1202 report April: 16/20 and 16/20 = 80 % = 5."""
    nation = build_nation()
    Band.objects.filter(year_id=YEAR).delete()
    for position, (upto, name) in enumerate((("2.4999", "ต่ำ"), ("4.4999", "กลาง"), (None, "สูง"))):
        limit = None if upto is None else Decimal(upto)
        Band.objects.create(year_id=YEAR, position=position, upto=limit, name=name, name_en=f"band {position}")
    rebuild(YEAR, until_month=MAY, now=NOW)
    for code in ("1201", "1202"):
        enter(nation, code, APRIL, 16, 20)
    return nation


def enter(nation: Nation, code: str, month: int, met: int, everybody: int, *, now: datetime = NOW) -> None:
    """A district's numbers of 4.3 for a month, as its keeper submits them on a day of the window."""
    unit, indicator = nation.units[code], nation.indicators["4.3"]
    standing = newest_of_month(unit, indicator, month)
    claims = {"ก": Decimal(met), "ข": Decimal(everybody)}
    versions = {cell: entry.version for cell, entry in standing.items()}
    day = now if month == MAY else datetime.fromisoformat("2012-05-05T10:00:00+07:00")
    done = submit_entries(
        Submission(unit, indicator, month, claims, versions), by=actor(nation.people[code], day), now=now
    )
    assert isinstance(done, Accepted), done


def rule(nation: Nation, kind: AlertKind, limit: str | None, *levels: str, is_on: bool = True) -> AlertRule:
    """A rule of the year as the PSDG makes it."""
    edits = Year.objects.get(pk=YEAR).edits
    new = NewRule(kind, is_on, None if limit is None else Decimal(limit), levels or tuple(LEVELS), "ทดสอบ")
    made = change_alert_rule(YEAR, edits, new, by=actor(nation.people["psdg"]), now=NOW)
    assert isinstance(made, AlertRule), made
    return made


def look(now: datetime = NOW) -> list[str]:
    """One look; the open alerts after it, as kind unit month."""
    find_alerts(YEAR, now=now)
    rows = Alert.objects.filter(closed_at=None).order_by("kind", "unit__code", "month")
    return [f"{row.kind} {row.unit.code} {row.month}" for row in rows.select_related("unit")]


def forecasts(year: int, month: int, units: frozenset[int] | None, kinds: tuple[str, ...]) -> list[Ahead]:
    """What a test says is ahead."""
    return AHEAD
