"""What was made, by what it was made from: for pure work that pages ask for again and again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class _Key:
    """A key whose hash is worked out once: those of exact numbers take longest of all."""

    __slots__ = ("hash", "key")

    def __init__(self, key: Hashable) -> None:
        self.key = key
        self.hash = hash(key)

    def __hash__(self) -> int:
        return self.hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.key == other.key


class Memory(Generic[T]):
    """At most so many values; what was not asked for longest goes first. Every thread may ask."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = Lock()
        self._made: OrderedDict[_Key, T] = OrderedDict()

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._made)

    def clear(self) -> None:
        """Let go everything."""
        with self._lock:
            self._made.clear()

    def made(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key, made where there is none. The key holds everything the value depends on."""
        known = _Key(key)
        with self._lock:
            if known in self._made:
                self._made.move_to_end(known)
                return self._made[known]
        value = make()
        with self._lock:
            self._made[known] = value
            while len(self._made) > self.most:
                self._made.popitem(last=False)
        return value
