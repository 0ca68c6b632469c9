"""What is watched in the example: rules that a department might set, and a few watch lists. All of it is invented."""

from collections.abc import Mapping
from decimal import Decimal

from rabrong.agreements.models import Year
from rabrong.demo.clock import START
from rabrong.demo.frame import Frame
from rabrong.monitoring.actions.rules import NewRule, change_alert_rule
from rabrong.monitoring.finding.looking import find_alerts
from rabrong.monitoring.models import AlertKind, AlertRule, Watch
from rabrong.org.models import Person, Unit
from rabrong.org.queries import actor_of

REASON = "ตัวอย่าง: ค่าที่ใช้ทดลอง ยังไม่ใช่กติกาของกรม"
RULES = (
    NewRule(AlertKind.BAND, is_on=True, limit=Decimal(1), levels=("department", "province"), reason=REASON),
    NewRule(AlertKind.LATE, is_on=True, limit=Decimal(7), levels=("bureau", "district"), reason=REASON),
    NewRule(AlertKind.FORECAST, is_on=True, limit=Decimal("0.5"), levels=("department",), reason=REASON),
    NewRule(AlertKind.OUTLIER, is_on=True, limit=None, levels=("bureau", "district"), reason=REASON),
)
WATCHED = {
    "psdg": (("cdd", ""), ("cdd", "4.3"), ("94", ""), ("96", ""), ("63", ""), ("12", "3.2")),
    "executive": (("cdd", ""), ("94", ""), ("43", "")),
    "province-12": (("12", ""), ("1201", ""), ("1204", "4.3")),
}
"""Person -> unit and indicator, "" for the unit's total."""


def store_watching(frame: Frame, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """Rules, watch lists, and one look: runs last, when the scores are there."""
    year = frame.agreements[frame.file.agreement.unit].year_id
    psdg = actor_of(people["psdg"], START)
    for rule in RULES:
        made = change_alert_rule(year, Year.objects.get(pk=year).edits, rule, by=psdg, now=START)
        assert isinstance(made, AlertRule), made
    Watch.objects.bulk_create(
        Watch(
            person=people[person],
            year_id=year,
            unit=units[unit],
            indicator=frame.versions[code] if code else None,
            at=START,
        )
        for person, places in WATCHED.items()
        for unit, code in places
    )
    find_alerts(year, now=START)
