"""Drawings of live screens as they are sent: whole, or only what differs from the drawing that a screen shows.

A drawing is known by a hash of its markup, which the page carries as `data-shown` of its part `live`. The last drawings
of this process are kept, so that from each of them the way to a newer one can be told. Which one a screen shows is
what it said when its stream was opened, and then what was sent to it; a screen that shows another after all asks.
"""

import base64
import gzip
import hashlib
import json
import re
import zlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

from rabrong.notices.differences import differences
from rabrong.ui.memory import Memory

LIVE = "live"
"""The id of the part of a page that follows what happens."""

BEGINNING = f'<div id="{LIVE}"'
STAMP = re.compile(rf'{BEGINNING} data-shown="\w*"')
MOST_BYTES = 100 * 1024
"""The largest event that is sent to a screen; what would be more is asked for."""

MOST_REMEMBERED = 128
MOST_TOLD = 4
PACKED = 5


def mark_of(text: str) -> str:
    """By which a drawing is known; tells nothing of what it shows."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Drawings:
    """The last drawings of a process by their marks, packed: some 20 KB each. Every thread may use it."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._lock = Lock()
        self._packed: OrderedDict[str, bytes] = OrderedDict()

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._packed)

    def keep(self, text: str) -> str:
        """Keep a drawing; its mark."""
        mark = mark_of(text)
        packed = self._packed.get(mark) or zlib.compress(text.encode(), 1)
        with self._lock:
            self._packed[mark] = packed
            self._packed.move_to_end(mark)
            while len(self._packed) > self._most:
                self._packed.popitem(last=False)
        return mark

    def text(self, mark: str) -> str | None:
        """The drawing with that mark, where it is still kept."""
        packed = self._packed.get(mark)
        return None if packed is None else zlib.decompress(packed).decode()


DRAWINGS = Drawings()


def stamped(page: str, mark: str) -> str:
    """A page, or its live part alone, that says which drawing it shows."""
    return page.replace(BEGINNING, f'{BEGINNING} data-shown="{mark}"', 1)


def unstamped(text: str) -> str:
    """The drawing itself."""
    return STAMP.sub(BEGINNING, text, count=1)


@dataclass(eq=False, slots=True)
class Told:
    """A new drawing, and how it is told to screens that show another. The lines are made once for each of those."""

    text: str
    mark: str
    _lines: dict[str, bytes] = field(default_factory=dict)

    def lines_for(self, shown: str) -> bytes:
        """The event for a screen that shows the drawing of that mark; nothing where it is larger than MOST_BYTES."""
        if shown not in self._lines:
            known = DRAWINGS.text(shown) if shown else None
            self._lines[shown] = self._whole() if known is None else self._parts(shown, known)
        return self._lines[shown]

    def prepare(self, shown: Iterable[str]) -> "Told":
        """Make the lines for screens that show these drawings, away from the loop."""
        for mark in set(shown):
            self.lines_for(mark)
        return self

    def _parts(self, shown: str, known: str) -> bytes:
        found = differences(known, self.text, LIVE)
        if found is None or any(name == LIVE for name, _ in found):
            return self._whole()
        packed = _packed(json.dumps(found, ensure_ascii=False, separators=(",", ":")))
        return b"event: parts\ndata: %s %s %s\n\n" % (shown.encode(), self.mark.encode(), packed)

    def _whole(self) -> bytes:
        if "" in self._lines:
            return self._lines[""]
        lines = b"event: drawn\ndata: " + _packed(stamped(self.text, self.mark)) + b"\n\n"
        self._lines[""] = lines if len(lines) <= MOST_BYTES else b""
        return self._lines[""]


TOLD: Memory[Told] = Memory(MOST_TOLD)


def told(text: str, shown: Iterable[str]) -> Told:
    """A drawing that is about to be told to screens that show these; views that look alike are told alike. Runs in a
    thread."""
    mark = DRAWINGS.keep(text)
    return TOLD.made(mark, lambda: Told(text, mark)).prepare(shown)


def _packed(text: str) -> bytes:
    """As a browser unpacks it."""
    return base64.b64encode(gzip.compress(text.encode(), PACKED, mtime=0))
