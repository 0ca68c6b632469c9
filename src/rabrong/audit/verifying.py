"""Whether a chain is whole: rows held against each other, against signed heads and against the personal values beside.

Works on rows from a database or from a copy, alike, without holding more than one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from rabrong.audit.breaks import MOST_BREAKS, Break, Walk, break_at
from rabrong.audit.chain import Personal, digest_of, personal_digest, personal_digests
from rabrong.audit.heads import Head
from rabrong.audit.lines import Header, Row


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a chain; `more` breaks beyond the listed ones were only counted.

    `erased` personal values were removed lawfully; `heads_outside` speak of numbers that this copy does not hold.
    """

    header: Header
    count: int
    breaks: Sequence[Break]
    more: int
    erased: int
    heads: int
    heads_outside: int

    @property
    def is_whole(self) -> bool:
        """Nothing was found."""
        return not self.breaks


class Examination:
    """One chain under examination: take every row, then end."""

    def __init__(self, header: Header, heads: Sequence[Head] = (), *, tip: str | None = None) -> None:
        """`heads` are the chain's, their signatures known to be good; `tip` is the last hash, where it is known."""
        self._header = header
        self._tip = tip
        self._walk = Walk(first=header.first)
        inside = [head for head in heads if _is_inside(head, header)]
        self._heads, self._heads_outside = len(inside), len(heads) - len(inside)
        self._wanted: dict[int, set[str]] = {}
        for head in inside:
            self._wanted.setdefault(head.number, set()).add(head.digest)
        self._highest = max((header.last, *self._wanted))
        self._erased = 0

    def take(self, row: Row) -> None:
        """The next row."""
        self._walk.take(row.record, row.digest)
        wanted = self._wanted.get(row.record.number)
        if wanted and wanted != {row.digest}:
            self._walk.note(break_at(row.record, "rewritten"))
        for found in _personal_breaks(row):
            self._walk.note(found)
        self._erased += sum(each.value is None for each in row.personal or ())

    def end(self) -> Report:
        """The report."""
        walk, last = self._walk, self._walk.last
        if last < self._highest:
            walk.note(Break(last + 1, "cut_tail", self._highest))
        elif last > self._header.last:
            walk.note(Break(self._header.last + 1, "inserted", last))
        elif self._tip is not None and walk.digest != self._tip:
            walk.note(Break(last, "changed", last))
        breaks = walk.end()
        return Report(self._header, walk.count, breaks, walk.more, self._erased, self._heads, self._heads_outside)


class Selection:
    """Records of a search: each is held against its own hash only, for those between them are not there."""

    def __init__(self, header: Header, heads: Sequence[Head] = ()) -> None:
        """No head says anything of a selection."""
        self._header, self._outside = header, len(heads)
        self._count = self._more = self._erased = 0
        self._breaks: list[Break] = []

    def take(self, row: Row) -> None:
        """The next record."""
        self._count += 1
        self._erased += sum(each.value is None for each in row.personal or ())
        changed = [] if digest_of(row.record) == row.digest else [break_at(row.record, "changed")]
        for found in (*changed, *_personal_breaks(row)):
            if len(self._breaks) < MOST_BREAKS:
                self._breaks.append(found)
            else:
                self._more += 1

    def end(self) -> Report:
        """The report."""
        return Report(self._header, self._count, self._breaks, self._more, self._erased, 0, self._outside)


def _is_inside(head: Head, header: Header) -> bool:
    """A copy made before the head was signed, or an excerpt, need not hold the head's number."""
    if header.first <= head.number <= header.last:
        return True
    return head.number > header.last and header.is_whole and not _is_later(head.signed_at, header.exported_at)


def _is_later(signed_at: str, exported_at: str) -> bool:
    """Whether a head was signed after a copy was made. Unreadable times, and a database (""), hide nothing."""
    try:
        return datetime.fromisoformat(signed_at) > datetime.fromisoformat(exported_at)
    except (ValueError, TypeError):
        return False


def _personal_breaks(row: Row) -> Iterator[Break]:
    """Personal values that do not match the hashes in the record, one for one."""
    if row.personal is None:
        return
    beside = {(each.side, each.field): each for each in row.personal}
    for side, name, digest in personal_digests(row.record):
        found = beside.pop((side, name), None)
        if found is None:
            yield break_at(row.record, "personal_deleted", field=name)
        elif not _matches(found, digest):
            yield break_at(row.record, "personal_changed", field=name)
    for _, name in beside:
        yield break_at(row.record, "personal_inserted", field=name)


def _matches(personal: Personal, digest: str) -> bool:
    return personal.value is None or personal_digest(personal.salt, personal.value) == digest
