"""From frozen rules and numbers to frozen digits: no database, so that the same texts give the same digits for good."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from rabrong.agreement_file.from_data import criterion_of
from rabrong.agreements.queries import YearRules, weights_of
from rabrong.results.queries import claim_of
from rabrong.results.scores.computing import (
    Cells,
    Reporter,
    claim_from_cells,
    claim_from_tallies,
    outcome_of,
    unit_tally,
)
from rabrong.scoring import agreement as core
from rabrong.scoring.adjustments import Adjustment
from rabrong.scoring.claims import Claim
from rabrong.scoring.exact import plain
from rabrong.scoring.formula import Formula, parse_formula
from rabrong.scoring.rollup import DataItem, Tally, merged
from rabrong.scoring.scale import Band, Scale
from rabrong.scoring.scorecard import Scored, scorecard

Json = dict[str, Any]
Sums = dict[str, dict[str, Tally]]
"""Unit code -> data item code -> sum."""
RESULT = ("sums", "scores", "total")
"""The parts of a snapshot that follow from all its other parts."""


@dataclass(frozen=True, slots=True)
class Work:
    """One computing: rules, the units by code, the sums; by indicator and unit what it and those below it reported,
    where that is the result itself."""

    rules: Json
    scale: Scale
    round: core.Round
    numbers: Mapping[str, int]
    below: Mapping[str, Mapping[str, Mapping[str, Cells]]]
    sums: Mapping[str, Sums]


def results_of(rules: Json, units: Sequence[Json]) -> list[Json]:
    """What follows from the rules and the units' own parts, a unit each, in their order."""
    round_ = next(each for each in core.ROUNDS if each == rules["round"])
    cells = _cells(units)
    sums = {code: _sums(rule, cells.get(code, {}), rules["tree"], round_) for code, rule in rules["indicators"].items()}
    numbers = {code: at for at, code in enumerate(dict.fromkeys(str(unit["unit"]) for unit in units))}
    direct = [code for code, rule in rules["indicators"].items() if not rule["data"]]
    below = {code: _below(cells.get(code, {}), rules["tree"]) for code in direct}
    work = Work(rules, scale_of(rules), round_, numbers, below, sums)
    return [_result(work, unit) for unit in units]


def scale_of(rules: Json) -> Scale:
    """The frozen scale, with the round's rule for missing results."""
    scale = rules["scale"]
    return Scale(
        points=tuple(Decimal(point) for point in scale["points"]),
        floor=scale["floor"],
        places=scale["places"],
        total=scale["total"],
        missing=scale["missing"],
        result_places=scale["result_places"],
        bands=tuple(Band(None if upto is None else Decimal(upto), name) for upto, name in scale["bands"]),
    )


def _cells(units: Iterable[Json]) -> dict[str, dict[str, Cells]]:
    """Indicator -> unit -> its cells; what a person's agreement rests on lies with the unit."""
    found: dict[str, dict[str, Cells]] = {}
    for unit in units:
        for code, cells in unit["entries"].items():
            found.setdefault(code, {})[unit["unit"]] = cells_in(cells)
    return found


def cells_in(said: Json) -> dict[str, list[tuple[int, Claim]]]:
    """What a unit's part says of an indicator: cell -> month and claim, in the order of months."""
    return {cell: _series(months) for cell, months in said.items()}


def _series(months: Mapping[str, Sequence[Any]]) -> list[tuple[int, Claim]]:
    return sorted(((int(month), claim_in(said[1])) for month, said in months.items()), key=lambda pair: pair[0])


def claim_in(text: str) -> Claim:
    """A claim from its frozen text."""
    return claim_of(None, text) if text in ("N/A", "pass", "fail") else Decimal(text)


def _sums(rule: Json, cells: Mapping[str, Cells], tree: Mapping[str, str], round_: int) -> Sums:
    items = {each["code"]: _data_item(each) for each in rule["data"]}
    sums: Sums = {}
    for item in items.values():
        for unit, series in cells.items():
            tally = unit_tally(item, Reporter(unit, series), round_, items)
            for at in path_in(tree, unit):
                here = sums.setdefault(at, {})
                here[item.code] = merged(here.get(item.code, Tally(item.over_units)), tally)
    return sums


def _below(cells: Mapping[str, Cells], tree: Mapping[str, str]) -> dict[str, dict[str, Cells]]:
    found: dict[str, dict[str, Cells]] = {}
    for unit, series in cells.items():
        for at in path_in(tree, unit):
            found.setdefault(at, {})[unit] = series
    return found


