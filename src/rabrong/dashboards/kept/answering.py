"""Answering with parts that are kept, and drawing those that are not: without the reader, so that all of a kind may
have them. See docs/adr/0029-kept-pages.md."""

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from rabrong.dashboards.kept.store import Store
from rabrong.dashboards.queries.record import Versions, shortened, versions_now
from rabrong.dashboards.queries.settled import reading
from rabrong.notices.differences import cut_out
from rabrong.notices.drawings import DRAWINGS, LIVE, stamped
from rabrong.org.asking import KEPT, now_of, scope_of
from rabrong.org.models import Person
from rabrong.org.queries import Scope
from rabrong.ui.digits import thai_digits_on
from rabrong.ui.parts import FRAME, NOBODY, Parts, PersonalPartError, drawn_parts


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page before it is written: its template, and what that knows."""

    template: str
    context: Mapping[str, object]


Draw = Callable[[HttpRequest], Drawing]

STORE = Store(settings.KEPT_PAGES_MB * 2**20)
NOTHING_KNOWN = Versions("", "")


def kept_answer(request: HttpRequest, draw: Draw) -> HttpResponse:
    """The page from what is kept, else drawn; a page that shows something of one person alone is drawn for each."""
    parts = parts_for(request, draw)
    if parts is None:
        drawing = draw(request)
        return render(request, drawing.template, dict(drawing.context))
    if request.headers.get("HX-Target") == LIVE:
        return HttpResponse(parts["main"])
    return render(request, FRAME, {"parts": parts})


def parts_for(request: HttpRequest, draw: Draw) -> Parts | None:
    """The parts of a page for everybody who may see the same as the reader; None where they are one person's."""
    versions = versions_now() if STORE.most_bytes or settings.KEEPS_SETTLED else NOTHING_KNOWN
    key = key_of(request, versions.everything)
    parts = STORE.found(key)
    if parts is not None:
        return parts
    try:
        parts = _drawn(request, draw, versions)
    except PersonalPartError:
        return None
    STORE.keep(key, parts)
    return parts


def key_of(request: HttpRequest, version: str) -> str:
    """Everything that a page depends on: what was asked for, how it is written, who may see it, when, and the version
    of everything recorded."""
    actor, now = scope_of(request).actor, now_of(request)
    asked = (request.get_full_path(), get_language() or "", "thai" if thai_digits_on() else "arabic")
    seen = (actor.permissions, actor.today.isoformat(), now.replace(second=0, microsecond=0).isoformat())
    return "\n".join((*asked, *seen, version))


def _drawn(request: HttpRequest, draw: Draw, versions: Versions) -> Parts:
    """Drawn for nobody. Raises PersonalPartError."""
    faceless = _faceless(request)
    drawn_from = shortened(versions.everything) if STORE.most_bytes else ""
    settled = versions.settled if settings.KEEPS_SETTLED else ""
    moment = versions.everything if settings.KEEPS_SETTLED and STORE.most_bytes else ""
    with reading(settled, moment):
        drawing = draw(faceless)
        return _marked(drawn_parts(faceless, drawing.template, {**drawing.context, "drawn_from": drawn_from}))


def _marked(parts: Parts) -> Parts:
    """With the mark of the drawing on its live part, so that a screen can be told what differs from it."""
    live = cut_out(parts["main"], LIVE)
    return parts if live is None else {**parts, "main": mark_safe(stamped(parts["main"], DRAWINGS.keep(live)))}


def _faceless(request: HttpRequest) -> HttpRequest:
    """The same request of somebody of whom nothing is known but what they may see."""
    scope = scope_of(request)
    faceless = copy(request)
    faceless.user = cast(Person, NOBODY)
    setattr(faceless, KEPT, Scope(replace(scope.actor, person=cast(Person, NOBODY))))
    return faceless
