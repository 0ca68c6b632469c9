"""The map of regions: each an area of its provinces, in the band of the region's figure, with its number on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rabrong.charts.bands import NO_BAND, Band, area_paint
from rabrong.charts.outlines import Shapes, province_shapes
from rabrong.charts.svg import Length, Svg, element, joined, own_box, reachable_picture, tip, words


@dataclass(frozen=True, slots=True)
class Region:
    """One region: the codes of its provinces, the band of its figure, what is said of it, the mark that stands on it,
    where it leads."""

    label: str
    mark: str
    provinces: tuple[str, ...]
    band: Band = NO_BAND
    href: str = ""


def region_map(regions: Sequence[Region], summary: str, shapes: Shapes | None = None) -> Svg:
    """The map, 212 wide; provinces of no region are drawn as not assessed."""
    drawn = shapes or province_shapes()
    of_region = {code: region.mark for region in regions for code in region.provinces}
    rest = (
        element("path", d=outline, class_="area q1")
        for code, outline in drawn.outlines.items()
        if code not in of_region
    )
    areas = joined(_region(region, drawn) for region in regions)
    borders = element("path", d=drawn.borders(of_region), class_="region-line")
    marks = joined(_mark(region, drawn) for region in regions)
    inner = (joined(rest), areas, borders, marks)
    return reachable_picture(drawn.size, summary, *inner, kind="province-map region-map", box=own_box(drawn.size))


def _region(region: Region, shapes: Shapes) -> Svg:
    paint: dict[str, Length] = area_paint(region.band) if region.band.step else {"class_": "silent-area"}
    looks = f"area {paint.pop('class_', '')}".strip()
    paths = joined(element("path", d=shapes.outlines[code], class_=looks, **paint) for code in region.provinces)
    if not region.href:
        return element("g", tip(region.label), paths)
    return element("a", tip(region.label), paths, href=region.href, aria_label=region.label)


def _mark(region: Region, shapes: Shapes) -> Svg:
    x, y = shapes.middle(region.provinces)
    return words(region.mark, x=x, y=y + 3, class_="region-mark", aria_hidden="true")
