"""What is typed into a row of the table, cell by cell, read against what the row says now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from rabrong.agreement_file.numbers import number_of
from rabrong.agreements.content import canonical, without_english
from rabrong.agreements.models import Side
from rabrong.agreements.rules.criteria_editor import Read, Typed, criterion_of_data, read_typed, typed_of
from rabrong.agreements.rules.negotiation import HIGHEST_WEIGHT, Placing, Proposal
from rabrong.scoring.absence import Fault
from rabrong.scoring.criteria import Criterion
from rabrong.scoring.exact import plain
from rabrong.scoring.scale import Scale

Place = tuple[str, int]
"""weight, target, or at with the number of the cell from 0; at with -1 is the whole table."""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """The cells of a row as texts; `at` is empty where the criteria are of another kind than five values."""

    at: tuple[str, ...]
    weight: str
    target: str


@dataclass(frozen=True, slots=True)
class TypedTable:
    """The whole table as typed: rows by id of the indicator's version, the newest offer each was opened at, in which
    meeting and in whose name; `act` is the button."""

    side: Side
    rows: Mapping[int, TypedRow]
    seen: Mapping[int, int]
    meeting: int
    note: str
    act: str


@dataclass(frozen=True, slots=True)
class TypedOffer:
    """One indicator as typed, with criteria of any kind; otherwise as the whole table. `placing` is None where the form
    did not ask for it."""

    wording: str
    weight: str
    target: str
    criteria: Typed
    side: Side
    meeting: int
    note: str
    seen: int
    placing: Placing | None = None


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as read: None where a cell cannot be used, with the faults by cell."""

    weight: Decimal | None
    target: Decimal | None
    criteria: object
    criterion: Criterion | None
    faults: Mapping[Place, Fault] = field(default_factory=dict)


def is_by_levels(criteria: object) -> bool:
    """Whether the criteria are one value per level, which the table itself can hold."""
    return isinstance(criteria, Mapping) and criteria.get("kind") == "levels"


def typed_row(proposal: Proposal, scale: Scale) -> TypedRow:
    """A row as it would be typed."""
    given = typed_of(proposal.criteria).lists.get("at", ()) if is_by_levels(proposal.criteria) else ()
    missing = len(scale.points) - len(given) if is_by_levels(proposal.criteria) else 0
    target = "" if proposal.target is None else plain(proposal.target)
    return TypedRow((*given, *[""] * missing), plain(proposal.weight), target)


def read_row(typed: TypedRow, base: Proposal, scale: Scale) -> ReadRow:
    """A typed row; criteria of other kinds stay as they are in `base`."""
    weight, target = read_weight(typed.weight), read_target(typed.target)
    faults: dict[Place, Fault] = {}
    if isinstance(weight, Fault):
        faults["weight", -1] = weight
    if isinstance(target, Fault):
        faults["target", -1] = target
    criteria, criterion = base.criteria, None
    if is_by_levels(base.criteria):
        read = _read_levels(typed.at, scale)
        criteria, criterion = read.data, read.criterion
        faults |= read.faults
    else:
        criterion = kept_criterion(base.criteria, scale)
    return ReadRow(
        weight=None if isinstance(weight, Fault) else weight,
        target=None if isinstance(target, Fault) else target,
        criteria=criteria,
        criterion=criterion,
        faults=faults,
    )


@lru_cache(maxsize=2048)
def _read_levels(at: tuple[str, ...], scale: Scale) -> Read:
    """Read anew with every key for every row; most of them are the same as with the key before."""
    return read_typed(Typed("levels", {"at": at}), scale)


def kept_criterion(criteria: object, scale: Scale) -> Criterion | None:
    """The criterion of kept criteria; None where they cannot be used. Remembered, as it is asked for with every key."""
    return _kept_criterion(canonical(criteria), scale)


@lru_cache(maxsize=2048)
def _kept_criterion(text: str, scale: Scale) -> Criterion | None:
    return criterion_of_data(json.loads(text), scale)


def read_weight(text: str) -> Decimal | Fault:
    """A weight above 0, at most 100."""
    value = number_of(text.strip())
    if isinstance(value, Fault):
        return Fault(value.code, {**value.terms, "key": "weight"})
    return value if 0 < value <= HIGHEST_WEIGHT else Fault("offer.weight_outside", {"key": "weight"})


def read_target(text: str) -> Decimal | Fault | None:
    """A target; None where nothing is typed."""
    if not text.strip():
        return None
    value = number_of(text.strip())
    return Fault(value.code, {**value.terms, "key": "target"}) if isinstance(value, Fault) else value


def proposed(read: ReadRow, base: Proposal) -> Proposal | None:
    """The proposal a row without faults makes, with the wording it has; None where something is wrong."""
    if read.faults or read.weight is None or read.criterion is None:
        return None
    return replace(base, weight=read.weight, target=read.target, criteria=read.criteria)


def same_terms(one: Proposal, other: Proposal) -> bool:
    """Whether two parties want the same, however the numbers are written."""
    return (
        (one.wording, one.weight, one.target) == (other.wording, other.weight, other.target)
        and same_placing(one, other)
        and _same_criteria(one.criteria, other.criteria)
    )


def same_placing(one: Proposal, other: Proposal) -> bool:
    """Whether two parties measure in the same and want the same rounds; what an old offer did not keep is no
    difference here."""
    if one.placing is None or other.placing is None:
        return True
    wanted = [(each.measure, each.starts, each.cancelled) for each in (one.placing, other.placing)]
    return wanted[0] == wanted[1]


def _same_criteria(one: object, other: object) -> bool:
    if is_by_levels(one) and is_by_levels(other):
        return _levels(one) == _levels(other)
    return canonical(without_english(one)) == canonical(without_english(other))


def _levels(criteria: object) -> list[Decimal | Fault]:
    return [number_of(text.strip()) for text in typed_of(criteria).lists.get("at", ())]
