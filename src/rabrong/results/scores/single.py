"""One result of one unit: as its stored sums give it, and its score stored anew after a decision over it."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from rabrong.agreements.models import Item
from rabrong.agreements.queries import core_indicator, items_of, year_rules
from rabrong.org.queries import span_of_month
from rabrong.results.models import Score, Total
from rabrong.results.months import round_of
from rabrong.results.queries import tally_values
from rabrong.results.queries.overrides import overriding_claims
from rabrong.results.scores.cells import direct_cells
from rabrong.results.scores.computing import Outcome, claim_from_cells, outcome_of
from rabrong.results.scores.rows import Rows, score_row, store, total_row, weighed
from rabrong.scoring.absence import MISSING
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.claims import Claim
from rabrong.scoring.scorecard import Scored, State


def indicator_of(item: Item, month: int) -> Indicator:
    """The item's indicator as it counts in a month. Three queries."""
    scale = year_rules(item.agreement.year_id).scale
    return core_indicator(item.indicator, scale, item, round_of(month), item.indicator.data_items.all())


def calculated_claim(item: Item, indicator: Indicator, month: int) -> Claim:
    """What the reported numbers give for an item's unit as of a month, whatever was decided. Five queries at most."""
    unit_id = item.agreement.unit_id
    if indicator.formula is None:
        span = span_of_month(item.agreement.year_id, month)
        return claim_from_cells(indicator, direct_cells(item.indicator, span).get(unit_id, {}), unit_id, month)
    values = tally_values([unit_id], item.indicator, month).get(unit_id, {})
    return indicator.formula.value({code: values.get(code, MISSING) for code in indicator.formula.items})


def rescore_result(item: Item, month: int, now: datetime) -> None:
    """Store an item's score and its unit's total of a month anew; sums and other units are as they were."""
    rules, indicator = year_rules(item.agreement.year_id), indicator_of(item, month)
    decided = overriding_claims(item.indicator).get((item.agreement.unit_id, month))
    claim = calculated_claim(item, indicator, month) if decided is None else decided
    outcome = outcome_of(indicator, claim, rules, month)
    scored = [*_others(item, month), weighed(item, outcome, month)]
    total = total_row(item.agreement_id, month, scored, rules, now)
    earlier = Total.objects.filter(agreement_id=item.agreement_id, month=month).first()
    total.version = 1 if earlier is None else earlier.version + 1
    store(Rows(scores=[score_row(item, month, outcome, rules)], totals=[total]))


def _others(item: Item, month: int) -> Sequence[Scored]:
    items = {row.pk: row for row in items_of([item.agreement_id]) if row.pk != item.pk}
    scores = Score.objects.filter(item_id__in=items, month=month)
    outcomes = ((row.item_id, Outcome(cast(State, row.state), row.result, row.exact)) for row in scores)
    return [weighed(items[pk], outcome, month) for pk, outcome in outcomes]
