"""What should be looked at before something is offered: weights, tables that turn, levels reached already."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext

from rabrong.agreements.queries.negotiation import Book
from rabrong.agreements.rules.negotiation_lines import FORECAST, Seats, known_in, series_of
from rabrong.agreements.rules.what_if import Known, points_of
from rabrong.agreements.wording.negotiation import fault_words
from rabrong.charts import State
from rabrong.scoring.criteria import Criterion, Levels
from rabrong.scoring.exact import added
from rabrong.scoring.scale import Scale
from rabrong.ui.numbers import at_most, bare

FULL = Decimal(100)
PLACES = 4


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list: `glyph` is finding or approved."""

    glyph: State
    text: str


def sum_check(mark: str, weights: Iterable[Decimal | None]) -> Check:
    """Whether a camp's weights add up to 100."""
    total = added(weight for weight in weights if weight is not None)
    if total == FULL:
        return Check("approved", gettext("น้ำหนักของ %(mark)s รวม 100") % {"mark": mark})
    terms = {"mark": mark, "sum": at_most(total, PLACES), "gap": at_most(abs(FULL - total), PLACES)}
    if total < FULL:
        return Check("finding", gettext("น้ำหนักของ %(mark)s รวม %(sum)s ขาด %(gap)s") % terms)
    return Check("finding", gettext("น้ำหนักของ %(mark)s รวม %(sum)s เกิน %(gap)s") % terms)


def row_checks(book: Book, seats: Iterable[Seats]) -> list[Check]:
    """What stands out in the rows, those that keep an offer from being made first."""
    rows = list(seats)
    faults = [check for each in rows for check in _faults(each)]
    return [*faults, *_doubts(book, rows)]


def _faults(seats: Seats) -> Iterator[Check]:
    if seats.read is None:
        return
    for fault in seats.read.faults.values():
        yield Check("finding", f"{seats.row.version.code}: {fault_words(fault)}")


def _doubts(book: Book, rows: list[Seats]) -> Iterator[Check]:
    scale, last = book.rules.scale, book.years[-1]
    known = known_in(book, (each.row for each in rows), last)
    expected = known_in(book, (each.row for each in rows), FORECAST)
    for each in rows:
        criterion = None if each.read is None else each.read.criterion
        if criterion is None:
            continue
        code = each.row.version.code
        yield from _easy_or_hard(code, criterion, _Found(known.get(code), expected.get(code), last), scale)
        yield from _uneven(code, criterion, is_changed=each.is_changed)
        if len(series_of(each.row)) == 1:
            yield Check("finding", gettext("%(code)s มีผลย้อนหลังปีเดียว") % {"code": code})


@dataclass(frozen=True, slots=True)
class _Found:
    last: Known | None
    expected: Known | None
    year: int


def _easy_or_hard(code: str, criterion: Criterion, found: _Found, scale: Scale) -> Iterator[Check]:
    terms: Mapping[str, str] = {"code": code, "year": bare(found.year)}
    if found.last is not None and points_of(criterion, found.last, scale) == scale.last:
        yield Check("finding", gettext("%(code)s ง่ายเกิน: ผลปี %(year)s ได้คะแนนเต็มอยู่แล้ว") % terms)
    if found.expected is not None and isinstance(criterion, Levels):
        points = points_of(criterion, found.expected, scale)
        if points is not None and points <= scale.first:
            yield Check("finding", gettext("%(code)s ยากเกิน: ตามคาดการณ์ยังไม่พ้นระดับ 1") % terms)


def _uneven(code: str, criterion: Criterion, *, is_changed: bool) -> Iterator[Check]:
    """Only of what is being typed: uneven steps may be meant, and then they need a reason."""
    if not is_changed or not isinstance(criterion, Levels):
        return
    steps = [high - low for low, high in pairwise(criterion.at)]
    if len(set(steps)) > 1:
        listed = ", ".join(at_most(step, PLACES) for step in steps)
        yield Check(
            "finding",
            gettext("%(code)s ช่วงระดับไม่เท่ากัน (%(steps)s): ใช้ได้ แต่ต้องมีเหตุผล") % {"code": code, "steps": listed},
        )
