"""How much a request may send: refused by its head, or cut where it grows longer than it may, before it is kept."""

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from rabrong.files.actions import NO_ROOM

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

MIB = 2**20
HANDS_IN = re.compile(r"/\d+/kpi/[^/]+/unit/[^/]+/evidence/(\d+/)?")
"""Where several files may come in one request."""

SECONDS_TO_LISTEN = 10
"""How long what is still coming is thrown away: a browser reads an answer only when it has sent its file."""


def most_bytes(path: str) -> int:
    """The most that a request to an address may send."""
    megabytes: int = settings.EVIDENCE_REQUEST_MB if HANDS_IN.fullmatch(path) else settings.REQUEST_MB
    return megabytes * MIB


class Limited:
    """An application that is never sent more than it may be."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        most = most_bytes(scope["path"])
        if _declared(scope) > most:
            await _refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, scope, receive, send)
            return
        await self._watched(scope, _Watch(receive, send, most))

    async def _watched(self, scope: Message, watch: "_Watch") -> None:
        try:
            await self.application(scope, watch.receive, watch.send)
        except OSError as error:
            if error.errno not in NO_ROOM or watch.has_begun:
                raise
            await _refuse(HTTPStatus.INSUFFICIENT_STORAGE, scope, watch.source, watch.answer)
            return
        if watch.is_over and not watch.has_begun:
            await _refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, scope, watch.source, watch.answer)


class _Watch:
    """Counts what comes in; what is over the limit looks like a visitor who has gone."""

    def __init__(self, receive: Receive, send: Send, most: int) -> None:
        self.source, self.answer, self.most = receive, send, most
        self.come, self.is_over, self.has_begun = 0, False, False

    async def receive(self) -> Message:
        """The next part of the request."""
        if self.is_over:
            return {"type": "http.disconnect"}
        message = await self.source()
        self.come += len(message.get("body", b""))
        self.is_over = self.come > self.most
        return {"type": "http.disconnect"} if self.is_over else message

    async def send(self, message: Message) -> None:
        """The next part of the answer."""
        self.has_begun = True
        await self.answer(message)


def _declared(scope: Message) -> int:
    text = dict(scope["headers"]).get(b"content-length", b"")
    return int(text) if text.isdigit() else 0


async def _refuse(status: HTTPStatus, scope: Message, receive: Receive, send: Send) -> None:
    """A page that says why, and the end of the connection: nobody reads on what is still coming."""
    body = render_to_string(f"{status.value}.html").encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"connection", b"close"),
        (b"cache-control", b"no-store"),
    ]
    headers += [(b"content-security-policy", b"default-src 'none'"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    if b"expect" not in dict(scope["headers"]):
        await _throw_away(receive)
    await send({"type": "http.response.body", "body": b""})


async def _throw_away(receive: Receive) -> None:
    try:
        async with asyncio.timeout(SECONDS_TO_LISTEN):
            while (await receive()).get("more_body", False):
                pass
    except TimeoutError:
        return
