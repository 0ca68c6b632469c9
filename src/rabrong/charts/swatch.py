"""The key of a map's legend: how a band fills an area."""

from functools import lru_cache

from rabrong.charts.bands import Band, area_paint
from rabrong.charts.svg import Size, Svg, element, own_box, picture

SIZE = Size(22, 15)


@lru_cache(maxsize=256)
def area_swatch(band: Band) -> Svg:
    """How an area of the map looks in a band; without a band: not reported."""
    if not band.step:
        nothing = element("rect", x=1, y=1, width=20, height=13, class_="silent-area area")
        return picture(SIZE, "", nothing, kind="swatch", box=own_box(SIZE))
    filled = element("rect", width=22, height=15, **area_paint(band))
    return picture(SIZE, "", filled, kind="swatch", box=own_box(SIZE))
