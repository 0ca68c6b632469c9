"""What forecasts of a unit rest on, read at once: the years before by month, monthly plans, last year's totals.

Plain SQL, as for what an entry waits for: four short lists of one shape, in one question to the database.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from rabrong.agreements.models import IndicatorVersion
from rabrong.results.models.trajectories import NOT_PLANNED
from rabrong.scoring.exact import fraction_of
from rabrong.scoring.forecast.known import LAST_MONTH

YEARS = 3
WHOLE_YEAR = 0
MOST_KEPT = 256
"""Units whose past years are kept as they were read."""
Months = Mapping[int, Fraction]

PAST = """
SELECT 'past', indicator_id, year, month, value, score FROM agreements_pastresult
 WHERE unit_id = %s AND year >= %s AND year < %s AND indicator_id IN ({indicators}) AND month IN ({months})
"""
STORED = """
SELECT 'stored', version.indicator_id, agreement.year_id, score.month, score.result, score.exact
  FROM results_score score
  JOIN agreements_item item ON item.id = score.item_id
  JOIN agreements_agreement agreement ON agreement.id = item.agreement_id
  JOIN agreements_indicatorversion version ON version.id = item.indicator_id
 WHERE agreement.unit_id = %s AND agreement.person_id IS NULL AND agreement.year_id >= %s AND agreement.year_id < %s
   AND version.indicator_id IN ({indicators}) AND score.month IN ({months})
"""
PLANS = """
SELECT 'plan', indicator_id, version, 0, CAST(months AS TEXT), NULL FROM results_trajectory
 WHERE unit_id = %s AND indicator_id IN ({versions})
"""
TOTALS = "SELECT 'total', 0, year, month, total, NULL FROM agreements_pasttotal WHERE unit_id = %s AND year = %s"


class _Row(NamedTuple):
    """A line of any of the lists; of a plan `year` is its version and `value` its twelve months."""

    kind: str
    indicator: int
    year: int
    month: int
    value: str | None
    score: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """An earlier year of an indicator: results and scores by month, 0 for the whole year."""

    year: int
    results: Months
    scores: Months


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """By the permanent id of an indicator the years before, oldest first; by the id of its version the plan; last
    year's totals by month, 0 for the whole year. The same object as long as nothing in it changes.
    """

    past: Mapping[int, tuple[Kept, ...]] = field(default_factory=dict)
    plans: Mapping[int, Months] = field(default_factory=dict)
    totals: Mapping[int, Decimal] = field(default_factory=dict)


def basis_of(unit_id: int, year: int, versions: Iterable[IndicatorVersion], month: int | None = None) -> Basis:
    """Of a unit's indicators; of one month and the year's end only where a month is given. One query."""
    wanted = list(versions)
    months = tuple(range(LAST_MONTH + 1)) if month is None else (WHOLE_YEAR, month, LAST_MONTH)
    rows = _rows(unit_id, year, wanted, months)
    return _basis(tuple(rows), tuple(version.indicator_id for version in wanted), months)


@lru_cache(maxsize=MOST_KEPT)
def _basis(rows: tuple[_Row, ...], indicators: tuple[int, ...], months: tuple[int, ...]) -> Basis:
    past = _past(rows)
    return Basis(
        {indicator: past[indicator] for indicator in indicators if indicator in past},
        _plans((row for row in rows if row.kind == "plan"), months),
        {row.month: Decimal(row.value) for row in rows if row.kind == "total" and row.value is not None},
    )


def _rows(unit_id: int, year: int, wanted: Sequence[IndicatorVersion], months: tuple[int, ...]) -> list[_Row]:
    marks = {
        "indicators": _marks(len(wanted)),
        "versions": _marks(len(wanted)),
        "months": _marks(len(months)),
    }
    indicators, versions = [row.indicator_id for row in wanted], [row.pk for row in wanted]
    years = [unit_id, year - YEARS, year, *indicators, *months]
    values = [*years, *years, unit_id, *versions, unit_id, year - 1]
    sql = " UNION ALL ".join(part.format(**marks) for part in (PAST, STORED, PLANS, TOTALS)) + " ORDER BY 1, 2, 3, 4"
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [_Row(*row) for row in cursor.fetchall()]


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count) or "NULL"


def _past(rows: Iterable[_Row]) -> dict[int, tuple[Kept, ...]]:
    """Years handed over with their months come before those that were scored here; a year handed over without months
    has no shape, one that was not scored to its end has none yet."""
    found: dict[tuple[int, int], Kept] = {}
    for kind in ("stored", "past"):
        for key, kept in _by_year(row for row in rows if row.kind == kind).items():
            shaped = kept.scores.keys() | kept.results.keys()
            if LAST_MONTH in kept.scores if kind == "stored" else shaped - {WHOLE_YEAR, LAST_MONTH}:
                found[key] = kept
    past: dict[int, list[Kept]] = {}
    for (indicator, _), kept in sorted(found.items(), key=lambda pair: pair[0]):
        past.setdefault(indicator, []).append(kept)
    return {indicator: tuple(years) for indicator, years in past.items()}


def _by_year(rows: Iterable[_Row]) -> dict[tuple[int, int], Kept]:
    found: dict[tuple[int, int], tuple[dict[int, Fraction], dict[int, Fraction]]] = {}
    for row in rows:
        results, scores = found.setdefault((row.indicator, row.year), ({}, {}))
        if row.value is not None:
            results[row.month] = fraction_of(row.value)
        if row.score is not None:
            scores[row.month] = fraction_of(row.score)
    return {key: Kept(key[1], *years) for key, years in found.items()}


def _plans(rows: Iterable[_Row], months: Sequence[int]) -> dict[int, Months]:
    """The newest version of each, as far as its months are asked for."""
    newest = {row.indicator: json.loads(row.value or "[]") for row in sorted(rows, key=lambda row: row.year)}
    return {
        indicator: {
            month: Fraction(text) for month, text in enumerate(texts, 1) if month in months and text != NOT_PLANNED
        }
        for indicator, texts in newest.items()
    }
