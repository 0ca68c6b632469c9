"""The ten steps on the line of a year: which days they take, by what is recorded and by what the calendar names.

The calendar's codes that the line knows stand here once. A step whose days nobody has named keeps its name alone, or is
drawn dashed where it is known what it follows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext

from rabrong.agreements.calendar import CUT_OFF
from rabrong.agreements.models import Deadline
from rabrong.agreements.pages.year_console import Step
from rabrong.charts.svg import Svg
from rabrong.charts.year_steps import Day, Stretch, YearSpan, year_steps
from rabrong.charts.year_steps import Step as DrawnStep
from rabrong.thai.fiscal import day_after, first_day, fiscal_month_of, month_ends
from rabrong.ui.dates import day, month_name, short_day
from rabrong.ui.numbers import bare
from rabrong.ui.words import in_language, language

BRIEFING, SAR_6, VISIT_1, SAR_12, VISIT_2 = "briefing", "sar_6", "visit_1", "sar_12", "visit_2"
ANNOUNCED, REWARDED = "announcement", "reward"
LANES = (0, 0, 0, 0, 1, 2, 3, 4, 1, 2)
"""Of the ten steps, in their order: what follows after the year stands beside what it follows."""

MONTHS_AFTER = 4
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the line is made from: the fiscal year, the day of signing, the days that the calendar names."""

    year: int
    signed_on: date | None
    days: Sequence[Deadline]
    today: date

    @property
    def by_code(self) -> Mapping[str, date]:
        """Code -> day."""
        return {row.code: row.on for row in self.days}

    @property
    def end(self) -> date:
        """The day after the last that the line shows."""
        return month_ends(self.year + 1, MONTHS_AFTER)[1]


def line_of_steps(calendar: Calendar, steps: Sequence[Step]) -> Svg:
    """The picture of the ten steps with the days of the calendar and today."""
    said = language()
    today = gettext("วันนี้ %(day)s") % {"day": day(calendar.today, said)}
    starts = [month_ends(calendar.year, month)[0] for month in range(1, 13)]
    starts += [month_ends(calendar.year + 1, month)[0] for month in range(1, MONTHS_AFTER + 1)]
    months = [(start, month_name(fiscal_month_of(start), said)) for start in starts]
    span = YearSpan(starts[0], calendar.end, day_after(calendar.year), months, calendar.today, today)
    marks = [
        Day(row.on, short_day(row.on, said), f"{day(row.on, said)} {in_language(row, 'name')}") for row in calendar.days
    ]
    return year_steps(span, list(_drawn(calendar, steps)), marks, _summary(calendar, steps, today))


def placed(calendar: Calendar, steps: Sequence[Step]) -> list[Step]:
    """The steps, where one that is to come has begun by the days of the calendar."""
    return [
        replace(step, state="now") if step.state == "later" and _is_on(calendar, taken) else step
        for step, taken in zip(steps, stretches(calendar), strict=True)
    ]


def _is_on(calendar: Calendar, taken: Iterable[Stretch]) -> bool:
    return any(each.starts <= calendar.today < each.ends and not each.is_open for each in taken)


def _drawn(calendar: Calendar, steps: Sequence[Step]) -> Iterable[DrawnStep]:
    for step, lane, taken in zip(steps, LANES, stretches(calendar), strict=True):
        label = f"{bare(step.number)} {step.name}"
        yield DrawnStep(label, lane, taken, f"{label} {span_words(taken)}".strip(), is_done=step.state == "done")


def _summary(calendar: Calendar, steps: Sequence[Step], today: str) -> str:
    now = ", ".join(step.name for step in steps if step.state == "now")
    words = gettext("สิบขั้นตอนของปีงบประมาณ %(year)s: %(today)s กำลังทำ %(now)s")
    return words % {"year": bare(calendar.year), "today": today, "now": now or "-"}


def stretches(calendar: Calendar) -> tuple[tuple[Stretch, ...], ...]:
    """The days of each of the ten steps; none where nobody has named any."""
    first, after = first_day(calendar.year), day_after(calendar.year)
    named, signed = calendar.by_code, calendar.signed_on
    ready = named.get(BRIEFING) or named.get(CUT_OFF)
    begins = signed or first
    last = named.get(SAR_12, after - ONE) + ONE
    over = max(last, named.get(VISIT_2, after - ONE) + ONE)
    return (
        _days(first, signed),
        _days(signed, None if signed is None else signed + ONE),
        _days(begins, ready),
        _one(named.get(BRIEFING)),
        (Stretch(first, after),),
        (Stretch(first, after),),
        (Stretch(begins, last),),
        (*_days(_next(named, SAR_6), _next(named, VISIT_1)), *_days(_next(named, SAR_12), _next(named, VISIT_2))),
        _one(named.get(ANNOUNCED)) or _unset(over, calendar.end),
        _one(named.get(REWARDED)) or _unset(over, calendar.end),
    )


def _next(named: Mapping[str, date], code: str) -> date | None:
    return named[code] + ONE if code in named else None


def _days(starts: date | None, ends: date | None) -> tuple[Stretch, ...]:
    return (Stretch(starts, ends),) if starts is not None and ends is not None and starts < ends else ()


def _one(on: date | None) -> tuple[Stretch, ...]:
    return () if on is None else (Stretch(on, on + ONE),)


def _unset(starts: date, ends: date) -> tuple[Stretch, ...]:
    return (Stretch(starts, ends, is_open=True),) if starts < ends else ()


def span_words(taken: Sequence[Stretch]) -> str:
    """The days of a step in words: "1 พ.ค. 2555 – 30 มิ.ย. 2555"; "" where none are named."""
    return ", ".join(_stretch_words(each) for each in taken)


def _stretch_words(stretch: Stretch) -> str:
    said = language()
    if stretch.is_open:
        return gettext("หลัง %(day)s ยังไม่กำหนดวัน") % {"day": day(stretch.starts - ONE, said)}
    last = stretch.ends - ONE
    first = day(stretch.starts, said)
    return first if last == stretch.starts else f"{first} – {day(last, said)}"
