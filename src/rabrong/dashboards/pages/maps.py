"""Whose map is drawn, and what is said under it and in the foot of the page."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from rabrong.charts import Shapes, shapes_in


@dataclass(frozen=True, slots=True)
class MapWords:
    """Where the map comes from, and that it is a sketch."""

    credit: str
    caption: str


@cache
def own_shapes(path: str) -> Shapes | None:
    """The agency's own map, read once; None where the one that comes with the program is drawn."""
    return shapes_in(json.loads(Path(path).read_text("utf-8"), parse_float=Decimal)) if path else None


def shapes_of_agency() -> Shapes | None:
    """The map that RABRONG_MAP names; None where it names none."""
    return own_shapes(str(settings.MAP_FILE))


def map_words() -> MapWords:
    """What the agency's own file says of itself; without one, and where it says nothing, what is true of every map."""
    shapes = shapes_of_agency()
    sketch = gettext("แผนที่สังเขป มิใช่แนวเขตตามกฎหมาย")
    if shapes is None:
        return MapWords(gettext("Natural Earth (สาธารณสมบัติ)"), sketch)
    return MapWords(shapes.credit or gettext("แฟ้มของหน่วยงาน"), shapes.caption or sketch)
