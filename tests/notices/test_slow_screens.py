"""A screen that does not read what it is sent: it costs no memory, nobody waits for it, and in the end it is let go."""

import asyncio
import secrets
import socket
import tracemalloc
from collections.abc import AsyncIterator, Callable, Coroutine, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import uvicorn

from rabrong.cli.serving import listener_of
from rabrong.notices.differences import piece_of
from rabrong.notices.drawings import TOLD
from rabrong.notices.live import Hub
from rabrong.notices.screens import Drawn, View

TOPIC = "2555/unit/cdd"
ROUNDS, LETTERS = 60, 60_000
SMALL = 4096
"""So that what the system keeps for a screen does not hide what we keep."""

Receive = Callable[[], Coroutine[Any, Any, MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Coroutine[Any, Any, None]]


@dataclass(slots=True)
class Page:
    """What all screens show, another one whenever it is drawn; nothing in it can be packed."""

    number: int = 0

    def draw(self) -> Drawn:
        self.number += 1
        return Drawn("view", f'<div id="live">{secrets.token_hex(LETTERS // 2)} {self.number}</div>')


@asynccontextmanager
async def served(hub: Hub, page: Page, silent_ms: int) -> AsyncIterator[int]:
    """The port of a server all of whose answers are streams of one view."""

    async def tell(send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        async for lines in hub.events({TOPIC: [TOPIC]}, view=View("view", TOPIC, page.draw)):
            await send({"type": "http.response.body", "body": lines, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def application(scope: object, receive: Receive, send: Send) -> None:
        telling = asyncio.create_task(tell(send))
        while (await receive())["type"] != "http.disconnect":
            pass
        telling.cancel()

    listener = listener_of("127.0.0.1", 0, {}, silent_ms=silent_ms)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
    config = uvicorn.Config(application, lifespan="off", log_config=None, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield listener.getsockname()[1]
    finally:
        hub.close()
        server.should_exit = True
        await serving


async def opened(port: int) -> socket.socket:
    """A screen that has asked and heard nothing yet."""
    screen = socket.socket()
    screen.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    screen.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(screen, ("127.0.0.1", port))
    await loop.sock_sendall(screen, b"GET /live/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    return screen


async def event_of(screen: socket.socket) -> bytes:
    """All of the next event."""
    said = b""
    while b"event: drawn" not in said or not said.endswith(b"\n\n\r\n"):
        said += await asyncio.get_running_loop().sock_recv(screen, 2**20)
    return said


def run(story: Callable[[], Coroutine[object, object, None]]) -> None:
    asyncio.run(asyncio.wait_for(story(), 25))


def test_who_does_not_read_holds_one_event_and_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """60 pages of 60,000 letters are 2.7 MB packed, of which a screen that reads nothing keeps not a tenth."""

    async def story() -> None:
        hub, page = Hub(), Page()
        async with served(hub, page, silent_ms=60_000) as port:
            slow, quick = await opened(port), await opened(port)
            while len(hub) < len((slow, quick)):
                await asyncio.sleep(0.01)
            hub.publish(TOPIC)
            await asyncio.wait_for(event_of(quick), 2)
            tracemalloc.start()
            for _ in range(ROUNDS):
                hub.publish(TOPIC)
                await asyncio.wait_for(event_of(quick), 2)
            TOLD.clear()
            piece_of.cache_clear()
            held, _ = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert page.number == ROUNDS + 1
            assert held < 256 * 1024  # what is on its way (64 KB), one event, and the one that follows it
            slow.close()
            quick.close()

    monkeypatch.setattr("rabrong.notices.live.MERGE_SECONDS", 0.0)
    monkeypatch.setattr("rabrong.notices.drawings.DRAWINGS._most", 1)
    run(story)


def test_who_takes_nothing_for_long_is_let_go_and_others_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        hub, page = Hub(), Page()
        async with served(hub, page, silent_ms=500) as port:
            slow, quick = await opened(port), await opened(port)
            while len(hub) < len((slow, quick)):
                await asyncio.sleep(0.01)
            while len(hub) > 1:
                hub.publish(TOPIC)
                await asyncio.wait_for(event_of(quick), 2)
            hub.publish(TOPIC)
            assert b"event: drawn" in await asyncio.wait_for(event_of(quick), 2)
            slow.close()
            quick.close()

    monkeypatch.setattr("rabrong.notices.live.MERGE_SECONDS", 0.05)
    run(story)
