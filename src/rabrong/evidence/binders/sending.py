"""Sending a binder while it is packed, without holding it, however the program is served."""

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.http import StreamingHttpResponse


class PiecewiseResponse(StreamingHttpResponse):
    """An answer made by an ordinary iterator: Django alone would read it to its end before it sends anything.

    Each piece is made in a thread of its own, so that nobody else waits; when the reader goes away, it ends.
    """

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The pieces, one after the other."""
        pieces = iter(self)
        step = sync_to_async(_next, thread_sensitive=False)
        while (piece := await step(pieces)) is not None:
            yield piece


def _next(pieces: Iterator[bytes]) -> bytes | None:
    """The next piece; None at the end."""
    return next(pieces, None)
