"""The keys of legends: how a band fills an area, how a bar, a target or a ground looks."""

from rabrong.charts.bands import Band, area_paint, bar_paint
from rabrong.charts.svg import Size, Svg, element, picture

SIZE = Size(22, 15)


def area_swatch(band: Band) -> Svg:
    """How an area of the map looks in a band; without a band: not reported."""
    if not band.step:
        nothing = element("rect", x=1, y=1, width=20, height=13, class_="silent-area area")
        return picture(SIZE, "", nothing, kind="swatch", box=True)
    return picture(SIZE, "", element("rect", width=22, height=15, **area_paint(band)), kind="swatch", box=True)


def not_assessed_swatch() -> Svg:
    """How an area of the map looks where nobody is assessed."""
    return picture(SIZE, "", element("rect", width=22, height=15, class_="q1"), kind="swatch", box=True)


def bar_swatch(band: Band) -> Svg:
    """How a bar looks in a band."""
    return picture(Size(26, 9), "", element("rect", width=26, height=9, **bar_paint(band)), kind="swatch", box=True)


def target_swatch() -> Svg:
    """How a target looks."""
    tick = element("line", x1=2, x2=2, y1=0, y2=16, class_="target")
    return picture(Size(4, 16), "", tick, kind="swatch", box=True)


def past_swatch() -> Svg:
    """How last year's score looks."""
    return picture(Size(11, 9), "", element("path", d="M.5.5h10L5.5 8z", class_="past"), kind="swatch", box=True)


def ground_swatch() -> Svg:
    """The five grounds of the levels."""
    grounds = (element("rect", x=14 * n, width=13, height=12, class_=f"q{n + 1}") for n in range(5))
    return picture(Size(69, 12), "", *grounds, kind="swatch", box=True)
