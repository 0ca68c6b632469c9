"""Pieces of pages, drawn once for the same content."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from rabrong.ui.digits import thai_digits_on
from rabrong.ui.words import language

register = template.Library()

MOST_PIECES = 128
"""The largest, a table of indicators or a map, takes some 100 KiB."""


@register.simple_tag
def piece(template_name: str, **given: object) -> SafeString:
    """A part of a page from what it is given and nothing else of the page's context.

    What is given has to be equal only where it looks the same: numbers, texts and frozen values of them, no row of a
    database. A list is taken for a tuple; nothing else that can change is taken. Raises TypeError.
    """
    fixed = tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in given.items())
    return _drawn(language(), thai_digits_on(), template_name, fixed)


@lru_cache(maxsize=MOST_PIECES)
def _drawn(said: str, in_thai: bool, template_name: str, given: tuple[tuple[str, object], ...]) -> SafeString:
    del said, in_thai  # parts of the key alone
    return mark_safe(render_to_string(template_name, dict(given)))
