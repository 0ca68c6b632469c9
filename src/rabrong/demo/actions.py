"""What may be done with the demo itself: move its clock."""

from datetime import date

from django.db import transaction

from rabrong.audit.actions import Deed, record
from rabrong.demo.clock import demo_now, on_day
from rabrong.demo.models import Mark
from rabrong.org.models import Person
from rabrong.results.months import latest_month
from rabrong.results.scores import open_months

YEAR = 2555


@transaction.atomic
def move_clock(*, day: date, by: Person) -> None:
    """Show another day; months whose window has opened by then get their totals."""
    before, now = demo_now(), on_day(day)
    Mark.objects.update(now=now)
    open_months(YEAR, until_month=latest_month(YEAR, day), now=now)
    deed = Deed(
        verb="demo.clock_moved",
        subject="demo",
        actor=by.code,
        before={"now": before.isoformat()},
        after={"now": now.isoformat()},
    )
    record(by.unit.chain, deed, now=now)
