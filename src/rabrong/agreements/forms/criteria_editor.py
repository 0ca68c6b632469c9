"""Reading criteria from a form: the cells of one kind under a prefix, those of the parts under longer ones; and what
the editor's buttons do to them. Usable wherever criteria are typed: `prefix` keeps several apart in one form."""

from dataclasses import replace
from typing import TypeVar

from django.http import QueryDict

from rabrong.agreements.rules.criteria_editor import (
    BY_TARGET,
    DEEPEST,
    LISTS,
    MOST_CELLS,
    SINGLES,
    TOGETHER,
    Typed,
    TypedPart,
)
from rabrong.ui.whole import whole_number

LONGEST_CELL = 300


def read_criteria(data: QueryDict, prefix: str = "c", depth: int = 0) -> Typed:
    """The criteria typed under a prefix. Lists of points that are empty all over are those of the year's scale."""
    kind = data.get(f"{prefix}-kind", "levels")
    lists = {name: _cells(data, f"{prefix}-{name}") for name in LISTS.get(kind, ())}
    if kind != "weighted_steps" and not any(lists.get("points", ())):
        lists["points"] = ()
    names = (*SINGLES.get(kind, ()), *BY_TARGET)
    singles = {name: data.get(f"{prefix}-{name}", "").strip()[:LONGEST_CELL] for name in names}
    by_target = kind == "levels" and data.get(f"{prefix}-form") == "target"
    return Typed(kind, lists, singles, _parts(data, prefix, kind, depth), is_by_target=by_target)


def _cells(data: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(text.strip()[:LONGEST_CELL] for text in data.getlist(name))[:MOST_CELLS]


def _parts(data: QueryDict, prefix: str, kind: str, depth: int) -> tuple[TypedPart, ...]:
    count = whole_number(data.get(f"{prefix}-parts", ""), 0)
    if kind != "composite" or depth >= DEEPEST:
        return ()
    return tuple(_part(data, f"{prefix}.{at}", depth) for at in range(min(count, MOST_CELLS)))


def _part(data: QueryDict, prefix: str, depth: int) -> TypedPart:
    keys = ("code", "name", "weight", "name_en")
    code, name, weight, name_en = (data.get(f"{prefix}-part-{each}", "").strip()[:LONGEST_CELL] for each in keys)
    return TypedPart(code[:40], name, weight[:40], read_criteria(data, prefix, depth + 1), name_en)


def with_row(typed: Typed, act: str, prefix: str = "c") -> Typed:
    """The criteria after a button: "c.1:steps:add" adds a step to the second part, "c:parts:drop:0" drops the first."""
    where, _, rest = act.partition(":")
    if not where.startswith(prefix):
        return typed
    path = [whole_number(each, MOST_CELLS) for each in where.removeprefix(prefix).split(".") if each.isdecimal()]
    return _at(typed, path, rest.split(":"))


def _at(typed: Typed, path: list[int], act: list[str]) -> Typed:
    if not path:
        return _changed(typed, *[*act, "", "", ""][:3])
    first, *rest = path
    if first >= len(typed.parts):
        return typed
    inner = replace(typed.parts[first], criteria=_at(typed.parts[first].criteria, rest, act))
    return replace(typed, parts=(*typed.parts[:first], inner, *typed.parts[first + 1 :]))


def _changed(typed: Typed, name: str, how: str, which: str) -> Typed:
    at = whole_number(which)
    if name == "parts":
        return replace(typed, parts=_with_or_without(typed.parts, how, at, TypedPart()))
    lists = dict(typed.lists)
    for each in _together(typed.kind, name):
        if lists.get(each) or each == name:
            lists[each] = _with_or_without(lists.get(each, ()), how, at, "")
    return replace(typed, lists=lists)


def _together(kind: str, name: str) -> tuple[str, ...]:
    """Steps, the same in English and their points are rows of one table."""
    table = tuple(each for each in TOGETHER if each in LISTS.get(kind, ()))
    return table if "steps" in table and name in table else (name,)


Row = TypeVar("Row")


def _with_or_without(rows: tuple[Row, ...], how: str, at: int, new: Row) -> tuple[Row, ...]:
    if how == "add" and len(rows) < MOST_CELLS:
        return (*rows, new)
    return (*rows[:at], *rows[at + 1 :]) if how == "drop" and 0 <= at < len(rows) else rows
