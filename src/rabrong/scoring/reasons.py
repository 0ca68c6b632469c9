"""Why an assessment says what it says: from the total down to a unit's month."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from rabrong.scoring.absence import MISSING, Absent, Terms
from rabrong.scoring.adjustments import why_adjusted
from rabrong.scoring.agreement import aspects_of
from rabrong.scoring.assess import NOTHING, Assessment, Result
from rabrong.scoring.rollup import DataItem, Reading, RolledUp
from rabrong.scoring.scorecard import AspectLine, ScoreLine
from rabrong.scoring.trace import Why

TOTAL = "total"


def why(assessment: Assessment, code: str) -> Why | None:
    """Why an indicator, an aspect or the total ("total") has its value; None when there is no such code."""
    if code in assessment.results:
        return why_indicator(assessment, code)
    if code == TOTAL:
        return why_total(assessment)
    line = next((line for line in assessment.scorecard.aspects if line.code == code), None)
    return None if line is None else _why_aspect(assessment, line)


def why_total(assessment: Assessment) -> Why:
    """The total as the sum of the weighted scores, unrounded or as displayed."""
    card = assessment.scorecard
    lines = tuple(_why_weighted(assessment, line) for line in card.lines)
    if card.exact_total is None:
        return Why("total.none", None, {"missing": _missing_codes(assessment)}, lines)
    terms = {
        "last": assessment.scale.last,
        "counted": card.counted_weight,
        "agreed": card.agreed_weight,
        "places": assessment.scale.places,
    }
    return Why(f"total.{assessment.scale.total}", card.exact_total, terms, lines)


def _missing_codes(assessment: Assessment) -> str:
    return ", ".join(code for code, result in assessment.results.items() if result.state == "missing") or "-"


def _why_aspect(assessment: Assessment, line: AspectLine) -> Why:
    node = next(node for _, node in aspects_of(assessment.agreement.framework) if node.code == line.code)
    codes = {inner.code for _, inner in aspects_of((node,))}
    below = tuple(_why_weighted(assessment, row) for row in assessment.scorecard.lines if row.aspect in codes)
    terms: Terms = {"code": line.code, "name": line.name, "weight": line.counted_weight, "share": line.exact_share}
    if line.exact_within is None:
        return Why("aspect.none", None, terms, below)
    return Why("aspect.within", line.exact_within, terms, below)


def _why_weighted(assessment: Assessment, line: ScoreLine) -> Why:
    name = assessment.results[line.code].indicator.name
    if line.exact_weighted is None:
        return Why(f"state.{line.state}", None, {"code": line.code, "name": name})
    terms: Terms = {
        "code": line.code,
        "name": name,
        "score": line.exact_score,
        "weight": line.weight,
        "divisor": assessment.scorecard.counted_weight,
    }
    return Why("indicator.weighted", line.exact_weighted, terms)


def why_indicator(assessment: Assessment, code: str) -> Why:
    """One indicator: weighted score <- score <- result <- formula <- sums <- units <- months. Raises KeyError."""
    result = assessment.results[code]
    line = next(line for line in assessment.scorecard.lines if line.code == code)
    top = _why_weighted(assessment, line)
    if result.state in ("cancelled", "not_started"):
        return top
    return replace(top, because=(_why_score(assessment, result),))


def _why_score(assessment: Assessment, result: Result) -> Why:
    indicator, scale = result.indicator, assessment.scale
    fault = indicator.criterion.claim_fault(result.claim, scale)
    base = Why(fault.code, result.base, fault.terms) if fault else indicator.criterion.why(result.claim, scale)
    base = replace(base, because=base.because + _why_result(assessment, result))
    if isinstance(base.value, Absent) and result.score is not None:
        base = Why("score.lowest", scale.first, {}, (base,))
    return why_adjusted(base, indicator.adjustments, scale)


def _why_result(assessment: Assessment, result: Result) -> tuple[Why, ...]:
    formula, value = result.indicator.formula, result.claim
    if formula is None or not result.items or not isinstance(value, Fraction | Absent):
        return ()
    terms: Terms = {
        "text": formula.text,
        "items": {code: result.items[code].value for code in formula.items},
        "unit": result.indicator.unit,
    }
    items = tuple(_why_item(assessment, result, code) for code in formula.items)
    return (Why("formula.value" if isinstance(value, Fraction) else "formula.none", value, terms, items),)


def _why_item(assessment: Assessment, result: Result, code: str) -> Why:
    item, rolled = result.indicator.data[code], result.items[code]
    units = tuple(_why_unit(assessment, result, item, rolled, unit) for unit in rolled.units)
    if item.over_units == "weighted_mean":
        units = tuple(_why_weighed(why, result, item) for why in units)
    counted = sum(1 for why in units if isinstance(why.value, Fraction))
    silent = (_why_silent(rolled),) if rolled.silent else ()
    terms: Terms = {"code": code, "name": item.name, "units": counted}
    return Why(f"rollup.{item.over_units}", rolled.value, terms, silent + units)


def _why_weighed(why: Why, result: Result, item: DataItem) -> Why:
    """A unit of a weighted mean with its weight; without one it does not count."""
    weights = result.items[item.weighted_by].units if item.weighted_by is not None else {}
    unit, weight = why.terms["unit"], weights.get(str(why.terms["unit"]), MISSING)
    if isinstance(why.value, Fraction) and isinstance(weight, Absent):
        return Why("unit.unweighted", weight, {"unit": unit}, (why,))
    return Why("unit.weighted", why.value, {"unit": unit, "weight": weight}, (why,))


def _why_silent(rolled: RolledUp) -> Why:
    return Why("rollup.silent", None, {"silent": len(rolled.silent), "codes": ", ".join(rolled.silent)})


def _why_unit(assessment: Assessment, result: Result, item: DataItem, rolled: RolledUp, unit: str) -> Why:
    readings = assessment.reported.get(result.indicator.code, NOTHING).readings or {}
    months = tuple(readings.get(item.code, {}).get(unit, ()))
    value = rolled.units[unit]
    rule = "unit.none" if isinstance(value, Absent) else _unit_rule(item, months)
    return Why(rule, value, {"unit": unit, "readings": months})


def _unit_rule(item: DataItem, months: Sequence[Reading]) -> str:
    if not any(isinstance(value, Decimal) for _, value in months):
        return "unit.silent_as_zero"
    return "unit.undated" if [month for month, _ in months] == [0] else f"unit.{item.over_months}"
