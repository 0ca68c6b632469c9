"""The live hub of one process: open screens follow topics and are told, within a moment, that a topic changed.

A topic names what can be looked at ("2555/unit/cdd"). A screen whose view is known gets it drawn anew with the event:
once for all who see the same, by one of them whose roles were looked at in that moment. Everybody else gets the name of
the topic and asks again, so that nobody is sent what they may not see. A burst is told once a second; its first event
goes out at once. What waits for a screen is the newest drawing and a set of its own topics, so a slow screen cannot
pile anything up.

A stream belongs to a session and a person, and ends with either: at once in this process and in those that hear of it
(notices.across), and in all at the next look, which every stream takes each KEEP_ALIVE_SECONDS.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from threading import Lock

from rabrong.notices.screens import Group, View

MERGE_SECONDS = 1.0
KEEP_ALIVE_SECONDS = 15.0
LONGEST_SECONDS = 600.0
"""After that a stream ends and the browser opens it anew, which checks again whether it still may."""

RECONNECT_LINE = b"retry: 2000\n\n"
KEEP_ALIVE_LINE = b"event: here\ndata:\n\n"
"""An event and no comment: a screen that hears none for a while knows that its line is dead."""

Holds = Callable[[], Awaitable[bool]]
"""Looks whether a stream's session and account are still good."""


Follows = Mapping[str, Collection[str]]


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
    """One open screen: the topics it follows, which of them changed, and when it was last told of each.

    `follows` is what wakes it -> what it is told then: a bureau's screen shows the department's numbers, and is told of
    the bureau's topic when those change.
    """

    follows: Follows
    reader: Reader
    loop: asyncio.AbstractEventLoop
    view: View | None = None
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    changed: set[str] = field(default_factory=set)
    told_at: dict[str, float] = field(default_factory=dict)
    drawn: bytes = b""
    drawn_mark: str = ""
    shown: str = ""
    looked_at: float = 0.0
    looking: asyncio.Task[None] | None = None
    timed_out: bool = False
    ended: bool = False

    def note(self, topic: str) -> None:
        """A followed topic changed. Runs in the stream's loop."""
        self.changed.add(topic)
        self.woken.set()

    def show(self, lines: bytes, mark: str) -> None:
        """The newest drawing of the view, from the one that is shown; one that waits still is of no use any more."""
        self.drawn, self.drawn_mark = lines, mark
        self.woken.set()

    def look_anew(self) -> None:
        """Something may have been missed: look at session and account before the next event."""
        self.looked_at = float("-inf")
        self.woken.set()

    def end(self) -> None:
        """No more events. Runs in the stream's loop."""
        self.ended = True
        self.woken.set()

    def take_due(self) -> list[bytes]:
        """What may be told now: a drawing, and the changed topics in order; it is told with that."""
        now = self.loop.time()
        due = sorted(topic for topic in self.changed if now >= self._due_at(topic))
        self.changed.difference_update(due)
        self.told_at.update(dict.fromkeys(due, now))
        drawn, self.drawn = self.drawn, b""
        if drawn:
            self.shown = self.drawn_mark
        if due:
            self.shown = ""  # it asks, and is answered something that is not known here
        return [*([drawn] if drawn else []), *(changed_lines(topic) for topic in due)]

    def seconds_until_due(self) -> float:
        """How long until there is something to tell, if nothing else happens."""
        now = self.loop.time()
        return min((self._due_at(topic) - now for topic in self.changed), default=KEEP_ALIVE_SECONDS)

    async def look(self) -> None:
        """End where session or account no longer hold; looks at most once in KEEP_ALIVE_SECONDS. Events do not wait for
        it, except where something may have been missed."""
        now = self.loop.time()
        if now - self.looked_at < KEEP_ALIVE_SECONDS:
            return
        has_missed, self.looked_at = self.looked_at == float("-inf"), now
        self.looking = self.loop.create_task(self._look())
        if has_missed:
            await self.looking

    async def _look(self) -> None:
        holds = False
        try:
            holds = await self.reader.holds()
        finally:
            if not holds:
                self.end()

    def time_out(self) -> None:
        """Nothing happened for a while."""
        self.timed_out = True
        self.woken.set()

    def _due_at(self, topic: str) -> float:
        told = self.told_at.get(topic)
        return 0.0 if told is None else told + MERGE_SECONDS


