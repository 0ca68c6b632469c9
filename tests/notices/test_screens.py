"""Screens that show the same: drawn once, sent to all of them, and to nobody else."""

import asyncio
import base64
import gzip
import json
import random
import re
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field

import pytest

from rabrong.notices.drawings import DRAWINGS, MOST_BYTES, Drawings, mark_of, told
from rabrong.notices.live import RECONNECT_LINE, Hub
from rabrong.notices.screens import Drawn, View

DEPARTMENT, BUREAU = "2555/unit/cdd", "2555/unit/กผ"


def run(story: Callable[[], Coroutine[object, object, None]]) -> None:
    """A story in an event loop of its own, at most five seconds."""
    asyncio.run(asyncio.wait_for(story(), 5))


@dataclass
class Picture:
    """What is drawn, for whom, and how often."""

    key: str = "all"
    text: str = "<div>3.67</div>"
    drawn: int = 0
    fails: bool = False
    seen_by: dict[str, str] = field(default_factory=dict)

    def draw(self) -> Drawn | None:
        self.drawn += 1
        if self.fails:
            raise ValueError("broken")
        return Drawn(self.key, self.text)


async def opened(hub: Hub, view: View, topic: str = DEPARTMENT, wake: str = DEPARTMENT) -> AsyncIterator[bytes]:
    """A stream that has said hello."""
    stream = hub.events({wake: [topic]}, view=view)
    assert await anext(stream) == RECONNECT_LINE
    return stream


def view_of(picture: Picture, key: str = "all") -> View:
    return View(key, DEPARTMENT, picture.draw)


def shown(lines: bytes) -> str:
    """What a browser unpacks of a whole drawing, without the mark on it."""
    name, data, _ = lines.decode().split("\n", 2)
    assert name == "event: drawn"
    return re.sub(r' data-shown="\w{16}"', "", gzip.decompress(base64.b64decode(data.removeprefix("data: "))).decode())


def parts(lines: bytes) -> tuple[str, str, list[list[str]]]:
    """The marks of the drawing it builds on and of the new one, and the parts that are another."""
    name, data, _ = lines.decode().split("\n", 2)
    assert name == "event: parts"
    old, new, packed = data.removeprefix("data: ").split(" ")
    return old, new, json.loads(gzip.decompress(base64.b64decode(packed)))


def scored(score: str) -> str:
    """A page with one number that changes and one that stays."""
    return f'<div id="live"><b id="total">{score}</b><b id="other">4.00</b></div>'


async def silent(stream: AsyncIterator[bytes], seconds: float) -> bool:
    try:
        await asyncio.wait_for(anext(stream), seconds)
    except TimeoutError:
        return True
    return False


def test_a_hundred_screens_that_show_the_same_are_drawn_once() -> None:
    async def story() -> None:
        hub, picture = Hub(), Picture()
        streams = [await opened(hub, view_of(picture)) for _ in range(100)]
        hub.publish(DEPARTMENT)
        lines = await asyncio.gather(*(anext(stream) for stream in streams))
        assert {shown(line) for line in lines} == {"<div>3.67</div>"}
        assert picture.drawn == 1

    run(story)


def test_screens_of_other_readers_are_drawn_for_them() -> None:
    async def story() -> None:
        hub, whole, part = Hub(), Picture("whole", "all provinces"), Picture("part", "one province")
        one, other = await opened(hub, view_of(whole, "whole")), await opened(hub, view_of(part, "part"))
        hub.publish(DEPARTMENT)
        assert [shown(await anext(one)), shown(await anext(other))] == ["all provinces", "one province"]
        assert [whole.drawn, part.drawn] == [1, 1]

    run(story)


def test_a_burst_is_drawn_at_once_and_once_more_a_second_later() -> None:
    async def story() -> None:
        hub, picture = Hub(), Picture()
        stream = await opened(hub, view_of(picture))
        loop = asyncio.get_running_loop()
        hub.publish(DEPARTMENT)
        await anext(stream)
        first = loop.time()
        picture.text = "newest"
        for _ in range(50):
            hub.publish(DEPARTMENT)
            await asyncio.sleep(0)
        assert shown(await anext(stream)) == "newest"
        assert 0.9 <= loop.time() - first < 1.6
        assert await silent(stream, 1.2)
        assert picture.drawn == 2

    run(story)


def test_who_may_see_something_else_by_now_is_sent_nothing_and_the_next_reader_draws() -> None:
    async def story() -> None:
        hub, moved, stays = Hub(), Picture("another key"), Picture("all", "still allowed")
        first, second = await opened(hub, view_of(moved)), await opened(hub, view_of(stays))
        hub.publish(DEPARTMENT)
        assert shown(await anext(second)) == "still allowed"
        assert [line async for line in first] == []

    run(story)


