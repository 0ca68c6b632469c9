"""What was made, by what it was made from: for pure work that pages ask for again and again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """At most so many values; what was not asked for longest goes first. Every thread may ask."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = Lock()
        self._made: OrderedDict[Hashable, T] = OrderedDict()

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._made)

    def clear(self) -> None:
        """Let go everything."""
        with self._lock:
            self._made.clear()

    def made(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key, made where there is none. The key holds everything the value depends on."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        value = make()
        with self._lock:
            self._made[key] = value
            while len(self._made) > self.most:
                self._made.popitem(last=False)
        return value
