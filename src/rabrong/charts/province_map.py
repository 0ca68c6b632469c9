"""The map of the 77 provinces: equirectangular, true to scale at 13 degrees north.

Shapes: Natural Earth, public domain, or the agency's own file (see own_shapes). Districts are drawn by nobody: no free
shapes were found.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rabrong.charts.bands import NO_BAND, Band, area_paint
from rabrong.charts.outlines import Shapes, province_shapes
from rabrong.charts.svg import KEPT_PICTURES, Length, Svg, element, joined, own_box, reachable_picture, tip


@dataclass(frozen=True, slots=True)
class Area:
    """One province: its band, what is said of it, where it leads; `assessed` is false where nobody is assessed, `quiet`
    where the others are looked at."""

    label: str
    band: Band = NO_BAND
    href: str = ""
    assessed: bool = True
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """How the map is drawn: the chosen province, province code -> region where regions are outlined, the shapes."""

    chosen: str | None = None
    regions: Mapping[str, str] | None = None
    shapes: Shapes | None = None


PLAIN = Drawing()


def province_map(areas: Mapping[str, Area], summary: str, drawing: Drawing = PLAIN) -> Svg:
    """The map, 212 wide. `areas` is province code ("40") -> what is known; others are not assessed."""
    shapes, chosen = drawing.shapes or province_shapes(), drawing.chosen
    drawn = sorted(shapes.outlines, key=lambda code: (code == chosen, _is_silent(areas.get(code))))
    paths = joined(_area(code, shapes.outlines[code], areas.get(code), code == chosen) for code in drawn)
    borders = shapes.borders(drawing.regions) if drawing.regions else ""
    lines = element("path", d=borders, class_="region-line") if borders else Svg()
    return reachable_picture(shapes.size, summary, paths, lines, kind="province-map", box=own_box(shapes.size))


def _is_silent(area: Area | None) -> bool:
    return area is not None and area.assessed and not area.quiet and not area.band.step


@lru_cache(maxsize=KEPT_PICTURES)
def _area(code: str, outline: str, area: Area | None, is_chosen: bool) -> Svg:
    if area is None:
        return element("path", d=outline, class_="area q1")
    paint = _paint(area)
    looks = " ".join(filter(None, ("area", str(paint.pop("class_", "")), "chosen-area" if is_chosen else "")))
    if not area.href:
        return element("path", tip(area.label), d=outline, class_=looks, **paint)
    path = element("path", d=outline, class_=looks, **paint)
    return element("a", tip(area.label), path, href=area.href, id=f"area-{code}")


def _paint(area: Area) -> dict[str, Length]:
    if not area.assessed or area.quiet:
        return {"class_": "q1"}
    return area_paint(area.band) if area.band.step else {"class_": "silent-area"}
