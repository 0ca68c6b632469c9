"""Submitting many months' numbers at once: all of them or none; sent twice, they are there once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from rabrong.agreements.models import Item
from rabrong.agreements.queries import year_rules
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal, may_enter_for
from rabrong.results.actions.entering import Accepted, Stale, Submission, submit_entries
from rabrong.results.actions.judging import Month, asked_of
from rabrong.results.models import Entry, NoteDraft, ReportNote
from rabrong.results.queries import claim_of
from rabrong.results.queries.desk import Newest, entered_at
from rabrong.results.queries.notes import notes_at, results_beside
from rabrong.results.rules.plausibility import Finding
from rabrong.scoring.absence import MISSING
from rabrong.scoring.claims import Claim

Place = tuple[int, int]
"""(indicator id, month)."""


@dataclass(frozen=True, slots=True)
class NoteText:
    """What is written beside a month's numbers: what was done, what stood in the way, what is done about it."""

    done: str = ""
    problems: str = ""
    measures: str = ""

    def __bool__(self) -> bool:
        """Whether anything is written."""
        return bool(self.done or self.problems or self.measures)


@dataclass(frozen=True, slots=True)
class ReportForm:
    """A month as somebody submits it: numbers, with a remark on them as their reason, and what is written beside."""

    item: Item
    submission: Submission
    note: NoteText = NoteText()

    @property
    def place(self) -> Place:
        """Of what, when."""
        return self.item.indicator_id, self.submission.month


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Numbers changed since the form was opened: (indicator id, month) -> the newest entries by cell."""

    current: Mapping[Place, Mapping[str, Entry]]


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was submitted, and what waits for a word beside it."""

    places: tuple[Place, ...]
    unanswered: Mapping[Place, tuple[Finding, ...]] = field(default_factory=dict)


def submit_reports_of(forms: Sequence[ReportForm], *, by: Actor, now: datetime) -> Submitted | Refusal | Conflicts:
    """Submit what needs no further word; of that all, or nothing where one is refused or stale.

    Numbers that ask for a remark and red ones without a note wait until it is written; no number is ever refused.
    """
    if not forms:
        return Submitted(())
    with transaction.atomic():
        unanswered = _unanswered(forms)
        ready = [form for form in forms if form.place not in unanswered]
        done = submit_together([form.submission for form in ready], by=by, now=now)
        if isinstance(done, Refusal | Conflicts):
            transaction.set_rollback(True)
            return done
        _write_notes(ready, by, now)
    return Submitted(tuple(form.place for form in ready), unanswered)


def _unanswered(forms: Sequence[ReportForm]) -> dict[Place, tuple[Finding, ...]]:
    unit = forms[0].submission.unit
    places = [form.place for form in forms]
    ids, months = {indicator for indicator, _ in places}, {month for _, month in places}
    newest, beside = entered_at(unit, ids).newest, results_beside(unit, ids, months)
    rules = year_rules(forms[0].item.indicator.year_id)
    found = {}
    for form in forms:
        month = form.submission.month
        reported = reported_of(newest, form.item)
        at = Month(form.item, month, unit.code, unit.pk, rules, reported, beside.get(form.place, ()))
        stands = _standing(form, newest)
        claims = {**stands, **{cell: each for cell, each in form.submission.claims.items() if each is not MISSING}}
        asked = asked_of(at, claims)
        remark = form.submission.reason or ("-" if claims == stands else "")
        left = asked.left(remark=remark, problems=form.note.problems)
        if left:
            found[form.place] = left
    return found


def reported_of(newest: Newest, item: Item) -> dict[str, list[tuple[int, Claim]]]:
    """Cell -> what was reported of an item, by month, in order."""
    return {
        cell: [(month, claim_of(each.value, each.word)) for month, each in sorted(months.items())]
        for cell, months in newest.get(item.indicator_id, {}).items()
    }


def _standing(form: ReportForm, newest: Newest) -> dict[str, Claim]:
    """The numbers that stand: what is left as it is counts in the result, and was explained when it came."""
    month = form.submission.month
    cells = newest.get(form.item.indicator_id, {})
    entries = {cell: months[month] for cell, months in cells.items() if month in months}
    return {cell: claim_of(entry.value, entry.word) for cell, entry in entries.items()}


def _write_notes(forms: Sequence[ReportForm], by: Actor, now: datetime) -> None:
    """A further version where anything else is written than what stands; what was drafted goes."""
    if not forms:
        return
    unit = forms[0].submission.unit
    grant = may_enter_for(by, unit)
    kept = notes_at(unit, {form.item.indicator_id for form in forms})
    rows = []
    for form in forms:
        earlier = kept.get(form.place, [])
        if form.note != (text_of(earlier[-1]) if earlier else NoteText()):
            rows.append(_note(form, len(earlier) + 1, by, now))
            rows[-1].acting_id = None if grant is None else grant.acting
    ReportNote.objects.bulk_create(rows)
    for form in forms:
        NoteDraft.objects.filter(unit=unit, indicator_id=form.item.indicator_id, month=form.submission.month).delete()


def text_of(note: ReportNote) -> NoteText:
    """The words of a version."""
    return NoteText(note.done, note.problems, note.measures)


def _note(form: ReportForm, version: int, by: Actor, now: datetime) -> ReportNote:
    return ReportNote(
        unit=form.submission.unit,
        indicator_id=form.item.indicator_id,
        month=form.submission.month,
        version=version,
        done=form.note.done,
        problems=form.note.problems,
        measures=form.note.measures,
        by=by.person,
        at=now,
    )


def submit_together(
    submissions: Sequence[Submission], *, by: Actor, now: datetime
) -> tuple[Accepted, ...] | Refusal | Conflicts:
    """Submit all, or nothing where one is refused or stale. Where all stands already, nothing is written."""
    with transaction.atomic():
        done = [submit_entries(each, by=by, now=now) for each in submissions]
        accepted = tuple(each for each in done if isinstance(each, Accepted))
        if len(accepted) == len(submissions):
            return accepted
        transaction.set_rollback(True)
    refused = next((each for each in done if isinstance(each, Refusal)), None)
    if refused is not None:
        return refused
    places = zip(submissions, done, strict=True)
    return Conflicts({(at.indicator.pk, at.month): each.current for at, each in places if isinstance(each, Stale)})
