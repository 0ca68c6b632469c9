"""Colour bands as charts draw them: five shapes, colours and patterns from worst (1) to best (5), and none."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from rabrong.charts.svg import Length, Svg, element, joined, picture, words
from rabrong.charts.svg import Size as PictureSize

STEPS = 5
BAR_PATTERNS = (1, 2)
MAP_PATTERNS = (1, 2, 4)
BOX = 18


@dataclass(frozen=True, slots=True)
class Band:
    """`step` 1 to 5 picks shape, colour and pattern; `digit` stands in the shape. Step 0: no score."""

    step: int
    digit: str = ""


NO_BAND = Band(0)


def band_of(position: int, count: int) -> Band:
    """The band at a position (0 is worst) of a year's bands; fewer than five spread over the five looks.

    >>> band_of(0, 3), band_of(2, 3)
    (Band(step=1, digit='1'), Band(step=5, digit='3'))
    """
    step = STEPS if count < 2 else 1 + (position * (STEPS - 1) + (count - 1) // 2) // (count - 1)
    return Band(step, str(position + 1))


def bar_paint(band: Band) -> dict[str, Length]:
    """How a bar is filled: a pattern for the two worst bands, a plain colour for the others."""
    return _paint(band, BAR_PATTERNS)


def area_paint(band: Band) -> dict[str, Length]:
    """How an area of a map is filled: patterns tell neighbours apart without colour."""
    return _paint(band, MAP_PATTERNS)


def _paint(band: Band, patterned: tuple[int, ...]) -> dict[str, Length]:
    if band.step in patterned:
        return {"fill": f"url(#band-{band.step})"}
    return {"class_": f"b{band.step}"}


OUTLINES: dict[int, Svg] = {
    0: element("circle", cx=9, cy=9, r="7.6", class_="no-band"),
    1: element("path", d="M9 1.6 17 16H1z", class_="b1 rounded"),
    2: element("path", d="M9 .8 17.2 9 9 17.2.8 9z", class_="b2 rounded"),
    3: element("rect", x="1.2", y="1.2", width="15.6", height="15.6", rx=2, class_="b3"),
    4: element("path", d="M.6 9 4.8 1.7h8.4L17.4 9l-4.2 7.3H4.8z", class_="b4 rounded"),
    5: element("circle", cx=9, cy=9, r="8.6", class_="b5"),
}
DIGIT_BASELINE = {1: "14.4", 2: "13", 3: "13", 4: "13", 5: "13"}


def _drawn(band: Band) -> Svg:
    if not band.step:
        return OUTLINES[0]
    digit = words(band.digit, x=9, y=DIGIT_BASELINE[band.step], class_=f"digit on{band.step}")
    return joined((OUTLINES[band.step], digit))


@lru_cache(maxsize=256)
def shape(band: Band, *, size: int = BOX, summary: str = "") -> Svg:
    """A band's shape with its digit. `summary` is needed only where no words stand beside it."""
    return picture(PictureSize(size, size), summary, _drawn(band), kind="shape", box=f"0 0 {BOX} {BOX}")


def shape_at(band: Band, x: Length, y: Length, *, size: int) -> Svg:
    """The same inside another chart, its middle at a place; `x` may be a percentage."""
    half = Decimal(-size) / 2
    whole = element("svg", _drawn(band), x=half, y=half, width=size, height=size, viewBox=f"0 0 {BOX} {BOX}")
    return element("svg", whole, x=x, y=y, class_="free")


@cache
def patterns() -> Svg:
    """The patterns all charts of a page refer to; written once per page."""
    grid = (_ground(5, 1), element("path", d="M0 .5h5M.5 0v5", class_="weave1"))
    stripes = (_ground(5, 2), element("path", d="M0 2.5h5", class_="weave2"))
    dots = (_ground(6, 4), element("circle", cx="1.5", cy="1.5", r=".85", class_="weave4"), _second_dot())
    defined = element(
        "defs",
        _pattern(1, 5, grid),
        _pattern(2, 5, stripes, turned="rotate(45)"),
        _pattern(4, 6, dots),
    )
    return picture(PictureSize(0, 0), "", defined, kind="patterns")


def _second_dot() -> Svg:
    return element("circle", cx="4.5", cy="4.5", r=".85", class_="weave4")


def _ground(size: int, step: int) -> Svg:
    return element("rect", width=size, height=size, class_=f"b{step}")


def _pattern(step: int, size: int, inner: tuple[str, ...], turned: str | None = None) -> Svg:
    return element(
        "pattern",
        *inner,
        id=f"band-{step}",
        width=size,
        height=size,
        patternUnits="userSpaceOnUse",
        patternTransform=turned,
    )
