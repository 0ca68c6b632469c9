"""A framework as rows that are typed: aspects and indicators, their order, and what hangs below a node."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rabrong.scoring.agreement import ROUNDS, Round
from rabrong.scoring.exact import added

Weights = Mapping[Round, Decimal]
FULL = Decimal(100)
PIECES = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class AspectRow:
    """A node of the framework; `pk` is None for a new one, `under` the code of the node above, "" at the top."""

    pk: int | None
    code: str
    name: str
    name_en: str
    under: str
    weights: Weights


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator's place and weight; `pk` of its version is None for a new one, `responsible` the code of a unit.

    `name_en` is shown and not changed here.
    """

    pk: int | None
    code: str
    name: str
    aspect: str
    weights: Weights
    responsible: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkPlan:
    """The whole framework as it shall be; what is not in it is dropped."""

    aspects: tuple[AspectRow, ...]
    indicators: tuple[IndicatorRow, ...]


def in_tree_order(rows: Sequence[AspectRow], under: str = "") -> Iterator[tuple[int, AspectRow]]:
    """Every node with its depth, as the tree is read: a node, then what is below it."""
    for row in rows:
        if row.under == under:
            yield 0, row
            yield from ((depth + 1, below) for depth, below in in_tree_order(rows, row.code))


def natural(code: str) -> list[tuple[int, str]]:
    """What puts 1.2 before 1.10."""
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in PIECES.split(code) if piece]


@dataclass(frozen=True, slots=True)
class NodeSum:
    """What a node declares in a round, what hangs below it, and whether the two agree; None declares nothing."""

    declared: Decimal | None
    below: Decimal
    agrees: bool


def node_sums(plan: FrameworkPlan, round_: Round) -> dict[str, NodeSum]:
    """Code of a node ("": the top) -> its sums, of the nodes below it where they have weights, else of indicators."""
    sums: dict[str, NodeSum] = {}
    for code, declared in [("", FULL), *((row.code, row.weights.get(round_)) for row in plan.aspects)]:
        below = _below(plan, code, round_)
        sums[code] = NodeSum(declared, below, declared is None or below == declared)
    return sums


def _below(plan: FrameworkPlan, code: str, round_: Round) -> Decimal:
    parts = [row for row in plan.aspects if row.under == code]
    if parts and all(round_ in row.weights for row in parts):
        return added(row.weights[round_] for row in parts)
    own = added(row.weights.get(round_, Decimal(0)) for row in plan.indicators if row.aspect == code)
    return added([own, *(_below(plan, part.code, round_) for part in parts)])


def indicator_sum(plan: FrameworkPlan, round_: Round) -> Decimal:
    """What all indicators weigh in a round."""
    return added(row.weights.get(round_, Decimal(0)) for row in plan.indicators)


def same_for_all(weight: Decimal) -> Weights:
    """One weight for every round."""
    return dict.fromkeys(ROUNDS, weight)
