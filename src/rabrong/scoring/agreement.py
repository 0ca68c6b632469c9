"""What was agreed: framework, indicators, weights and criteria of one unit for one fiscal year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from rabrong.scoring.adjustments import Adjustment
from rabrong.scoring.criteria import Criterion
from rabrong.scoring.formula import Formula
from rabrong.scoring.rollup import DataItem, Unreported
from rabrong.scoring.scale import Missing, Scale

Round = Literal[6, 9, 12]
ROUNDS: tuple[Round, ...] = (6, 9, 12)
Weights = Mapping[Round, Decimal]


@dataclass(frozen=True, slots=True)
class Aspect:
    """A node of the framework tree (มิติ, ประเด็นการประเมิน). `weights` is empty where none is declared."""

    code: str
    name: str
    weights: Weights
    parts: tuple["Aspect", ...] = ()


def aspects_of(framework: tuple[Aspect, ...], depth: int = 0) -> Iterator[tuple[int, Aspect]]:
    """Every node with its depth, parents first."""
    for aspect in framework:
        yield depth, aspect
        yield from aspects_of(aspect.parts, depth + 1)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator (ตัวชี้วัด): what is measured, its weight per round and the criterion that scores it.

    `weights` lacks a round in which no weight was agreed. It counts from round `starts` on and no longer
    from round `cancelled` on.
    """

    code: str
    name: str
    aspect: str
    weights: Weights
    criterion: Criterion
    unit: str = ""
    data: Mapping[str, DataItem] = field(default_factory=dict)
    formula: Formula | None = None
    unreported: Unreported = "leave_out"
    starts: Round = 6
    cancelled: Round | None = None
    adjustments: tuple[Adjustment, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement (คำรับรอง) of one unit for one fiscal year; `missing` is the rule of each round.

    `units` is unit code -> kind ("province", "" when not said) of every unit that may report, empty when
    the agreement does not list them.
    """

    year: int
    unit: str
    scale: Scale
    missing: Mapping[Round, Missing]
    framework: tuple[Aspect, ...]
    indicators: tuple[Indicator, ...]
    units: Mapping[str, str] = field(default_factory=dict)

    def scale_in(self, round_: Round) -> Scale:
        """The scale with the round's own rule for missing results."""
        return replace(self.scale, missing=self.missing[round_])

    def indicator(self, code: str) -> Indicator | None:
        """The indicator of that code; None when there is none."""
        return next((indicator for indicator in self.indicators if indicator.code == code), None)
