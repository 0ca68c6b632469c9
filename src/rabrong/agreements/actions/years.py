"""Opening and closing a year, its rules and its calendar."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from rabrong.agreements.actions.recorded import Stale, note_year, year_at
from rabrong.agreements.models import Band, Deadline, Year, YearMove, YearState
from rabrong.agreements.queries.scoring import year_rules
from rabrong.agreements.rules.checking import opening_refusal
from rabrong.agreements.rules.years import closed_refusal, draft_refusal, move_refusal
from rabrong.org.actions.recording import Admin
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.exact import plain
from rabrong.scoring.scale import Scale

HandOver = Callable[[Year, datetime], None]
"""Told a year that closes, in the transaction: its results become those of a past year."""


def hand_over_nothing(year: Year, now: datetime) -> None:
    """Where no later stage keeps results."""


@dataclass(frozen=True, slots=True)
class BandRow:
    """A colour band as it is typed; without `upto` it is open."""

    upto: Decimal | None
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the PSDG sets for a year: the scale, the rule for missing results of each round, bands and days."""

    scale: Scale
    missing: Mapping[str, str]
    bands: tuple[BandRow, ...]
    appeal_days: int | None
    details_decided_by: str
    note: str


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A day of the calendar as it is typed."""

    code: str
    name: str
    name_en: str
    on: date


@transaction.atomic
def open_year(number: int, edits: int, *, reason: str, by: Actor, now: datetime) -> Year | Refusal | Stale:
    """From draft to open. `reason` says why it is opened although the lint finds errors; empty where it finds none."""
    at = year_at(number, edits, by, now)
    if isinstance(at, Refusal | Stale):
        return at
    admin, year = at
    refusal = move_refusal(year, YearState.OPEN, by.today) or opening_refusal(year, reason)
    return refusal or _moved(admin, year, YearState.OPEN, reason)


@transaction.atomic
def close_year(
    number: int, edits: int, *, by: Actor, now: datetime, hand_over: HandOver = hand_over_nothing
) -> Year | Refusal | Stale:
    """From open to closed: from now on nothing of the year changes any more."""
    at = year_at(number, edits, by, now)
    if isinstance(at, Refusal | Stale):
        return at
    admin, year = at
    refusal = move_refusal(year, YearState.CLOSED, by.today)
    if refusal is not None:
        return refusal
    hand_over(year, now)
    return _moved(admin, year, YearState.CLOSED, "")


def _moved(admin: Admin, year: Year, to: YearState, reason: str) -> Year:
    before = year.state
    year.state = to
    year.save(update_fields=["state"])
    YearMove.objects.create(year=year, state=to, reason=reason, by=admin.actor.person, at=admin.now)
    said = {"state": str(to), "reason": reason} if reason else {"state": str(to)}
    note_year(admin, f"year.{'open' if to == YearState.OPEN else 'close'}", year, {"state": before}, said)
    return year


@transaction.atomic
def change_rules(number: int, edits: int, rules: Rules, *, by: Actor, now: datetime) -> Year | Refusal | Stale:
    """Scale, bands and rules of a draft year."""
    at = year_at(number, edits, by, now)
    if isinstance(at, Refusal | Stale):
        return at
    admin, year = at
    refusal = draft_refusal(year)
    if refusal is not None:
        return refusal
    before = told_of_year(year)
    year.points = [str(point) for point in rules.scale.points]
    year.floor, year.places, year.total = rules.scale.floor, rules.scale.places, rules.scale.total
    year.result_places, year.missing = rules.scale.result_places, dict(rules.missing)
    year.appeal_days, year.details_decided_by, year.note = rules.appeal_days, rules.details_decided_by, rules.note
    year.save()
    Band.objects.filter(year=year).delete()
    Band.objects.bulk_create(
        Band(year=year, position=at, upto=row.upto, name=row.name, name_en=row.name_en)
        for at, row in enumerate(rules.bands, start=1)
    )
    note_year(admin, "year.rules", year, before, told_of_year(year))
    return year


def told_of_year(year: Year) -> dict[str, str]:
    """The rules of a year as texts by name, for the record and for comparing. Three queries."""
    bands = tuple(BandRow(row.upto, row.name, row.name_en) for row in Band.objects.filter(year=year))
    scale = year_rules(year.year).scale
    return told_of_rules(Rules(scale, year.missing, bands, year.appeal_days, year.details_decided_by, year.note))


def told_of_rules(rules: Rules) -> dict[str, str]:
    """The same of rules that were typed. No query."""
    scale = rules.scale
    return {
        "points": " ".join(plain(point) for point in scale.points),
        "floor": scale.floor,
        "places": str(scale.places),
        "total": scale.total,
        "missing": " ".join(rules.missing.get(str(round_), "leave_out") for round_ in ROUNDS),
        "result_places": "" if scale.result_places is None else str(scale.result_places),
        "appeal_days": "" if rules.appeal_days is None else str(rules.appeal_days),
        "details_decided_by": rules.details_decided_by,
        "note": rules.note,
        "bands": "; ".join(f"{row.name} {'' if row.upto is None else plain(row.upto)}".strip() for row in rules.bands),
    }


@transaction.atomic
def change_calendar(
    number: int, edits: int, rows: Sequence[CalendarRow], *, by: Actor, now: datetime
) -> Year | Refusal | Stale:
    """All days of the calendar of a year that is not closed."""
    at = year_at(number, edits, by, now)
    if isinstance(at, Refusal | Stale):
        return at
    admin, year = at
    refusal = closed_refusal(year) or _calendar_refusal(rows)
    if refusal is not None:
        return refusal
    before = _days(year)
    Deadline.objects.filter(year=year).delete()
    Deadline.objects.bulk_create(
        Deadline(year=year, code=row.code, name=row.name, name_en=row.name_en, on=row.on) for row in rows
    )
    note_year(admin, "year.calendar", year, before, _days(year))
    return year


def _calendar_refusal(rows: Sequence[CalendarRow]) -> Refusal | None:
    codes = [row.code for row in rows]
    twice = next((code for at, code in enumerate(codes) if code in codes[:at]), None)
    return None if twice is None else Refusal("calendar.code_twice", {"code": twice})


def _days(year: Year) -> dict[str, str]:
    return told_of_days(Deadline.objects.filter(year=year))


def told_of_days(rows: Iterable[CalendarRow | Deadline]) -> dict[str, str]:
    """The days of a calendar as texts by code. No query of its own."""
    return {row.code: f"{row.on.isoformat()} {row.name}" for row in rows}
