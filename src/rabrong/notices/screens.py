"""What open screens show: those that show the same are drawn once, and each gets the same bytes.

A group belongs to a view: an address, a language, digits, and what its readers may see that day. It is drawn for one
of them, whose roles are read in that moment; who may see something else by then opens the stream anew.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol
from weakref import WeakKeyDictionary

from rabrong.notices.drawings import Told, told

DRAWERS = ThreadPoolExecutor(1, thread_name_prefix="drawing")
"""One thread: what views of the same moment share is read for the first of them."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A view as it is now: `key` is the view that its reader may see at this moment."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class View:
    """What a screen shows. `draw` runs in a thread of its own and answers None where it cannot be drawn for many;
    `is_stale` says that something changed between the page and the opening of its stream; `shown` is the mark of the
    drawing that the screen shows then."""

    key: str
    topic: str
    draw: Callable[[], Drawn | None]
    is_stale: bool = False
    shown: str = ""


class Screen(Protocol):
    """An open stream, as far as drawing goes; `shown` is the mark of the drawing it was sent last."""

    shown: str

    def note(self, topic: str) -> None:
        """The screen shall ask again."""

    def show(self, lines: bytes, mark: str) -> None:
        """The screen shall show the drawing of that mark by means of these lines."""

    def end(self) -> None:
        """The screen shall open its stream anew."""


@dataclass(eq=False, slots=True)
class Group:
    """The screens of one view. All of it but `streams` is touched in the loop only."""

    key: str
    streams: dict[Screen, View] = field(default_factory=dict)
    changed: bool = False
    told_at: float = float("-inf")
    telling: asyncio.Task[None] | None = None

    def note(self, merge_seconds: float) -> None:
        """What the view shows changed: told at once, a burst once in `merge_seconds`."""
        self.changed = True
        if self.telling is None:
            self.telling = asyncio.get_running_loop().create_task(self._tell(merge_seconds))

    async def _tell(self, merge_seconds: float) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self.changed:
                await asyncio.sleep(max(0.0, self.told_at + merge_seconds - loop.time()))
                self.changed, self.told_at = False, loop.time()
                await self._tell_once()
        finally:
            self.telling = None

    async def _tell_once(self) -> None:
        """Views take turns, and what one is told is written before the next is drawn: a thread that draws keeps the
        loop waiting at each of a thousand writes."""
        async with turn():
            await self._draw_and_send()
            await asyncio.sleep(0)  # the streams write now

    async def _draw_and_send(self) -> None:
        for screen, view in list(self.streams.items()):
            drawn = await _drawn(view)
            if isinstance(drawn, Drawn) and drawn.key != self.key:
                screen.end()
                continue
            self._send(None if drawn is None else await _made(drawn, {screen.shown for screen in self.streams}))
            return

    def _send(self, drawing: Told | None) -> None:
        for screen, view in list(self.streams.items()):
            lines = drawing.lines_for(screen.shown) if drawing is not None else b""
            if drawing is not None and lines:
                screen.show(lines, drawing.mark)
            else:
                screen.note(view.topic)


_TURNS: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


def turn() -> asyncio.Lock:
    """The turn to draw, in the order in which it was asked for."""
    return _TURNS.setdefault(asyncio.get_running_loop(), asyncio.Lock())


async def _made(drawn: Drawn, shown: set[str]) -> Told:
    """The drawing with what is sent of it to screens that show these."""
    return await asyncio.get_running_loop().run_in_executor(DRAWERS, told, drawn.text, shown)


async def _drawn(view: View) -> Drawn | None:
    """The drawing; where it fails, screens ask for themselves, and whoever keeps the server reads why."""
    future = asyncio.get_running_loop().run_in_executor(DRAWERS, view.draw)
    [drawn] = await asyncio.gather(future, return_exceptions=True)
    if isinstance(drawn, BaseException):
        logger.error("A live view could not be drawn.", exc_info=drawn)
        return None
    return drawn
