"""Glyphs of reporting states, 16 by 16: progress is more ink, trouble is another outline and colour."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from rabrong.charts.svg import Size, Svg, element, own_box, picture

State = Literal[
    "not_due", "due", "draft", "submitted", "approved", "certified", "returned", "overdue", "external", "finding"
]
STATES: tuple[State, ...] = (
    "not_due", "due", "draft", "submitted", "approved", "certified", "returned", "overdue", "external", "finding",
)  # fmt: skip
SIZE = Size(16, 16)


def _box(looks: str = "") -> Svg:
    return element("rect", x="1.75", y="1.75", width="12.5", height="12.5", rx=2, class_=f"glyph-line {looks}".strip())


def _line(d: str, looks: str = "glyph-line") -> Svg:
    return element("path", d=d, class_=looks)


GLYPHS: Mapping[State, tuple[str, ...]] = {
    "not_due": (element("circle", cx=8, cy=8, r="1.5", class_="glyph-fill"),),
    "due": (_box(),),
    "draft": (_box(), _line("M5 11h6")),
    "submitted": (_box(), _line("M8 1.75h4.25a2 2 0 0 1 2 2v8.5a2 2 0 0 1-2 2H8z", "glyph-fill")),
    "approved": (_box(), _line("M5 8.2 7.2 10.4 11.2 5.8")),
    "certified": (_box("solid"), _line("M3.6 8.5 5.6 10.5 9.4 6M7.8 10.3l.2.2 4-4.5", "glyph-over")),
    "returned": (_line("M8 .9 15.1 8 8 15.1.9 8z"), _line("M11 9.8V7.4H5.6M7.3 5.6 5.5 7.4l1.8 1.8")),
    "overdue": (
        _line("M8 1.6 15.2 14.4H.8z", "glyph-fill rounded"),
        _line("M8 6v4.2M8 12.1v.3", "glyph-over"),
    ),
    "external": (element("circle", cx=8, cy=8, r="6.4", class_="glyph-line"), _line("M8 4.4V8l2.4 1.6")),
    "finding": (_line("M8 1.8 14.9 14H1.1z"), _line("M8 6.2v3.6M8 11.7v.2")),
}


@lru_cache(maxsize=256)
def state_glyph(state: State, *, summary: str = "") -> Svg:
    """The glyph of a state. `summary` is needed only where its word does not stand beside it."""
    return picture(SIZE, summary, *GLYPHS[state], kind=f"glyph {state}", box=own_box(SIZE))
