"""The slope: from last year to this year, a line for each; the words beside it never lie on each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rabrong.charts.axis import Axis
from rabrong.charts.bands import NO_BAND, Band, shape_at
from rabrong.charts.svg import Size, Svg, element, joined, linked, linked_picture, percent, tip, words

WIDTH = 520
HEAD, LINE, LEAST = 28, 16, 200
LEFT, RIGHT = Decimal("0.16"), Decimal("0.44")
LEADER = 10
DOT = Decimal("2.6")


@dataclass(frozen=True, slots=True)
class Sloped:
    """One line: a score of each year, None where there is none; the words are how each is written."""

    label: str
    before: Decimal | None
    after: Decimal | None
    before_words: str = ""
    after_words: str = ""
    band: Band = NO_BAND
    href: str = ""

    @property
    def falls(self) -> bool:
        """Whether it is less than before."""
        return self.before is not None and self.after is not None and self.after < self.before


@dataclass(frozen=True, slots=True)
class Slopes:
    """The lines with the names of the two years; `right` is where this year stands: names need room behind it."""

    points: tuple[Decimal, ...]
    lines: Sequence[Sloped]
    before: str
    after: str
    right: Decimal = RIGHT


def slope(slopes: Slopes, summary: str) -> Svg:
    """The lines; as high as the words on the fuller side need."""
    size = Size(WIDTH, height_for(len(slopes.lines)))
    befores = _places(slopes, size, [line.before for line in slopes.lines])
    afters = _places(slopes, size, [line.after for line in slopes.lines])
    heads = joined((_head(slopes.before, Decimal(0)), _head(slopes.after, slopes.right)))
    rails = joined(
        element("line", x1=percent(at), x2=percent(at), y1=HEAD - 6, y2=size.height - 4, class_="rule")
        for at in (LEFT, slopes.right)
    )
    drawn = joined(
        _line(slopes, line, befores[number], afters[number], size) for number, line in enumerate(slopes.lines)
    )
    return linked_picture(size, summary, rails, heads, drawn, kind="slope")


def height_for(count: int) -> int:
    """How high the picture is for some lines."""
    return HEAD + max(LEAST, LINE * count) + LINE


def spread_out(places: Sequence[Decimal], gap: Decimal, low: Decimal, high: Decimal) -> list[Decimal]:
    """The places moved apart so that neighbours are at least `gap` from each other between `low` and `high`, as little
    as that needs and in the same order; the room has to be enough for all.

    >>> spread_out([Decimal(5), Decimal(5), Decimal(40)], Decimal(10), Decimal(0), Decimal(50))
    [Decimal('5'), Decimal('15'), Decimal('40')]
    """
    order = sorted(range(len(places)), key=lambda number: places[number])
    moved = list(places)
    floor = low
    for number in order:
        moved[number] = max(moved[number], floor)
        floor = moved[number] + gap
    ceiling = high
    for number in reversed(order):
        moved[number] = min(moved[number], ceiling)
        ceiling = moved[number] - gap
    return moved


def _places(slopes: Slopes, size: Size, scores: Sequence[Decimal | None]) -> list[Decimal | None]:
    """Where the words of each line stand."""
    known = [number for number, score in enumerate(scores) if score is not None]
    wanted = [_y(slopes, scores[number] or Decimal(0), size) for number in known]
    moved = spread_out(wanted, Decimal(LINE), Decimal(HEAD + 8), Decimal(size.height - 8))
    found: list[Decimal | None] = [None] * len(scores)
    for number, place in zip(known, moved, strict=True):
        found[number] = place
    return found


def _y(slopes: Slopes, score: Decimal, size: Size) -> Decimal:
    """From the least to the greatest score there is: the lines are to be told apart."""
    known = [each for line in slopes.lines for each in (line.before, line.after) if each is not None]
    low, high = min(known), max(known)
    axis = Axis(low, high) if low != high else Axis(low - 1, high + 1)
    return axis.at(score, low=Decimal(size.height - 8), high=Decimal(HEAD + 8))


def _head(name: str, at: Decimal) -> Svg:
    return element("svg", words(name, x=4 if at else 0, y=14, class_="now"), x=percent(at), class_="free")


def _line(slopes: Slopes, line: Sloped, before: Decimal | None, after: Decimal | None, size: Size) -> Svg:
    pieces: list[Svg] = [tip(f"{line.label} {line.before_words} {line.after_words}")]
    if line.before is not None and line.after is not None:
        ends = {"y1": _y(slopes, line.before, size), "y2": _y(slopes, line.after, size)}
        looks = "slope-line falls" if line.falls else "slope-line"
        pieces.append(element("line", x1=percent(LEFT), x2=percent(slopes.right), **ends, class_=looks))
    if line.before is not None and before is not None:
        pieces.append(_end(LEFT, _y(slopes, line.before, size), before, -1))
        pieces.append(_words(line.before_words, LEFT, before, -LEADER - 4, "axis end"))
    if line.after is not None and after is not None:
        pieces.append(_end(slopes.right, _y(slopes, line.after, size), after, 1))
        mark = shape_at(line.band, 7, 0, size=14)
        text = words(f"{line.after_words} {line.label}", x=18, y=4, class_="strong")
        inner = element("svg", mark, text, x=LEADER + 4, class_="free")
        pieces.append(element("svg", inner, x=percent(slopes.right), y=after, class_="free"))
    drawn = element("g", *pieces)
    return linked(drawn, line.href)


def _end(at: Decimal, y: Decimal, words_at: Decimal, side: int) -> Svg:
    """The point, and the leader from it to its words."""
    dot = element("circle", cx=0, cy=0, r=DOT, class_="dot")
    leader = element("line", x1=4 * side, x2=LEADER * side, y1=0, y2=words_at - y, class_="leader")
    return element("svg", leader, dot, x=percent(at), y=y, class_="free")


def _words(text: str, at: Decimal, y: Decimal, x: int, looks: str) -> Svg:
    return element("svg", words(text, x=x, y=4, class_=looks), x=percent(at), y=y, class_="free")
