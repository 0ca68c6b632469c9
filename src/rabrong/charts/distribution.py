"""The distribution: how many units have a score between two others, with the median and the unit above."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from rabrong.charts.axis import Axis
from rabrong.charts.bands import Band, bar_paint
from rabrong.charts.svg import Size, Svg, element, joined, percent, picture, tip, words

SIZE = Size(520, 172)
TOP, FOOT = Decimal(56), Decimal(150)
BINS = 16
GAP = Decimal("0.006")
LANES = (Decimal(11), Decimal(28))
EARLY, LATE = Decimal("0.45"), Decimal("0.6")


@dataclass(frozen=True, slots=True)
class Counted:
    """One unit's score with its band."""

    score: Decimal
    band: Band


@dataclass(frozen=True, slots=True)
class Mark:
    """A score pointed at, and what is said there."""

    score: Decimal
    words: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """The scores on a scale, and at most two marks above them."""

    points: tuple[Decimal, ...]
    units: Sequence[Counted]
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True)
class Bin:
    """The units from a score up to the next; of the last one with it. `parts` are those of each band, worst first."""

    start: Decimal
    end: Decimal
    parts: tuple[tuple[Band, int], ...]

    @property
    def count(self) -> int:
        """How many units."""
        return sum(count for _, count in self.parts)


def median_of(scores: Sequence[Decimal]) -> Decimal | None:
    """The score with as many below as above it; the mean of the two in the middle of an even number."""
    if not scores:
        return None
    ordered, middle = sorted(scores), len(scores) // 2
    return ordered[middle] if len(scores) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def bins_of(spread: Spread) -> list[Bin]:
    """Sixteen bins of one width from the least to the full mark; what is under the least is in the first."""
    low, width = spread.points[0], (spread.points[-1] - spread.points[0]) / BINS
    found: list[list[Counted]] = [[] for _ in range(BINS)]
    for unit in spread.units:
        found[max(0, min(BINS - 1, int((unit.score - low) / width)))].append(unit)
    return [Bin(low + width * at, low + width * (at + 1), tuple(_parts(units))) for at, units in enumerate(found)]


def _parts(units: Sequence[Counted]) -> Iterator[tuple[Band, int]]:
    ordered = sorted(units, key=lambda unit: unit.band.step)
    for band, group in groupby(ordered, key=lambda unit: unit.band):
        yield band, len(list(group))


def distribution(spread: Spread, summary: str) -> Svg:
    """The columns, 172 high and as wide as the page gives them."""
    bins = bins_of(spread)
    most = max((each.count for each in bins), default=0) or 1
    columns = joined(_column(each, position, Decimal(most)) for position, each in enumerate(bins))
    base = element("line", x1=0, x2="100%", y1=FOOT, y2=FOOT, class_="base")
    return picture(SIZE, summary, columns, base, _axis(spread.points), _marks(spread), kind="distribution outside")


def _column(each: Bin, position: int, most: Decimal) -> Svg:
    if not each.count:
        return Svg()
    slot, y, pieces = 1 / Decimal(BINS), FOOT, []
    place = {"x": percent(slot * position + GAP / 2), "width": percent(slot - GAP)}
    for band, count in each.parts:
        height = (FOOT - TOP) * count / most
        y -= height
        pieces.append(element("rect", **place, y=y, height=height, **bar_paint(band)))
    label = words(str(each.count), x=percent(slot * position + slot / 2), y=y - 4, class_="middle strong")
    said = tip(f"{each.start.normalize():f}–{each.end.normalize():f}: {each.count}")
    return element("g", said, *pieces, label)


def _axis(points: Sequence[Decimal]) -> Svg:
    axis = Axis(points[0], points[-1])
    return joined(
        words(f"{point.normalize():f}", x=percent(axis.share(point)), y=FOOT + 16, class_="axis middle")
        for point in points
    )


def _marks(spread: Spread) -> Svg:
    """Each with its words in a lane of their own, so that they never meet. The stem of the upper lane goes down past
    the lower, whose words therefore point away from it: of two on the left the greater score takes the lower lane, of
    two on the right the lesser."""
    axis = Axis(spread.points[0], spread.points[-1])
    shares = sorted(((axis.share(mark.score), mark) for mark in spread.marks), key=lambda each: each[0])
    late = bool(shares) and shares[-1][0] > LATE
    order = reversed(shares) if late else shares
    placed = [(share, mark, y, late and share > EARLY) for (share, mark), y in zip(order, LANES, strict=False)]
    return joined((*(_stem(*each[:3]) for each in placed), *(_words(*each) for each in placed)))


def _stem(share: Decimal, mark: Mark, y: Decimal) -> Svg:
    looks = "chosen-stem" if mark.chosen else "dashed"
    return element("line", x1=percent(share), x2=percent(share), y1=y + 4, y2=FOOT, class_=looks)


def _words(share: Decimal, mark: Mark, y: Decimal, to_left: bool) -> Svg:
    looks = ("chosen-note" if mark.chosen else "strong") + " haloed" + (" end" if to_left else "")
    text = words(mark.words, x=-6 if to_left else 6, y=0, class_=looks)
    return element("svg", text, x=percent(share), y=y + 2, class_="free")
