"""The strategy map: the total, the parts of the framework as levels, the indicators as boxes, and lines where the
framework links them.

Names are written as HTML inside the picture, for only the browser breaks Thai by its dictionary; how many lines they
take is reckoned generously, so that no name is ever cut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from html import escape
from itertools import pairwise
from unicodedata import category

from rabrong.charts.bands import NO_BAND, Band, area_paint, shape_at
from rabrong.charts.svg import Length, Size, Svg, element, joined, linked, linked_picture, own_box, tip, words

WIDE, NARROW = 660, 320
COLUMNS = {WIDE: 3, NARROW: 1}
GOAL, LEVEL = 40, 30
TRUNK, STEM, LEFT, GAP, RAIL = 6, 22, 36, 10, 16
HEAD, LINE, FOOT, EDGE = 26, 19, 8, 6
BETWEEN = 24
THAI_PIXELS, LATIN_PIXELS, SPACE_PIXELS = Decimal("8.5"), Decimal("7.4"), Decimal("3.6")
WASTE = Decimal("0.84")
"""The part of a line that is filled when words are not broken."""


@dataclass(frozen=True, slots=True)
class Node:
    """An indicator as a box; `score_words` is "-" where it has none, `tip` is said at the pointer."""

    code: str
    name: str
    weight_words: str
    score_words: str
    band: Band = NO_BAND
    href: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A part of the framework with its indicators; `above` is the dimension it belongs to, empty for none."""

    name: str
    weight_words: str
    score_words: str
    band: Band
    nodes: tuple[Node, ...]
    above: str = ""


@dataclass(frozen=True, slots=True)
class Strategy:
    """What all of it serves, and the levels from the top; `causal`: each level serves the one above it."""

    goal: str
    score_words: str
    band: Band
    levels: tuple[Level, ...]
    causal: bool = False


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What has been drawn, where the next thing goes, and where the trunk leads to a level."""

    pieces: tuple[Svg, ...]
    y: int
    tick: int


def strategy_map(strategy: Strategy, summary: str, *, width: int = WIDE) -> Svg:
    """The map as high as its names need; WIDE for screens and paper, NARROW for phones."""
    pieces, y, ticks, above = [_goal(strategy, width)], GOAL, list[int](), ""
    for level in strategy.levels:
        heading = level.above if level.above != above else ""
        above = level.above
        if strategy.causal or heading:
            pieces.append(_between(heading, y, causal=strategy.causal))
            y += BETWEEN
        drawn = _level(level, y, width)
        pieces.extend(drawn.pieces)
        ticks.append(drawn.tick)
        y = drawn.y
    pieces.append(_trunk(ticks))
    size = Size(width, y + 1)
    return linked_picture(size, summary, joined(pieces), kind="strategy-map", box=own_box(size))


def lines_needed(text: str, pixels: int) -> int:
    """How many lines a name takes in a box so wide: marks above and below take no room of their own."""
    whole = sum((_advance(letter) for letter in text), Decimal(0))
    return max(1, int((whole / (pixels * WASTE)).to_integral_value(ROUND_CEILING)))


def _advance(letter: str) -> Decimal:
    if category(letter) == "Mn":
        return Decimal(0)
    if letter.isspace():
        return SPACE_PIXELS
    return THAI_PIXELS if "\u0e00" <= letter <= "\u0e7f" else LATIN_PIXELS


def _goal(strategy: Strategy, width: int) -> Svg:
    frame = element("rect", x="0.5", y="0.5", width=width - 1, height=GOAL - 4, class_="goal")
    return joined((frame, words(strategy.goal, x=12, y=23, class_="now"), _badge(strategy, width - 12, 18)))


def _badge(of: Strategy | Level | Node, right: int, middle: int) -> Svg:
    """The band's shape with the score, ending at a place."""
    score = words(of.score_words, x=right, y=middle + 5, class_="now end")
    return joined((shape_at(of.band, right - len(of.score_words) * 8 - 14, middle, size=16), score))


