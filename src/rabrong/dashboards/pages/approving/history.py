"""How a report came to stand where it stands: every submitted version, every approval and return, newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from rabrong.assignments.models import Responsibility
from rabrong.charts import State
from rabrong.dashboards.pages.approving.approvals import number_words
from rabrong.dashboards.pages.names import author_of
from rabrong.results.models import Entry, ReportMove, ReportState
from rabrong.ui.words import in_language


@dataclass(frozen=True, slots=True)
class Passed:
    """One event: what, who in whose place, when, why, and the numbers that changed."""

    state: State
    word: str
    version: int
    by: str
    at: datetime
    note: str = ""
    lines: tuple[str, ...] = ()


def history_of(
    entries: Sequence[Entry],
    moves: Sequence[ReportMove],
    words: Mapping[str, str],
    substitutes: Sequence[Responsibility] = (),
) -> list[Passed]:
    """Submissions are told by the entries themselves, so that imported and old ones are there too. `substitutes` are
    those who were named for the supervisor: what they passed, they passed in that place."""
    notes = {move.version: move.note for move in moves if move.state == ReportState.SUBMITTED}
    submitted = list(_submissions(entries, notes, words))
    told = [(0, each) for each in submitted]
    told += [(at, _moved(move, substitutes)) for at, move in enumerate(moves, 1) if move.state != ReportState.SUBMITTED]
    told.sort(key=lambda pair: (pair[1].at, pair[1].version, pair[0]), reverse=True)
    return [each for _, each in told]


def _submissions(entries: Sequence[Entry], notes: Mapping[int, str], words: Mapping[str, str]) -> Iterator[Passed]:
    standing: dict[str, Entry] = {}
    for members in _together(entries):
        lines = tuple(_line(entry, standing.get(entry.cell), words) for entry in members)
        standing |= {entry.cell: entry for entry in members}
        version = sum(entry.version for entry in standing.values())
        source = _source(members[-1])
        note = " · ".join(filter(None, (notes.get(version, ""), source)))
        yield Passed("submitted", gettext("ส่งแล้ว"), version, author_of(members[-1]), members[-1].at, note, lines)


def _together(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """What was submitted at once: by the same person at the same time, each cell once."""
    members: list[Entry] = []
    for entry in sorted(entries, key=lambda each: (each.at, each.pk)):
        last = members[-1] if members else entry
        same = (entry.at, entry.by_id, entry.acting_id) == (last.at, last.by_id, last.acting_id)
        if members and (not same or entry.cell in {each.cell for each in members}):
            yield members
            members = []
        members.append(entry)
    if members:
        yield members


def _line(entry: Entry, before: Entry | None, words: Mapping[str, str]) -> str:
    name = words.get(entry.cell, entry.cell)
    if before is None:
        return f"{name} = {number_words(entry)}"
    return f"{name} = {number_words(before)} → {number_words(entry)}"


def _source(entry: Entry) -> str:
    imported = getattr(entry, "imported", None)
    return "" if imported is None else gettext("นำเข้าจาก %(source)s") % {"source": imported.came_with.source}


GLYPHS: Mapping[str, State] = {
    ReportState.APPROVED: "approved",
    ReportState.CERTIFIED: "certified",
    ReportState.RETURNED: "returned",
}


def _moved(move: ReportMove, substitutes: Sequence[Responsibility]) -> Passed:
    word = str(ReportState(move.state).label)
    if move.state == ReportState.APPROVED:
        word = gettext("%(state)s ขั้นที่ %(step)s") % {"state": word, "step": move.step}
    return Passed(GLYPHS[move.state], word, move.version, _author(move, substitutes), move.at, move.note)


def _author(move: ReportMove, substitutes: Sequence[Responsibility]) -> str:
    """Who passed it, and in whose place: acting, or as a substitute who was named at the time."""
    by = author_of(move)
    if move.acting is not None:
        return by
    stood = (row for row in substitutes if row.person_id == move.by_id and _was_named(row, move.at))
    named = next((row.substitute_for for row in stood), None)
    if named is None:
        return by
    seat = named.position or named.name if named.person is None else in_language(named.person, "position")
    return gettext("%(by)s ปฏิบัติหน้าที่แทน %(seat)s") % {"by": by, "seat": seat}


def _was_named(row: Responsibility, at: datetime) -> bool:
    return (row.made_at is None or row.made_at <= at) and (row.ended_at is None or row.ended_at > at)
