"""The outlines of the 77 provinces, read from TopoJSON or GeoJSON, projected and checked."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from rabrong.charts.svg import Size

WIDTH = 212
MARGIN = 2
COS_13_DEGREES = Decimal("0.97437006")
TENTHS = 10
ISO = "TH-"
CODES = frozenset(
    {"10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27"}
    | {"30", "31", "32", "33", "34", "35", "36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46", "47"}
    | {"48", "49", "50", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66"}
    | {"67", "70", "71", "72", "73", "74", "75", "76", "77", "80", "81", "82", "83", "84", "85", "86", "90", "91"}
    | {"92", "93", "94", "95", "96"}
)
"""The 77 provinces by the digits of their ISO 3166-2 code."""

Dot = tuple[int, int]
Ring = Sequence[Dot]
Place = tuple[Decimal, Decimal]
Rings = Mapping[str, Sequence[Sequence[Place]]]
"""Province code -> its rings of longitude and latitude."""


@dataclass(frozen=True)
class Shapes:
    """Province code (two digits) -> the outline as path data and as rings in tenths of a pixel; the size of it all;
    where it comes from and what is to be said under it, empty where the file says nothing."""

    outlines: Mapping[str, str]
    rings: Mapping[str, Sequence[Ring]]
    size: Size
    credit: str = ""
    caption: str = ""

    def middle(self, codes: Iterable[str]) -> tuple[Decimal, Decimal]:
        """Where a name of some provinces together stands: the middle of their outlines, by their areas, in pixels."""
        parts = [_weighed(max(self.rings[code], key=lambda ring: abs(_weighed(ring)[0]))) for code in codes]
        area = sum((each for each, _, _ in parts), 0) or 1
        sides = (sum(part[side] for part in parts) for side in (1, 2))
        x, y = (Decimal(side) / (3 * area) / TENTHS for side in sides)
        return x, y

    def borders(self, regions: Mapping[str, str]) -> str:
        """The lines between provinces of different regions as path data; `regions` is province code -> region."""
        sides: dict[tuple[Dot, Dot], set[str]] = {}
        for code, rings in self.rings.items():
            for ring in rings:
                for one, other in pairwise(ring):
                    key = (one, other) if one <= other else (other, one)
                    sides.setdefault(key, set()).add(regions.get(code, ""))
        lines = (pair for pair, found in sides.items() if len(found) > 1)
        return "".join(f"M{_place(one)}L{_place(other)}" for one, other in lines)


@cache
def province_shapes() -> Shapes:
    """The outlines that come with the program, decoded and projected once."""
    text = files("rabrong.charts").joinpath("data/thailand-provinces.topojson").read_text("utf-8")
    return shapes_in(json.loads(text, parse_float=Decimal))


def faults_in(text: str) -> list[str]:
    """What keeps a file from being the map, a sentence each: no JSON, no shapes, provinces missing or unknown."""
    try:
        data = json.loads(text, parse_float=Decimal)
        rings, twice = _rings_in(data)
    except (ValueError, KeyError, TypeError, IndexError):
        return ["it is neither TopoJSON nor GeoJSON with a polygon and a property iso_3166_2 (TH-10) for each province"]
    faults = []
    if missing := sorted(CODES - rings.keys()):
        faults.append(f"{len(missing)} of 77 provinces are missing: {', '.join(ISO + code for code in missing)}")
    if unknown := sorted(rings.keys() - CODES):
        faults.append(f"no province has the code {', '.join(unknown)}")
    if twice:
        faults.append(f"more than one shape has the code {', '.join(ISO + code for code in sorted(twice))}")
    return faults


def shapes_in(data: Mapping[str, Any]) -> Shapes:
    """The shapes of a file that has no faults."""
    rings, _ = _rings_in(data)
    projection = _projection(place for outline in rings.values() for ring in outline for place in ring)
    dots = {code: [[projection.dot(*place) for place in ring] for ring in outline] for code, outline in rings.items()}
    outlines = {code: "".join(_ring(ring) for ring in each) for code, each in dots.items()}
    return Shapes(outlines, dots, projection.size, str(data.get("credit", "")), str(data.get("caption", "")))


def _weighed(ring: Ring) -> tuple[int, int, int]:
    """Twice the area of a ring, and six times its area by where it lies from the left and from the top."""
    area = across = down = 0
    for (x, y), (next_x, next_y) in pairwise(ring):
        piece = x * next_y - next_x * y
        area, across, down = area + piece, across + piece * (x + next_x), down + piece * (y + next_y)
    return (area, across, down) if area >= 0 else (-area, -across, -down)


def _rings_in(data: Mapping[str, Any]) -> tuple[Rings, set[str]]:
    """Code -> rings, and the codes that come more than once."""
    found: dict[str, list[list[Place]]] = {}
    twice = set()
    for code, rings in _topojson(data) if data["type"] == "Topology" else _geojson(data):
        if code in found:
            twice.add(code)
        found[code] = rings
    return found, twice


def _code(properties: Mapping[str, Any]) -> str:
    return str(properties["iso_3166_2"]).removeprefix(ISO)


def _geojson(data: Mapping[str, Any]) -> Iterator[tuple[str, list[list[Place]]]]:
    for feature in data["features"]:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        rings = [[(Decimal(x), Decimal(y)) for x, y, *_ in ring] for polygon in polygons for ring in polygon]
        yield _code(feature["properties"]), rings


def _topojson(data: Mapping[str, Any]) -> Iterator[tuple[str, list[list[Place]]]]:
    (x_step, y_step), (left, low) = (
        [Decimal(each) for each in data["transform"][key]] for key in ("scale", "translate")
    )
    arcs = [[(left + x * x_step, low + y * y_step) for x, y in _running(arc)] for arc in data["arcs"]]
    for layer in data["objects"].values():
        for geometry in layer["geometries"]:
            polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
            rings = [_joined(ring, arcs) for polygon in polygons for ring in polygon]
            yield _code(geometry["properties"]), rings


def _running(arc: Sequence[Sequence[int]]) -> Iterator[Dot]:
    """An arc is stored as steps from one place to the next."""
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x, y


def _joined(ring: Sequence[int], arcs: Sequence[list[Place]]) -> list[Place]:
    """Arcs one after the other; a negative number is an arc the other way round."""
    places: list[Place] = []
    for arc in ring:
        line = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        places.extend(line if not places else line[1:])
    return places


@dataclass(frozen=True, slots=True)
class _Projection:
    """From longitude and latitude to tenths of a pixel."""

    zoom: Decimal
    left: Decimal
    top: Decimal
    size: Size

    def dot(self, x: Decimal, y: Decimal) -> Dot:
        """A place on the picture."""
        return (
            MARGIN * TENTHS + round((x - self.left) * COS_13_DEGREES * self.zoom),
            MARGIN * TENTHS + round((self.top - y) * self.zoom),
        )


def _projection(places: Iterable[Place]) -> _Projection:
    listed = list(places)
    xs, ys = [x for x, _ in listed], [y for _, y in listed]
    zoom = Decimal((WIDTH - 2 * MARGIN) * TENTHS) / ((max(xs) - min(xs)) * COS_13_DEGREES)
    height = 2 * MARGIN + round((max(ys) - min(ys)) * zoom / TENTHS)
    return _Projection(zoom, min(xs), max(ys), Size(WIDTH, height))


def _ring(dots: Ring) -> str:
    """A closed outline in steps of tenths of a pixel."""
    steps = [(x - was_x, y - was_y) for (was_x, was_y), (x, y) in pairwise(dots)]
    return f"M{_place(dots[0])}l" + " ".join(_place(step) for step in steps if step != (0, 0)) + "z"


def _place(dot: Dot) -> str:
    return f"{_tenths(dot[0])} {_tenths(dot[1])}"


def _tenths(value: int) -> str:
    whole, tenth = divmod(abs(value), TENTHS)
    digits = f"{whole or ''}.{tenth}" if tenth else str(whole)
    return f"-{digits}" if value < 0 else digits
