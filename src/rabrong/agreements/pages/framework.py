"""The framework as the page shows it: each row of the form with its depth and what hangs below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rabrong.agreements.forms.framework import FrameworkForm
from rabrong.agreements.framework import (
    AspectRow,
    FrameworkPlan,
    IndicatorRow,
    NodeSum,
    in_tree_order,
    indicator_sum,
    node_sums,
)
from rabrong.scoring.agreement import ROUNDS, Round
from rabrong.ui.numbers import at_most

PLACES = 4


@dataclass(frozen=True, slots=True)
class SumWords:
    """A sum beside what is declared, for one round or for all where they agree."""

    rounds: str
    below: str
    declared: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class AspectLine:
    """A row of the form, how deep it stands, and its sums."""

    form: Any
    depth: int
    sums: Sequence[SumWords]


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of the whole: of the top of the tree, and of all indicators."""

    top: Sequence[SumWords]
    indicators: Sequence[SumWords]
    agrees: bool


@dataclass(frozen=True, slots=True)
class PlainAspect:
    """An aspect as it is read: how deep it stands, its sums, and its indicators with their weights."""

    row: AspectRow
    depth: int
    sums: Sequence[SumWords]
    indicators: Sequence[tuple[IndicatorRow, str]]


def plain_rows(plan: FrameworkPlan) -> list[PlainAspect]:
    """The framework for those who only read it."""
    found = _sums(plan)
    return [
        PlainAspect(
            row,
            depth,
            found.get(row.code, ()),
            [(each, _weight_words(each)) for each in plan.indicators if each.aspect == row.code],
        )
        for depth, row in in_tree_order(plan.aspects)
    ]


def _weight_words(row: IndicatorRow) -> str:
    texts = [at_most(row.weights[round_], PLACES) if round_ in row.weights else "-" for round_ in ROUNDS]
    return texts[0] if len(set(texts)) == 1 else " / ".join(texts)


def framework_rows(form: FrameworkForm) -> list[AspectLine]:
    """Every aspect row in the order of the form."""
    plan = form.plan
    depths = {row.code: depth for depth, row in in_tree_order(plan.aspects)}
    found = _sums(plan)
    return [
        AspectLine(row, depths.get(code, 0), found.get(code, ()) if code else ())
        for row in form.aspects
        for code in (_code(row),)
    ]


def _code(row: Any) -> str:  # noqa: ANN401  a form
    return str(row["code"].value() or "").strip()


def sums_of(plan: FrameworkPlan) -> Sums:
    """The sums at the top."""
    indicators = [(round_, indicator_sum(plan, round_)) for round_ in ROUNDS]
    words = _together([(round_, NodeSum(None, below, below == 100)) for round_, below in indicators])
    top = _sums(plan)[""]
    return Sums(top, words, agrees=all(each.agrees for each in (*top, *words)))


def _sums(plan: FrameworkPlan) -> dict[str, list[SumWords]]:
    by_round = [(round_, node_sums(plan, round_)) for round_ in ROUNDS]
    codes = ["", *(row.code for row in plan.aspects)]
    return {code: _together([(round_, sums[code]) for round_, sums in by_round]) for code in codes}


def _together(sums: Sequence[tuple[Round, NodeSum]]) -> list[SumWords]:
    """One line where all rounds are the same."""
    lines = [(each, [round_ for round_, other in sums if other == each]) for _, each in sums]
    kept = {tuple(rounds): each for each, rounds in lines}
    return [
        SumWords(
            rounds="" if len(rounds) == len(ROUNDS) else "/".join(str(round_) for round_ in rounds),
            below=at_most(each.below, PLACES),
            declared="" if each.declared is None else at_most(each.declared, PLACES),
            agrees=each.agrees,
        )
        for rounds, each in kept.items()
    ]