def changed_lines(topic: str) -> bytes:
    """The event that names a topic: whoever hears it asks again."""
    return f"event: changed\ndata: {topic}\n\n".encode()


class Hub:
    """Who follows what in this process. Publishing is safe from every thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._streams: set[Stream] = set()
        self._groups: dict[str, Group] = {}
        self._closed = False

    def __len__(self) -> int:
        """The number of open streams."""
        return len(self._streams)

    def publish(self, *topics: str) -> None:
        """Tell everybody who follows one of the topics; costs nothing when nobody does."""
        told: set[str] = set()
        for stream in self._copy():
            followed = {name for topic in topics for name in stream.follows.get(topic, ())}
            if stream.view is None:
                for name in followed:
                    _in_loop(stream, stream.note, name)
            elif followed and stream.view.key not in told:
                told.add(stream.view.key)
                _in_loop(stream, self._note, stream)

    def tell_all(self) -> None:
        """Something may have been missed: every screen is looked at, and told as if everything had changed."""
        streams = self._copy()
        for stream in streams:
            _in_loop(stream, stream.look_anew)
        self.publish(*{topic for stream in streams for topic in stream.follows})

    def end_streams(self, whose: Callable[[Reader], bool]) -> None:
        """End the streams of some readers: a session signed out, a person suspended, another role."""
        for stream in self._copy():
            if whose(stream.reader):
                _in_loop(stream, stream.end)

    def close(self) -> None:
        """End every stream and take no more: the process is about to stop."""
        self._closed = True
        for stream in self._copy():
            _in_loop(stream, stream.end)

    async def events(
        self, follows: Follows, *, reader: Reader = NOBODY, view: View | None = None
    ) -> AsyncIterator[bytes]:
        """The lines of a server-sent event stream, until it is ended or the reader goes away."""
        stream = Stream(follows, reader, asyncio.get_running_loop(), view, shown="" if view is None else view.shown)
        stream.changed.update([view.topic] if view is not None and view.is_stale else [])
        stream.looked_at = stream.loop.time()
        stream.ended = self._closed
        self._join(stream)
        try:
            yield RECONNECT_LINE
            async for line in self._lines(stream):
                yield line
        finally:
            self._leave(stream)
            if stream.looking is not None:
                stream.looking.cancel()

    async def _lines(self, stream: Stream) -> AsyncIterator[bytes]:
        last = stream.loop.time() + LONGEST_SECONDS
        while not stream.ended and stream.loop.time() < last:
            stream.woken.clear()
            due = stream.take_due()
            for lines in due:
                yield lines
            if not due and not await _woken(stream) and not stream.changed:
                yield KEEP_ALIVE_LINE
            await stream.look()

    def _join(self, stream: Stream) -> None:
        with self._lock:
            self._streams.add(stream)
            if stream.view is not None:
                self._groups.setdefault(stream.view.key, Group(stream.view.key)).streams[stream] = stream.view

    def _leave(self, stream: Stream) -> None:
        with self._lock:
            self._streams.discard(stream)
            group = self._groups.get(stream.view.key) if stream.view is not None else None
            if group is not None:
                group.streams.pop(stream, None)
                if not group.streams:
                    del self._groups[group.key]

    def _note(self, stream: Stream) -> None:
        group = self._groups.get(stream.view.key) if stream.view is not None else None
        if group is not None:
            group.note(MERGE_SECONDS)

    def _copy(self) -> list[Stream]:
        with self._lock:
            return list(self._streams)


async def _woken(stream: Stream) -> bool:
    stream.timed_out = False
    timer = stream.loop.call_later(stream.seconds_until_due(), stream.time_out)
    await stream.woken.wait()
    timer.cancel()
    return not stream.timed_out


def _in_loop(stream: Stream, call: Callable[..., None], *arguments: object) -> None:
    if not stream.loop.is_closed():
        stream.loop.call_soon_threadsafe(call, *arguments)


HUB = Hub()
