"""The line of a year: its months, how far it has come, the days of its calendar; solid is past, hollow to come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rabrong.charts.svg import Size, Svg, element, joined, percent, picture, tip, words

SIZE = Size(1216, 118)
TOP, BAR, MARKS, LABELS = 34, 46, 78, 100
NEAR = Decimal("0.075")
"""Marks nearer than this share of the width take turns in two lines of labels."""

LANES = 2
LANE = 15
HALF = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """A day of the calendar; `label` is drawn beside it, `said` is what the pointer is told."""

    on: date
    label: str
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """From `start` to the day before `end`; `months` are the first days with their names, `year` the fiscal year's
    first day and the day after its last."""

    start: date
    end: date
    year: tuple[date, date]
    months: Sequence[tuple[date, str]]
    today: date
    today_words: str

    def share(self, day: date) -> Decimal:
        """How far along a day stands, 0 to 1."""
        whole = (self.end - self.start).days
        return min(Decimal(1), max(Decimal(0), Decimal((day - self.start).days) / whole))


def year_line(line: Line, marks: Iterable[Mark], summary: str) -> Svg:
    """The picture, stretching with the page."""
    return picture(SIZE, summary, *_months(line), _bar(line), *_marks(line, marks), _today(line), kind="year-line")


def _months(line: Line) -> list[Svg]:
    pieces = []
    for day, name in line.months:
        x = percent(line.share(day))
        pieces.append(element("line", x1=x, x2=x, y1=TOP + 6, y2=MARKS + 8, class_="year-month"))
        pieces.append(element("svg", words(name, x=4, y=TOP + 2, class_="axis"), x=x, y=0, class_="free"))
    return pieces


def _bar(line: Line) -> Svg:
    first, after = (line.share(day) for day in line.year)
    done = min(max(line.share(line.today), first), after)
    parts = [element("rect", x=percent(first), y=BAR, width=percent(done - first), height=8, class_="year-done")]
    rest = percent(after - done)
    parts.append(element("rect", x=percent(done), y=BAR, width=rest, height=8, class_="year-to-come"))
    return joined(parts)


def _marks(line: Line, marks: Iterable[Mark]) -> list[Svg]:
    pieces, before, lane = [], Decimal(-1), 0
    for mark in sorted(marks, key=lambda each: each.on):
        share = line.share(mark.on)
        lane = (lane + 1) % LANES if share - before < NEAR else 0
        before = share
        looks = "year-mark-past" if mark.on < line.today else "year-mark"
        diamond = element("path", tip(mark.said), d=f"M0-{HALF}L{HALF} 0 0 {HALF}-{HALF} 0Z", class_=looks)
        side = "end" if share > Decimal("0.93") else "start" if share < Decimal("0.03") else "middle"
        label = words(mark.label, x=0, y=LABELS - MARKS + lane * LANE, class_=side)
        pieces.append(element("svg", diamond, label, x=percent(share), y=MARKS, class_="free"))
    return pieces


def _today(line: Line) -> Svg:
    if not line.start <= line.today < line.end:
        return Svg()
    share = line.share(line.today)
    side = "end" if share > Decimal("0.9") else "start" if share < Decimal("0.1") else "middle"
    stem = element("line", x1=0, x2=0, y1=0, y2=MARKS - 26, class_="year-today")
    text = words(line.today_words, x=0, y=-6, class_=f"year-today-words {side}")
    return element("svg", stem, text, x=percent(share), y=18, class_="free")
