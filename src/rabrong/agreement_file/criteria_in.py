"""Reading criteria: one reader per kind, each from its own keys, and what is wrong with them on the scale."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from rabrong.agreement_file.numbers import shortened
from rabrong.agreement_file.section import Section
from rabrong.agreement_file.tree import Node
from rabrong.scoring.absence import Fault
from rabrong.scoring.criteria import (
    Average,
    AveragePart,
    Bands,
    Composite,
    Criterion,
    DirectScore,
    Levels,
    Mixed,
    Part,
    PassFail,
    Steps,
    WeightedSteps,
)
from rabrong.scoring.scale import Scale

PART_KEYS = ("code", "name", "name_en", "weight", "criteria", "result")
AVERAGE_PART_KEYS = ("weight", "result")
WHOLE = "result"
"""The item of a results file that stands for the result itself, so no part may be called that."""


@dataclass(frozen=True, slots=True)
class PartSource:
    """Where a part's result stands in the file, and its own parts' where it is made of parts."""

    section: Section
    parts: tuple["PartSource", ...] = ()


class ReadCriterion(NamedTuple):
    """A criterion and, for those made of parts, where the parts' results stand."""

    criterion: Criterion
    parts: tuple[PartSource, ...] = ()


def read_criterion(node: Node, where: str, scale: Scale, parent: Section) -> ReadCriterion | None:
    """The criterion of a `criteria` mapping; None when it cannot be used, with the problems noted."""
    every_key = sorted({key for keys, _ in KINDS.values() for key in keys})
    probe = Section(node, where, ["kind", *every_key], [])
    if not probe.nodes:
        Section(node, where, ["kind", *every_key], parent.problems)
        if not probe.problems:
            parent.note("key.required", node, "criteria.kind")
        return None
    probe.problems = parent.problems
    probe.require("kind")
    kind = probe.choice("kind", tuple(KINDS))
    if kind is None:
        return None
    keys, reader = KINDS[kind]
    section = Section(node, where, ["kind", *keys], parent.problems)
    noted = len(parent.problems)
    read = reader(section, scale)
    if read is None or len(parent.problems) > noted:
        return None
    fault = read.criterion.fault(scale)
    if fault:
        section.note(fault.code, _node_of(section, fault), "", **fault.terms)
        return None
    return read


def _node_of(section: Section, fault: Fault) -> Node | None:
    wanted = "at" if fault.code.startswith("levels") else "points"
    for key in (wanted, "from", "steps", "parts"):
        if key in section.nodes:
            return section.nodes[key]
    return None


def _levels(section: Section, scale: Scale) -> ReadCriterion | None:
    section.require("at")
    at = section.numbers("at")
    return None if at is None else ReadCriterion(Levels(at))


def _bands(section: Section, scale: Scale) -> ReadCriterion | None:
    section.require("from")
    starts, points = section.numbers("from"), section.numbers("points")
    if starts is None:
        return None
    return ReadCriterion(Bands(starts, scale.points if points is None else points))


def _steps(section: Section, scale: Scale) -> ReadCriterion | None:
    section.require("steps")
    points = section.numbers("points")
    steps, english = section.texts("steps"), _english(section)
    return ReadCriterion(Steps(steps, scale.points if points is None else points, english))


def _english(section: Section) -> tuple[str, ...]:
    """The steps in English: none, or one text for each step, "" for a step without."""
    given = section.words("steps_en")
    counts = {"given": len(section.items("steps_en")), "expected": len(section.items("steps"))}
    if counts["given"] and counts["given"] != counts["expected"]:
        section.note("steps_en.wrong_count", section.nodes["steps_en"], "steps_en", **counts)
    return given if any(given) else ()


def _weighted_steps(section: Section, scale: Scale) -> ReadCriterion | None:
    section.require("points")
    points, cap = section.numbers("points"), section.number("cap")
    if points is None:
        return None
    return ReadCriterion(WeightedSteps(points, scale.points[-1] if cap is None else cap))


def _mixed(section: Section, scale: Scale) -> ReadCriterion | None:
    section.require("steps", "at")
    at = section.numbers("at")
    steps, english = section.texts("steps"), _english(section)
    return None if at is None else ReadCriterion(Mixed(steps, at, english))


def _average(section: Section, scale: Scale) -> ReadCriterion | None:
    section.require("parts", "at")
    parts = section.sections("parts", AVERAGE_PART_KEYS)
    weights = [_part_weight(part) for part in parts]
    at = section.numbers("at")
    if at is None or None in weights:
        return None
    known = tuple(AveragePart(weight) for weight in weights if weight is not None)
    return ReadCriterion(Average(known, at), tuple(PartSource(part) for part in parts))


def _part_weight(part: Section) -> Decimal | None:
    part.require("weight")
    return part.number("weight")


def _composite(section: Section, scale: Scale) -> ReadCriterion | None:
    section.require("parts")
    parts, sources, codes = [], [], set()
    for inner in section.sections("parts", PART_KEYS):
        read = _part(inner, scale)
        if read is None:
            continue
        part, source = read
        if part.code in codes:
            inner.note("code.twice", inner.nodes["code"], "code", text=shortened(part.code))
        codes.add(part.code)
        parts.append(part)
        sources.append(source)
    return ReadCriterion(Composite(tuple(parts)), tuple(sources))


def _part(inner: Section, scale: Scale) -> tuple[Part, PartSource] | None:
    inner.require("code", "name", "weight", "criteria")
    code, name, weight = inner.text("code"), inner.text("name"), inner.number("weight")
    if code is not None:
        inner.where = f"{inner.where.rpartition('[')[0]}.{shortened(code)}"
        if "/" in code or code == WHOLE:
            inner.note("code.for_part", inner.nodes["code"], "code", text=shortened(code))
    if not inner.has("criteria"):
        return None
    read = read_criterion(inner.nodes["criteria"], f"{inner.where}.criteria", scale, inner)
    if read is None or code is None or weight is None:
        return None
    part = Part(code, name or code, weight, read.criterion, inner.text("name_en") or "")
    return part, PartSource(inner, read.parts)


def _pass_fail(section: Section, scale: Scale) -> ReadCriterion | None:
    section.require("pass", "fail")
    passed, failed = section.number("pass"), section.number("fail")
    return None if passed is None or failed is None else ReadCriterion(PassFail(passed, failed))


def _score(section: Section, scale: Scale) -> ReadCriterion | None:
    return ReadCriterion(DirectScore())


KINDS: Mapping[str, tuple[tuple[str, ...], Callable[[Section, Scale], ReadCriterion | None]]] = {
    "levels": (("at",), _levels),
    "bands": (("from", "points"), _bands),
    "steps": (("steps", "steps_en", "points"), _steps),
    "weighted_steps": (("points", "cap"), _weighted_steps),
    "mixed": (("steps", "steps_en", "at"), _mixed),
    "average": (("parts", "at"), _average),
    "composite": (("parts",), _composite),
    "pass_fail": (("pass", "fail"), _pass_fail),
    "score": ((), _score),
}
