"""The strip of bands: how many of a whole lie in each band, side by side from the best."""

from collections.abc import Sequence
from decimal import Decimal

from rabrong.charts.bands import Band, area_paint
from rabrong.charts.svg import Size, Svg, element, percent, picture, words

SIZE = Size(456, 46)
HEIGHT = Decimal(28)
BELOW = Decimal(43)
NARROWEST = Decimal("0.03")


def band_strip(counts: Sequence[tuple[Band, int]], summary: str) -> Svg:
    """The strip, 46 high and as wide as its place, each part's number below it; those that are nothing are left out.

    A band without a step is of what has no score, drawn as a dashed box.
    """
    total = Decimal(sum(count for _, count in counts)) or Decimal(1)
    pieces, start = [], Decimal(0)
    for band, count in counts:
        if count:
            share = count / total
            pieces.append(_piece(band, start, share))
            if share >= NARROWEST:
                pieces.append(words(str(count), x=percent(start + share / 2), y=BELOW, class_="axis middle"))
            start += share
    return picture(SIZE, summary, *pieces, kind="band-strip")


def _piece(band: Band, start: Decimal, share: Decimal) -> Svg:
    paint = area_paint(band) if band.step else {"class_": "nothing"}
    return element("rect", x=percent(start), y=1, width=percent(share), height=HEIGHT - 2, **paint)