def _level(level: Level, y: int, width: int) -> _Drawn:
    title = words(level.name, x=LEFT - STEM, y=y + 20, class_="level-name")
    weight = words(level.weight_words, x=width - 90, y=y + 20, class_="axis end")
    pieces, below, rails = [title, weight, _badge(level, width, y + 15)], y + LEVEL, list[int]()
    for row in _rows(level.nodes, COLUMNS[width]):
        drawn = _row(row, below + RAIL, width)
        rails.append(drawn.tick)
        pieces.extend(drawn.pieces)
        below = drawn.y
    if rails:
        pieces.append(element("line", x1=STEM, x2=STEM, y1=y + LEVEL - 3, y2=rails[-1], class_="base"))
    return _Drawn(tuple(pieces), below + GAP, y + 15)


def _rows(nodes: Sequence[Node], columns: int) -> Iterator[Sequence[Node]]:
    for start in range(0, len(nodes), columns):
        yield nodes[start : start + columns]


def _row(nodes: Sequence[Node], y: int, width: int) -> _Drawn:
    columns = COLUMNS[width]
    wide = (width - LEFT - GAP * (columns - 1)) // columns
    text = wide - EDGE - 16
    height = HEAD + LINE * max(lines_needed(node.name, text) for node in nodes) + FOOT
    places = [LEFT + (wide + GAP) * at for at in range(len(nodes))]
    boxes = (_box(node, Size(wide, height), x, y) for node, x in zip(nodes, places, strict=True))
    if columns == 1:
        rail = y + HEAD // 2
        links = element("line", x1=STEM, x2=LEFT, y1=rail, y2=rail, class_="base")
    else:
        rail = y - RAIL // 2
        links = _rail(rail, y, [x + wide // 2 for x in places])
    return _Drawn((links, *boxes), y + height, rail)


def _rail(rail: int, top: int, middles: Sequence[int]) -> Svg:
    """From the stem over the boxes of a row, and down to each."""
    along = element("line", x1=STEM, x2=middles[-1], y1=rail, y2=rail, class_="base")
    down = (element("line", x1=x, x2=x, y1=rail, y2=top, class_="base") for x in middles)
    return joined((along, *down))


def _box(node: Node, size: Size, x: int, y: int) -> Svg:
    paint = area_paint(node.band) if node.band.step else {"class_": "no-band"}
    place: dict[str, Length] = {"x": x + EDGE + 8, "y": y + HEAD, "width": size.width - EDGE - 16}
    name = Svg(f'<div xmlns="http://www.w3.org/1999/xhtml" class="node-name">{escape(node.name)}</div>')
    drawn = element(
        "g",
        tip(node.tip),
        element("rect", x=x, y=y, width=size.width, height=size.height, class_="node"),
        element("rect", x=x, y=y, width=EDGE, height=size.height, **paint),
        words(node.code, x=x + EDGE + 8, y=y + 18, class_="now"),
        words(node.weight_words, x=x + EDGE + 14 + len(node.code) * 7, y=y + 18, class_="axis"),
        _badge(node, x + size.width - 8, y + 13),
        element("foreignObject", name, **place, height=size.height - HEAD),
    )
    return linked(drawn, node.href)


def _between(heading: str, y: int, *, causal: bool) -> Svg:
    """What stands below serves what stands above: an arrow up; and the dimension that begins here."""
    dimension = words(heading, x=STEM + 14 if causal else LEFT - STEM, y=y + 18, class_="axis")
    if not causal:
        return dimension
    stem = element("line", x1=STEM, x2=STEM, y1=y + 10, y2=y + BETWEEN, class_="serves")
    return joined((stem, element("path", d=f"M{STEM - 6} {y + 11}h12l-6-9z", class_="serves-head"), dimension))


def _trunk(ticks: Sequence[int]) -> Svg:
    """From the goal to every level that adds up to it."""
    if not ticks:
        return Svg()
    twigs = (element("line", x1=TRUNK, x2=LEFT - STEM - 3, y1=y, y2=y, class_="base") for y in ticks)
    stops = pairwise((GOAL - 4, *ticks))
    stem = (element("line", x1=TRUNK, x2=TRUNK, y1=start, y2=end, class_="base") for start, end in stops)
    return joined((*stem, *twigs))
