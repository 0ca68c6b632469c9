"""Finding every row of a chain that was changed, deleted, inserted or moved, in one pass over any number of rows.

What is kept while walking is the state below and the breaks themselves, never the rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from rabrong.audit.chain import Record, digest_of

Reason = Literal[
    "changed",
    "deleted",
    "inserted",
    "reordered",
    "cut_tail",
    "rewritten",
    "personal_changed",
    "personal_deleted",
    "personal_inserted",
]
MOST_BREAKS = 1000
MOST_SEARCHES = 1000
REACH = 64
"""How far a moved row is looked for; each step costs a hash."""


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not fit, and why; what the row says where there is one.

    `last` is the last number of a range ("5 to 9 were deleted"); `field` names a personal value.
    """

    number: int
    reason: Reason
    last: int
    verb: str = ""
    subject: str = ""
    at: datetime | None = None
    field: str = ""


def break_at(record: Record, reason: Reason, *, field: str = "") -> Break:
    """A break that lies in a row."""
    return Break(record.number, reason, record.number, record.verb, record.subject, record.at, field)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A row whose hash fits another number: alone it was moved; with all after it, something before it was."""

    record: Record
    before: Record | None
    by: int

    @property
    def home(self) -> int:
        """The number its hash was made for, as numbers stand here."""
        return self.record.number - self.by


class Walk:
    """Walks one chain, row by row in the order they stand, and keeps what does not fit."""

    def __init__(self, *, first: int = 1) -> None:
        """`first` is the number the rows should begin with: more than 1 for an excerpt."""
        self.count = 0
        self.digest = ""
        self.more = 0
        self._first = self._next = first
        self._tips: list[tuple[Record, str]] = []
        self._is_open = first > 1
        """The row before is not here, so what comes next cannot be held against it."""
        self._shift = 0
        self._moved: _Moved | None = None
        self._before: Record | None = None
        self._gaps: set[int] = set()
        self._far_gaps: list[range] = []
        self._found: dict[tuple[int, str], Break] = {}
        self._searches = 0

    @property
    def last(self) -> int:
        """The highest number so far."""
        return self._next - 1

    def take(self, record: Record, digest: str) -> None:
        """The next row."""
        self.count += 1
        if record.number < self._next:
            self._take_late(record, digest)
            return
        if record.number > self._next:
            self._miss(range(self._next, record.number))
        self._take_in_place(record, digest)
        self._next = record.number + 1
        self._tips, self._before, self.digest = [(record, digest)], record, digest
        self._is_open = False

    def note(self, found: Break) -> None:
        """Keep a break; of two about one number the first stays, unless the second knows that it was put in."""
        key = (found.number, found.field)
        if len(self._found) >= MOST_BREAKS and key not in self._found:
            self.more += 1
        elif key not in self._found or found.reason == "inserted":
            self._found[key] = found

    def end(self) -> list[Break]:
        """Everything that does not fit, in order of number."""
        self._settle_twins("")
        self._settle_moved_at_the_end()
        for gap in (*_ranges(self._gaps), *self._far_gaps):
            self.note(Break(gap[0], "deleted", gap[-1]))
        return sorted(self._found.values(), key=lambda found: (found.number, found.field))

    def _miss(self, numbers: range) -> None:
        if numbers.stop - numbers.start + len(self._gaps) <= MOST_BREAKS:
            self._gaps.update(numbers)
        elif len(self._far_gaps) < MOST_BREAKS:
            self._far_gaps.append(numbers)
        else:
            self.more += 1
        self._is_open = True

    def _take_late(self, record: Record, digest: str) -> None:
        """A number that should have come before: moved, or there twice."""
        if record.number in self._gaps:
            self._gaps.discard(record.number)
            self.note(break_at(record, "reordered"))
        elif record.number == self._next - 1 and all(digest != tip for _, tip in self._tips):
            self._tips.append((record, digest))
        else:
            self.note(break_at(record, "inserted"))

    def _take_in_place(self, record: Record, digest: str) -> None:
        self._settle_twins(record.previous)
        follows = self._is_open or record.previous in self._tip_digests()
        is_own = _fits(record, digest, self._shift)
        if not is_own and self._moved is not None and _fits(record, digest, self._shift + self._moved.by):
            self._settle_shift(self._moved)
            return
        self._settle_moved()
        if is_own and not follows:
            self._blame_before(record)
        elif not is_own and follows:
            self.note(break_at(record, "changed"))
        elif not is_own:
            self._look_for_home(record, digest)

    def _tip_digests(self) -> list[str]:
        """What the next row may name as its previous; the first of all names nothing."""
        return [digest for _, digest in self._tips] or [""]

    def _settle_twins(self, previous: str) -> None:
        """Of rows with one number, the one that the next row follows is genuine; the others were put in."""
        if len(self._tips) <= 1:
            return
        genuine = next((twin for twin in self._tips if twin[1] == previous), self._tips[0])
        for twin in self._tips:
            if twin is not genuine:
                self.note(break_at(twin[0], "inserted"))
        self._tips = [genuine]

    def _blame_before(self, record: Record) -> None:
        """The row fits itself and does not follow: the one before it was changed together with its hash."""
        blamed = self._before
        if blamed is None:
            self.note(break_at(record, "changed"))
        elif (blamed.number, "") not in self._found:
            self.note(break_at(blamed, "changed"))

    def _look_for_home(self, record: Record, digest: str) -> None:
        self._searches += 1
        steps = (sign * step for step in range(1, REACH + 1) for sign in (1, -1))
        tried = steps if self._searches <= MOST_SEARCHES else iter(())
        by = next((by for by in tried if _fits(record, digest, self._shift + by)), None)
        if by is None:
            self.note(break_at(record, "changed"))
        else:
            self._moved = _Moved(record, self._before, by)

    def _settle_moved(self) -> None:
        """The row after it is where it should be, so it was moved alone."""
        if self._moved is not None:
            self.note(break_at(self._moved.record, "reordered"))
            self._moved = None

    def _settle_shift(self, moved: _Moved) -> None:
        """The row after it is off by as much: rows before it were put in, or taken out and the numbers closed up."""
        number = moved.record.number
        if moved.by > 0 and moved.before is not None:
            self.note(replace(break_at(moved.before, "inserted"), number=number - moved.by, last=number - 1))
        else:
            self.note(Break(number, "deleted", number - moved.by - 1))
        self._shift += moved.by
        self._moved = None

    def _settle_moved_at_the_end(self) -> None:
        if self._moved is None:
            return
        partner = self._found.get((self._moved.home, ""))
        if partner is not None and partner.reason == "reordered":
            self._settle_moved()
        else:
            self._settle_shift(self._moved)


def _fits(record: Record, digest: str, shift: int) -> bool:
    return digest_of(replace(record, number=record.number - shift) if shift else record) == digest


def _ranges(numbers: set[int]) -> Iterator[range]:
    start = end = None
    for number in sorted(numbers):
        if end is not None and start is not None and number != end:
            yield range(start, end)
            start = None
        start, end = number if start is None else start, number + 1
    if start is not None and end is not None:
        yield range(start, end)
