"""The parts of pages in the memory of one process: the least recently read go first."""

from collections import OrderedDict
from threading import Lock

from rabrong.ui.parts import Parts

BYTES_OF_A_CHARACTER = 2
"""Python keeps a text with Thai in it in two bytes for each character."""


class Store:
    """Keys to parts of pages, at most so many bytes together. Every thread may read and write."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.held_bytes = 0
        self._lock = Lock()
        self._parts: OrderedDict[str, Parts] = OrderedDict()

    def __len__(self) -> int:
        """How many pages are kept."""
        return len(self._parts)

    def found(self, key: str) -> Parts | None:
        """What is kept under a key."""
        with self._lock:
            parts = self._parts.get(key)
            if parts is not None:
                self._parts.move_to_end(key)
            return parts

    def keep(self, key: str, parts: Parts) -> None:
        """Keep it, and let go what was not read for longest where there is no room."""
        size = _bytes_of(parts)
        if size > self.most_bytes:
            return
        with self._lock:
            self._let_go(key)
            self._parts[key] = parts
            self.held_bytes += size
            while self.held_bytes > self.most_bytes:
                self._let_go(next(iter(self._parts)))

    def clear(self) -> None:
        """Let go everything."""
        with self._lock:
            self._parts.clear()
            self.held_bytes = 0

    def _let_go(self, key: str) -> None:
        gone = self._parts.pop(key, None)
        if gone is not None:
            self.held_bytes -= _bytes_of(gone)


def _bytes_of(parts: Parts) -> int:
    return BYTES_OF_A_CHARACTER * sum(len(part) for part in parts.values())
