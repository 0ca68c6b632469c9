"""What stands of many units: the newest numbers and notes with their versions, and what earlier versions said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from rabrong.results.models import Entry, ReportNote, Score
from rabrong.results.queries import claim_of
from rabrong.results.workbooks.layout import NOTE_PARTS
from rabrong.scoring.claims import Claim
from rabrong.ui.numbers import typed

PLACES = 10
Place = tuple[int, int, str, int]
"""Unit, indicator, cell, month."""
NotePlace = tuple[int, int, int]
"""Unit, indicator, month."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that stands: its version, what it says, who entered it and when."""

    version: int
    value: Decimal | None
    word: str
    by: int
    at: datetime

    @property
    def claim(self) -> Claim:
        """What it claims."""
        return claim_of(self.value, self.word)

    @property
    def text(self) -> str:
        """As it would be typed."""
        return text_of(self.value, self.word)


Months = Mapping[str, Mapping[int, Number]]
"""Cell -> month -> number."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note that stands: its version, its words by part, who wrote it and when."""

    version: int
    texts: Mapping[str, str]
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """The newest numbers by (unit, indicator), the newest notes, and every version of those that have more than one."""

    numbers: Mapping[tuple[int, int], Months] = field(default_factory=dict)
    earlier: Mapping[tuple[Place, int], Claim] = field(default_factory=dict)
    notes: Mapping[NotePlace, Note] = field(default_factory=dict)
    earlier_notes: Mapping[tuple[NotePlace, int], Mapping[str, str]] = field(default_factory=dict)

    def of(self, unit: int, indicator: int) -> Months:
        """The numbers of a unit's indicator by cell and month."""
        return self.numbers.get((unit, indicator), {})


@lru_cache(maxsize=10_000)
def text_of(value: Decimal | None, word: str) -> str:
    """A number as it would be typed."""
    return WORDS.get(word, word) if value is None else typed(value, PLACES)


WORDS = {"pass": "ผ่าน", "fail": "ไม่ผ่าน"}
"""Verdicts as the drop-downs offer them."""


def facts_of(units: Sequence[int], year: int) -> Facts:
    """What stands of some units in a year. Two queries; keep it to a few hundred units."""
    numbers: dict[tuple[int, int], dict[str, dict[int, Number]]] = {}
    earlier: dict[tuple[Place, int], Claim] = {}
    rows = Entry.objects.filter(unit__in=units, indicator__year_id=year).order_by("version")
    fields = ("unit_id", "indicator_id", "cell", "month", "version", "value", "word", "by_id", "at")
    for unit, indicator, cell, month, *said in rows.values_list(*fields).iterator(chunk_size=5000):
        months = numbers.setdefault((unit, indicator), {}).setdefault(cell, {})
        before = months.get(month)
        if before is not None:
            earlier[(unit, indicator, cell, month), before.version] = before.claim
        months[month] = Number(*said)
    notes, before_notes = _notes(units, year)
    return Facts(numbers, earlier, notes, before_notes)


def _notes(
    units: Sequence[int], year: int
) -> tuple[dict[NotePlace, Note], dict[tuple[NotePlace, int], Mapping[str, str]]]:
    notes: dict[NotePlace, Note] = {}
    earlier: dict[tuple[NotePlace, int], Mapping[str, str]] = {}
    rows = ReportNote.objects.filter(unit__in=units, indicator__year_id=year).order_by("version")
    for row in rows:
        place = (row.unit_id, row.indicator_id, row.month)
        texts = {part: str(getattr(row, part)) for part in NOTE_PARTS[1:]}
        notes[place] = Note(row.version, texts, row.by_id, row.at)
        earlier[place, row.version] = texts
    return notes, earlier


def results_of(year: int, months: Iterable[int]) -> Mapping[tuple[int, int], Sequence[tuple[int, str, int, Fraction]]]:
    """(indicator, month) -> parent, kind, unit and result of every unit that counts: those beside one are its like.

    One query for each month.
    """
    found: dict[tuple[int, int], list[tuple[int, str, int, Fraction]]] = {}
    for month in months:
        rows = Score.objects.filter(
            item__agreement__year_id=year,
            item__agreement__person=None,
            month=month,
            state="counted",
            result__isnull=False,
        )
        fields = ("item__indicator_id", "item__agreement__unit__parent_id", "item__agreement__unit__kind",
                  "item__agreement__unit_id", "result")  # fmt: skip
        for indicator, parent, kind, unit, result in rows.values_list(*fields).order_by("pk").iterator(5000):
            found.setdefault((indicator, month), []).append((parent or 0, kind, unit, Fraction(result or 0)))
    return found
