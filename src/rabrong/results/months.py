"""Which fiscal months are open and which round a month belongs to."""

from datetime import date

from rabrong.results.models import Window
from rabrong.scoring.agreement import ROUNDS, Round


def round_of(month: int) -> Round:
    """The round whose weights and rules hold in a fiscal month: 6 up to March, 9 up to June, else 12."""
    return next(round_ for round_ in ROUNDS if month <= round_)


def latest_month(year: int, today: date) -> int:
    """The last fiscal month whose window has opened; 0 before the first. One query."""
    opened = Window.objects.filter(year_id=year, opens__lte=today).order_by("-month")
    return opened.values_list("month", flat=True).first() or 0
