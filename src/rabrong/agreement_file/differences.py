"""What differs between two agreements as trees of their files; an indicator is known by its key, not by its number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from rabrong.agreement_file.writing import Data

Part = Literal["rules", "aspect", "indicator", "day"]
Kind = Literal["added", "dropped", "changed"]
RULES = ("superior", "note", "appeal_days", "details_decided_by", "bands")
ASPECT = ("name", "name_en", "weight", "under")
INDICATOR = (
    "code", "name", "name_en", "aspect", "weight", "unit", "target", "criteria", "amended", "data", "formula",
    "formulas", "unreported", "starts", "cancelled", "responsible", "owners", "evidence", "adjust", "note",
)  # fmt: skip
DAY = ("name", "name_en", "on")
Row = Mapping[str, Data]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after; None where there was or is nothing."""

    field: str
    before: Data | None
    after: Data | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is new, gone or changed. `earlier` is its number before, `changes` the fields that differ; of
    what is new or gone all fields."""

    part: Part
    kind: Kind
    code: str
    earlier: str
    name: str
    changes: tuple[FieldChange, ...]
    name_en: str = ""

    @property
    def is_renumbered(self) -> bool:
        """Whether the number changed."""
        return self.kind == "changed" and self.code != self.earlier

    def changed(self, field: str) -> bool:
        """Whether a field changed."""
        return self.kind == "changed" and any(change.field == field for change in self.changes)


def differences(before: Row, after: Row) -> list[Difference]:
    """Everything in which the second agreement differs: its rules, its framework, its indicators, its calendar."""
    rules = _fields(_rules(before), _rules(after), tuple(dict.fromkeys((*_rules(before), *_rules(after)))))
    found = [Difference("rules", "changed", "", "", "", rules)] if rules else []
    found += _compared("aspect", _aspects(_list(before, "framework")), _aspects(_list(after, "framework")), ASPECT)
    found += _compared("indicator", *_indicators(before, after), INDICATOR)
    return [*found, *_compared("day", _by_code(before, "deadlines"), _by_code(after, "deadlines"), DAY)]


def _rules(tree: Row) -> dict[str, Data]:
    scale = cast(Row, tree.get("scale", {}))
    return {**scale, **{field: tree[field] for field in RULES if field in tree}}


def _list(tree: Row, key: str) -> Sequence[Row]:
    return cast(Sequence[Row], tree.get(key, ()))


def _aspects(rows: Sequence[Row], under: str = "") -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        code = str(row["code"])
        found[code] = {**row, "under": under} if under else row
        found |= _aspects(_list(row, "parts"), code)
    return found


def _by_code(tree: Row, key: str) -> dict[str, Row]:
    return {str(row["code"]): row for row in _list(tree, key)}


def _indicators(before: Row, after: Row) -> tuple[dict[str, Row], dict[str, Row]]:
    """Both files' indicators under one name where they are the same one."""
    old, new = _list(before, "indicators"), _list(after, "indicators")
    joined = _joined(old, new)
    names = [str(joined[at]) if at in joined else f"new {at}" for at in range(len(new))]
    return {str(at): row for at, row in enumerate(old)}, dict(zip(names, new, strict=True))


def _joined(old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    """Place in the second file -> place in the first, one to one: by key, then by number where one gives no key."""
    found: dict[int, int] = {}
    for is_same in (_has_the_key, _has_the_number):
        for at, row in enumerate(new):
            free = (place for place in range(len(old)) if place not in found.values() and at not in found)
            place = next((place for place in free if is_same(old[place], row)), None)
            if place is not None:
                found[at] = place
    return found


def _has_the_key(old: Row, new: Row) -> bool:
    return "key" in old and old["key"] == new.get("key")


def _has_the_number(old: Row, new: Row) -> bool:
    return old["code"] == new["code"] and not ("key" in old and "key" in new)


def _compared(
    part: Part, before: Mapping[str, Row], after: Mapping[str, Row], fields: Sequence[str]
) -> Iterator[Difference]:
    for key, row in after.items():
        old = before.get(key)
        changes = _fields(old or {}, row, fields)
        if changes:
            yield _difference(part, "added" if old is None else "changed", old or row, row, changes)
    for key, row in before.items():
        if key not in after:
            yield _difference(part, "dropped", row, row, _fields(row, {}, fields))


def _difference(part: Part, kind: Kind, old: Row, new: Row, changes: tuple[FieldChange, ...]) -> Difference:
    code, earlier = str(new["code"]), str(old["code"])
    return Difference(part, kind, code, earlier, str(new.get("name", "")), changes, str(new.get("name_en", "")))


def _fields(before: Row, after: Row, fields: Sequence[str]) -> tuple[FieldChange, ...]:
    """Nothing and an empty list are the same: nothing."""
    pairs = [(field, before.get(field) or None, after.get(field) or None) for field in fields]
    return tuple(FieldChange(field, old, new) for field, old, new in pairs if old != new)
