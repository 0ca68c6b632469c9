"""The application a server runs; refuses to start production on a demo's database."""

import os
from http import HTTPStatus
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rabrong.config.settings.production")
django.setup(set_prefix=False)

from django.core.handlers.asgi import ASGIHandler  # noqa: E402  Django must be set up first

from rabrong.config.limits import Limited  # noqa: E402
from rabrong.config.start import refuse_foreign_database  # noqa: E402
from rabrong.notices.polling import POLLS  # noqa: E402

STREAMS, POLLING = "/live/", "/live/state/"

NOT_KEPT = [(b"cache-control", b"private, no-cache")]


class Application(ASGIHandler):
    """Django's handler, with one thread for the opening of all streams instead of one for each while it lasts."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401  the shapes of ASGI
        """One request."""
        if scope["type"] == "http" and scope["path"] == STREAMS:
            await self.handle(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == POLLING and _is_unchanged(scope):
            await send({"type": "http.response.start", "status": HTTPStatus.NOT_MODIFIED, "headers": _unchanged(scope)})
            await send({"type": "http.response.body", "body": b""})
        else:
            await super().__call__(scope, receive, send)


def _unchanged(scope: Any) -> list[tuple[bytes, bytes]]:  # noqa: ANN401  the shapes of ASGI
    return [*NOT_KEPT, (b"etag", dict(scope["headers"])[b"if-none-match"])]


def _is_unchanged(scope: Any) -> bool:  # noqa: ANN401  the shapes of ASGI
    """Whether a browser that asks again would be told that nothing changed; known without a database."""
    headers = dict(scope["headers"])
    etag = headers.get(b"if-none-match", b"").decode("latin-1")
    return scope["method"] == "GET" and POLLS.still_holds((headers.get(b"cookie", b""), scope["query_string"]), etag)


refuse_foreign_database()
application = Limited(Application())
