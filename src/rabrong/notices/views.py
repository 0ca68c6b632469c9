"""The live channel over HTTP: a stream of events, and the same by asking again and again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET

from rabrong.notices.live import HUB, Holds, Reader, always
from rabrong.notices.polling import POLLS, Answered
from rabrong.notices.screens import View

MOST_TOPICS = 8


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic somebody may follow; `version` changes whenever what it names changes. `wakes` are the topics whose
    changes it shows; whoever follows is told `name` and none of those."""

    name: str
    version: Callable[[], str]
    wakes: tuple[str, ...] = ()


TopicOf = Callable[[HttpRequest, str], Topic | None]
"""The topic of that name; None when it does not exist or the person may not follow it."""

ViewOf = Callable[[HttpRequest, str], View | None]
"""What a screen that follows a topic shows, so that it can be drawn with the event; None where that is not known."""

HoldsOf = Callable[[HttpRequest], Holds]
"""How a stream looks, while it is open, whether the session and the account it was opened with still hold."""


def holds_always(request: HttpRequest) -> Holds:
    """Where nothing can end a session from elsewhere."""
    return always


def no_view(request: HttpRequest, topic: str) -> View | None:
    """Where screens ask for themselves."""
    return None


@require_GET
def stream(
    request: HttpRequest, *, topic_of: TopicOf, holds_of: HoldsOf = holds_always, view_of: ViewOf = no_view
) -> HttpResponseBase:
    """`?topic=2555/unit/cdd`, repeated for several: server-sent events named `changed`, data is the topic.

    With `&view=` an address, events are named `drawn` and their data is that screen, as far as it follows what happens.
    """
    topics = _topics(request, topic_of)
    if topics is None:
        return HttpResponse(status=403)
    reader = Reader(request.session.session_key or "", request.user.get_username(), holds_of(request))
    events = HUB.events(_follows(topics), reader=reader, view=view_of(request, topics[0].name))
    response = StreamingHttpResponse(events, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


@require_GET
def state(request: HttpRequest, *, topic_of: TopicOf) -> HttpResponseBase:
    """`?topic=...`: the versions as JSON with an ETag, 304 when nothing changed: where streams are blocked."""
    begun, topics = POLLS.begun(), _topics(request, topic_of)
    if topics is None:
        return HttpResponse(status=403)
    versions = {topic.name: topic.version() for topic in topics}
    etag = '"' + "+".join(versions.values()) + '"'
    response = get_conditional_response(request, etag=etag, response=JsonResponse({"versions": versions}))
    assert response is not None  # given a response it returns one
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    reader = Reader(request.session.session_key or "", request.user.get_username())
    asking = (request.META.get("HTTP_COOKIE", "").encode("latin-1"), request.META.get("QUERY_STRING", "").encode())
    POLLS.keep(asking, Answered(etag, begun, frozenset(_follows(topics)), reader))
    return response


def _follows(topics: Iterable[Topic]) -> dict[str, list[str]]:
    follows: dict[str, list[str]] = {}
    for topic in topics:
        for wake in topic.wakes or (topic.name,):
            follows.setdefault(wake, []).append(topic.name)
    return follows


def _topics(request: HttpRequest, topic_of: TopicOf) -> list[Topic] | None:
    names = list(dict.fromkeys(request.GET.getlist("topic")))
    if not request.user.is_authenticated or not 1 <= len(names) <= MOST_TOPICS:
        return None
    found = [topic for name in names if (topic := topic_of(request, name)) is not None]
    return found if len(found) == len(names) else None
