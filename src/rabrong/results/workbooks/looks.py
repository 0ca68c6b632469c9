"""How the cells of a workbook look: what may be typed in is white, what is locked is grey, what is wrong is red."""

from collections.abc import Mapping
from typing import Any

Book = Any
Format = Any
"""Of xlsxwriter, which ships no types."""

FONT = {"font_name": "Tahoma", "font_size": 10, "valign": "vcenter"}
INK, QUIET, EDGE, SHUT, HEAD, OPEN_HEAD = "#211D24", "#68636E", "#CFCAD4", "#F2F0F3", "#E4DFE8", "#7A1F57"
BAD, BAD_INK = "#FBEDE4", "#9A3A08"


class Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._kept: dict[str, Format] = {}

    def of(self, name: str) -> Format:
        """A format by its name."""
        if name not in self._kept:
            self._kept[name] = self._book.add_format({**FONT, **LOOKS[name]})
        return self._kept[name]


_EDGE = {"border": 1, "border_color": EDGE}
LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 14, "font_color": INK},
    "legend": {"font_color": QUIET},
    "head": {**_EDGE, "bold": True, "bg_color": HEAD, "text_wrap": True},
    "month": {**_EDGE, "bold": True, "bg_color": HEAD, "align": "right", "text_wrap": True, "font_color": QUIET},
    "month_open": {
        **_EDGE, "bold": True, "bg_color": OPEN_HEAD, "font_color": "#FFFFFF", "align": "right", "text_wrap": True
    },
    "until": {"align": "right", "font_color": OPEN_HEAD, "font_size": 9, "text_wrap": True, "bold": True},
    "machine": {"font_color": QUIET, "font_size": 8},
    "text": {**_EDGE, "text_wrap": True, "bg_color": SHUT, "num_format": "@"},
    "quiet": {**_EDGE, "text_wrap": True, "bg_color": SHUT, "font_color": QUIET, "num_format": "@"},
    "shut": {**_EDGE, "align": "right", "bg_color": SHUT, "font_color": QUIET, "num_format": "@"},
    "open": {**_EDGE, "align": "right", "num_format": "@", "locked": False, "font_color": INK},
    "words": {**_EDGE, "text_wrap": True, "valign": "top", "num_format": "@", "locked": False},
    "bad": {**_EDGE, "align": "right", "num_format": "@", "locked": False, "bg_color": BAD, "font_color": BAD_INK},
    "bad_words": {
        **_EDGE, "text_wrap": True, "valign": "top", "num_format": "@", "locked": False, "bg_color": BAD,
        "font_color": BAD_INK,
    },
    "plain": {"text_wrap": True, "valign": "top"},
    "strong": {"text_wrap": True, "valign": "top", "bold": True},
    "link": {"font_color": OPEN_HEAD, "underline": 1, "valign": "top"},
}  # fmt: skip
