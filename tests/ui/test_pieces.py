"""Pieces of pages: drawn from what they are given alone, once for the same."""

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from rabrong.ui.digits import digits
from rabrong.ui.templatetags import pieces

CHANGES = '{% load pieces %}{% piece "dashboards/scorecards/_changes_piece.html" changes=changes %}'


def drawn(changes: object) -> str:
    """What a page with one piece shows."""
    return Template(CHANGES).render(Context({"changes": changes}))


def test_the_same_is_drawn_once_and_each_language_by_itself() -> None:
    pieces._drawn.cache_clear()
    with translation.override("th"):
        first, again = drawn([]), drawn([])
        with digits("thai"):
            drawn([])
    with translation.override("en"):
        english = drawn([])
    assert first == again
    assert "เจ็ดวันที่ผ่านมา" in first
    assert "seven days" in english
    assert pieces._drawn.cache_info().misses == 3  # Thai, Thai with its own digits, English


def test_nothing_else_of_the_page_is_in_a_piece() -> None:
    silence = '{% load pieces %}{% piece "dashboards/scorecards/_silence_piece.html" %}'
    shown = Template(silence).render(Context({"silence": {"rows": [{"name": "อำเภอลับ"}]}}))
    assert "อำเภอลับ" not in shown


def test_what_can_change_is_not_taken() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        drawn({"score": Decimal(1)})
