"""What is settled: agreements, who stands where, who does what. Read once by a process, until a deed changes any of it.

Numbers come in all day; these do not. Whoever draws a page that many see reads within `reading`; elsewhere (actions,
forms, what-if) the functions below read anew each time. What is no settled thing is read once for all pages that are
drawn of the same moment: `shared`. See docs/adr/0032-settled-reads.md.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Generic, ParamSpec, TypeVar, cast

from rabrong.ui.memory import Memory

P = ParamSpec("P")
T = TypeVar("T")

MOST_KEPT = 128
"""How many answers of one function are kept."""

MOST_SHARED = 32
"""How much of what is not settled is kept: views of the same moment follow upon each other."""

_SHARED: Memory[object] = Memory(MOST_SHARED)
_KEPT: list[Callable[[], None]] = [_SHARED.clear]
_VERSION: ContextVar[str] = ContextVar("settled", default="")
_MOMENT: ContextVar[str] = ContextVar("moment", default="")


@contextmanager
def reading(version: str, moment: str = "") -> Iterator[None]:
    """Within it what is settled is read once for each version, and what is shared once for each version of everything
    recorded, `moment`; "" reads anew."""
    before, at = _VERSION.set(version), _MOMENT.set(moment)
    try:
        yield
    finally:
        _MOMENT.reset(at)
        _VERSION.reset(before)


def shared(key: tuple[Hashable, ...], read: Callable[[], T]) -> T:
    """What several pages of the same moment show, read for the first of them. The key holds everything that it depends
    on besides what is recorded, whose numbers may be seen too; nobody may change what this gives."""
    moment = _MOMENT.get()
    return cast(T, _SHARED.made((moment, *key), read)) if moment else read()


def forget() -> None:
    """Let go everything that is kept."""
    for clear in _KEPT:
        clear()


class SettledMemory(Generic[T]):
    """What was made of what is settled and of numbers that came in, by these numbers; where everything is read anew,
    it is made anew."""

    def __init__(self, most: int) -> None:
        self._memory: Memory[T] = Memory(most)
        _KEPT.append(self._memory.clear)

    def made(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key, which holds everything that is not settled."""
        version = _VERSION.get()
        return self._memory.made((version, key), make) if version else make()


def settled(read: Callable[P, T]) -> Callable[P, T]:
    """A function that reads only what is settled, from hashable arguments; nobody may change what it gives."""

    @lru_cache(maxsize=MOST_KEPT)
    def known(version: str, *args: Hashable, **named: Hashable) -> T:
        del version  # part of the key alone
        return cast(Callable[..., T], read)(*args, **named)

    _KEPT.append(known.cache_clear)

    @wraps(read)
    def read_once(*args: P.args, **named: P.kwargs) -> T:
        version = _VERSION.get()
        if not version:
            return read(*args, **named)
        return known(version, *cast(tuple[Hashable, ...], args), **cast(dict[str, Hashable], named))

    return read_once
