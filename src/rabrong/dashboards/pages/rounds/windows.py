"""The windows of a year as a page shows them: months, rounds, units let in late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.agreements.models import Year
from rabrong.charts import State
from rabrong.dashboards.queries.year import YearBook
from rabrong.results.models import EntryException, MonthLock, RoundClosing, SarOpens
from rabrong.results.queries.completeness import sar_rules
from rabrong.results.queries.rounds import closed_rounds, days_of_rounds, exceptions_of, locked_months
from rabrong.scoring.agreement import ROUNDS
from rabrong.thai.dates import typed_date
from rabrong.ui.dates import month_and_year
from rabrong.ui.words import language

Typed = Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month: its days as they would be typed, and whether numbers are taken today."""

    number: int
    name: str
    opens: str
    closes: str
    days: tuple[date, date] | None
    state: State
    word: str
    lock: MonthLock | None
    closed: RoundClosing | None


def month_rows(book: YearBook, typed: Typed) -> list[MonthRow]:
    """All twelve months. Two queries."""
    locks, closings = locked_months(book.year), closed_rounds(book.year)
    rows = []
    for number in range(1, 13):
        window = book.windows.get(number)
        days = None if window is None else (window.opens, window.closes)
        closed = next((closings[each] for each in ROUNDS if each >= number and each in closings), None)
        state, word = _state(days, locks.get(number), closed, book.today)
        opens, closes = _typed(typed, f"month-{number}", days)
        name = month_and_year(book.year, number, language())
        rows.append(MonthRow(number, name, opens, closes, days, state, word, locks.get(number), closed))
    return rows


def _state(
    days: tuple[date, date] | None, lock: MonthLock | None, closed: RoundClosing | None, today: date
) -> tuple[State, str]:
    if closed is not None:
        return "certified", gettext("รอบ %(round)s เดือนปิดแล้ว") % {"round": closed.round}
    if lock is not None:
        return "approved", gettext("ล็อกแล้ว")
    if days is None:
        return "not_due", gettext("ยังไม่กำหนด")
    if today < days[0]:
        return "not_due", gettext("ยังไม่เปิด")
    return ("due", gettext("กำลังเปิด")) if today <= days[1] else ("submitted", gettext("พ้นกำหนดแล้ว"))


def _typed(typed: Typed, name: str, days: tuple[date, date] | None) -> tuple[str, str]:
    """What somebody typed, else what stands."""
    stored = ("", "") if days is None else (typed_date(days[0]), typed_date(days[1]))
    if typed is None or f"{name}-opens" not in typed:
        return stored
    return typed[f"{name}-opens"], typed[f"{name}-closes"]


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round's days and where it stands."""

    number: int
    opens: str
    closes: str
    days: tuple[date, date] | None
    closed: RoundClosing | None
    href: str


def round_rows(year: Year, typed: Typed) -> list[RoundRow]:
    """The three rounds. Two queries."""
    days, closings = days_of_rounds(year), closed_rounds(year.year)
    rows = []
    for number in ROUNDS:
        opens, closes = _typed(typed, f"round-{number}", days.get(number))
        href = reverse("round", args=(year.year, number))
        rows.append(RoundRow(number, opens, closes, days.get(number), closings.get(number), href))
    return rows


@dataclass(frozen=True, slots=True)
class LateRow:
    """A unit that was let in late, and whether that still counts."""

    row: EntryException
    is_over: bool


def late_rows(year: int, today: date) -> list[LateRow]:
    """The newest of each unit and month. One query."""
    return [LateRow(row, row.until < today) for row in exceptions_of(year)]


@dataclass(frozen=True, slots=True)
class SarRow:
    """A round with what its SAR waits for, and what it could wait for."""

    number: int
    opens: SarOpens
    choices: tuple[SarOpens, ...] = tuple(SarOpens)


def sar_rows(year: int) -> list[SarRow]:
    """The three rounds. One query."""
    return [SarRow(number, opens) for number, opens in sar_rules(year).items()]
