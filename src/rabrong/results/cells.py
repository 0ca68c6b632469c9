"""The cells of an indicator - the numbers somebody types - and what people call them."""

from collections.abc import Iterator

from django.utils.translation import gettext

from rabrong.agreement_file.claims_in import Cell, cells_of
from rabrong.agreements.models import IndicatorVersion
from rabrong.scoring.criteria import Composite, Criterion, Mixed, WeightedSteps
from rabrong.ui.words import in_language

WHOLE = "result"


def cell_words(version: IndicatorVersion, criterion: Criterion) -> dict[str, str]:
    """Cell -> its words, in the order of the form: data items by code and name, else the parts of the criterion."""
    items = {item.code: f"{item.code}. {in_language(item, 'name')}" for item in version.data_items.all()}
    return items or dict(_parts(criterion, "", gettext("ผล")))


def cell_kinds(version: IndicatorVersion, criterion: Criterion) -> dict[str, Cell]:
    """Cell -> what may be typed in it; cells that only take N/A are not typed."""
    kinds: dict[str, Cell] = {item.code: "number" for item in version.data_items.all()}
    return kinds or {cell: kind for cell, kind in cells_of(criterion) if kind != "only_na"}


def _parts(criterion: Criterion, prefix: str, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(criterion, Mixed):
        yield _under(prefix, "steps"), gettext("ขั้นตอนที่ทำแล้ว")
        yield _under(prefix, "value"), gettext("ปริมาณเมื่อทำครบทุกขั้น")
    elif isinstance(criterion, WeightedSteps):
        for position in range(1, len(criterion.points) + 1):
            yield _under(prefix, str(position)), gettext("ขั้นที่ %(number)s") % {"number": position}
    elif isinstance(criterion, Composite):
        for part in criterion.parts:
            yield from _parts(part.criterion, _under(prefix, part.code), f"{part.code} {in_language(part, 'name')}")
    else:
        yield prefix or WHOLE, name


def _under(prefix: str, cell: str) -> str:
    return f"{prefix}/{cell}" if prefix else cell
