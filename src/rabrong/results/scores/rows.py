"""Rows of sums, scores and totals, and writing them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from rabrong.agreements.models import Item
from rabrong.agreements.queries import YearRules
from rabrong.results.models import Score, ScoreChange, Tally, Total
from rabrong.results.months import round_of
from rabrong.results.scores.computing import Outcome
from rabrong.scoring.rollup import Tally as CoreTally
from rabrong.scoring.scorecard import Scored, total_of

BATCH = 1000


@dataclass(slots=True)
class Rows:
    """Rows to be written together."""

    tallies: list[Tally] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    changes: list[ScoreChange] = field(default_factory=list)


def tally_row(unit_id: int, data_item_id: int, month: int, tally: CoreTally) -> Tally:
    """The row of a sum."""
    return Tally(
        unit_id=unit_id,
        data_item_id=data_item_id,
        month=month,
        total=tally.total,
        weight=tally.weight,
        latest_month=tally.month,
        latest_unit=tally.unit,
        units=tally.units,
        not_applicable=tally.not_applicable,
    )


def score_row(item: Item, month: int, outcome: Outcome, rules: YearRules) -> Score:
    """The row of an indicator's score."""
    shown = None if outcome.exact is None else rules.scale.displayed(outcome.exact)
    return Score(item=item, month=month, state=outcome.state, result=outcome.result, exact=outcome.exact, shown=shown)


def weighed(item: Item, outcome: Outcome, month: int) -> Scored:
    """An item's outcome with its weight in the round of the month."""
    weight = item.weights.get(str(round_of(month)))
    return Scored(str(item.indicator_id), "", None if weight is None else Decimal(weight), outcome.state, outcome.exact)


def total_row(agreement_id: int, month: int, scored: Sequence[Scored], rules: YearRules, now: datetime) -> Total:
    """The row of a unit's total, from its weighed indicators."""
    last = total_of(scored, rules.scale)
    return Total(
        agreement_id=agreement_id,
        month=month,
        exact=last.exact_total,
        shown=last.total,
        counted_weight=last.counted_weight,
        at=now,
    )


def store(rows: Rows) -> None:
    """Write the rows, replacing what stood in their places. One statement a kind and batch."""
    Tally.objects.bulk_create(
        rows.tallies,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=("unit", "data_item", "month"),
        update_fields=("total", "weight", "latest_month", "latest_unit", "units", "not_applicable"),
    )
    Score.objects.bulk_create(
        rows.scores,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=("item", "month"),
        update_fields=("state", "result", "exact", "shown"),
    )
    Total.objects.bulk_create(
        rows.totals,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=("agreement", "month"),
        update_fields=("exact", "shown", "counted_weight", "version", "at"),
    )
    ScoreChange.objects.bulk_create(rows.changes, batch_size=BATCH)
