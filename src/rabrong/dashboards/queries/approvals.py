"""Reading what an approver looks at: indicators and units of the rows, their scores, who should report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.agreements.queries.years import lead_agreement
from rabrong.org.models import Unit, UnitKind
from rabrong.results.models import Score
from rabrong.results.reporters import reporting_units

Scores = Mapping[int, Score]
"""Month -> score."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The item an approver's row is scored by, with its scores."""

    item: Item
    scores: Scores


def indicators_numbered(ids: Iterable[int]) -> dict[int, IndicatorVersion]:
    """Indicator versions by id, in their order. One query."""
    rows = IndicatorVersion.objects.filter(pk__in=set(ids)).order_by("position", "code")
    return {row.pk: row for row in rows}


def units_numbered(ids: Iterable[int]) -> dict[int, Unit]:
    """Units by id. One query."""
    return Unit.objects.in_bulk(list(set(ids)))


def scored_at(places: Iterable[tuple[int, int]], year: int, until: int) -> dict[tuple[int, int], Scored]:
    """(unit, indicator) -> the item of the unit, the department's where the unit has none of its own, and its scores
    to a month. Three queries."""
    wanted = set(places)
    lead = lead_agreement(year)
    items = Item.objects.filter(agreement__year_id=year, agreement__person=None)
    items = items.filter(indicator__in={indicator for _, indicator in wanted})
    units = {unit for unit, _ in wanted} | (set() if lead is None else {lead.unit_id})
    rows = items.filter(agreement__unit__in=units).select_related("indicator", "agreement__unit")
    by_place = {(item.agreement.unit_id, item.indicator_id): item for item in rows}
    found = {}
    for unit, indicator in wanted:
        item = by_place.get((unit, indicator)) or by_place.get((0 if lead is None else lead.unit_id, indicator))
        if item is not None:
            found[unit, indicator] = item
    scores: dict[int, dict[int, Score]] = {}
    for score in Score.objects.filter(item__in={item.pk for item in found.values()}, month__lte=until):
        scores.setdefault(score.item_id, {})[score.month] = score
    return {place: Scored(item, scores.get(item.pk, {})) for place, item in found.items()}


def expected_at(year: int) -> dict[tuple[int, int, int], int]:
    """(indicator, round, unit) -> how many units report it there: of a province its districts, of 0 all. Three
    queries."""
    reporters = reporting_units(year)
    rows = Unit.objects.filter(pk__in={unit for units in reporters.values() for unit in units})
    above = {pk: parent if kind == UnitKind.DISTRICT else pk for pk, parent, kind in rows.values_list(*PLACE)}
    found: dict[tuple[int, int, int], int] = {}
    for (indicator, round_), units in reporters.items():
        for unit in units:
            for place in (above.get(unit) or unit, 0):
                key = indicator, round_, place
                found[key] = found.get(key, 0) + 1
    return found


PLACE = ("pk", "parent_id", "kind")
