"""What a round's closing reads: rules once, and of each unit its entries, weights and overrides. Reads only."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from rabrong.agreements.models import Agreement, Aspect, Band, IndicatorVersion, Item, Year
from rabrong.agreements.queries import criteria_of, formula_text, indicators_of, items_of
from rabrong.org.queries import trees_of, unit_codes
from rabrong.results.frozen.computing import Json, path_in
from rabrong.results.models import Total
from rabrong.results.queries.counting import counted_entries, counting_of
from rabrong.results.queries.overrides import effective_overrides
from rabrong.scoring.agreement import ROUNDS, Round
from rabrong.scoring.exact import plain

RULES_FORMAT, FORMAT = "rabrong/round-rules/1", "rabrong/snapshot/2"
"""Snapshots of the first format have no `months`."""

Whose = tuple[str, str]
"""Unit code and person code, "" for the unit itself."""


def frozen_rules(year: Year, round_: Round, number: int) -> Json:
    """All that numbers are scored by in a round: scale, bands, framework, indicators, the tree of its last month."""
    codes = unit_codes()
    parents = trees_of(year.year, [round_])[round_].parent_of
    return {
        "format": RULES_FORMAT,
        "year": year.year,
        "round": round_,
        "revision": number,
        "counts": counting_of(year.year).value,
        "scale": _scale(year, round_),
        "framework": [_aspect(row) for row in Aspect.objects.filter(year=year).select_related("parent")],
        "indicators": {version.code: _indicator(version, round_) for version in indicators_of(year.year)},
        "tree": {codes[below]: codes[above] for below, above in parents.items()},
    }


def _scale(year: Year, round_: Round) -> Json:
    bands = Band.objects.filter(year=year)
    return {
        "points": list(year.points),
        "floor": year.floor,
        "places": year.places,
        "total": year.total,
        "result_places": year.result_places,
        "missing": year.missing.get(str(round_), "leave_out"),
        "bands": [[None if band.upto is None else plain(band.upto), band.name] for band in bands],
    }


def _aspect(row: Aspect) -> Json:
    under = row.parent.code if row.parent else ""
    return {"code": row.code, "name": row.name, "under": under, "weights": row.weights}


def _indicator(version: IndicatorVersion, round_: Round) -> Json:
    return {
        "version": version.version,
        "name": version.name,
        "aspect": version.aspect.code,
        "criteria": version.criteria,
        "formula": formula_text(version, round_),
        "unreported": version.unreported,
        "starts": version.starts,
        "cancelled": version.cancelled,
        "adjustments": version.adjustments,
        "data": [
            {
                "code": row.code,
                "over_units": row.over_units,
                "over_months": row.over_months,
                "weighted_by": row.weighted_by or None,
            }
            for row in version.data_items.all()
        ],
    }


def frozen_units(year: Year, round_: Round, rules: Json) -> dict[Whose, Json]:
    """What is each unit's own, in order: entries to the round's last month, and the items of its agreement."""
    found: dict[Whose, Json] = {}
    for unit, indicator, cell, month, said in _entries(year, round_):
        for at in path_in(rules["tree"], unit):
            _of(found, (at, ""), rules)
        cells = _of(found, (unit, ""), rules)["entries"].setdefault(indicator, {})
        cells.setdefault(cell, {})[str(month)] = said
    agreements = Agreement.objects.filter(year=year).select_related("unit", "person")
    whose = {row.pk: (row.unit.code, row.person.code if row.person else "") for row in agreements}
    overrides = effective_overrides(year.year, round_)
    units = {row.pk: row.unit_id for row in agreements}
    for item in items_of(whose):
        held = overrides.get((units[item.agreement_id], item.indicator_id))
        _of(found, whose[item.agreement_id], rules)["items"][item.indicator.code] = _item(item, round_, held)
    for agreement, month, shown in _totals_before(year, round_):
        if whose[agreement] in found:
            months = found[whose[agreement]].setdefault("months", {})
            months[str(month)] = None if shown is None else plain(shown)
    return dict(sorted(found.items()))


def _totals_before(year: Year, round_: Round) -> QuerySet[Total, tuple[int, int, Decimal | None]]:
    """What every agreement's months of the round showed before its last one, whose total is reckoned from the texts."""
    begin = max((each for each in ROUNDS if each < round_), default=0)
    rows = Total.objects.filter(agreement__year=year, month__gt=begin, month__lt=round_)
    return rows.order_by("agreement", "month").values_list("agreement_id", "month", "shown")


def _of(found: dict[Whose, Json], whose: Whose, rules: Json) -> Json:
    if whose not in found:
        same: Json = {key: rules[key] for key in ("year", "round", "revision")}
        found[whose] = {"format": FORMAT, **same, "unit": whose[0], "person": whose[1], "entries": {}, "items": {}}
    return found[whose]


def _entries(year: Year, round_: Round) -> Iterator[tuple[str, str, str, int, list[object]]]:
    """The entries of all months so far that count, older versions first."""
    units, codes = unit_codes(), dict(IndicatorVersion.objects.filter(year=year).values_list("pk", "code"))
    rows = counted_entries(Q(indicator__year=year, month__lte=round_), year.year)
    for unit, indicator, month, cell, version, value, word in rows:
        yield units[unit], codes[indicator], cell, month, [version, word if value is None else plain(value)]


def _item(item: Item, round_: Round, override: Mapping[str, Any] | None) -> Json:
    said: Json = {"weights": item.weights, "target": None if item.target is None else plain(item.target)}
    criteria = criteria_of(item.indicator, item, round_)
    if criteria != item.indicator.criteria:
        said["criteria"] = criteria
    return said if override is None else said | {"override": dict(override)}
