"""Changing windows, locking months, letting a unit enter late: all by the PSDG, each recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from rabrong.agreements.actions.recorded import Stale, note_year, year_at
from rabrong.agreements.models import Year
from rabrong.audit.actions import Deed, record
from rabrong.org.actions.recording import Admin, admin_of
from rabrong.org.actor import Actor
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal
from rabrong.results.models import EntryException, MonthLock, RoundWindow, SarOpens, SarRule, Window
from rabrong.results.queries.completeness import sar_rules
from rabrong.results.queries.rounds import closing_over, days_of_months, days_of_rounds, locked_months
from rabrong.results.rules.rounds import Days, reason_refusal, running_refusal, windows_refusal


@dataclass(frozen=True, slots=True)
class Late:
    """A unit that may enter a month's numbers to the day `until`, included, and why."""

    unit: Unit
    month: int
    until: date
    reason: str


@transaction.atomic
def change_windows(
    number: int, edits: int, months: Days, rounds: Days, *, by: Actor, now: datetime
) -> Year | Refusal | Stale:
    """The first and last days of some months and rounds; those not named stay as they are."""
    at = year_at(number, edits, by, now)
    if isinstance(at, Refusal | Stale):
        return at
    admin, year = at
    refusal = running_refusal(year) or windows_refusal(months, rounds)
    if refusal is not None:
        return refusal
    before = _told(year)
    for month, (opens, closes) in months.items():
        Window.objects.update_or_create(year=year, month=month, defaults={"opens": opens, "closes": closes})
    for round_, (opens, closes) in rounds.items():
        RoundWindow.objects.update_or_create(year=year, round=round_, defaults={"opens": opens, "closes": closes})
    note_year(admin, "year.windows", year, before, _told(year))
    return year


def _told(year: Year) -> dict[str, str]:
    return {
        **{f"month {month}": _days(days) for month, days in days_of_months(year).items()},
        **{f"round {round_}": _days(days) for round_, days in days_of_rounds(year).items()},
    }


def _days(days: tuple[date, date]) -> str:
    return f"{days[0].isoformat()}..{days[1].isoformat()}"


@transaction.atomic
def change_sar_rules(
    number: int, edits: int, rules: Mapping[int, SarOpens], *, by: Actor, now: datetime
) -> Year | Refusal | Stale:
    """What the SAR of each named round waits for; the other rounds stay as they are."""
    at = year_at(number, edits, by, now)
    if isinstance(at, Refusal | Stale):
        return at
    admin, year = at
    refusal = running_refusal(year)
    if refusal is not None:
        return refusal
    before = sar_rules(number)
    for round_, opens in rules.items():
        SarRule.objects.update_or_create(year=year, round=round_, defaults={"opens": opens})
    note_year(admin, "year.sar_rules", year, _told_sar(before), _told_sar(sar_rules(number)))
    return year


def _told_sar(rules: Mapping[int, SarOpens]) -> dict[str, str]:
    return {f"sar {round_}": opens.value for round_, opens in rules.items()}


@transaction.atomic
def lock_months(year: Year, months: Sequence[int], reason: str, *, by: Actor, now: datetime) -> Refusal | None:
    """Nobody enters these months any more, whatever their windows say, but for a unit with an exception."""
    return _lock(year, months, reason, True, Doing(by, now))


@transaction.atomic
def unlock_months(year: Year, months: Sequence[int], reason: str, *, by: Actor, now: datetime) -> Refusal | None:
    """Their windows decide again."""
    return _lock(year, months, reason, False, Doing(by, now))


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does it, when."""

    by: Actor
    now: datetime


def _lock(year: Year, months: Iterable[int], reason: str, is_locked: bool, doing: Doing) -> Refusal | None:
    admin = admin_of(doing.by, doing.now)
    if isinstance(admin, Refusal):
        return admin
    refusal = running_refusal(year) or reason_refusal(reason)
    if refusal is not None:
        return refusal
    locked = locked_months(year.year)
    changing = [month for month in months if (month in locked) != is_locked]
    if not changing:
        return Refusal("window.already_locked" if is_locked else "window.not_locked")
    rows = [MonthLock(year=year, month=month, is_locked=is_locked, reason=reason.strip()) for month in changing]
    for row in rows:
        row.by, row.acting_id, row.at = admin.actor.person, admin.grant.acting, admin.now
    MonthLock.objects.bulk_create(rows)
    said = {"months": " ".join(map(str, changing)), "reason": reason.strip()}
    noted(admin, "months.lock" if is_locked else "months.unlock", f"year {year.year}", said)
    return None


@transaction.atomic
def allow_late(year: Year, late: Late, *, by: Actor, now: datetime) -> EntryException | Refusal:
    """Let a unit enter a month although its window is closed or the month locked, to a day."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    refusal = running_refusal(year) or reason_refusal(late.reason) or _late_refusal(year, late, by.today)
    if refusal is not None:
        return refusal
    row = EntryException.objects.create(
        unit=late.unit,
        year=year,
        month=late.month,
        until=late.until,
        reason=late.reason.strip(),
        by=by.person,
        acting_id=admin.grant.acting,
        at=now,
    )
    said = {"until": late.until.isoformat(), "reason": row.reason}
    noted(admin, "months.allow_late", f"window {year.year}/{late.unit.code}/{late.month}", said, late.unit.code)
    return row


def _late_refusal(year: Year, late: Late, today: date) -> Refusal | None:
    if late.until < today:
        return Refusal("window.until_past", {"until": late.until})
    closing = closing_over(year.year, late.month)
    if closing is not None:
        return Refusal("round.closed", {"round": closing.round, "on": closing.at.date()})
    if not Window.objects.filter(year=year, month=late.month).exists():
        return Refusal("entry.no_window", {"month": late.month})
    return None


def noted(admin: Admin, verb: str, subject: str, after: Mapping[str, str], unit: str = "") -> None:
    """Record a deed of the department's; `unit` where it concerns another one."""
    chain = admin.actor.person.unit.chain
    deed = Deed(
        verb=verb,
        subject=subject,
        actor=admin.actor.code,
        acting_for=admin.grant.acting_for,
        unit=unit or chain,
        after=after,
    )
    record(chain, deed, now=admin.now)
