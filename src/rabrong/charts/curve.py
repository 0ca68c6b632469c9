"""The criteria curve: from a result to points, with the result where it stands."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from rabrong.charts.axis import Axis
from rabrong.charts.bands import NO_BAND, Band, shape_at
from rabrong.charts.svg import Size, Svg, element, joined, percent, picture, words

SIZE = Size(336, 268)
TOP, FOOT = Decimal(14), Decimal(226)
BESIDE = Decimal("0.22")
PAST_STEPS = 3
FLOOR_WORDS = Decimal("0.26")
"""As much of the width as the words at the floor may take."""
THINNEST = Decimal("0.006")
Knot = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Actual:
    """A result and its points, with both as they are printed."""

    value: Decimal
    score: Decimal
    band: Band
    value_words: str
    score_words: str


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier result and the points it would have got; `label` is its year."""

    value: Decimal
    score: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Knots (value, points) in the order of the points; two knots with one value make a step.

    `floor` are the points short of the first knot, None where they go on falling; `labels` says for every
    knot's value what stands at the axis; `past` are earlier results, `expected` the ends of the
    expected result. Words: what the axes are called, and what is said
    at the floor.
    """

    points: tuple[Decimal, ...]
    knots: tuple[Knot, ...]
    labels: tuple[tuple[Decimal, str], ...]
    floor: Decimal | None
    actual: Actual | None = None
    value_words: str = ""
    score_words: str = ""
    floor_words: str = ""
    past: tuple[Past, ...] = ()
    expected: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class _Plane:
    across: Axis
    up: Axis

    def x(self, value: Decimal) -> str:
        return percent(self.across.share(value))

    def y(self, points: Decimal) -> Decimal:
        return self.up.at(points, low=FOOT, high=TOP)

    def line(self, start: Knot, end: Knot, looks: str) -> Svg:
        return element(
            "line",
            x1=self.x(start[0]),
            y1=self.y(start[1]),
            x2=self.x(end[0]),
            y2=self.y(end[1]),
            class_=looks,
        )


def criteria_curve(curve: Curve, summary: str) -> Svg:
    """The curve; its axis labels stand outside the picture to the left and below."""
    plane = _plane(curve)
    drawn = (
        _expected(curve, plane),
        _grid(curve, plane),
        _curve(curve, plane),
        _past(curve, plane),
        _actual(curve, plane),
    )
    return picture(SIZE, summary, *drawn, kind="criteria-curve outside")


def _plane(curve: Curve) -> _Plane:
    values = [value for value, _ in curve.knots]
    if curve.actual is not None:
        values.append(curve.actual.value)
    values += [past.value for past in curve.past]
    values += curve.expected or ()
    least, most = min(values), max(values)
    beside = (most - least or Decimal(1)) * BESIDE
    bottom = Decimal(0) if curve.floor == 0 else curve.points[0] - (curve.points[1] - curve.points[0]) / 2
    return _Plane(Axis(least - beside, most + beside), Axis(bottom, curve.points[-1]))


def _expected(curve: Curve, plane: _Plane) -> Svg:
    """A grey stretch of results, as wide as a hairline at least."""
    if curve.expected is None:
        return Svg()
    low, high = (plane.across.share(value) for value in curve.expected)
    width = max(high - low, THINNEST)
    return element("rect", x=percent(low), y=TOP, width=percent(width), height=FOOT - TOP, class_="cone")


def _grid(curve: Curve, plane: _Plane) -> Svg:
    rules = (element("line", x1=0, x2="100%", y1=plane.y(p), y2=plane.y(p), class_="rule") for p in curve.points)
    names = (words(format(p.normalize(), "f"), x=-14, y=plane.y(p) + 4, class_="axis end strong") for p in curve.points)
    base = element("line", x1=0, x2="100%", y1=FOOT, y2=FOOT, class_="base")
    ticks = joined(_tick(plane.x(value), label) for value, label in _spread(curve, plane))
    titles = (
        words(curve.score_words, x=-22, y=0, class_="note"),
        words(curve.value_words, x="100%", y=FOOT + 36, class_="note end"),
    )
    return joined((*rules, *names, base, ticks, *titles))


def _spread(curve: Curve, plane: _Plane) -> list[tuple[Decimal, str]]:
    """The labels that fit: one too close to the label before is left out."""
    kept: list[tuple[Decimal, str]] = []
    for value, label in sorted(curve.labels):
        room = Decimal(4 + 7 * len(label)) / SIZE.width
        if not kept or plane.across.share(value) - plane.across.share(kept[-1][0]) >= room:
            kept.append((value, label))
    return kept


def _tick(x: str, label: str) -> Svg:
    line = element("line", x1=x, x2=x, y1=FOOT, y2=FOOT + 5, class_="base")
    return joined((line, words(label, x=x, y=FOOT + 19, class_="axis middle strong")))


def _curve(curve: Curve, plane: _Plane) -> Svg:
    rising = curve.knots[-1][0] >= curve.knots[0][0]
    near, far = (plane.across.start, plane.across.end) if rising else (plane.across.end, plane.across.start)
    first, last = curve.knots[0], curve.knots[-1]
    sides = [plane.line(last, (far, last[1]), "curve")]
    if curve.floor is not None:
        sides.append(plane.line((near, curve.floor), (first[0], curve.floor), "curve floor"))
        sides.append(plane.line((first[0], curve.floor), first, "curve floor"))
        sides.append(_floor_words(curve, plane, rising))
    lines = (plane.line(start, end, "curve") for start, end in pairwise(curve.knots))
    rings = (element("circle", cx=plane.x(v), cy=plane.y(p), r="3.6", class_="knot") for v, p in curve.knots)
    return joined((*sides, *lines, *rings))


def _floor_words(curve: Curve, plane: _Plane, rising: bool) -> Svg:
    floor = curve.floor or Decimal(0)
    place, side = (4, "") if rising else ("100%", " end")
    return words(curve.floor_words, x=place, y=plane.y(floor) - 7, class_=f"note haloed{side}")


def _past(curve: Curve, plane: _Plane) -> Svg:
    """A ring on the line for each year; its label stands over it, on a step of its own where two are close."""
    marks, free_from = [], [FLOOR_WORDS if curve.floor is not None else Decimal(-1), *[Decimal(-1)] * (PAST_STEPS - 1)]
    for past in sorted(curve.past, key=lambda each: each.value):
        x, y = plane.x(past.value), plane.y(past.score)
        share = plane.across.share(past.value)
        step = next((at for at, edge in enumerate(free_from) if share >= edge), 0)
        free_from[step] = share + Decimal(12 + 7 * len(past.label)) / SIZE.width
        label = words(past.label, x=x, y=max(y - 12 - 14 * step, Decimal(10)), class_="axis middle haloed past-label")
        marks += [element("circle", cx=x, cy=y, r="4.6", class_="past-ring"), label]
    return joined(marks)


def _actual(curve: Curve, plane: _Plane) -> Svg:
    actual = curve.actual
    if actual is None:
        return Svg()
    looks = f"drop s{actual.band.step}"
    x, y = plane.x(actual.value), plane.y(actual.score)
    left = plane.across.share(actual.value) < Decimal("0.28")
    value_place = element(
        "svg",
        words(actual.value_words, x=8 if left else -8, y=FOOT - 7, class_="read haloed" + ("" if left else " end")),
        x=x,
        y=0,
        class_="free",
    )
    return joined(
        (
            element("line", x1=0, x2=x, y1=y, y2=y, class_=looks),
            element("line", x1=x, x2=x, y1=y, y2=FOOT, class_=looks),
            words(actual.score_words, x=4, y=y - 7 if y > TOP + 14 else y + 19, class_="read haloed")
            if not left
            else Svg(),
            value_place,
            shape_at(actual.band, x, y, size=24) if actual.band != NO_BAND else Svg(),
        )
    )
