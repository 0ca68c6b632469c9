"""Reading a year as its console needs it: fewer queries than a scorecard, for it shows no score."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rabrong.agreements.models import Deadline
from rabrong.agreements.queries.scoring import rules_of
from rabrong.agreements.queries.years import YearRecords, calendar_of, year_records
from rabrong.assignments.queries import CENTRAL
from rabrong.dashboards.queries.matrix import in_rows
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit, UnitKind
from rabrong.results.models import RoundClosing, Window
from rabrong.results.queries.rounds import Days, closed_rounds, days_of_rounds
from rabrong.results.standing import Days as WindowDays


@dataclass(frozen=True, slots=True)
class ConsoleYear:
    """A year with its records, its calendar, and where its rounds stand. `book` has no bands and no framework."""

    book: YearBook
    records: YearRecords
    calendar: tuple[Deadline, ...]
    rounds: Days
    closings: dict[int, RoundClosing]

    @property
    def windows(self) -> dict[int, WindowDays]:
        """Month -> when it is entered."""
        return {month: WindowDays(row.opens, row.closes) for month, row in self.book.windows.items()}


def console_year(year: int, today: date, month: int | None) -> ConsoleYear | None:
    """The year as of a month, by default the newest that has opened; None for a year that is not kept. Five queries."""
    records = year_records(year)
    if records is None:
        return None
    windows = {window.month: window for window in Window.objects.filter(year_id=year)}
    opened = [each for each, window in windows.items() if window.opens <= today]
    shown = month if month in opened else max(opened, default=0)
    book = YearBook(rules_of(records.year, ()), (), (), windows, shown or 0, today)
    return ConsoleYear(book, records, tuple(calendar_of(year)), days_of_rounds(records.year), closed_rounds(year))


def top_rows() -> tuple[int, list[Unit]]:
    """The id of the department, 0 for none, and the units right below it in the order of rows: the centre, regions,
    provinces. One query."""
    kinds = (UnitKind.DEPARTMENT, *CENTRAL, UnitKind.REGION, UnitKind.PROVINCE)
    units = Unit.objects.filter(kind__in=kinds).order_by("pk")
    found = list(units)
    department = next((unit.pk for unit in found if unit.kind == UnitKind.DEPARTMENT), 0)
    return department, in_rows(unit for unit in found if unit.pk != department)


def only(units: Iterable[Unit], ids: Iterable[int]) -> list[Unit]:
    """Those of some ids, in their order."""
    wanted = frozenset(ids)
    return [unit for unit in units if unit.pk in wanted]
