"""The contribution: what each unit brings to the result of all together, out of what it could bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rabrong.charts.axis import ONE, ZERO, Axis
from rabrong.charts.bands import Band, bar_paint
from rabrong.charts.svg import Size, Svg, element, joined, linked_picture, percent, tip, words

SIZE = Size(520, 150)
TOP, FOOT = Decimal(20), Decimal(140)
GAP = Decimal("0.2")
LATE = Decimal("0.6")


@dataclass(frozen=True, slots=True)
class Brought:
    """One unit: `part` is what it brings, `possible` what it would at the full mark; None where that is unknown."""

    label: str
    part: Decimal
    band: Band
    possible: Decimal | None = None
    href: str = ""
    chosen: bool = False


def contribution(units: Sequence[Brought], summary: str, *, most_words: str = "") -> Svg:
    """The bars in the order given, 150 high; an outline shows what a unit could bring. `most_words` stands beside the
    top of the axis, the greatest part or outline."""
    ends = [value for unit in units for value in (unit.part, unit.possible) if value is not None]
    axis = Axis(min([ZERO, *ends]), max([ZERO, *ends]) or ONE)
    slot = 1 / Decimal(max(1, len(units)))
    zero = _y(axis, ZERO)
    rules = element("line", x1=0, x2="100%", y1=TOP, y2=TOP, class_="rule")
    base = element("line", x1=0, x2="100%", y1=zero, y2=zero, class_="base")
    top = words(most_words, x=0, y=TOP - 5, class_="axis") if most_words else Svg()
    bars = joined(_bar(unit, axis, slot * number, slot) for number, unit in enumerate(units))
    return linked_picture(SIZE, summary, rules, top, bars, base, _chosen(units, slot), kind="contribution")


def _y(axis: Axis, value: Decimal) -> Decimal:
    return axis.at(value, low=FOOT, high=TOP)


def _bar(unit: Brought, axis: Axis, start: Decimal, slot: Decimal) -> Svg:
    place = {"x": percent(start + slot * GAP / 2), "width": percent(slot * (1 - GAP))}
    zero, y = _y(axis, ZERO), _y(axis, unit.part)
    bar = element("rect", **place, y=min(zero, y), height=abs(zero - y), **bar_paint(unit.band))
    pieces = [tip(unit.label), bar]
    if unit.possible is not None:
        top = _y(axis, unit.possible)
        pieces.insert(1, element("rect", **place, y=min(zero, top), height=abs(zero - top), class_="possible"))
    if unit.href:
        return element("a", *pieces, href=unit.href, tabindex=-1)
    return element("g", *pieces)


def _chosen(units: Sequence[Brought], slot: Decimal) -> Svg:
    found = next(((number, unit) for number, unit in enumerate(units) if unit.chosen), None)
    if found is None:
        return Svg()
    number, unit = found
    middle = slot * number + slot / 2
    late = middle > LATE
    mark = element("path", d="M-5-12H5L0-4z", class_="chosen-mark")
    label = words(unit.label, x=-9 if late else 9, y=-4, class_="chosen-note" + (" end" if late else ""))
    return element("svg", mark, label, x=percent(middle), y=TOP, class_="free")
