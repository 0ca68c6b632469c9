"""The live hub of one process: open screens follow topics and are told, within a moment, that a topic changed.

A topic names what can be looked at ("2555/unit/cdd"). Nothing but the name is sent: a screen that hears it asks for
its numbers again, so that nobody is sent what they may not see. A burst on a topic is told once a second; its first
event goes out at once. What waits for a screen is a set of its own topics, so a slow screen cannot pile anything up.

A stream belongs to a session and a person, and ends with either: at once in this process, and in others at the next
look, which every stream takes each KEEP_ALIVE_SECONDS.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from dataclasses import dataclass, field
from itertools import count
from threading import Lock

MERGE_SECONDS = 1.0
KEEP_ALIVE_SECONDS = 15.0
LONGEST_SECONDS = 600.0
"""After that a stream ends and the browser opens it anew, which checks again whether it still may."""

RECONNECT_LINE = b"retry: 2000\n\n"
KEEP_ALIVE_LINE = b": still here\n\n"

Holds = Callable[[], Awaitable[bool]]
"""Looks whether a stream's session and account are still good."""


async def always() -> bool:
    """For a stream that nobody's session or account can end."""
    return True


@dataclass(frozen=True, slots=True)
class Reader:
    """Who follows: the key of the session, the person's code, and how to look whether both still hold."""

    session: str = ""
    person: str = ""
    holds: Holds = always


NOBODY = Reader()


@dataclass(eq=False, slots=True)
class Stream:
    """One open screen: the topics it follows, which of them changed, and when it was last told of each."""

    topics: frozenset[str]
    reader: Reader
    loop: asyncio.AbstractEventLoop
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    changed: set[str] = field(default_factory=set)
    told_at: dict[str, float] = field(default_factory=dict)
    looked_at: float = 0.0
    ended: bool = False

    def note(self, topic: str) -> None:
        """A followed topic changed. Runs in the stream's loop."""
        self.changed.add(topic)
        self.woken.set()

    def end(self) -> None:
        """No more events. Runs in the stream's loop."""
        self.ended = True
        self.woken.set()

    def take_due(self) -> list[str]:
        """The changed topics that may be told now, in order; they are told with that."""
        now = self.loop.time()
        due = sorted(topic for topic in self.changed if now >= self._due_at(topic))
        self.changed.difference_update(due)
        self.told_at.update(dict.fromkeys(due, now))
        return due

    def seconds_until_due(self) -> float:
        """How long until there is something to tell, if nothing else happens."""
        now = self.loop.time()
        return min((self._due_at(topic) - now for topic in self.changed), default=KEEP_ALIVE_SECONDS)

    async def look(self) -> None:
        """End where session or account no longer hold; looks at most once in KEEP_ALIVE_SECONDS."""
        now = self.loop.time()
        if now - self.looked_at >= KEEP_ALIVE_SECONDS:
            self.looked_at = now
            self.ended = self.ended or not await self.reader.holds()

    def _due_at(self, topic: str) -> float:
        told = self.told_at.get(topic)
        return 0.0 if told is None else told + MERGE_SECONDS


class Hub:
    """Who follows what in this process. Publishing is safe from every thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._streams: set[Stream] = set()
        self._numbers = count(1)
        self._closed = False

    def __len__(self) -> int:
        """The number of open streams."""
        return len(self._streams)

    def publish(self, topic: str) -> None:
        """Tell everybody who follows the topic; costs nothing when nobody does."""
        for stream in self._copy():
            if topic in stream.topics:
                _in_loop(stream, stream.note, topic)

    def end_streams_of(self, session: str) -> None:
        """End the streams of a session, after signing out."""
        self._end(lambda reader: reader.session == session)

    def end_streams_of_person(self, code: str) -> None:
        """End all streams of a person: suspended, closed or signed out everywhere. Call it after the commit."""
        self._end(lambda reader: reader.person == code)

    def close(self) -> None:
        """End every stream and take no more: the process is about to stop."""
        self._closed = True
        for stream in self._copy():
            _in_loop(stream, stream.end)

    async def events(self, topics: Collection[str], *, reader: Reader = NOBODY) -> AsyncIterator[bytes]:
        """The lines of a server-sent event stream, until it is ended or the reader goes away."""
        stream = Stream(frozenset(topics), reader, asyncio.get_running_loop())
        stream.looked_at = stream.loop.time()
        stream.ended = self._closed
        with self._lock:
            self._streams.add(stream)
        try:
            yield RECONNECT_LINE
            async for line in self._lines(stream):
                yield line
        finally:
            with self._lock:
                self._streams.discard(stream)

    async def _lines(self, stream: Stream) -> AsyncIterator[bytes]:
        last = stream.loop.time() + LONGEST_SECONDS
        while not stream.ended and stream.loop.time() < last:
            stream.woken.clear()
            due = stream.take_due()
            for topic in due:
                yield f"id: {next(self._numbers)}\nevent: changed\ndata: {topic}\n\n".encode()
            if not due and not await _woken(stream) and not stream.changed:
                yield KEEP_ALIVE_LINE
            await stream.look()

    def _end(self, whose: Callable[[Reader], bool]) -> None:
        for stream in self._copy():
            if whose(stream.reader):
                _in_loop(stream, stream.end)

    def _copy(self) -> list[Stream]:
        with self._lock:
            return list(self._streams)


async def _woken(stream: Stream) -> bool:
    try:
        await asyncio.wait_for(stream.woken.wait(), stream.seconds_until_due())
    except TimeoutError:
        return False
    return True


def _in_loop(stream: Stream, call: Callable[..., None], *arguments: str) -> None:
    if not stream.loop.is_closed():
        stream.loop.call_soon_threadsafe(call, *arguments)


HUB = Hub()


def publish(topic: str) -> None:
    """Tell this process's open screens that a topic changed. Call it after the commit."""
    HUB.publish(topic)
