"""Criteria as people read them, from the text that was agreed and signed; every number as it was written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

Criteria = Mapping[str, Any]
LEVELS = "levels"


def criteria_lines(criteria: object, points: Sequence[str], depth: int = 0) -> tuple[str, ...]:
    """A line for each level, band, step or part; parts of a composite are set in by their depth."""
    if not isinstance(criteria, Mapping):
        return ()
    return tuple("\u2003" * depth + line for line in _lines(criteria, points, depth))


def five_levels(criteria: object, points: Sequence[str]) -> tuple[str, ...] | None:
    """The values of the levels where criteria are one value for each point of the scale; else None."""
    if not isinstance(criteria, Mapping) or criteria.get("kind") != LEVELS:
        return None
    at = tuple(str(value) for value in criteria.get("at", ()))
    return at if len(at) == len(points) else None


def _lines(criteria: Criteria, points: Sequence[str], depth: int) -> Iterator[str]:
    kind = criteria.get("kind")
    if kind == LEVELS:
        yield _levels(criteria["at"], points)
    elif kind == "average":
        yield _levels(criteria["at"], points)
        weights = [str(part["weight"]) for part in criteria["parts"]]
        yield gettext("ผลคือค่าเฉลี่ยถ่วงน้ำหนัก %(weights)s") % {"weights": " : ".join(weights)}
    elif kind == "bands":
        yield from _bands(criteria, points)
    elif kind == "steps":
        yield from _steps(criteria["steps"], criteria.get("points") or points)
    elif kind == "weighted_steps":
        yield from _weighted_steps(criteria, points)
    elif kind == "mixed":
        yield from _steps(criteria["steps"], points)
        yield _levels(criteria["at"], points[len(criteria["steps"]) :])
    elif kind == "composite":
        yield from _parts(criteria, points, depth)
    else:
        yield from _judged(criteria, points)


def _levels(at: Sequence[object], points: Sequence[str]) -> str:
    """All levels in one line: ระดับ 1: 60 · 2: 65 · 3: 70."""
    pairs = (f"{point}: {value}" for value, point in zip(at, points, strict=False))
    return gettext("ระดับ %(levels)s") % {"levels": " · ".join(pairs)}


def _bands(criteria: Criteria, points: Sequence[str]) -> Iterator[str]:
    edges = [str(edge) for edge in criteria["from"]]
    for at, point in enumerate(criteria.get("points") or points):
        if at == 0:
            words = gettext("%(points)s คะแนน: ก่อน %(edge)s") % {"points": point, "edge": edges[0]}
        elif at >= len(edges):
            words = gettext("%(points)s คะแนน: ตั้งแต่ %(edge)s") % {"points": point, "edge": edges[-1]}
        else:
            terms = {"points": point, "start": edges[at - 1], "end": edges[at]}
            words = gettext("%(points)s คะแนน: ตั้งแต่ %(start)s ก่อน %(end)s") % terms
        yield words


def _steps(steps: Sequence[object], points: Sequence[object]) -> Iterator[str]:
    for step, point in zip(steps, points, strict=False):
        yield gettext("%(points)s คะแนน: %(step)s") % {"points": point, "step": step}


def _weighted_steps(criteria: Criteria, points: Sequence[str]) -> Iterator[str]:
    for at, point in enumerate(criteria["points"], start=1):
        yield gettext("ขั้นที่ %(number)s: %(points)s คะแนน") % {"number": at, "points": point}
    yield gettext("รวมไม่เกิน %(points)s คะแนน") % {"points": criteria.get("cap") or points[-1]}


def _parts(criteria: Criteria, points: Sequence[str], depth: int) -> Iterator[str]:
    for part in criteria["parts"]:
        terms = {"code": part["code"], "name": part["name"], "weight": part["weight"]}
        yield gettext("%(code)s %(name)s (น้ำหนัก %(weight)s)") % terms
        yield from criteria_lines(part["criteria"], points, depth + 1)


def _judged(criteria: Criteria, points: Sequence[str]) -> Iterator[str]:
    if criteria.get("kind") == "pass_fail":
        terms = {"passed": criteria.get("pass") or points[-1], "failed": criteria.get("fail") or points[0]}
        yield gettext("ผ่าน %(passed)s คะแนน ไม่ผ่าน %(failed)s คะแนน") % terms
    else:
        yield gettext("คะแนนจากผู้ประเมินหรือหน่วยงานภายนอก ไม่เกิน %(points)s") % {"points": points[-1]}
