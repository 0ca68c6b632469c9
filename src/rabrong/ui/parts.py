"""The parts of a page that are the same for many readers, drawn without knowing who reads them.

Whatever belongs to one person alone (the name, a form's token, what is chosen in a watch list) stands outside of them:
the bar and the frame are drawn for each reader. A part that asks for a person after all raises PersonalPartError.
"""

from collections.abc import Mapping
from typing import NoReturn

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

BLOCKS = ("title", "styles", "live", "year", "nav", "crumbs", "main", "foot")
"""What a page may fill in of the base page."""

SKELETON = "ui/parts.html"
FRAME = "ui/kept.html"
SEAM = "\0"
"""Between two blocks; no text has it."""

Parts = Mapping[str, SafeString]


class PersonalPartError(Exception):
    """A part of a page that many are to see belongs to one person."""


class Nobody:
    """Stands where the reader would: signed in, and nothing else can be known."""

    is_authenticated = True

    def __getattr__(self, name: str) -> NoReturn:
        """Whatever else is asked for is personal. Raises PersonalPartError."""
        raise PersonalPartError(name)


class NoToken:
    """Stands where the token of a form would: forms are drawn for each reader."""

    def __str__(self) -> str:
        """Raises PersonalPartError."""
        raise PersonalPartError("csrf_token")


NOBODY = Nobody()
IMPERSONAL: Mapping[str, object] = {
    "user": NOBODY,
    "csrf_token": NoToken(),
    "places": (),
    "messages": (),
    "person_mark": "",
    "skeleton": SKELETON,
    "seam": SEAM,
}


def drawn_parts(request: HttpRequest, template: str, context: Mapping[str, object]) -> Parts:
    """Each block of a page by its name. `request.user` is NOBODY. Raises PersonalPartError."""
    pieces = render_to_string(template, {**context, **IMPERSONAL}, request).split(SEAM)
    if len(pieces) != len(BLOCKS):
        raise PersonalPartError(template)
    return {name: mark_safe(piece) for name, piece in zip(BLOCKS, pieces, strict=True)}
