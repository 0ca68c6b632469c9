"""What keepers wrote beside their numbers, for who reads them: the newest note of a month, with who and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from rabrong.dashboards.pages.names import author_of, called
from rabrong.org.models import Unit
from rabrong.results.models import ReportMove, ReportNote
from rabrong.results.queries.notes import Place
from rabrong.ui.dates import month_name
from rabrong.ui.words import language

MOST = 20


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note: whose and of when, then label and text of each part, who wrote it and at what time."""

    unit: str
    month: str
    parts: tuple[tuple[str, str], ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoteLines:
    """The notes that are shown, and how many more there are."""

    lines: tuple[NoteLine, ...] = ()
    more: int = 0

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.lines)


def lines_of(notes: Iterable[ReportNote], most: int = MOST) -> NoteLines:
    """Notes in the order given."""
    found = [_line(note, note.unit, note.month, _parts(note)) for note in notes]
    return NoteLines(tuple(found[:most]), max(len(found) - most, 0))


def beside_months(notes: Mapping[Place, ReportNote], remarks: Mapping[Place, ReportMove]) -> NoteLines:
    """Of one indicator, note and remark of a unit's month together; the newest month first."""
    found = []
    for place in sorted(notes.keys() | remarks.keys(), key=lambda each: (-each[2], each[0])):
        note, move = notes.get(place), remarks.get(place)
        source = note or move
        unit = note.unit if note is not None else remarks[place].report.unit
        remark = () if move is None else ((gettext("คำอธิบายตัวเลข"), move.note),)
        if source is not None:
            found.append(_line(source, unit, place[2], (*remark, *(() if note is None else _parts(note)))))
    return NoteLines(tuple(found[:MOST]), max(len(found) - MOST, 0))


def _line(source: ReportNote | ReportMove, unit: Unit, month: int, parts: tuple[tuple[str, str], ...]) -> NoteLine:
    return NoteLine(called(unit), month_name(month, language()), parts, author_of(source), source.at)


def _parts(note: ReportNote) -> tuple[tuple[str, str], ...]:
    said = (
        (gettext("การดำเนินงาน"), note.done),
        (gettext("ปัญหา/อุปสรรค"), note.problems),
        (gettext("มาตรการแก้ไข"), note.measures),
    )
    return tuple((label, text) for label, text in said if text)