def test_what_cannot_be_drawn_is_told_by_name_so_that_screens_ask(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        hub, picture = Hub(), Picture(fails=True)
        stream = await opened(hub, view_of(picture))
        hub.publish(DEPARTMENT)
        assert await anext(stream) == f"event: changed\ndata: {DEPARTMENT}\n\n".encode()

    run(story)
    assert "could not be drawn" in caplog.text


def test_what_is_larger_than_a_hundred_kibibytes_is_told_by_name() -> None:
    chance = random.Random(7)
    large = "".join(chance.choices("กขคงจฉชซ0123456789", k=400_000))
    assert told(large, []).lines_for("") == b""
    assert 0 < len(told(large[:100_000], []).lines_for("")) <= MOST_BYTES


def test_a_screen_is_told_the_whole_first_and_then_only_what_differs() -> None:
    async def story() -> None:
        hub, picture = Hub(), Picture(text=scored("3.67"))
        stream = await opened(hub, view_of(picture))
        hub.publish(DEPARTMENT)
        assert shown(await anext(stream)) == scored("3.67")
        picture.text = scored("3.70")
        hub.publish(DEPARTMENT)
        changed = [["total", '<b id="total">3.70</b>']]
        assert parts(await anext(stream)) == (mark_of(scored("3.67")), mark_of(scored("3.70")), changed)

    run(story)


def test_a_screen_that_says_what_it_shows_is_told_what_differs_from_that() -> None:
    async def story() -> None:
        hub, picture = Hub(), Picture(text=scored("3.70"))
        marks = [DRAWINGS.keep(scored(score)) for score in ("3.50", "3.70")]
        views = [View("all", DEPARTMENT, picture.draw, shown=mark) for mark in (*marks, "0123456789abcdef")]
        older, same, unknown = [await opened(hub, view) for view in views]
        hub.publish(DEPARTMENT)
        assert parts(await anext(older)) == (marks[0], marks[1], [["total", '<b id="total">3.70</b>']])
        assert parts(await anext(same)) == (marks[1], marks[1], [])
        assert shown(await anext(unknown)) == scored("3.70")
        assert picture.drawn == 1

    run(story)


def test_a_screen_that_was_told_to_ask_is_sent_the_whole_next() -> None:
    async def story() -> None:
        hub, picture = Hub(), Picture(text=scored("3.70"))
        view = View("all", DEPARTMENT, picture.draw, is_stale=True, shown=DRAWINGS.keep(scored("3.50")))
        stream = await opened(hub, view)
        assert (await anext(stream)).startswith(b"event: changed")
        hub.publish(DEPARTMENT)
        assert shown(await anext(stream)) == scored("3.70")

    run(story)


def test_a_slow_screen_is_told_what_differs_from_what_it_shows_and_not_from_what_waited() -> None:
    async def story() -> None:
        hub, picture = Hub(), Picture()
        first = DRAWINGS.keep(scored("1.00"))
        stream = await opened(hub, View("all", DEPARTMENT, picture.draw, shown=first))
        for score in ("2.00", "3.00"):
            picture.text = scored(score)
            hub.publish(DEPARTMENT)
            await asyncio.sleep(1.2)
        assert parts(await anext(stream)) == (first, mark_of(scored("3.00")), [["total", '<b id="total">3.00</b>']])

    run(story)


def test_the_last_drawings_of_a_process_are_kept_and_no_more() -> None:
    drawings = Drawings(most=2)
    marks = [drawings.keep(scored(score)) for score in ("1", "2", "1", "3")]
    assert [drawings.text(mark) for mark in marks] == [scored("1"), None, scored("1"), scored("3")]
    assert len(drawings) == 2


def test_a_bureau_is_told_its_own_name_when_the_department_changes() -> None:
    async def story() -> None:
        hub = Hub()
        stream = hub.events({BUREAU: [BUREAU], DEPARTMENT: [BUREAU]})
        await anext(stream)
        hub.publish(DEPARTMENT)
        assert await anext(stream) == f"event: changed\ndata: {BUREAU}\n\n".encode()
        assert await silent(stream, 0.1)

    run(story)


def test_a_page_that_changed_before_its_stream_was_open_is_told_at_once() -> None:
    async def story() -> None:
        view = View("all", DEPARTMENT, Picture().draw, is_stale=True)
        stream = await opened(Hub(), view)
        assert await asyncio.wait_for(anext(stream), 0.5) == f"event: changed\ndata: {DEPARTMENT}\n\n".encode()

    run(story)


def test_a_slow_screen_keeps_the_newest_drawing_only() -> None:
    async def story() -> None:
        hub, picture = Hub(), Picture()
        stream = await opened(hub, view_of(picture))
        for text in ("first", "second"):
            picture.text = text
            hub.publish(DEPARTMENT)
            await asyncio.sleep(1.2)
        assert shown(await anext(stream)) == "second"
        assert await silent(stream, 0.1)

    run(story)


def test_after_a_gap_every_screen_is_looked_at_and_told() -> None:
    async def story() -> None:
        hub, picture = Hub(), Picture()
        stream, named = await opened(hub, view_of(picture)), hub.events({BUREAU: [BUREAU]})
        await anext(named)
        hub.tell_all()
        assert shown(await anext(stream)) == picture.text
        assert await anext(named) == f"event: changed\ndata: {BUREAU}\n\n".encode()

    run(story)


def test_the_last_reader_of_a_view_takes_it_along() -> None:
    async def story() -> None:
        hub, picture = Hub(), Picture()
        stream = await opened(hub, view_of(picture))
        await stream.aclose()  # type: ignore[attr-defined]
        hub.publish(DEPARTMENT)
        await asyncio.sleep(0.05)
        assert picture.drawn == 0
        assert len(hub) == 0

    run(story)
