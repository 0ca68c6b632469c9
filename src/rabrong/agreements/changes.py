"""What an amendment asks for, as it is kept: changes of the signed text, and changes of details that nobody signs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from rabrong.agreements.amending import Changes, Field


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `details` are words by indicator code on what shall change in its KPI Template."""

    changes: Changes
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_of_signed_text(self) -> bool:
        """Whether something that was signed shall change, so that it needs new signatures."""
        return bool(self.changes.fields or self.changes.cancelled or self.changes.added or self.changes.weights)

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators it is about, each once."""
        changes = self.changes
        added = [str(row["code"]) for row in changes.added]
        return tuple(dict.fromkeys([*changes.fields, *changes.cancelled, *added, *self.details]))


def stored(wanted: Wanted) -> dict[str, object]:
    """As JSON."""
    changes = wanted.changes
    return {
        "fields": {code: dict(fields) for code, fields in changes.fields.items()},
        "cancelled": list(changes.cancelled),
        "added": [dict(row) for row in changes.added],
        "weights": None if changes.weights is None else dict(changes.weights),
        "details": dict(wanted.details),
    }


def wanted_in(data: Mapping[str, Any]) -> Wanted:
    """What was stored."""
    fields = cast(Mapping[str, Mapping[Field, object]], data.get("fields") or {})
    weights = data.get("weights")
    changes = Changes(
        fields,
        tuple(data.get("cancelled") or ()),
        tuple(data.get("added") or ()),
        None if weights is None else dict(weights),
    )
    return Wanted(changes, dict(data.get("details") or {}))


def part_of(wanted: Wanted, codes: Collection[str]) -> Wanted:
    """What is asked for some of the indicators. A table of weights was made for all: it stays only with all of them."""
    changes = wanted.changes
    whole = set(wanted.codes) <= set(codes)
    part = Changes(
        {code: fields for code, fields in changes.fields.items() if code in codes},
        tuple(code for code in changes.cancelled if code in codes),
        tuple(row for row in changes.added if row["code"] in codes),
        changes.weights if whole else None,
    )
    return Wanted(part, {code: text for code, text in wanted.details.items() if code in codes})
