"""The application a server runs; refuses to start production on a demo's database."""

import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rabrong.config.settings.production")
django.setup(set_prefix=False)

from django.core.handlers.asgi import ASGIHandler  # noqa: E402  Django must be set up first

from rabrong.config.limits import Limited  # noqa: E402
from rabrong.config.start import refuse_foreign_database  # noqa: E402

STREAMS = "/live/"


class Application(ASGIHandler):
    """Django's handler, with one thread for the opening of all streams instead of one for each while it lasts."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401  the shapes of ASGI
        """One request."""
        if scope["type"] == "http" and scope["path"] == STREAMS:
            await self.handle(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


refuse_foreign_database()
application = Limited(Application())
