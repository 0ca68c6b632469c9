"""The year as its ten steps: early ones in one lane, parallel ones each in a lane; days are diamonds, today a line."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rabrong.charts.svg import Size, Svg, element, joined, percent, picture, tip, words

WIDTH = 1216
HEAD, FIRST, LANE, BAR = 38, 52, 30, 8
BELOW_BAR = 22
"""From the top of a bar down to the line its name stands on."""

MARKS, LABEL, TURN = 16, 5, 15
HALF = 5
LETTER = Decimal("6.6")
"""How wide a letter of a name is taken to be."""

PILL = Size(0, 20)
NEAR = 44
"""Days drawn nearer than this, in pixels of the natural width, take turns in two lines of names."""

EDGE = Decimal("0.93")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days `[starts, ends)` of a step; `is_open` where nobody has set them, drawn dashed."""

    starts: date
    ends: date
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step in its lane; without stretches only its name is known. `said` is what the pointer is told."""

    label: str
    lane: int
    stretches: tuple[Stretch, ...]
    said: str
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar; `label` stands beside its diamond."""

    on: date
    label: str
    said: str


@dataclass(frozen=True, slots=True)
class YearSpan:
    """What the line spans, up to the day before `end`; `year_end` is the day after the fiscal year."""

    start: date
    end: date
    year_end: date
    months: Sequence[tuple[date, str]]
    today: date
    today_words: str

    def share(self, day: date) -> Decimal:
        """How far along a day stands, 0 to 1."""
        whole = (self.end - self.start).days
        return min(Decimal(1), max(Decimal(0), Decimal((day - self.start).days) / whole))

    @property
    def is_running(self) -> bool:
        """Whether today lies on the line."""
        return self.start <= self.today < self.end


def year_steps(span: YearSpan, steps: Sequence[Step], days: Iterable[Day], summary: str) -> Svg:
    """The picture, 1216 wide where there is room, stretching with the page."""
    lanes = 1 + max((step.lane for step in steps), default=0)
    foot = FIRST + lanes * LANE + MARKS
    height = foot + LABEL + 2 * TURN
    lines = (*_months(span, foot), *_bars(span, steps), _today(span, foot))
    return picture(
        Size(WIDTH, height), summary, *lines, _names(span, steps), *_days(span, days, foot), kind="year-lanes"
    )


def _months(span: YearSpan, foot: int) -> list[Svg]:
    pieces = []
    for day, name in span.months:
        looks = "year-edge" if day == span.year_end else "year-month"
        x = percent(span.share(day))
        pieces.append(element("line", x1=x, x2=x, y1=HEAD + 6, y2=foot - MARKS, class_=looks))
        pieces.append(element("svg", words(name, x=4, y=HEAD, class_="axis"), x=x, y=0, class_="free"))
    return pieces


def _bars(span: YearSpan, steps: Sequence[Step]) -> list[Svg]:
    return [_bar(span, step, stretch) for step in steps for stretch in step.stretches]


def _bar(span: YearSpan, step: Step, stretch: Stretch) -> Svg:
    y = FIRST + step.lane * LANE
    first, last = span.share(stretch.starts), span.share(stretch.ends)
    reached = last if step.is_done else min(max(span.share(span.today + timedelta(days=1)), first), last)
    done = _box(first, reached, y, "year-done") if reached > first else Svg()
    looks = "year-unset" if stretch.is_open else "year-to-come"
    rest = _box(reached, last, y, looks) if last > reached else Svg()
    return element("g", tip(step.said), done, rest)


def _box(left: Decimal, right: Decimal, y: int, looks: str) -> Svg:
    """At least so wide that a single day is seen."""
    width = max(right - left, Decimal(4) / WIDTH)
    gap = Decimal("1.5") / WIDTH
    return element("rect", x=percent(left), y=y, width=percent(width - gap), height=BAR, class_=looks)


def _names(span: YearSpan, steps: Sequence[Step]) -> Svg:
    """The name under the start of each step, moved on where the one before it in the lane still runs."""
    free = dict[int, Decimal]()
    pieces = []
    for step in steps:
        starts = [span.share(each.starts) for each in step.stretches]
        wanted = min(starts, default=Decimal(0)) * WIDTH
        x = max(wanted, free.get(step.lane, Decimal(0)))
        width = LETTER * letters(step.label)
        free[step.lane] = x + width + 14
        is_late = x + width > WIDTH
        looks = "year-step haloed end" if is_late else "year-step haloed"
        text = words(step.label, x=0, y=FIRST + step.lane * LANE + BELOW_BAR, class_=looks)
        pieces.append(element("svg", text, x=percent(Decimal(1) if is_late else x / WIDTH), y=0, class_="free"))
    return joined(pieces)


def letters(text: str) -> int:
    """How many letters stand beside each other: marks above and below a Thai letter take no room.

    >>> letters("กำหนด"), letters("ที่")
    (5, 1)
    """
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def _days(span: YearSpan, days: Iterable[Day], foot: int) -> list[Svg]:
    pieces, before, turn = [], Decimal(-WIDTH), 0
    for each in sorted(days, key=lambda day: day.on):
        share = span.share(each.on)
        turn = 1 - turn if share * WIDTH - before < NEAR else 0
        before = share * WIDTH
        looks = "year-mark-past" if each.on < span.today else "year-mark"
        diamond = element("path", tip(each.said), d=f"M0-{HALF}L{HALF} 0 0 {HALF}-{HALF} 0Z", class_=looks)
        side = "end" if share > EDGE else "start" if share < 1 - EDGE else "middle"
        label = words(each.label, x=0, y=LABEL + TURN + turn * TURN, class_=f"year-day {side}")
        pieces.append(element("svg", diamond, label, x=percent(share), y=foot, class_="free"))
    return pieces


def _today(span: YearSpan, foot: int) -> Svg:
    if not span.is_running:
        return Svg()
    share = span.share(span.today)
    width = LETTER * letters(span.today_words) + 20
    left = min(max(share * WIDTH - width / 2, Decimal(0)), WIDTH - width) - share * WIDTH
    stem = element("line", x1=0, x2=0, y1=PILL.height, y2=foot - MARKS, class_="year-today")
    pill = element("rect", x=left, y=0, width=width, height=PILL.height, rx=3, class_="year-pill")
    text = words(span.today_words, x=left + width / 2, y=14, class_="year-pill-words middle")
    return element("svg", stem, pill, text, x=percent(share), y=0, class_="free")
