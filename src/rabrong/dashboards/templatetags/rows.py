"""Rows of scorecards, drawn once for the same numbers in the same language."""

from dataclasses import dataclass
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from rabrong.dashboards.pages.scorecards.rows import IndicatorRow
from rabrong.ui.digits import thai_digits_on
from rabrong.ui.words import language

register = template.Library()

MOST_ROWS = 1024
"""A row takes some four KiB."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The table a row stands in; `stars_code` is the unit whose indicators get a star, "" for none."""

    year: int
    with_owners: bool
    is_past: bool
    stars_code: str
    stars_name: str


@register.simple_tag
def indicator_row(
    row: IndicatorRow, *, year: int, with_owners: object, is_past: object, stars_code: str, stars_name: str
) -> SafeString:
    """One indicator of a table."""
    place = _Place(year, bool(with_owners), bool(is_past), stars_code, stars_name)
    return _drawn(row, place, language(), thai_digits_on())


@lru_cache(maxsize=MOST_ROWS)
def _drawn(row: IndicatorRow, place: _Place, said: str, in_thai: bool) -> SafeString:
    del said, in_thai  # parts of the key alone
    shown = {
        "row": row,
        "year": place.year,
        "owners": place.with_owners,
        "is_past": place.is_past,
        "stars_code": place.stars_code,
        "stars_name": place.stars_name,
    }
    return mark_safe(render_to_string("dashboards/scorecards/_indicator_row.html", shown).strip())
