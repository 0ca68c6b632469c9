"""Writing results: entering numbers; each in one transaction with its audit record and new scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from rabrong.agreements.models import IndicatorVersion
from rabrong.audit.actions import Deed, queue_behind, record
from rabrong.audit.models import ChainHead
from rabrong.notices.across import publish
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Unit, UnitKind
from rabrong.org.rules import Refusal
from rabrong.results.models import Draft, Entry, Report, ReportMove, Total
from rabrong.results.months import latest_month
from rabrong.results.queries import newest_of_month
from rabrong.results.rescored import tell_of_rescore
from rabrong.results.rules import grant_to_enter
from rabrong.results.scores import rebuild_from, rescore_units
from rabrong.scoring.absence import MISSING, Absent
from rabrong.scoring.claims import Claim
from rabrong.scoring.exact import plain


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody submits: the claims by cell, and the versions the form was filled against (0: none yet);
    `reason` says why, where somebody gave one."""

    unit: Unit
    indicator: IndicatorVersion
    month: int
    claims: Mapping[str, Claim]
    versions: Mapping[str, int]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Doer:
    """Who enters, on what grounds, when, behind whom in the audit chain."""

    actor: Actor
    grant: Grant
    now: datetime
    head: ChainHead


@dataclass(frozen=True, slots=True)
class Stale:
    """The numbers changed since the form was opened; `current` are the newest entries by cell."""

    current: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The submission was stored; `totals` are the newest totals of the units on the path by agreement id."""

    entries: tuple[Entry, ...]
    totals: Mapping[int, Total]


@transaction.atomic
def submit_entries(submission: Submission, *, by: Actor, now: datetime) -> Accepted | Refusal | Stale:
    """Store new versions of the numbers that changed, and the scores that follow, together or not at all.

    An unreported cell (MISSING) is left as it is. A refusal or a stale form changes nothing; a form that says what
    stands is not stale, so that what is sent twice is there once.
    """
    unit, indicator, month = submission.unit, submission.indicator, submission.month
    grant = grant_to_enter(by, unit, indicator, month)
    if isinstance(grant, Refusal):
        return grant
    head = queue_behind(unit.chain)
    current = newest_of_month(unit, indicator, month)
    if any(_is_stale(submission, cell, current) for cell in submission.claims):
        return Stale(current)
    entries = [
        _entry(submission, cell, claim, _version(current, cell) + 1, Doer(by, grant, now, head))
        for cell, claim in submission.claims.items()
        if claim is not MISSING and not _same(current.get(cell), claim)
    ]
    Draft.objects.filter(unit=unit, indicator=indicator, month=month).delete()
    if not entries:
        return Accepted((), {})
    Entry.objects.bulk_create(entries)
    _record(submission, entries, current, Doer(by, grant, now, head))
    _report(submission, entries, current, Doer(by, grant, now, head))
    return Accepted(tuple(entries), _rescore(submission, now))


def _rescore(submission: Submission, now: datetime) -> dict[int, Total]:
    year = submission.indicator.year_id
    until = max(latest_month(year, localdate(now)), submission.month)
    changed = {submission.indicator: {submission.unit.pk: submission.unit.code}}
    done = rescore_units(changed, range(submission.month, until + 1), now)
    codes = Unit.objects.filter(pk__in=done.units).values_list("code", flat=True)
    publish(f"{year}/unit/{code}" for code in codes)
    tell_of_rescore()
    return dict(done.totals)


def _version(current: Mapping[str, Entry], cell: str) -> int:
    return current[cell].version if cell in current else 0


def _is_stale(submission: Submission, cell: str, current: Mapping[str, Entry]) -> bool:
    if submission.versions.get(cell, 0) == _version(current, cell):
        return False
    claim = submission.claims[cell]
    return claim is MISSING or not _same(current.get(cell), claim)


def _same(entry: Entry | None, claim: Claim) -> bool:
    return entry is not None and (entry.value, entry.word) == _stored(claim)


def _stored(claim: Claim) -> tuple[Decimal | None, str]:
    if isinstance(claim, Decimal):
        return claim, ""
    return None, "N/A" if isinstance(claim, Absent) else str(claim)


def _entry(submission: Submission, cell: str, claim: Claim, version: int, doer: Doer) -> Entry:
    value, word = _stored(claim)
    return Entry(
        unit=submission.unit,
        indicator=submission.indicator,
        cell=cell,
        month=submission.month,
        version=version,
        value=value,
        word=word,
        by=doer.actor.person,
        acting_id=doer.grant.acting,
        at=doer.now,
    )


def _record(submission: Submission, entries: list[Entry], current: Mapping[str, Entry], doer: Doer) -> None:
    subject = f"{submission.indicator.year_id}/{submission.indicator.code}/{submission.unit.code}/{submission.month}"
    before = {entry.cell: _digits(current[entry.cell]) for entry in entries if entry.cell in current}
    after = {entry.cell: _digits(entry) for entry in entries}
    deed = Deed(
        verb="entries.submit",
        subject=f"entry {subject}",
        actor=doer.actor.code,
        acting_for=doer.grant.acting_for,
        unit=submission.unit.code,
        before=before,
        after=after,
        is_passing=True,
    )
    record(submission.unit.chain, deed, now=doer.now, behind=doer.head)


def _report(submission: Submission, entries: list[Entry], current: Mapping[str, Entry], doer: Doer) -> None:
    """The report stands as submitted, whatever was approved of it before; the move keeps the difference."""
    versions = {cell: entry.version for cell, entry in current.items()} | {each.cell: each.version for each in entries}
    report = Report(
        unit=submission.unit,
        indicator=submission.indicator,
        month=submission.month,
        version=sum(versions.values()),
    )
    Report.objects.bulk_create(
        [report],
        update_conflicts=True,
        unique_fields=("unit", "indicator", "month"),
        update_fields=("version", "passed", "state"),
    )
    before = {cell: _digits(entry) for cell, entry in current.items()}
    ReportMove.objects.create(
        report=report,
        version=report.version,
        state=report.state,
        note=submission.reason,
        difference={entry.cell: [before.get(entry.cell, ""), _digits(entry)] for entry in entries},
        by=doer.actor.person,
        acting_id=doer.grant.acting,
        at=doer.now,
    )


def _digits(entry: Entry) -> str:
    return entry.word if entry.value is None else plain(entry.value)


def rescore_from(day: date, now: datetime) -> None:
    """After the tree changed from a day on: all sums, scores and totals of the months that end after it.

    Runs in the transaction of the change, so that no stored sum ever disagrees with the tree.
    """
    years = rebuild_from(day, now=now)
    codes = Unit.objects.filter(kind=UnitKind.DEPARTMENT).values_list("code", flat=True)
    publish(f"{year}/unit/{code}" for year in years for code in codes)
