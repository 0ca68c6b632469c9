"""Criteria as somebody types them: every kind, cell by cell, turned into the form in which they are agreed.

The typed cells are texts; what comes out is what the file format writes, or the faults at their cells. Levels may be
typed as a target, the level it stands for and the interval; what is kept are the values themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from rabrong.agreement_file.criteria_in import WHOLE
from rabrong.agreement_file.from_data import BadCriteriaError, criterion_of
from rabrong.agreement_file.numbers import number_of
from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.agreements.queries.scoring import criteria_of
from rabrong.scoring.absence import Fault
from rabrong.scoring.agreement import Round
from rabrong.scoring.criteria import Criterion
from rabrong.scoring.exact import EXACT, trimmed
from rabrong.scoring.scale import Scale

LISTS: Mapping[str, tuple[str, ...]] = {
    "levels": ("at",),
    "bands": ("from", "points"),
    "steps": ("steps", "steps_en", "points"),
    "weighted_steps": ("points",),
    "mixed": ("steps", "steps_en", "at"),
    "average": ("weights", "at"),
    "composite": (),
    "pass_fail": (),
    "score": (),
}
"""Kind -> its lists of cells. Texts are in "steps" and, the same in English, "steps_en"; all others hold numbers."""
TOGETHER = ("steps", "steps_en", "points")
"""The lists of steps that are columns of one table; of a mixed table without points."""
SINGLES: Mapping[str, tuple[str, ...]] = {"weighted_steps": ("cap",), "pass_fail": ("pass", "fail")}
BY_TARGET = ("target", "level", "interval")
CLIMBED = ("levels", "mixed", "average")
KINDS = tuple(LISTS)
DEEPEST = 8
MOST_CELLS = 40
Cells = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TypedPart:
    """A sub-indicator as typed."""

    code: str = ""
    name: str = ""
    weight: str = ""
    criteria: "Typed" = field(default_factory=lambda: Typed("levels"))
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """Criteria as typed: `lists` and `singles` by name, `parts` of a composite. `is_by_target`: levels are worked out
    from target, level and interval."""

    kind: str
    lists: Cells = field(default_factory=dict)
    singles: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[TypedPart, ...] = ()
    is_by_target: bool = False


Place = tuple[str, int]
"""A list or single of the cells and the cell in it, from 0; -1 for the whole."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed as the file format writes it, or None with the faults; `parts` are those of the parts."""

    data: dict[str, object] | None
    criterion: Criterion | None
    faults: Mapping[Place, Fault] = field(default_factory=dict)
    parts: tuple["Read", ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether it can be kept."""
        return self.criterion is not None


def read_typed(typed: Typed, scale: Scale) -> Read:
    """The criteria, or every fault at its cell."""
    if typed.kind not in LISTS:
        return Read(None, None, {("kind", -1): Fault("choice.unknown", _choices(typed.kind))})
    parts = tuple(read_typed(part.criteria, scale) for part in typed.parts) if typed.kind == "composite" else ()
    typed = worked_out(typed, scale) if typed.is_by_target and typed.kind == "levels" else typed
    faults = dict(_cell_faults(typed))
    data = _data(typed, parts)
    if faults or any(not part.is_good for part in parts):
        return Read(None, None, faults, parts)
    criterion = _criterion(data, scale)
    if isinstance(criterion, Fault):
        return Read(None, None, {_place_of(criterion, typed): criterion}, parts)
    return Read(data, criterion, {}, parts)


def _choices(kind: str) -> dict[str, object]:
    return {"key": "kind", "text": kind or "-", "allowed": ", ".join(KINDS)}


def worked_out(typed: Typed, scale: Scale) -> Typed:
    """The levels from target, the level it stands for (from 1) and the interval, negative where less is better; the
    same as before while one of the three is not a number."""
    values = [number_of(typed.singles.get(name, "").strip()) for name in BY_TARGET]
    target, level, interval = (None if isinstance(value, Fault) else value for value in values)
    if target is None or level is None or interval is None or level != int(level):
        return typed
    at = tuple(
        trimmed(EXACT.add(target, EXACT.multiply(Decimal(point) - level, interval)))
        for point in range(1, len(scale.points) + 1)
    )
    return Typed(typed.kind, {**typed.lists, "at": at}, typed.singles, typed.parts, is_by_target=True)


def refilled(typed: Typed, scale: Scale) -> Typed:
    """The same levels in the other form, when somebody has just changed from values to target and interval or back."""
    if typed.kind != "levels":
        return typed
    if not typed.is_by_target:
        return typed if any(typed.lists.get("at", ())) else replace(worked_out(typed, scale), is_by_target=False)
    values = [number_of(text) for text in typed.lists.get("at", ())]
    numbers = [value for value in values if isinstance(value, Decimal)]
    steps = {after - before for before, after in pairwise(numbers)}
    if any(typed.singles.get(name) for name in BY_TARGET) or len(numbers) != len(scale.points) or len(steps) != 1:
        return typed
    told = {"target": trimmed(numbers[-1]), "level": str(len(numbers)), "interval": trimmed(steps.pop())}
    return replace(typed, singles={**typed.singles, **told})


def _cell_faults(typed: Typed) -> Iterator[tuple[Place, Fault]]:
    for name in LISTS[typed.kind]:
        for at, text in enumerate(typed.lists.get(name, ())):
            fault = _text_fault(name, text) if name.startswith("steps") else _number_fault(name, text)
            if fault is not None:
                yield (name, at), fault
    for name in _singles_of(typed):
        text = typed.singles.get(name, "")
        if (text or name != "cap") and (fault := _number_fault(name, text)) is not None:
            yield (name, -1), fault
    yield from _part_faults(typed)


def _singles_of(typed: Typed) -> tuple[str, ...]:
    by_target = BY_TARGET if typed.is_by_target and typed.kind == "levels" else ()
    return SINGLES.get(typed.kind, ()) + by_target


def _text_fault(name: str, text: str) -> Fault | None:
    """A step needs words; in English it may have none."""
    return None if text.strip() or name == "steps_en" else Fault("text.empty", {"key": name})


def _number_fault(name: str, text: str) -> Fault | None:
    value = number_of(text.strip())
    return Fault(value.code, {**value.terms, "key": name}) if isinstance(value, Fault) else None


def _part_faults(typed: Typed) -> Iterator[tuple[Place, Fault]]:
    if typed.kind != "composite":
        return
    codes = [part.code for part in typed.parts]
    for at, part in enumerate(typed.parts):
        if not part.code or "/" in part.code or part.code == WHOLE:
            yield ("part-code", at), Fault("code.for_part", {"text": part.code or "-"})
        elif part.code in codes[:at]:
            yield ("part-code", at), Fault("code.twice", {"text": part.code})
        if not part.name:
            yield ("part-name", at), Fault("text.empty", {"key": part.code or "-"})
        fault = _number_fault("part-weight", part.weight)
        if fault is not None:
            yield ("part-weight", at), fault


def _data(typed: Typed, parts: Sequence[Read]) -> dict[str, object]:
    """What the file format writes; points of the year's own scale and an empty cap are left out."""
    data: dict[str, object] = {"kind": typed.kind}
    for name in LISTS[typed.kind]:
        cells = [text.strip() for text in typed.lists.get(name, ())]
        if name == "steps_en" and not any(cells):
            continue
        if name == "weights":
            data["parts"] = [{"weight": text} for text in cells]
        elif cells or name not in ("points",) or typed.kind == "weighted_steps":
            data[name] = cells
    for name in SINGLES.get(typed.kind, ()):
        if typed.singles.get(name, ""):
            data[name] = typed.singles[name]
    if typed.kind == "composite":
        pairs = zip(typed.parts, parts, strict=True)
        data["parts"] = [_part_data(part, read) for part, read in pairs]
    return data


def _part_data(part: TypedPart, read: Read) -> dict[str, object]:
    english = {"name_en": part.name_en} if part.name_en else {}
    return {"code": part.code, "name": part.name, **english, "weight": part.weight, "criteria": read.data}


def _criterion(data: dict[str, object], scale: Scale) -> Criterion | Fault:
    try:
        return criterion_of(data, scale)
    except BadCriteriaError as error:
        problem = error.args[0][0]
        return Fault(problem.code, problem.terms)


def _place_of(fault: Fault, typed: Typed) -> Place:
    """The cell where a table turns, else the list or the single that is meant."""
    lists = LISTS[typed.kind]
    name = next((each for each in ("at", "from") if each in lists), lists[0] if lists else "kind")
    if fault.code.startswith("pass_fail") or (fault.code == "points.outside_scale" and typed.kind == "pass_fail"):
        return "pass", -1
    if fault.code in ("parts.none", "parts.weight_not_positive"):
        return ("weights", -1) if typed.kind == "average" else ("parts", -1)
    if fault.code in ("points.outside_scale", "steps.points_fall", "weighted_steps.negative", "bands.wrong_count"):
        name = "points" if "points" in lists else name
    if fault.code == "levels.up_and_down":
        return name, _turn_in([Decimal(text) for text in typed.lists[name]])
    return name, -1


def _turn_in(values: Sequence[Decimal]) -> int:
    """The first cell that goes against the direction of the table."""
    direction = 0
    for at in range(1, len(values)):
        step = (values[at] > values[at - 1]) - (values[at] < values[at - 1])
        if direction and step and step != direction:
            return at
        direction = direction or step
    return -1


def typed_of(data: object) -> Typed:
    """Criteria as they are kept, as they would be typed."""
    given = data if isinstance(data, Mapping) else {}
    kind = str(given.get("kind", "levels"))
    lists = {name: tuple(str(each) for each in given.get(name, ())) for name in LISTS.get(kind, ()) if name in given}
    if kind == "average":
        lists["weights"] = tuple(str(part["weight"]) for part in given.get("parts", ()))
    singles = {name: str(given[name]) for name in SINGLES.get(kind, ()) if name in given}
    return Typed(kind, lists, singles, tuple(_typed_part(part) for part in _parts_of(kind, given)))


def _parts_of(kind: str, given: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    parts = given.get("parts", ()) if kind == "composite" else ()
    return parts if isinstance(parts, Sequence) else ()


def _typed_part(part: Mapping[str, object]) -> TypedPart:
    code, name, weight, name_en = (str(part.get(key, "")) for key in ("code", "name", "weight", "name_en"))
    return TypedPart(code, name, weight, typed_of(part.get("criteria")), name_en)


def criterion_or_none(version: IndicatorVersion, item: Item | None, round_: Round, scale: Scale) -> Criterion | None:
    """The criterion of an indicator; None where what is kept cannot be used, as in a year that is being prepared."""
    return criterion_of_data(version.criteria if item is None else criteria_of(version, item, round_), scale)


def criterion_of_data(data: object, scale: Scale) -> Criterion | None:
    """The criterion of criteria as they are kept; None where they cannot be used."""
    try:
        return criterion_of(data, scale)
    except BadCriteriaError:
        return None
