"""What a unit's scores were at a past moment: the entries, decisions and counting rule of then, by the criteria of the
month. Nothing is stored; what was entered later is as if it had never been."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from rabrong.agreements.models import DataItem, Item
from rabrong.agreements.queries import YearRules, core_data_item, core_indicator
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import Span, unit_codes, units_below
from rabrong.results.models import Counts, Score
from rabrong.results.months import round_of
from rabrong.results.queries.counting import Row, counted_entries_at
from rabrong.results.queries.overrides import overriding_claims_at
from rabrong.results.queries.scores import claim_of
from rabrong.results.scores.computing import (
    Cells,
    Outcome,
    Reporter,
    claim_from_cells,
    claim_from_tallies,
    listed_by_cell,
    outcome_of,
    unit_tally,
)
from rabrong.results.scores.rows import score_row
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.claims import Claim
from rabrong.scoring.rollup import DataItem as CoreDataItem
from rabrong.scoring.rollup import Tally, merged

Units = Mapping[int, Cells]
"""Unit id -> what it reported itself."""


@dataclass(frozen=True, slots=True)
class Then:
    """A unit and a moment: its items, the data items of their indicators by id, the tree and rules of the month."""

    unit: Unit
    items: Sequence[Item]
    data_items: Mapping[int, Sequence[DataItem]]
    span: Span
    rules: YearRules
    month: int
    moment: datetime


def scores_at(then: Then) -> tuple[Counts, dict[int, Score]]:
    """Item id -> its score as of the month at the moment, and the rule that said what counts. Six queries at most.

    The scores are not stored; an item that nobody had reported is "missing".
    """
    counts, rows = counted_entries_at(_where(then), then.rules.year, then.moment)
    reported, codes = _by_indicator(rows), unit_codes()
    decided = overriding_claims_at(then.rules.year, then.unit, then.month, then.moment)
    found = {}
    for item in then.items:
        units = reported.get(item.indicator_id, {})
        outcome = _outcome(then, item, units, codes, decided.get(item.indicator_id))
        row = score_row(item, then.month, outcome, then.rules)
        found[item.pk] = Score(item=item, **{**row._asdict(), "item_id": item.pk})
    return counts, found


def _where(then: Then) -> Q:
    where = Q(indicator__in=[item.indicator_id for item in then.items], month__lte=then.month)
    if then.unit.kind == UnitKind.DEPARTMENT:
        return where & Q(unit__department=then.unit.code)
    return where & Q(unit__in=units_below([then.unit.pk], then.span))


def _by_indicator(rows: Iterable[Row]) -> dict[int, dict[int, Cells]]:
    cells: dict[int, dict[int, list[tuple[str, int, Claim]]]] = {}
    for unit, indicator, month, cell, _, value, word in rows:
        cells.setdefault(indicator, {}).setdefault(unit, []).append((cell, month, claim_of(value, word)))
    return {
        indicator: {unit: listed_by_cell(listed) for unit, listed in units.items()}
        for indicator, units in cells.items()
    }


def _outcome(then: Then, item: Item, units: Units, codes: Mapping[int, str], decided: Claim | None) -> Outcome:
    data_items = then.data_items.get(item.indicator_id, ())
    indicator = core_indicator(item.indicator, then.rules.scale, item, round_of(then.month), data_items)
    claim = _calculated(then, indicator, units, codes, data_items) if decided is None else decided
    return outcome_of(indicator, claim, then.rules, then.month)


def _calculated(
    then: Then, indicator: Indicator, units: Units, codes: Mapping[int, str], data_items: Sequence[DataItem]
) -> Claim:
    if indicator.formula is None:
        return claim_from_cells(indicator, units, then.unit.pk, then.month)
    return claim_from_tallies(indicator.formula, _sums(then, units, codes, data_items))


def _sums(then: Then, units: Units, codes: Mapping[int, str], data_items: Sequence[DataItem]) -> dict[str, Tally]:
    items: dict[str, CoreDataItem] = {row.code: core_data_item(row) for row in data_items}
    sums = {code: Tally(item.over_units) for code, item in items.items()}
    for unit, cells in units.items():
        reporter = Reporter(codes[unit], cells)
        for code, item in items.items():
            sums[code] = merged(sums[code], unit_tally(item, reporter, then.month, items))
    return sums
