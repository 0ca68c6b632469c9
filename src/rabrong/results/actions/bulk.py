"""Submitting many units' months at once, checked before: further versions in bulk, and every score anew once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Max
from django.utils.timezone import localdate

from rabrong.agreements.models import IndicatorVersion
from rabrong.notices.across import publish
from rabrong.org.actor import Grant
from rabrong.org.models import Person, Unit
from rabrong.results.models import Draft, Entry, NoteDraft, Report, ReportMove, ReportNote
from rabrong.results.months import latest_month
from rabrong.results.queries.approvals import chunks
from rabrong.results.scores import rescore_units
from rabrong.scoring.absence import Absent
from rabrong.scoring.claims import Claim
from rabrong.scoring.exact import plain

BATCH = 1000


@dataclass(frozen=True, slots=True)
class WholeMonth:
    """A unit's month of an indicator: what changes of it, the version of every cell that stands, what is said of it.

    `before` is what the changed cells said; `note` (done, problems, measures) is None where none is written."""

    unit: Unit
    indicator: IndicatorVersion
    month: int
    grant: Grant
    changed: Mapping[str, Claim]
    before: Mapping[str, str]
    versions: Mapping[str, int]
    reason: str = ""
    note: tuple[str, str, str] | None = None
    note_version: int = 0

    @property
    def place(self) -> tuple[int, int, int]:
        """Unit, indicator, month."""
        return self.unit.pk, self.indicator.pk, self.month


@dataclass(frozen=True, slots=True)
class Doing:
    """Who submits and when."""

    person: Person
    now: datetime


def still_stands(months: Sequence[WholeMonth]) -> bool:
    """Whether no number and no note of these months has another version than the check saw. Two queries for each
    CHUNK of units."""
    wanted = {month.place: month for month in months}
    numbers: dict[tuple[int, int, int], dict[str, int]] = {}
    notes: dict[tuple[int, int, int], int] = {}
    at = ("unit_id", "indicator_id", "month")
    only = {"indicator__in": {place[1] for place in wanted}, "month__in": {place[2] for place in wanted}}
    for part in chunks(sorted({place[0] for place in wanted})):
        rows = Entry.objects.filter(unit__in=part, **only).order_by().values_list(*at, "cell")
        for unit, indicator, month, cell, version in rows.annotate(newest=Max("version")).iterator(BATCH):
            numbers.setdefault((unit, indicator, month), {})[cell] = version
        written = ReportNote.objects.filter(unit__in=part, **only).order_by().values_list(*at)
        notes |= {(unit, indicator, month): version for unit, indicator, month, version in
                  written.annotate(newest=Max("version"))}  # fmt: skip
    return all(
        month.note_version == notes.get(place, 0)
        and all(numbers.get(place, {}).get(cell, 0) == version for cell, version in month.versions.items())
        for place, month in wanted.items()
    )


def append_months(months: Sequence[WholeMonth], doing: Doing) -> None:
    """Store further versions with reports, moves and notes, drop the drafts they come from, and score anew once.

    In the transaction of the caller, who has queued, checked and records it. Entries cost a statement for each BATCH.
    """
    numbers = [month for month in months if month.changed]
    Entry.objects.bulk_create((row for month in numbers for row in _entries(month, doing)), BATCH)
    _report(numbers, doing)
    ReportNote.objects.bulk_create((_note(month, doing) for month in months if month.note is not None), BATCH)
    _drop_drafts(months)
    if numbers:
        _rescore(numbers, doing.now)


def _entries(month: WholeMonth, doing: Doing) -> list[Entry]:
    return [
        Entry(
            unit_id=month.unit.pk,
            indicator_id=month.indicator.pk,
            cell=cell,
            month=month.month,
            version=month.versions.get(cell, 0) + 1,
            value=claim if isinstance(claim, Decimal) else None,
            word=_word(claim),
            by=doing.person,
            acting_id=month.grant.acting,
            at=doing.now,
        )
        for cell, claim in month.changed.items()
    ]


def _word(claim: Claim) -> str:
    if isinstance(claim, Decimal):
        return ""
    return "N/A" if isinstance(claim, Absent) else str(claim)


def _report(months: Sequence[WholeMonth], doing: Doing) -> None:
    """Each report stands as submitted, whatever was approved of it before; its move keeps the difference."""
    for at in range(0, len(months), BATCH):
        some = months[at : at + BATCH]
        reports = [
            Report(
                unit_id=month.unit.pk,
                indicator_id=month.indicator.pk,
                month=month.month,
                version=sum(month.versions.values()) + len(month.changed),
            )
            for month in some
        ]
        Report.objects.bulk_create(
            reports,
            update_conflicts=True,
            unique_fields=("unit", "indicator", "month"),
            update_fields=("version", "passed", "state"),
        )
        ReportMove.objects.bulk_create(_move(month, report, doing) for month, report in zip(some, reports, strict=True))


def _move(month: WholeMonth, report: Report, doing: Doing) -> ReportMove:
    return ReportMove(
        report=report,
        version=report.version,
        state=report.state,
        note=month.reason,
        difference={cell: [month.before.get(cell, ""), _digits(claim)] for cell, claim in month.changed.items()},
        by=doing.person,
        acting_id=month.grant.acting,
        at=doing.now,
    )


def _digits(claim: Claim) -> str:
    return plain(claim) if isinstance(claim, Decimal) else _word(claim)


def _note(month: WholeMonth, doing: Doing) -> ReportNote:
    done, problems, measures = month.note or ("", "", "")
    return ReportNote(
        unit_id=month.unit.pk,
        indicator_id=month.indicator.pk,
        month=month.month,
        version=month.note_version + 1,
        done=done,
        problems=problems,
        measures=measures,
        by=doing.person,
        acting_id=month.grant.acting,
        at=doing.now,
    )


def _drop_drafts(months: Sequence[WholeMonth]) -> None:
    places = {month.place for month in months}
    units = sorted({place[0] for place in places})
    for part in chunks(units):
        for model in (Draft, NoteDraft):
            rows = model.objects.filter(unit__in=part).values_list("pk", "unit_id", "indicator_id", "month")
            gone = [pk for pk, *place in rows if tuple(place) in places]
            for some in chunks(gone):
                model.objects.filter(pk__in=some).delete()


def _rescore(months: Sequence[WholeMonth], now: datetime) -> None:
    year = months[0].indicator.year_id
    until = max(latest_month(year, localdate(now)), *(month.month for month in months))
    span = range(min(month.month for month in months), until + 1)
    changed: dict[IndicatorVersion, dict[int, str]] = {}
    for month in months:
        changed.setdefault(month.indicator, {})[month.unit.pk] = month.unit.code
    done = rescore_units(changed, span, now)
    for part in chunks(sorted(done.units)):
        codes = Unit.objects.filter(pk__in=part).values_list("code", flat=True)
        publish(f"{year}/unit/{code}" for code in codes)
