"""The demo's clock: it stands at a day of fiscal year 2555 until somebody moves it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from rabrong.demo.models import Mark

BANGKOK = ZoneInfo("Asia/Bangkok")
START = datetime(2012, 5, 15, 10, 0, tzinfo=BANGKOK)
"""15 พ.ค. 2555."""

FIRST_DAY, LAST_DAY = date(2012, 5, 1), date(2012, 9, 30)
"""The numbers of April are all in on the first of these days; the fiscal year ends with the last."""


DAYS_OFFERED = (1, 10, 15, 20)
"""Of each month: what the page offers; the form takes every day between the first and the last."""


def days_offered() -> list[date]:
    """The days the clock can be moved to with one choice."""
    months = range(FIRST_DAY.month, LAST_DAY.month + 1)
    return [*(date(FIRST_DAY.year, month, day) for month in months for day in DAYS_OFFERED), LAST_DAY]


def demo_now() -> datetime:
    """What the demo's clock shows. One query."""
    shown = Mark.objects.values_list("now", flat=True).first()
    return START if shown is None else shown.astimezone(BANGKOK)


def on_day(day: date) -> datetime:
    """Ten in the morning of a day."""
    return datetime.combine(day, time(10), tzinfo=BANGKOK)
