"""Reading a closed round as it was frozen, in place of the live scores."""

import json
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from decimal import Decimal

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.dashboards.queries.indicators import UnitYear
from rabrong.dashboards.queries.spread import Member
from rabrong.dashboards.queries.units import UnitScore, ranked
from rabrong.results.frozen.computing import Json
from rabrong.results.frozen.reading import card_in, months_in, score_of, total_in
from rabrong.results.models import Score, Snapshot
from rabrong.results.queries.rounds import snapshots_of
from rabrong.scoring.scorecard import Scorecard


def frozen_year(unit_year: UnitYear, snapshot: Snapshot) -> tuple[UnitYear, Scorecard]:
    """A unit's year with items, weights, targets and scores of the round's last month as they were frozen. No query,
    one where an indicator has left the agreement since.
    """
    content, month = json.loads(snapshot.content), snapshot.closing.round
    scores = {item: dict(months) for item, months in unit_year.scores.items()}
    items = _items(unit_year, content["items"])
    for item in items:
        said = content["items"][item.indicator.code]
        item.weights = said["weights"]
        item.target = None if said["target"] is None else Decimal(said["target"])
        scores.setdefault(item.pk, {})[month] = score_of(item, month, content["scores"][item.indicator.code])
    return replace(unit_year, items=items, scores=scores), card_in(content, snapshot.closing)


def _items(unit_year: UnitYear, said: Mapping[str, Json]) -> list[Item]:
    """Those that were frozen, in order, as items of their own; for one that left the agreement since, an item that is
    not stored."""
    found = [copy(item) for item in unit_year.items if item.indicator.code in said]
    gone = said.keys() - {item.indicator.code for item in found}
    if not gone:
        return found
    versions = IndicatorVersion.objects.filter(year_id=unit_year.agreement.year_id, code__in=gone)
    newest = {row.code: row for row in versions.select_related("aspect__parent").order_by("version")}
    left = (Item(pk=-row.pk, agreement=unit_year.agreement, indicator=row) for row in newest.values())
    return sorted([*found, *left], key=lambda item: (item.indicator.position, item.indicator.code))


def frozen_totals(scores: Sequence[UnitScore], year: int, round_: int) -> list[UnitScore]:
    """Units with the totals of a closed round, ranked anew. One query."""
    kept = snapshots_of([each.unit.pk for each in scores], year, round_)
    totals = {unit: total_in(content) for unit, content in kept.items()}
    return ranked(replace(each, score=totals.get(each.unit.pk, each.score)) for each in scores)


def frozen_months(members: Sequence[Member], year: int, until: int) -> tuple[list[Member], frozenset[int]]:
    """Units with the totals that closings froze of the months of their rounds, and these months. One query."""
    rows = Snapshot.objects.filter(closing__year_id=year, closing__reopening=None, closing__round__lte=until)
    rows = rows.filter(unit__in=[each.unit.pk for each in members], person=None)
    kept: dict[int, dict[int, Decimal | None]] = {}
    for unit, month, content in rows.values_list("unit_id", "closing__round", "content"):
        kept.setdefault(unit, {}).update(months_in(json.loads(content), month))
    found = [replace(each, months={**each.months, **kept.get(each.unit.pk, {})}) for each in members]
    return found, frozenset(month for months in kept.values() for month in months)


def frozen_scores(scores: Iterable[Score], code: str, kept: Mapping[int, Json]) -> list[Score]:
    """Scores of an indicator as they were frozen; `kept` is unit id -> what was. A unit that had none then keeps
    none."""
    found = []
    for score in scores:
        said = kept.get(score.item.agreement.unit_id, {}).get("scores", {}).get(code)
        found.append(score if said is None else score_of(score.item, score.month, said))
    return found
