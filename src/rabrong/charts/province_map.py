"""The map of the 77 provinces: equirectangular, true to scale at 13 degrees north.

Shapes: Natural Earth, public domain. Districts are drawn by nobody: no free shapes were found.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise

from rabrong.charts.bands import NO_BAND, Band, area_paint
from rabrong.charts.svg import Length, Size, Svg, element, joined, linked_picture, own_box, tip

WIDTH = 212
MARGIN = 2
COS_13_DEGREES = Decimal("0.97437006")
TENTHS = 10
Dot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Area:
    """One province: its band, what is said of it, where it leads; `assessed` is false where nobody is assessed."""

    label: str
    band: Band = NO_BAND
    href: str = ""
    assessed: bool = True


@dataclass(frozen=True, slots=True)
class Shapes:
    """Province code (two digits) -> the outline as path data; and the size they were drawn for."""

    outlines: Mapping[str, str]
    size: Size


def province_map(areas: Mapping[str, Area], summary: str, *, chosen: str | None = None) -> Svg:
    """The map, 212 wide. `areas` is province code ("40") -> what is known; others are not assessed."""
    shapes = province_shapes()
    drawn = sorted(shapes.outlines, key=lambda code: (code == chosen, _is_silent(areas.get(code))))
    paths = joined(_area(shapes.outlines[code], areas.get(code), code == chosen) for code in drawn)
    return linked_picture(shapes.size, summary, paths, kind="province-map", box=own_box(shapes.size))


def _is_silent(area: Area | None) -> bool:
    return area is not None and area.assessed and not area.band.step


def _area(outline: str, area: Area | None, is_chosen: bool) -> Svg:
    if area is None:
        return element("path", d=outline, class_="area q1")
    paint = _paint(area)
    looks = " ".join(filter(None, ("area", str(paint.pop("class_", "")), "chosen-area" if is_chosen else "")))
    path = element("path", tip(area.label), d=outline, class_=looks, **paint)
    return element("a", path, href=area.href, tabindex=-1) if area.href else path


def _paint(area: Area) -> dict[str, Length]:
    if not area.assessed:
        return {"class_": "q1"}
    return area_paint(area.band) if area.band.step else {"class_": "silent-area"}


@cache
def province_shapes() -> Shapes:
    """The outlines, decoded and projected once."""
    topology = json.loads(files("rabrong.charts").joinpath("data/thailand-provinces.topojson").read_text("utf-8"))
    arcs = [list(_running(arc)) for arc in topology["arcs"]]
    projection = _projection(topology["transform"], arcs)
    lines = [[projection.dot(*place) for place in arc] for arc in arcs]
    outlines = {
        str(geometry["properties"]["iso_3166_2"]).removeprefix("TH-"): "".join(
            _ring(ring, lines) for ring in _rings(geometry)
        )
        for geometry in topology["objects"]["th"]["geometries"]
    }
    return Shapes(outlines, projection.size)


def _running(arc: Sequence[Sequence[int]]) -> Iterator[Dot]:
    """An arc is stored as steps from one place to the next."""
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x, y


@dataclass(frozen=True, slots=True)
class _Projection:
    """From the grid of the file to tenths of a pixel."""

    x_factor: Decimal
    y_factor: Decimal
    left: int
    top: int
    size: Size

    def dot(self, x: int, y: int) -> Dot:
        """A place of the grid on the picture."""
        return (
            MARGIN * TENTHS + round((x - self.left) * self.x_factor),
            MARGIN * TENTHS + round((self.top - y) * self.y_factor),
        )


def _projection(transform: Mapping[str, Sequence[float]], arcs: Sequence[Sequence[Dot]]) -> _Projection:
    xs = [x for arc in arcs for x, _ in arc]
    ys = [y for arc in arcs for _, y in arc]
    x_scale = Decimal(str(transform["scale"][0])) * COS_13_DEGREES
    y_scale = Decimal(str(transform["scale"][1]))
    zoom = Decimal((WIDTH - 2 * MARGIN) * TENTHS) / ((max(xs) - min(xs)) * x_scale)
    height = 2 * MARGIN + round((max(ys) - min(ys)) * y_scale * zoom / TENTHS)
    return _Projection(x_scale * zoom, y_scale * zoom, min(xs), max(ys), Size(WIDTH, height))


def _rings(geometry: Mapping[str, Sequence[Sequence[Sequence[int]]]]) -> Iterator[Sequence[int]]:
    if str(geometry["type"]) == "Polygon":
        yield from geometry["arcs"]  # type: ignore[misc]  # one level less than several polygons
        return
    for polygon in geometry["arcs"]:
        yield from polygon


def _ring(arcs: Iterable[int], lines: Sequence[Sequence[Dot]]) -> str:
    """A closed outline in steps of tenths of a pixel; a negative number is an arc the other way round."""
    dots: list[Dot] = []
    for arc in arcs:
        line = lines[arc] if arc >= 0 else lines[~arc][::-1]
        dots.extend(line if not dots else line[1:])
    steps = [(x - was_x, y - was_y) for (was_x, was_y), (x, y) in pairwise(dots)]
    start = f"M{_tenths(dots[0][0])} {_tenths(dots[0][1])}"
    return start + "l" + " ".join(f"{_tenths(x)} {_tenths(y)}" for x, y in steps if (x, y) != (0, 0)) + "z"


def _tenths(value: int) -> str:
    whole, tenth = divmod(abs(value), TENTHS)
    digits = f"{whole or ''}.{tenth}" if tenth else str(whole)
    return f"-{digits}" if value < 0 else digits
