"""Stored sums, scores and totals of some units and months, as an entry that waits for them reads them.

Plain SQL: for a handful of rows the making of a statement costs Django more than the database takes to answer it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from django.db import connection

from rabrong.results.models import Score
from rabrong.results.months import round_of
from rabrong.scoring.exact import fraction_of

TALLIES = """
SELECT unit_id, data_item_id, month, total, weight, latest_month, latest_unit, units, not_applicable
  FROM results_tally WHERE unit_id IN ({units}) AND data_item_id IN ({data_items}) AND month IN ({months})
"""
SCORES = """
SELECT score.item_id, score.month, item.agreement_id, item.indicator_id, item.weights, score.state, score.result,
       score.exact
  FROM results_score score JOIN agreements_item item ON item.id = score.item_id
 WHERE item.agreement_id IN ({agreements}) AND score.month IN ({months})
"""
TOTALS = """
SELECT agreement_id, month, version, shown FROM results_total
 WHERE agreement_id IN ({agreements}) AND month IN ({months})
"""
YEAR = """
SELECT score.item_id, score.month, score.state, score.result, score.exact, score.shown
  FROM results_score score JOIN agreements_item item ON item.id = score.item_id
 WHERE item.agreement_id = %s AND score.month <= %s
UNION ALL
SELECT 0, month, '', NULL, exact, shown FROM results_total WHERE agreement_id = %s AND month <= %s
"""
"""Scores and, as those of item 0, totals."""


class MonthScore(NamedTuple):
    """A stored score as a page reads some hundred: the fields of results.models.Score."""

    item_id: int
    month: int
    state: str
    result: Fraction | None
    exact: Fraction | None
    shown: Decimal | None


StoredScore: TypeAlias = Score | MonthScore
"""As a row of the model, or as read here."""


class TallyRow(NamedTuple):
    """A stored sum: the fields of results.models.Tally."""

    unit_id: int
    data_item_id: int
    month: int
    total: Fraction
    weight: Fraction
    latest_month: int
    latest_unit: str
    units: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class WeighedScore:
    """A stored score, with its item's weight in the month's round; `result` is its text."""

    item: int
    month: int
    agreement: int
    indicator: int
    weight: Decimal | None
    state: str
    result: str | None
    exact: Fraction | None


@dataclass(frozen=True, slots=True)
class TotalBefore:
    """A stored total: which version it is, and what it shows."""

    version: int
    shown: Decimal | None


def stored_tallies(units: Sequence[int], data_items: Sequence[int], months: Sequence[int]) -> Iterator[TallyRow]:
    """The stored sums of some units and data items. One query."""
    for unit, data_item, month, total, weight, *rest in _rows(
        TALLIES, {"units": units, "data_items": data_items, "months": months}
    ):
        yield TallyRow(unit, data_item, month, Fraction(total), Fraction(weight), *rest)


def stored_scores(agreements: Sequence[int], months: Sequence[int]) -> Iterator[WeighedScore]:
    """The stored scores of all items of some agreements. One query."""
    for item, month, agreement, indicator, weights, state, result, exact in _rows(
        SCORES, {"agreements": agreements, "months": months}
    ):
        number = None if exact is None else Fraction(exact)
        yield WeighedScore(item, month, agreement, indicator, _weight(weights, month), state, result, number)


def scores_of_year(agreement: int, until: int) -> tuple[list[MonthScore], dict[int, Decimal | None]]:
    """The scores of an agreement until a month, and its totals by month. One query."""
    with connection.cursor() as cursor:
        cursor.execute(YEAR, [agreement, until, agreement, until])
        rows = [_month_score(*row) for row in cursor.fetchall()]
    return [row for row in rows if row.item_id], {row.month: row.shown for row in rows if not row.item_id}


def _month_score(
    item: int, month: int, state: str, result: str | None, exact: str | None, shown: str | None
) -> MonthScore:
    number = None if result is None else fraction_of(result)
    points = None if exact is None else fraction_of(exact)
    return MonthScore(item, month, state, number, points, None if shown is None else Decimal(shown))


def stored_totals(agreements: Sequence[int], months: Sequence[int]) -> dict[tuple[int, int], TotalBefore]:
    """(agreement id, month) -> its stored total. One query."""
    return {
        (agreement, month): TotalBefore(version, None if shown is None else Decimal(shown))
        for agreement, month, version, shown in _rows(TOTALS, {"agreements": agreements, "months": months})
    }


@lru_cache(maxsize=1024)
def _weight(weights: str, month: int) -> Decimal | None:
    text = json.loads(weights).get(str(round_of(month)))
    return None if text is None else Decimal(text)


def _rows(sql: str, wanted: Mapping[str, Sequence[int]]) -> list[tuple[Any, ...]]:
    if not all(wanted.values()):
        return []
    marks = {name: ", ".join(["%s"] * len(ids)) for name, ids in wanted.items()}
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**marks), [each for ids in wanted.values() for each in ids])
        return list(cursor.fetchall())
