"""Who asks: the actor and the scope of a request, looked up once; and the answer to what may not be done."""

from datetime import datetime
from typing import cast

from django.http import HttpRequest

from rabrong.org.actor import Actor
from rabrong.org.models import Person
from rabrong.org.queries.scope import Scope, actor_of

KEPT = "_rabrong_scope"


def now_of(request: HttpRequest) -> datetime:
    """The one time of this answer, taken by the middleware."""
    now: datetime = getattr(request, "now")  # noqa: B009  no field of HttpRequest
    return now


def scope_of(request: HttpRequest) -> Scope:
    """What the signed-in person may see. One query, the first time."""
    kept = getattr(request, KEPT, None)
    if kept is None:
        kept = Scope(actor_of(cast(Person, request.user), now_of(request)))
        setattr(request, KEPT, kept)
    return cast(Scope, kept)


def actor_asking(request: HttpRequest) -> Actor:
    """The signed-in person with what counts now. One query, the first time."""
    return scope_of(request).actor