def path_in(tree: Mapping[str, str], unit: str) -> list[str]:
    """The unit and everything above it."""
    path = [unit]
    while path[-1] in tree:
        path.append(tree[path[-1]])
    return path


def _data_item(said: Json) -> DataItem:
    return DataItem(said["code"], "", said["over_units"], said["over_months"], said["weighted_by"])


def _result(work: Work, unit: Json) -> Json:
    own = {code: sums.get(unit["unit"], {}) for code, sums in work.sums.items()}
    scores, scored = {}, []
    for code, item in unit["items"].items():
        rule = work.rules["indicators"][code]
        indicator = indicator_in(work.rules, work.scale, code, item)
        calculated = _calculated(work, indicator, unit["unit"], own[code])
        override = item.get("override")
        claim = claim_in(override["value"]) if override else calculated
        outcome = outcome_of(indicator, claim, YearRules(work.rules["year"], work.scale, {}), work.round)
        shown = None if outcome.exact is None else plain(work.scale.displayed(outcome.exact))
        scores[code] = {"state": outcome.state, "result": _text(outcome.result), "exact": _text(outcome.exact)}
        scores[code] |= {"shown": shown} | ({"calculated": said_of(calculated)} if override else {})
        weight = indicator.weights.get(work.round)
        scored.append(Scored(code, rule["aspect"], weight, outcome.state, outcome.exact))
    card = scorecard(scored, (), work.scale, work.round)
    total = {
        "exact": _text(card.exact_total),
        "shown": None if card.total is None else plain(card.total),
        "counted": plain(card.counted_weight),
        "agreed": plain(card.agreed_weight),
        "band": card.band,
    }
    sums = (
        {} if unit["person"] else {code: {data: _sum(row) for data, row in rows.items()} for code, rows in own.items()}
    )
    return {"sums": {code: rows for code, rows in sums.items() if rows}, "scores": scores, "total": total}


def indicator_in(rules: Json, scale: Scale, code: str, item: Json) -> core.Indicator:
    """An indicator by the frozen rules, with the weights and criteria of a unit's frozen item."""
    rule = rules["indicators"][code]
    data = {each["code"]: _data_item(each) for each in rule["data"]}
    return core.Indicator(
        code=code,
        name="",
        aspect=rule["aspect"],
        weights=weights_of(item["weights"]),
        criterion=criterion_of(item.get("criteria", rule["criteria"]), scale),
        data=data,
        formula=_formula(rule, data),
        unreported=rule["unreported"],
        starts=rule["starts"],
        cancelled=rule["cancelled"],
        adjustments=tuple(_adjustment(line) for line in rule["adjustments"]),
    )


def _formula(rule: Json, data: Mapping[str, DataItem]) -> Formula | None:
    if not data:
        return None
    return cast(Formula, parse_formula(rule["formula"] or next(iter(data)), list(data)))


def _adjustment(line: Mapping[str, str]) -> Adjustment:
    kind = "points" if "points" in line else "percent"
    return Adjustment("points" if kind == "points" else "percent", Decimal(line[kind]), line.get("reason", ""))


def _calculated(work: Work, indicator: core.Indicator, unit: str, own: Mapping[str, Tally]) -> Claim:
    if indicator.formula is not None:
        return claim_from_tallies(indicator.formula, own)
    cells = work.below.get(indicator.code, {}).get(unit, {})
    below = {work.numbers[code]: series for code, series in cells.items()}
    return claim_from_cells(indicator, below, work.numbers[unit], work.round)


def said_of(claim: Claim) -> str | None:
    """A result as text; None where it is no number and no verdict."""
    if isinstance(claim, Decimal | Fraction):
        return str(Fraction(claim))
    return claim if isinstance(claim, str) else None


def _text(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def sums_in(content: Json, indicator: core.Indicator) -> dict[str, Tally]:
    """Data item code -> the unit's frozen sum."""
    rows = content["sums"].get(indicator.code, {})
    return {code: tally_in(item, rows[code]) for code, item in indicator.data.items() if code in rows}


def tally_in(item: DataItem, row: Sequence[object]) -> Tally:
    """A frozen sum as it was written."""
    total, weight, month, unit, units, absent = row
    return Tally(
        item.over_units,
        Fraction(str(total)),
        Fraction(str(weight)),
        int(str(month)),
        str(unit),
        int(str(units)),
        int(str(absent)),
    )


def _sum(row: Tally) -> list[object]:
    return [str(row.total), str(row.weight), row.month, row.unit, row.units, row.not_applicable]
