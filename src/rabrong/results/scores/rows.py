"""Rows of sums, scores and totals, and writing them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from django.db import connection

from rabrong.agreements.models import Item
from rabrong.agreements.queries import YearRules
from rabrong.results.models import ScoreChange, Total
from rabrong.results.months import round_of
from rabrong.results.queries.stored import TallyRow
from rabrong.results.scores.computing import Outcome
from rabrong.scoring.rollup import Tally as CoreTally
from rabrong.scoring.scorecard import Scored, total_of

Stored = tuple[str | int | datetime | None, ...]
"""What a row's columns are given."""


class ScoreRow(NamedTuple):
    """A score as it is stored: the fields of results.models.Score."""

    item_id: int
    month: int
    state: str
    result: Fraction | None
    exact: Fraction | None
    shown: Decimal | None


@dataclass(slots=True)
class Rows:
    """Rows to be written together."""

    tallies: list[TallyRow] = field(default_factory=list)
    scores: list[ScoreRow] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    changes: list[ScoreChange] = field(default_factory=list)


def tally_row(unit_id: int, data_item_id: int, month: int, tally: CoreTally) -> TallyRow:
    """The row of a sum."""
    return TallyRow(
        unit_id,
        data_item_id,
        month,
        tally.total,
        tally.weight,
        tally.month,
        tally.unit,
        tally.units,
        tally.not_applicable,
    )


def score_row(item: Item, month: int, outcome: Outcome, rules: YearRules) -> ScoreRow:
    """The row of an indicator's score."""
    shown = None if outcome.exact is None else rules.scale.displayed(outcome.exact)
    return ScoreRow(item.pk, month, outcome.state, outcome.result, outcome.exact, shown)


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
    """Write the rows, replacing what stood in their places. One statement a kind, prepared once for all its rows: a
    year has hundreds of thousands."""
    tallies = ((*row[:3], str(row.total), str(row.weight), *row[5:]) for row in rows.tallies)
    scores = ((*row[:3], *map(_digits, row[3:])) for row in rows.scores)
    _upsert("results_tally", TallyRow._fields, 3, tallies)
    _upsert("results_score", ScoreRow._fields, 2, scores)
    _upsert("results_total", TOTAL, 2, map(_total, rows.totals))
    ScoreChange.objects.bulk_create(rows.changes)


TOTAL = ("agreement_id", "month", "exact", "shown", "counted_weight", "version", "at")


def _total(row: Total) -> Stored:
    digits = map(_digits, (row.exact, row.shown, row.counted_weight))
    at = connection.ops.adapt_datetimefield_value(row.at)
    return row.agreement_id, row.month, *digits, row.version, at


def _digits(number: Fraction | Decimal | None) -> str | None:
    """As agreements.fields keep numbers."""
    if number is None:
        return None
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def _upsert(table: str, columns: Sequence[str], keys: int, rows: Iterable[Stored]) -> None:
    """Insert rows, or write them over those that have the same first `keys` columns."""
    values = list(rows)
    if not values:
        return
    marks = ", ".join(["%s"] * len(columns))
    written = ", ".join(f"{column} = excluded.{column}" for column in columns[keys:])
    sql = (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) "
        f"ON CONFLICT ({', '.join(columns[:keys])}) DO UPDATE SET {written}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)
