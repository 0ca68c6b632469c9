"""The strip of shares: each unit as wide as its part of the whole, filled as far as it got."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rabrong.charts.svg import Size, Svg, element, joined, percent, picture, tip, words

SIZE = Size(456, 44)
HEIGHT = Decimal(28)
GAP = Decimal("0.004")
MIDDLE = Decimal("0.5")
LINE = 16


@dataclass(frozen=True, slots=True)
class Part:
    """One unit: `whole` decides its width, `done` of it is filled; None when it has not reported."""

    label: str
    whole: Decimal
    done: Decimal | None
    chosen: bool = False


def share_strip(parts: Sequence[Part], summary: str, *, chosen_words: str = "", silent_words: str = "") -> Svg:
    """The strip, 44 high with the chosen unit and the silent ones named below."""
    total = sum((part.whole for part in parts), Decimal(0)) or Decimal(1)
    pieces, start, chosen = [], Decimal(0), None
    for part in parts:
        width = part.whole / total
        pieces.append(_piece(part, start, max(width - GAP, width / 2)))
        if part.chosen:
            chosen = start + width / 2
        start += width
    crowded = bool(silent_words) and chosen is not None and chosen > MIDDLE
    size = Size(SIZE.width, SIZE.height + LINE) if crowded else SIZE
    below = _silent(silent_words, LINE if crowded else 0)
    return picture(size, summary, *pieces, _named(chosen, chosen_words), below, kind="share-strip")


def _piece(part: Part, start: Decimal, width: Decimal) -> Svg:
    place = {"x": percent(start), "width": percent(width)}
    title = tip(part.label)
    if part.done is None:
        return element("rect", title, **place, y="0.5", height=HEIGHT - 1, class_="silent")
    share = min(Decimal(1), part.done / part.whole) if part.whole else Decimal(0)
    filled = HEIGHT * share
    ground = element("rect", title, **place, y=0, height=HEIGHT, class_="q2")
    bar = element("rect", title, **place, y=HEIGHT - filled, height=filled, class_="chosen" if part.chosen else "share")
    return joined((ground, bar))


def _named(chosen: Decimal | None, label: str) -> Svg:
    if chosen is None:
        return Svg()
    side = "start" if chosen < Decimal("0.2") else "end" if chosen > Decimal("0.8") else "middle"
    stem = element("line", x1=0, x2=0, y1=HEIGHT, y2=HEIGHT + 4, class_="chosen-stem")
    text = words(label, x=0, y=HEIGHT + 15, class_=f"chosen-note {side}")
    return element("svg", stem, text, x=percent(chosen), y=0, class_="free")


def _silent(label: str, lower: int) -> Svg:
    return words(label, x="100%", y=HEIGHT + 15 + lower, class_="silent-note end") if label else Svg()
