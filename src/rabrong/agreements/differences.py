"""Two signed texts side by side: what differs, by indicator and field. Pure; see content.py for what a text holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Content = Mapping[str, Any]

FIELDS = ("name", "aspect", "measure", "weights", "target", "criteria", "starts", "cancelled")
"""What a row of an indicator holds besides its code and its key, in the order people read it."""

FRAMEWORK = "framework"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs; `code` is the indicator's, "framework/CODE" for a part of the framework. A side is None
    where the indicator or the part is not there."""

    code: str
    name: str
    field: str
    before: object
    after: object


def differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """Everything that differs, the framework first, then the indicators by code."""
    return (*_framework(before, after), *_indicators(before, after))


def _framework(before: Content, after: Content) -> Iterator[Difference]:
    olds = {row["code"]: row for row in before["framework"]}
    news = {row["code"]: row for row in after["framework"]}
    for code in sorted(olds.keys() | news.keys()):
        old, new = olds.get(code), news.get(code)
        name = str((new or old or {})["name"])
        for field in ("name", "under", "weights"):
            one, other = _value(old, field), _value(new, field)
            if one != other:
                yield Difference(f"{FRAMEWORK}/{code}", name, field, one, other)


def _indicators(before: Content, after: Content) -> Iterator[Difference]:
    olds = {row["code"]: row for row in before["indicators"]}
    news = {row["code"]: row for row in after["indicators"]}
    for code in sorted(olds.keys() | news.keys()):
        old, new = olds.get(code), news.get(code)
        name = str((new or old or {})["name"])
        for field in FIELDS:
            one, other = _value(old, field), _value(new, field)
            if one != other:
                yield Difference(code, name, field, one, other)


def _value(row: Mapping[str, object] | None, field: str) -> object:
    return None if row is None else row[field]


Sides = tuple[dict[str, dict[str, object]], dict[str, dict[str, object]]]


def sides_of(found: tuple[Difference, ...]) -> Sides:
    """The differences as {code: {field: value}}, before and after: how an amendment keeps them."""
    before: dict[str, dict[str, object]] = {}
    after: dict[str, dict[str, object]] = {}
    for each in found:
        before.setdefault(each.code, {})[each.field] = each.before
        after.setdefault(each.code, {})[each.field] = each.after
    return before, after
