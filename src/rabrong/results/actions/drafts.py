"""Keeping what is typed as one types: no version, no audit record, in no score until it is submitted."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction

from rabrong.org.actor import Actor
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal
from rabrong.results.models import Draft, Entry, NoteDraft
from rabrong.results.queries.desk import drafts_at, entered_at
from rabrong.results.rules.desk import EntryDesk, desk_of
from rabrong.scoring.exact import plain

LONGEST = 60
Texts = Mapping[tuple[str, int], Mapping[str, str]]
"""(indicator code, month) -> cell -> what is typed."""


@transaction.atomic
def keep_drafts(unit: Unit, year: int, texts: Texts, *, by: Actor, now: datetime) -> Refusal | None:
    """Keep what is typed so far of many months at once: all of it or, where one may not be entered, nothing.

    What says the same as the number that stands, or nothing in its place, is no draft. Seven queries at most.
    """
    desk = desk_of(by, unit, year)
    if isinstance(desk, Refusal):
        return desk
    refusal = next(_refusals(desk, texts), None)
    if refusal is not None:
        return refusal
    ids = {item.indicator.code: item.indicator_id for item in desk.items if (item.indicator.code in _codes(texts))}
    entries, kept = entered_at(unit, ids.values()).newest, drafts_at(unit, ids.values())
    rows, gone = [], []
    for (code, month), cells in texts.items():
        for cell, text in cells.items():
            before = kept.get((ids[code], month), {}).get(cell)
            draft = Draft(unit=unit, indicator_id=ids[code], cell=cell, month=month, text=text[:LONGEST])
            if _says_nothing_new(draft, entries.get(ids[code], {}).get(cell, {}).get(month)):
                gone += [draft] if before is not None else []
            elif before != draft.text:
                draft.by, draft.at = by.person, now
                rows.append(draft)
    _write(rows, gone)
    return None


def _codes(texts: Texts) -> frozenset[str]:
    return frozenset(code for code, _ in texts)


def _refusals(desk: EntryDesk, texts: Texts) -> Iterator[Refusal]:
    for code, month in texts:
        item = desk.item(code)
        found = (
            Refusal("entry.reported_below", {"unit": str(desk.unit)})
            if item is None
            else desk.refusal(item.indicator, month)
        )
        if found is not None:
            yield found


def _says_nothing_new(draft: Draft, entry: Entry | None) -> bool:
    if entry is None:
        return False
    return draft.text in ("", entry.word if entry.value is None else plain(entry.value))


def _write(rows: list[Draft], gone: list[Draft]) -> None:
    Draft.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("unit", "indicator", "cell", "month"),
        update_fields=("text", "by", "at"),
    )
    for draft in gone:
        Draft.objects.filter(
            unit=draft.unit, indicator_id=draft.indicator_id, cell=draft.cell, month=draft.month
        ).delete()


LONGEST_TEXT = 4000
Notes = Mapping[tuple[str, int], Mapping[str, str]]
"""(indicator code, month) -> remark, done, problems, measures -> what is written."""


@transaction.atomic
def keep_notes(unit: Unit, year: int, notes: Notes, *, by: Actor, now: datetime) -> Refusal | None:
    """Keep what is written beside numbers and not submitted. Five queries at most."""
    desk = desk_of(by, unit, year)
    if isinstance(desk, Refusal):
        return desk
    refusal = next(_refusals(desk, notes), None)
    if refusal is not None:
        return refusal
    rows = []
    for (code, month), texts in notes.items():
        item = desk.item(code)
        assert item is not None  # refused above
        words = {part: texts.get(part, "")[:LONGEST_TEXT] for part in ("remark", "done", "problems", "measures")}
        rows.append(NoteDraft(unit=unit, indicator_id=item.indicator_id, month=month, by=by.person, at=now, **words))
    NoteDraft.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("unit", "indicator", "month"),
        update_fields=("remark", "done", "problems", "measures", "by", "at"),
    )
    return None
