"""What every request gets: one time, a language, and policies for what a page may load and who may keep it."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.module_loading import import_string

from rabrong.files.actions import NO_ROOM

Answer = Callable[[HttpRequest], HttpResponseBase]

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Scripts, styles, fonts and event streams come from here and nowhere else; nothing inline runs."""


UNUSED = "camera display-capture geolocation gyroscope magnetometer microphone midi payment usb".split()
PERMISSIONS = ", ".join(f"{feature}=()" for feature in UNUSED)
"""What a page of ours never asks a browser for."""


def content_security_policy(answer: Answer) -> Answer:
    """Adds the policies to every response, refusals and errors of other middleware too: it stands first."""

    def with_policy(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return with_policy


def keep_private(answer: Answer) -> Answer:
    """Pages are kept by nobody, so that after signing out the Back button of a shared machine shows nothing.

    It stands behind the static files, which are the same for everybody. What says itself how it is kept stays so.
    """

    def private(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return private


def with_room(answer: Answer) -> Answer:
    """What is sent is written down while it is read; where there is no room for it: 507, and a sentence."""

    def read(request: HttpRequest) -> HttpResponseBase:
        try:
            request.POST  # noqa: B018  this reads what was sent
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            return HttpResponse(render_to_string("507.html"), status=HTTPStatus.INSUFFICIENT_STORAGE)
        return answer(request)

    return read


NUL = "\0"
"""No text has it, PostgreSQL keeps none with it, and no form of ours lets it be typed."""


def without_nul(answer: Answer) -> Answer:
    """An address with a NUL names nothing: 404. What is asked or sent with one was not typed by anybody: 400."""

    def clean(request: HttpRequest) -> HttpResponseBase:
        if NUL in request.path:
            raise Http404
        if any(NUL in text for sent in (request.GET, request.POST) for _, texts in sent.lists() for text in texts):
            raise BadRequest
        return answer(request)

    return clean


TOO_LONG = re.compile(r"/\d{19,}(?=[/.]|$)")
"""A number of more digits than any database keeps."""


def known_numbers(answer: Answer) -> Answer:
    """An address with a number that no year or row can have names nothing: 404, before a database is asked."""

    def bounded(request: HttpRequest) -> HttpResponseBase:
        if TOO_LONG.search(request.path):
            raise Http404
        return answer(request)

    return bounded


def take_the_time(answer: Answer) -> Answer:
    """Sets `request.now` once, from the real clock or the demo's."""
    clock = import_string(settings.CLOCK)

    def timed(request: HttpRequest) -> HttpResponseBase:
        request.now = clock()  # type: ignore[attr-defined]  # ours
        return answer(request)

    return timed


def chosen_language(answer: Answer) -> Answer:
    """Answers in the language chosen by the switch, Thai before; whatever language the browser was installed in."""
    known = dict(settings.LANGUAGES)

    def in_language(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            response = answer(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return in_language
