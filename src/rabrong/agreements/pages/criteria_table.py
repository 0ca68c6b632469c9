"""Criteria as a table people read: what earns how many points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from rabrong.scoring.criteria import (
    Average,
    Bands,
    Composite,
    Criterion,
    DirectScore,
    Levels,
    Mixed,
    PassFail,
    Steps,
    WeightedSteps,
)
from rabrong.scoring.scale import Scale
from rabrong.ui.numbers import at_most, bare
from rabrong.ui.words import each_in_language, in_language

PLACES = 4
DEEPEST_SHOWN = 7


@dataclass(frozen=True, slots=True)
class CriteriaRow:
    """A line of the table people read: what earns how many points."""

    head: str
    text: str
    depth: int = 0


def criteria_rows(criterion: Criterion, scale: Scale, depth: int = 0) -> list[CriteriaRow]:
    """The criteria as a table in words, sub-indicators below each other."""
    return list(_criteria_rows(criterion, scale, min(depth, DEEPEST_SHOWN)))


def _criteria_rows(criterion: Criterion, scale: Scale, depth: int) -> Iterator[CriteriaRow]:
    if isinstance(criterion, Composite):
        for part in criterion.parts:
            head = gettext("น้ำหนัก %(weight)s") % {"weight": at_most(part.weight, PLACES)}
            yield CriteriaRow(head, f"{part.code} {in_language(part, 'name')}", depth)
            yield from criteria_rows(part.criterion, scale, depth + 1)
        return
    for head, text in _lines(criterion, scale):
        yield CriteriaRow(head, text, depth)


def _lines(criterion: Criterion, scale: Scale) -> Iterator[tuple[str, str]]:
    if isinstance(criterion, Levels | Average):
        yield from _levels(criterion.at, scale.points)
    if isinstance(criterion, Average):
        for at, part in enumerate(criterion.parts, start=1):
            weight = at_most(part.weight, PLACES)
            yield gettext("ส่วนที่ %(part)s") % {"part": bare(at)}, gettext("น้ำหนัก %(weight)s") % {"weight": weight}
    elif isinstance(criterion, Bands):
        yield from _bands(criterion)
    elif isinstance(criterion, Steps):
        steps = each_in_language(criterion.steps, criterion.steps_en)
        yield from ((_points(point), step) for point, step in zip(criterion.points, steps, strict=True))
    elif isinstance(criterion, Mixed):
        steps = each_in_language(criterion.steps, criterion.steps_en)
        yield from ((_points(point), step) for point, step in zip(scale.points, steps, strict=False))
        yield from _levels(criterion.at, scale.points[len(criterion.steps) :])
    else:
        yield from _judged(criterion, scale)


def _judged(criterion: Criterion, scale: Scale) -> Iterator[tuple[str, str]]:
    if isinstance(criterion, WeightedSteps):
        for at, points in enumerate(criterion.points, start=1):
            yield gettext("ขั้นที่ %(number)s") % {"number": bare(at)}, _points(points)
        yield gettext("รวมไม่เกิน"), _points(criterion.cap)
    elif isinstance(criterion, PassFail):
        yield _points(criterion.passed), gettext("ผ่าน")
        yield _points(criterion.failed), gettext("ไม่ผ่าน")
    elif isinstance(criterion, DirectScore):
        yield "0–" + at_most(scale.points[-1], PLACES), gettext("คะแนนจากผู้ประเมินหรือหน่วยงานภายนอก")


def _levels(at: Sequence[Decimal], points: Sequence[Decimal]) -> Iterator[tuple[str, str]]:
    for value, point in zip(at, points, strict=True):
        yield gettext("ระดับ %(points)s") % {"points": at_most(point, PLACES)}, at_most(value, PLACES)


def _points(points: Decimal) -> str:
    return gettext("%(points)s คะแนน") % {"points": at_most(points, PLACES)}


def _bands(criterion: Bands) -> Iterator[tuple[str, str]]:
    edges = [at_most(edge, PLACES) for edge in criterion.starts]
    for at, points in enumerate(criterion.points):
        if at == 0:
            words = gettext("ก่อน %(edge)s") % {"edge": edges[0]}
        elif at == len(edges):
            words = gettext("เลย %(edge)s") % {"edge": edges[-1]}
        else:
            words = gettext("ระหว่าง %(start)s กับ %(end)s") % {"start": edges[at - 1], "end": edges[at]}
        yield _points(points), words
