"""What the KPI Template says of an indicator, in short; and what was done to its numbers of late."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext

from rabrong.agreements.models import Template
from rabrong.assignments.models import Duty, Responsibility
from rabrong.charts import State
from rabrong.dashboards.pages.approving.history import GLYPHS
from rabrong.dashboards.pages.bands import look_at
from rabrong.dashboards.pages.names import author_of, called
from rabrong.dashboards.queries.spread import NEWEST, Done
from rabrong.dashboards.queries.year import YearBook
from rabrong.evidence.queries import Prescribed
from rabrong.results.models import Entry, ReportMove, ReportState, ScoreChange
from rabrong.ui.dates import month_name
from rabrong.ui.numbers import change, fixed
from rabrong.ui.words import in_language, language

PLACES, VALUE_PLACES = 4, 2
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Summary:
    """A KPI Template in short: label and text; `number` is its version, 0 where none is published or may be read."""

    lines: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]
    number: int

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.lines or self.evidence)


def summary_of(
    template: Template | None, duties: Sequence[Responsibility], prescribed: Sequence[Prescribed]
) -> Summary:
    """Definition, computation, source and people of an indicator in a round."""
    lines = [*(_of_template(template) if template is not None else ()), *_people(duties)]
    evidence = tuple(
        f"{each.text} ({gettext('ระดับ')} {each.level})" if each.level else each.text for each in prescribed
    )
    return Summary(tuple(lines), evidence, 0 if template is None else template.number)


def _of_template(template: Template) -> Iterator[tuple[str, str]]:
    said = (
        (gettext("นิยาม"), template.definitions or template.explanation),
        (gettext("การคำนวณ"), template.calculation),
        (gettext("เงื่อนไข"), template.conditions),
        (gettext("แหล่งข้อมูล"), template.data_source),
        (gettext("การจัดเก็บ"), template.collection),
        (gettext("ความถี่"), template.frequency),
    )
    return ((label, _short(text)) for label, text in said if text.strip())


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _people(duties: Sequence[Responsibility]) -> Iterator[tuple[str, str]]:
    for duty in (Duty.SUPERVISOR, Duty.KEEPER, Duty.SUBSTITUTE):
        names = dict.fromkeys(_who(row) for row in duties if row.duty == duty)
        if names:
            yield str(duty.label), ", ".join(names)


def _who(row: Responsibility) -> str:
    if row.person is None:
        return " ".join(filter(None, (row.name, row.position)))
    return in_language(row.person, "position") or str(row.person)


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that was done: whose report, what became of it, by whom, when."""

    state: State | None
    words: str
    meta: str
    at: datetime


@dataclass(frozen=True, slots=True)
class History:
    """A page of what was done, newest first; `before` and `after` number the pages beside it, 0 for none."""

    rows: tuple[Happened, ...]
    before: int
    after: int


def happened(book: YearBook, done: Done, page: int, *, with_unit: bool) -> History:
    """All kinds together, NEWEST on a page; `done` holds one more of each kind than the pages until this one show."""
    told = [*_changes(book, done), *_moves(done.moves, with_unit), *_submitted(done.entries, with_unit)]
    told.sort(key=lambda each: each.at, reverse=True)
    start = (page - 1) * NEWEST
    more = page + 1 if len(told) > start + NEWEST else 0
    return History(tuple(told[start : start + NEWEST]), page - 1, more)


def _changes(book: YearBook, done: Done) -> Iterator[Happened]:
    for each in done.changes:
        words = gettext("คะแนนเดือน %(month)s %(before)s → %(after)s") % {
            "month": month_name(each.month, language()),
            "before": "-" if each.score_before is None else fixed(each.score_before, PLACES),
            "after": "-" if each.score_after is None else fixed(each.score_after, PLACES),
        }
        meta = " · ".join(filter(None, (_effect(each), _fall(book, each, done.entries))))
        yield Happened(None, words, meta, each.at)


def _fall(book: YearBook, each: ScoreChange, entries: Sequence[Entry]) -> str:
    """The bands where the score fell into a lower one, and the entry of that moment, which it fell by."""
    before, after = look_at(book, each.score_before), look_at(book, each.score_after)
    if not after.band.step or after.band.step >= before.band.step:
        return ""
    words = gettext("ช่วงคะแนนลดจาก%(before)s เป็น%(after)s") % {"before": before.word, "after": after.word}
    entry = next((entry for entry in entries if entry.at == each.at), None)
    if entry is None:
        return words
    return words + gettext(" จากรายงานของ%(unit)s เดือน %(month)s ฉบับที่ %(version)s") % {
        "unit": called(entry.unit),
        "month": month_name(entry.month, language()),
        "version": entry.version,
    }


def _effect(each: ScoreChange) -> str:
    if each.total_before is None or each.total_after is None:
        return ""
    return gettext("คะแนนรวม %(change)s") % {"change": change(each.total_after - each.total_before, PLACES)}


def _moves(moves: Sequence[ReportMove], with_unit: bool) -> Iterator[Happened]:
    for move in moves:
        word = str(ReportState(move.state).label)
        words = _about(word, move.report.month, called(move.report.unit) if with_unit else "")
        note = f" · {move.note}" if move.note else ""
        yield Happened(GLYPHS[move.state], words, author_of(move) + note, move.at)


def _submitted(entries: Sequence[Entry], with_unit: bool) -> Iterator[Happened]:
    """Cells that were submitted together are told once."""
    for (at, _, month), cells in groupby(entries, key=lambda entry: (entry.at, entry.unit_id, entry.month)):
        entry = next(cells)
        words = _about(gettext("ส่งแล้ว"), month, called(entry.unit) if with_unit else "")
        yield Happened("submitted", words, author_of(entry), at)


def _about(word: str, month: int, unit: str) -> str:
    of = gettext("%(state)s เดือน %(month)s") % {"state": word, "month": month_name(month, language())}
    return f"{unit} · {of}" if unit else of
