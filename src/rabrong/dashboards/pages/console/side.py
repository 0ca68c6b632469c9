"""Windows and rounds beside the matrix: what is open, what is closed, and what keeps the next round from closing."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.dashboards.pages.states import days_words
from rabrong.dashboards.queries.console import ConsoleYear
from rabrong.results.models import RoundClosing
from rabrong.results.rules.rounds import Standing, closing_against
from rabrong.results.wording import refusal_words
from rabrong.scoring.agreement import ROUNDS, Round
from rabrong.ui.dates import month_and_year, short_day
from rabrong.ui.words import language

SOON = 3
"""Days left from which an end is written in the colour of trouble."""


@dataclass(frozen=True, slots=True)
class SideRow:
    """A window or a round: its name, its state in a word, its days, and how many days are left."""

    name: str
    word: str
    days: str
    left: str
    is_soon: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class NextRound:
    """The round that is closed next, and why it cannot be today; "" where it can."""

    number: Round
    href: str
    against: str


def window_rows(year: ConsoleYear) -> list[SideRow]:
    """The shown month, the one before it and the one that opens next."""
    months = [month for month in range(year.book.month + 1, year.book.month - 2, -1) if month in year.book.windows]
    return [_window(year, month) for month in months]


def _window(year: ConsoleYear, month: int) -> SideRow:
    window, today = year.book.windows[month], year.book.today
    name = month_and_year(year.book.year, month, language())
    days = _days(window.opens, window.closes)
    if _is_frozen(year, month):
        return SideRow(name, gettext("ปิดตามรอบ"), days, "")
    if today < window.opens:
        return SideRow(name, gettext("ยังไม่เปิด"), days, _opens_in((window.opens - today).days))
    left = (window.closes - today).days
    if left < 0:
        return SideRow(name, gettext("พ้นกำหนดแล้ว"), days, days_words(left))
    return SideRow(name, gettext("กำลังเปิด"), days, days_words(left), is_soon=left <= SOON)


def _is_frozen(year: ConsoleYear, month: int) -> bool:
    return any(round_ >= month for round_ in year.closings)


def _days(first: date, last: date) -> str:
    return f"{short_day(first, language())} – {short_day(last, language())}"


def _opens_in(days: int) -> str:
    return gettext("อีก %(days)s วัน") % {"days": days}


def round_side(year: ConsoleYear) -> list[SideRow]:
    """The three rounds: closed by which revision, or when they are to be closed."""
    return [_round(year, round_) for round_ in ROUNDS]


def _round(year: ConsoleYear, round_: Round) -> SideRow:
    name = gettext("รอบ %(round)s เดือน") % {"round": round_}
    href = reverse("round", args=(year.book.year, round_))
    closing, days = year.closings.get(round_), year.rounds.get(round_)
    if closing is not None:
        return SideRow(name, gettext("ปิดแล้ว"), _closed_words(closing), "", href=href)
    if days is None:
        return SideRow(name, gettext("ยังไม่ปิด"), gettext("ยังไม่กำหนดวันปิด"), "", href=href)
    left = (days[1] - year.book.today).days
    word = gettext("ยังไม่ปิด") if days[0] <= year.book.today else gettext("เตรียม")
    return SideRow(name, word, _days(*days), days_words(left), is_soon=left <= SOON, href=href)


def _closed_words(closing: RoundClosing) -> str:
    words = gettext("ฉบับที่ %(number)s · %(on)s")
    return words % {"number": closing.number, "on": short_day(closing.at, language())}


def next_round(year: ConsoleYear) -> NextRound | None:
    """The first round that is not closed; None where all are."""
    number = next((round_ for round_ in ROUNDS if round_ not in year.closings), None)
    if number is None:
        return None
    window, days = year.book.windows.get(number), year.rounds.get(number)
    closes, opens = None if window is None else window.closes, None if days is None else days[0]
    standing = Standing(year.closings, closes, opens)
    against = closing_against(year.records.year, number, year.book.today, standing)
    href = reverse("round", args=(year.book.year, number))
    return NextRound(number, href, "" if against is None else refusal_words(against))
