"""What an order makes of the agreements below: pure functions from facts to differences, refusals and gaps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from rabrong.assignments.cascade.orders import Order, Own, Way
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.allocation import Moving, apportioned, can_be_shared, moved_levels
from rabrong.scoring.exact import added, plain

Content = Mapping[str, Any]
"""What an item says: weights, target ("" for none), criteria (None for the year's), amended."""
ROOT = ""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A unit or a person that receives; `above` is the key of the nearest receiver above it, ROOT for the parent."""

    key: str
    unit: int
    above: str = ROOT
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a receiver has now; what `is_signed` is only proposed to."""

    is_signed: bool = False
    items: Mapping[str, Content] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a row is not carried out; `indicator` is "" for a whole receiver."""

    key: str
    indicator: str
    code: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a plan rests on: the parent's items and the year's criteria by indicator code, receivers, what stands.

    `past` are last year's results by receiver and indicator.
    """

    parent: Mapping[str, Content]
    criteria: Mapping[str, Any]
    receivers: Sequence[Receiver]
    standing: Mapping[str, Standing]
    past: Mapping[tuple[str, str], Decimal]
    refused: Sequence[Refused] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of one indicator of one receiver; `before` is None for what is new."""

    receiver: Receiver
    indicator: str
    before: Content | None
    after: Content
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the parts of a split do not meet the parent's target."""

    above: str
    indicator: str
    target: str
    parts: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The outcome: only differences are written."""

    differences: tuple[Difference, ...]
    unchanged: int
    refused: tuple[Refused, ...]
    gaps: tuple[Gap, ...]


def plan_of(order: Order, facts: Facts) -> Plan:
    """Level by level, so that a district's part is one of its province's part."""
    below: dict[str, list[Receiver]] = {}
    for receiver in facts.receivers:
        below.setdefault(receiver.above, []).append(receiver)
    work = _Work(order, facts, {ROOT: dict(facts.parent)}, refused=[*facts.refused])
    waiting = [ROOT]
    for above in waiting:
        group = below.get(above, [])
        for way in order.ways:
            _pass_down(work, way, above, group)
        waiting += [receiver.key for receiver in group if receiver.key in below]
    return Plan(tuple(work.differences), work.unchanged, tuple(work.refused), tuple(work.gaps))


@dataclass(slots=True)
class _Work:
    order: Order
    facts: Facts
    planned: dict[str, dict[str, Content]]
    refused: list[Refused]
    differences: list[Difference] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    unchanged: int = 0

    def refuse(self, keys: Iterable[str], way: Way, code: str) -> None:
        self.refused += [Refused(key, way.code, code) for key in keys]


def _pass_down(work: _Work, way: Way, above: str, group: Sequence[Receiver]) -> None:
    parent = work.planned.get(above, {}).get(way.code)
    if parent is None:
        work.refuse((receiver.key for receiver in group), way, "cascade.not_above")
        return
    targets = _split(work, way, parent, group) if way.method == "split" else {}
    parts = []
    for receiver in group:
        if way.method == "split" and receiver.key not in targets:
            continue
        standing = work.facts.standing.get(receiver.key, Standing())
        before = standing.items.get(way.code)
        own = work.order.by_hand.get((receiver.key, way.code), Own())
        after = _after(way, own, _Above(parent, work.facts.criteria[way.code]), before, targets.get(receiver.key))
        work.planned.setdefault(receiver.key, {})[way.code] = after
        parts.append(before if standing.is_signed else after)
        if before == after:
            work.unchanged += 1
        else:
            work.differences.append(Difference(receiver, way.code, before, after, standing.is_signed))
    if way.method == "split":
        work.gaps += _gap(above, way.code, parent["target"], parts)


def _split(work: _Work, way: Way, parent: Content, group: Sequence[Receiver]) -> dict[str, Decimal]:
    if not parent["target"]:
        work.refuse((receiver.key for receiver in group), way, "cascade.no_target")
        return {}
    figures = dict(_figures(way, work.order, work.facts, group))
    work.refuse((receiver.key for receiver in group if receiver.key not in figures), way, f"cascade.no_{way.by}")
    if way.by == "hand" or not figures:
        return figures
    if not can_be_shared(figures):
        work.refuse(figures, way, "cascade.nothing_to_share_by")
        return {}
    return apportioned(Decimal(parent["target"]), figures)


@dataclass(frozen=True, slots=True)
class _Above:
    """What passes down, and the year's criteria for where it has none of its own."""

    content: Content
    criteria: Any


def _figures(way: Way, order: Order, facts: Facts, group: Sequence[Receiver]) -> Iterator[tuple[str, Decimal]]:
    """What each has to be shared by, or its part itself where it is set by hand."""
    for receiver in group:
        key = receiver.key
        own = order.by_hand.get((key, way.code), Own())
        found = {
            "equal": Decimal(1),
            "past": facts.past.get((key, way.code)),
            "column": order.column.get(key),
            "hand": Decimal(own.target) if own.target else None,
        }[way.by]
        if found is not None:
            yield key, found


def _after(way: Way, own: Own, above: _Above, before: Content | None, part: Decimal | None) -> Content:
    parent = above.content
    if way.method == "own":
        kept = {"weights": parent["weights"], "target": "", "criteria": None, "amended": {}}
        return _with_own({**kept, **(before or {})}, own, above, own.weight or ("" if before else way.weight))
    after = {name: parent[name] for name in ("weights", "target", "criteria", "amended")}
    if part is not None:
        after["target"] = plain(part)
        target = Decimal(parent["target"])
        after["criteria"] = _moved(parent["criteria"], above.criteria, target, part, way)
        after["amended"] = {at: _moved(each, each, target, part, way) for at, each in parent["amended"].items()}
    return _with_own(after, own, above, own.weight or way.weight)


def _with_own(after: dict[str, Any], own: Own, above: _Above, weight: str) -> Content:
    if weight:
        after["weights"] = {str(round_): weight for round_ in ROUNDS}
    if own.target:
        after["target"] = own.target
    if own.levels:
        levels = {"kind": "levels", "at": list(own.levels)}
        after["criteria"] = None if levels == above.criteria else levels
    return after


def _moved(criteria: Any, default: Any, before: Decimal, after: Decimal, way: Way) -> Any:  # noqa: ANN401  stored JSON
    """Levels follow the target; steps, bands and judged criteria are not numbers of the target and stay."""
    base = default if criteria is None else criteria
    if base.get("kind") != "levels" or way.moving == "kept":
        return criteria
    moved = {**base, "at": list(_moved_texts(tuple(map(str, base["at"])), before, after, way.moving))}
    return criteria if moved == base else moved


@lru_cache(maxsize=4096)
def _moved_texts(levels: tuple[str, ...], before: Decimal, after: Decimal, moving: Moving) -> tuple[str, ...]:
    """Many units have the same part of the same target."""
    return tuple(plain(level) for level in moved_levels([*map(Decimal, levels)], before, after, moving))


def _gap(above: str, code: str, target: str, parts: Sequence[Content | None]) -> list[Gap]:
    if not target or not parts:
        return []
    together = added(Decimal(part["target"]) for part in parts if part is not None and part["target"])
    return [] if together == Decimal(target) else [Gap(above, code, target, plain(together))]
