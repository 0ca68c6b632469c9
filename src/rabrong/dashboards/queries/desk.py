"""Reading a year for its entry grid: its rules and bands, what a unit has entered and drafted."""

from datetime import date

from rabrong.agreements.models import Year
from rabrong.agreements.queries.scoring import rules_and_bands
from rabrong.dashboards.queries.year import YearBook


def grid_book(year: int, today: date, month: int) -> YearBook | None:
    """The year as of a month with its rules and bands alone; None for a year that is not kept. Two queries."""
    try:
        rules, bands = rules_and_bands(year)
    except Year.DoesNotExist:
        return None
    return YearBook(rules=rules, bands=bands, framework=(), windows={}, month=month, today=today)
