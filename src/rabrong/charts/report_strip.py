"""A strip under a count of reports: how many of them have come how far. The count beside it says the same."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from rabrong.charts.svg import Size, Svg, element, own_box, picture

Part = Literal["approved", "submitted", "pending", "returned", "overdue"]
SIZE = Size(30, 4)


def report_strip(parts: Iterable[tuple[Part, int]]) -> Svg:
    """The parts from left to right, each as wide as its share."""
    return _strip(tuple(parts))


@lru_cache(maxsize=4096)
def _strip(parts: tuple[tuple[Part, int], ...]) -> Svg:
    total, at, pieces = sum(count for _, count in parts) or 1, 0, []
    for part, count in parts:
        if count:
            left, right = SIZE.width * at // total, SIZE.width * (at + count) // total
            width = max(2, right - left)
            pieces.append(
                element("rect", x=min(left, SIZE.width - width), y=0, width=width, height=4, class_=f"report-{part}")
            )
        at += count
    return picture(SIZE, "", *pieces, kind="report-strip", box=own_box(SIZE))
