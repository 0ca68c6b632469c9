"""May a round be closed, opened again, its months locked: None when it may, else the refusal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rabrong.agreements.models import Year, YearState
from rabrong.agreements.rules.years import closed_refusal
from rabrong.org.rules import Refusal
from rabrong.results.models import RoundClosing, RoundWindow, Window
from rabrong.results.queries.rounds import closed_rounds, closing_over
from rabrong.scoring.agreement import Round

MOST_LETTERS = 2000
Days = Mapping[int, tuple[date, date]]


def reason_refusal(reason: str) -> Refusal | None:
    """Whoever sets a rule aside says why."""
    if not reason.strip():
        return Refusal("window.no_reason")
    return Refusal("window.long_reason", {"most": MOST_LETTERS}) if len(reason) > MOST_LETTERS else None


@dataclass(frozen=True, slots=True)
class Standing:
    """What closing a round rests on: the rounds that are closed, when its last month closes, when closing begins."""

    closed: Mapping[int, RoundClosing]
    month_closes: date | None
    opens: date | None


def closing_refusal(year: Year, round_: Round, today: date) -> Refusal | None:
    """Once, after its last month, and not under a later closed round. Three queries."""
    month = Window.objects.filter(year=year, month=round_).first()
    window = RoundWindow.objects.filter(year=year, round=round_).first()
    closes, opens = None if month is None else month.closes, None if window is None else window.opens
    standing = Standing(closed_rounds(year.year), closes, opens)
    return closing_against(year, round_, today, standing)


def closing_against(year: Year, round_: Round, today: date, standing: Standing) -> Refusal | None:
    """The same of what was read. No query."""
    return (
        running_refusal(year)
        or _standing_refusal(standing.closed, round_)
        or _early_refusal(round_, today, standing.month_closes, standing.opens)
    )


def running_refusal(year: Year) -> Refusal | None:
    """Only an open year has windows and rounds to work on."""
    if year.state == YearState.DRAFT:
        return Refusal("round.year_draft", {"year": year.year})
    return closed_refusal(year)


def _standing_refusal(closed: Mapping[int, RoundClosing], round_: Round) -> Refusal | None:
    if round_ in closed:
        return Refusal("round.already_closed", {"round": round_, "on": closed[round_].at.date()})
    return later_refusal(closed, round_)


def later_refusal(closed: Mapping[int, RoundClosing], round_: Round) -> Refusal | None:
    """What a later closed round rests on is left alone."""
    later = next((each for each in sorted(closed) if each > round_), None)
    return None if later is None else Refusal("round.later_closed", {"round": round_, "later": later})


def _early_refusal(round_: Round, today: date, month_closes: date | None, opens: date | None) -> Refusal | None:
    if month_closes is None or today <= month_closes:
        return Refusal("round.month_open", {"month": round_, "closes": month_closes or "-"})
    if opens is not None and today < opens:
        return Refusal("round.not_open", {"round": round_, "opens": opens})
    return None


def reopening_refusal(year: Year, round_: Round, reason: str) -> Refusal | None:
    """A closed round of an open year, with a reason, and no later round closed. One query."""
    closed = closed_rounds(year.year)
    if round_ not in closed:
        return closed_refusal(year) or Refusal("round.not_closed", {"round": round_})
    return closed_refusal(year) or later_refusal(closed, round_) or reason_refusal(reason)


def windows_refusal(months: Days, rounds: Days) -> Refusal | None:
    """Every window ends on or after the day it begins."""
    month = next((month for month, (opens, closes) in months.items() if opens > closes), None)
    if month is not None:
        return Refusal("window.month_order", {"month": month})
    round_ = next((round_ for round_, (opens, closes) in rounds.items() if opens > closes), None)
    return None if round_ is None else Refusal("window.round_order", {"round": round_})


def frozen_refusal(year: int, months: Iterable[int]) -> Refusal | None:
    """Months of a closed round do not change. One query at most."""
    first = min(months, default=None)
    closing = None if first is None else closing_over(year, first)
    return None if closing is None else Refusal("round.closed", {"round": closing.round, "on": closing.at.date()})
