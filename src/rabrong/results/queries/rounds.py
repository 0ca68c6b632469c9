"""Reading windows, locks, exceptions and closed rounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, OuterRef, QuerySet, Subquery

from rabrong.agreements.models import Year
from rabrong.org.models import Unit
from rabrong.results.models import EntryException, MonthLock, Reopening, RoundClosing, RoundWindow, Snapshot, Window
from rabrong.scoring.agreement import Round


def closed_rounds(year: int) -> dict[int, RoundClosing]:
    """Round -> its closing that stands: closed and not opened again. One query."""
    rows = RoundClosing.objects.filter(year_id=year, reopening=None).defer("rules")
    return {row.round: row for row in rows.select_related("by")}


def closing_over(year: int, month: int) -> RoundClosing | None:
    """The first closed round that holds a month; None while its numbers may still change. One query."""
    rows = RoundClosing.objects.filter(year_id=year, reopening=None, round__gte=month).defer("rules")
    return rows.order_by("round").first()


def revisions_of(year: int, round_: Round) -> QuerySet[RoundClosing]:
    """Every closing of a round, newest first, with who reopened it. One query."""
    rows = RoundClosing.objects.filter(year_id=year, round=round_).order_by("-number").defer("rules")
    return rows.select_related("by", "reopening__by")


def next_revision(year: int, round_: Round) -> int:
    """The number of a round's next closing. One query."""
    found: int | None = RoundClosing.objects.filter(year_id=year, round=round_).aggregate(last=Max("number"))["last"]
    return (found or 0) + 1


def snapshot_of(unit: Unit, year: int, round_: int) -> Snapshot | None:
    """What stands frozen of a unit in a round; None while the round is open. One query."""
    rows = Snapshot.objects.filter(closing__year_id=year, closing__round=round_, closing__reopening=None)
    return rows.filter(unit=unit, person=None).select_related("closing").defer("closing__rules").first()


def reopenings(year: int) -> QuerySet[Reopening]:
    """Every reopening of a year's rounds, newest first."""
    rows = Reopening.objects.filter(closing__year_id=year).order_by("-pk")
    return rows.select_related("closing", "by").defer("closing__rules")


@dataclass(frozen=True, slots=True)
class EntryWindow:
    """A month's window as a unit meets it: locked or not, to when the unit was let in late, the round that closed."""

    year: Year
    month: int
    opens: date
    closes: date
    is_locked: bool
    excepted_until: date | None
    closed_round: int | None


def windows_for(unit: Unit, year: int, month: int) -> EntryWindow | None:
    """A month's window for a unit; None where the year has none. One query."""
    return next(iter(_windows(unit, Window.objects.filter(year_id=year, month=month))), None)


def windows_of(unit: Unit, year: int) -> dict[int, EntryWindow]:
    """Month -> its window for a unit, in order. One query."""
    return {window.month: window for window in _windows(unit, Window.objects.filter(year_id=year))}


def _windows(unit: Unit, windows: QuerySet[Window]) -> list[EntryWindow]:
    of_month = {"year": OuterRef("year"), "month": OuterRef("month")}
    locks = MonthLock.objects.filter(**of_month).order_by("-pk").values("is_locked")[:1]
    exceptions = EntryException.objects.filter(**of_month, unit=unit).order_by("-pk").values("until")[:1]
    closings = RoundClosing.objects.filter(year=OuterRef("year"), round__gte=OuterRef("month"), reopening=None)
    closed = closings.order_by("round").values("round")[:1]
    rows = windows.annotate(locked=Subquery(locks), until=Subquery(exceptions), closed=Subquery(closed))
    return [
        EntryWindow(row.year, row.month, row.opens, row.closes, bool(row.locked), row.until, row.closed)
        for row in rows.select_related("year").order_by("month")
    ]


def locked_months(year: int) -> dict[int, MonthLock]:
    """Month -> the newest lock, where it is one. One query."""
    newest: dict[int, MonthLock] = {}
    for row in MonthLock.objects.filter(year_id=year).select_related("by"):
        newest[row.month] = row
    return {month: row for month, row in newest.items() if row.is_locked}


def exceptions_of(year: int) -> list[EntryException]:
    """The newest exception of each unit and month, newest first. One query."""
    newest: dict[tuple[int, int], EntryException] = {}
    rows = EntryException.objects.filter(year_id=year).select_related("unit", "by")
    for row in rows:
        newest[row.unit_id, row.month] = row
    return sorted(newest.values(), key=lambda row: -row.pk)


def days_of_months(year: Year) -> dict[int, tuple[date, date]]:
    """Month -> first and last day of its window. One query."""
    return {row.month: (row.opens, row.closes) for row in Window.objects.filter(year=year)}


def days_of_rounds(year: Year) -> Mapping[int, tuple[date, date]]:
    """Round -> first and last day of its window, where it has one. One query."""
    return {row.round: (row.opens, row.closes) for row in RoundWindow.objects.filter(year=year)}
