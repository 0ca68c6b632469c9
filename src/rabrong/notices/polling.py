"""Answering at once whoever asks again whether something changed and would be told: no.

A browser that was answered with a version may be told for a while that it still holds, without a database: as long as
no topic it asked for was published, its session and person were not ended, and the last look is not older than that of
an open stream would be. Anything else goes the long way.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from rabrong.notices.live import KEEP_ALIVE_SECONDS, Reader

MOST_KEPT = 8192

Asking = tuple[bytes, bytes]
"""All cookies and the query, as they were sent."""


@dataclass(frozen=True, slots=True)
class Begun:
    """When an answer was begun: after how many messages, and by the clock of the process."""

    told: int
    at: float


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody was answered, when, and what would make it another answer."""

    etag: str
    begun: Begun
    wakes: frozenset[str]
    reader: Reader


class Polls:
    """What the browsers that ask again were answered last. Every thread may use it."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._answered: OrderedDict[Asking, Answered] = OrderedDict()
        self._told = 0
        self.is_on = True
        """Off while this process does not hear of what others do."""

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._answered)

    def still_holds(self, asking: Asking, etag: str) -> bool:
        """Whether nothing changed since the answer with that ETag."""
        known = self._answered.get(asking)
        return (
            self.is_on
            and known is not None
            and known.etag == etag
            and self._clock() - known.begun.at < KEEP_ALIVE_SECONDS
        )

    def begun(self) -> Begun:
        """To be asked before a version is read, and given with the answer."""
        return Begun(self._told, self._clock())

    def keep(self, asking: Asking, answered: Answered) -> None:
        """An answer that was given the long way; not kept where anything was told while it was made."""
        with self._lock:
            if answered.begun.told != self._told:
                return
            self._answered[asking] = answered
            self._answered.move_to_end(asking)
            while len(self._answered) > MOST_KEPT:
                self._answered.popitem(last=False)

    def published(self, topics: Collection[str]) -> None:
        """These topics changed."""
        self._forget(lambda answered: not answered.wakes.isdisjoint(topics))

    def ended(self, whose: Callable[[Reader], bool]) -> None:
        """The sessions or people of some readers have ended."""
        self._forget(lambda answered: whose(answered.reader))

    def forget_all(self) -> None:
        """Something may have been missed."""
        self._forget(lambda answered: True)

    def _forget(self, which: Callable[[Answered], bool]) -> None:
        with self._lock:
            self._told += 1
            for asking in [asking for asking, answered in self._answered.items() if which(answered)]:
                del self._answered[asking]


POLLS = Polls()
