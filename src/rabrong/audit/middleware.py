"""Gives every request an id, and lets what it does be recorded with that id and the sender's address."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from rabrong.audit.origin import Origin, coming_from, new_request_id

Answer = Callable[[HttpRequest], HttpResponseBase]


def known_origin(answer: Answer) -> Answer:
    """The id is ours and goes back as X-Request-Id; one that a client sends could be made up, so it is not read.

    The address is that of the connection: behind a proxy the server replaces it where it is told to believe the proxy.
    """

    def with_origin(request: HttpRequest) -> HttpResponseBase:
        where = Origin(new_request_id(), request.META.get("REMOTE_ADDR", ""))
        with coming_from(where):
            response = answer(request)
        response.headers["X-Request-Id"] = where.request_id
        return response

    return with_origin
