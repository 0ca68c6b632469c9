"""The key figures of the console: how much was sent, what is in trouble, when the next report to the outside is due."""

from dataclasses import dataclass
from datetime import date

from rabrong.agreements.pages.year_console import DayRow
from rabrong.dashboards.pages.reporting.matrix import Matrix
from rabrong.dashboards.queries.console import ConsoleYear
from rabrong.ui.words import in_language

TO_OUTSIDE = ("sar_6", "card_9", "sar_12")
"""The calendar's days on which a round's report leaves the department."""


@dataclass(frozen=True, slots=True)
class Figures:
    """`sent` is whole percent, rounded down so that 100 means all; None where nothing is to be reported."""

    sent: int | None
    trouble: int
    next_day: DayRow | None


def figures_of(year: ConsoleYear, matrix: Matrix) -> Figures:
    """The figures of a month. No query."""
    sent = 100 * matrix.done // matrix.all if matrix.all else None
    return Figures(sent, matrix.trouble, next_report(year, year.book.today))


def next_report(year: ConsoleYear, today: date) -> DayRow | None:
    """The next report to the outside; where the calendar names none any more, its next day."""
    days = [row for row in year.calendar if row.on >= today]
    found = next((row for row in days if row.code in TO_OUTSIDE), days[0] if days else None)
    return None if found is None else DayRow(found.on, in_language(found, "name"), (found.on - today).days)
