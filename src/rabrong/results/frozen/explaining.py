"""Why a frozen number is what it is: a snapshot as an assessment of the core, with the rules it was frozen with."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from rabrong.results.frozen.computing import (
    Json,
    cells_in,
    claim_in,
    indicator_in,
    path_in,
    scale_of,
    sums_in,
)
from rabrong.results.frozen.reading import card_in, score_in
from rabrong.results.models import RoundClosing
from rabrong.results.scores.computing import Cells, claim_from_cells, claim_from_tallies
from rabrong.scoring import agreement as core
from rabrong.scoring.absence import MISSING, Absent
from rabrong.scoring.assess import Assessment, Readings, Reported, Result, scored_claim
from rabrong.scoring.claims import Claim
from rabrong.scoring.rollup import RolledUp


def frozen_assessment(closing: RoundClosing, content: Json, code: str, below: Iterable[Json] = ()) -> Assessment | None:
    """A unit's frozen scores with what the indicator `code` rests on, by the frozen rules; None where computing it
    anew does not give the frozen score. `below` are the snapshots of units whose own results the unit may show, where
    the indicator has no data items. No query."""
    rules: Json = json.loads(closing.rules)
    if code not in content["scores"]:
        return None
    round_ = next(each for each in core.ROUNDS if each == closing.round)
    scale = scale_of(rules)
    indicators = {each: indicator_in(rules, scale, each, item) for each, item in content["items"].items()}
    results = {each: _kept(indicators[each], said) for each, said in content["scores"].items()}
    explained = _explained(rules, content, indicators[code], [content, *below])
    if explained.score != results[code].score and "override" not in content["items"][code]:
        return None
    results[code] = replace(explained, state=results[code].state, score=results[code].score)
    named = {each: replace(row, name=str(rules["indicators"][each]["name"])) for each, row in indicators.items()}
    agreement = core.Agreement(
        year=rules["year"],
        unit=content["unit"],
        scale=scale,
        missing=dict.fromkeys(core.ROUNDS, "leave_out"),
        framework=(),
        indicators=tuple(named.values()),
    )
    reported = {code: Reported(explained.claim, _readings(content, indicators[code]))}
    return Assessment(agreement, round_, scale, results, reported, card_in(content, closing))


def _kept(indicator: core.Indicator, said: Json) -> Result:
    return Result(indicator, said["state"], MISSING, {}, MISSING, score_in(said))


def _explained(rules: Json, content: Json, indicator: core.Indicator, units: list[Json]) -> Result:
    """The indicator computed anew from the frozen sums or results."""
    scale = scale_of(rules)
    sums = sums_in(content, indicator)
    if indicator.formula is not None:
        readings = _readings(content, indicator) or {}
        own = str(content["unit"])
        claim: Claim = claim_from_tallies(indicator.formula, sums)
        values = {code: sums[code].value() if code in sums else MISSING for code in indicator.data}
        items = {code: RolledUp(value, {own: value} if code in readings else {}) for code, value in values.items()}
        return scored_claim(indicator, claim, items, scale, rules["round"])
    return scored_claim(indicator, _reported(rules, content, indicator, units), {}, scale, rules["round"])


def _reported(rules: Json, content: Json, indicator: core.Indicator, units: list[Json]) -> Claim:
    """What the unit itself reported, or the only unit below it that did."""
    own, tree = str(content["unit"]), rules["tree"]
    found: dict[str, Cells] = {}
    for each in units:
        cells = each["entries"].get(indicator.code)
        if cells and own in path_in(tree, each["unit"]):
            found[str(each["unit"])] = cells_in(cells)
    numbers = {unit: at for at, unit in enumerate(dict.fromkeys((own, *found)))}
    return claim_from_cells(indicator, {numbers[unit]: cells for unit, cells in found.items()}, 0, rules["round"])


def _readings(content: Json, indicator: core.Indicator) -> Readings | None:
    """The unit's own months, where it reported any."""
    said: Mapping[str, Mapping[str, list[str]]] = content["entries"].get(indicator.code, {})
    if indicator.formula is None or not said:
        return None
    return {
        cell: {
            str(content["unit"]): sorted(
                (
                    (int(month), value)
                    for month, row in months.items()
                    if isinstance(value := claim_in(row[1]), Decimal | Absent)
                ),
                key=lambda reading: reading[0],
            )
        }
        for cell, months in said.items()
    }
