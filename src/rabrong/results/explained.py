"""A unit's stored scores as an assessment of the core, so that its explanations can be asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import cast

from rabrong.agreements.models import Agreement, DataItem, IndicatorVersion, Item
from rabrong.agreements.queries import YearRules, core_indicator, framework_of, items_of, year_rules
from rabrong.org.models import UnitKind
from rabrong.org.queries import span_of_month
from rabrong.results.models import Score
from rabrong.results.months import round_of
from rabrong.results.queries import scorecard_of_scores, tally_values
from rabrong.results.scores.cells import cells_by_unit, direct_cells
from rabrong.results.scores.computing import Cells, claim_from_cells
from rabrong.scoring import agreement as core
from rabrong.scoring.absence import MISSING, Absent
from rabrong.scoring.assess import Assessment, Readings, Reported, Result
from rabrong.scoring.claims import Claim
from rabrong.scoring.reasons import why
from rabrong.scoring.rollup import Reading, RolledUp
from rabrong.scoring.scorecard import State
from rabrong.scoring.trace import Why

REPORTING = (UnitKind.DISTRICT, UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the explained indicator's result rests on: a claim, sums of data items, a unit's own readings."""

    claim: Claim
    items: Mapping[str, RolledUp]
    readings: Readings | None


@dataclass(frozen=True, slots=True)
class Known:
    """What a page has read already: the rules and the framework of the year, the explained indicator with its data
    items and what they come to in the unit, the unit's scores of the month by item id."""

    rules: YearRules
    framework: tuple[core.Aspect, ...]
    version: IndicatorVersion
    values: Mapping[str, Fraction | Absent]
    scores: Mapping[int, Score]


def why_of(agreement: Agreement, code: str, month: int) -> Why | None:
    """Why an indicator, an aspect or "total" of a unit has its value as of a month; None for an unknown code.

    The explanation ends at the unit's own sums; a district's or bureau's goes down to its months. Twelve
    queries at most.
    """
    return why(assessment_of(agreement, code, month), code)


def assessment_of(agreement: Agreement, code: str, month: int, known: Known | None = None) -> Assessment:
    """All stored scores of a unit as of a month, with what the indicator `code` rests on. Ten queries at most, three
    where a page knows the rest."""
    rules = year_rules(agreement.year_id) if known is None else known.rules
    framework = framework_of(agreement.year_id) if known is None else known.framework
    items = _items(agreement, known)
    scores = _scores(agreement, month) if known is None else known.scores
    indicators = {item.pk: _core(item, rules, month, _data_items(item, known)) for item in items}
    results, reported = {}, {}
    for item in items:
        indicator, score = indicators[item.pk], scores.get(item.pk)
        evidence = _Evidence(MISSING, {}, None)
        if indicator.code == code:
            evidence = _evidence(item, indicator, month, known)
            reported[code] = Reported(evidence.claim, evidence.readings)
        results[indicator.code] = _result(indicator, score, evidence, rules)
    card = scorecard_of_scores(items, scores, framework, rules, month)
    monthly = core.Agreement(
        year=rules.year,
        unit=agreement.unit.code,
        scale=rules.scale,
        missing=dict.fromkeys(core.ROUNDS, "leave_out"),
        framework=framework,
        indicators=tuple(indicators.values()),
    )
    return Assessment(monthly, round_of(month), rules.scale, results, reported, card)


def _scores(agreement: Agreement, month: int) -> dict[int, Score]:
    return {row.item_id: row for row in Score.objects.filter(item__agreement=agreement, month=month)}


def _items(agreement: Agreement, known: Known | None) -> list[Item]:
    """The items in order, with the data items of the explained indicator at least."""
    rows = items_of([agreement.pk])
    items = list(rows if known is not None else rows.prefetch_related("indicator__data_items"))
    for item in items:
        item.agreement = agreement
        if known is not None and item.indicator_id == known.version.pk:
            item.indicator = known.version
    return items


def _data_items(item: Item, known: Known | None) -> Iterable[DataItem]:
    """None of the indicators that are not explained, where that one is known."""
    explains = known is None or item.indicator_id == known.version.pk
    return item.indicator.data_items.all() if explains else ()


def _core(item: Item, rules: YearRules, month: int, data_items: Iterable[DataItem]) -> core.Indicator:
    return core_indicator(item.indicator, rules.scale, item, round_of(month), data_items)


def _result(indicator: core.Indicator, score: Score | None, evidence: _Evidence, rules: YearRules) -> Result:
    if score is None:
        return Result(indicator, "missing", evidence.claim, evidence.items)
    base: Fraction | Absent = MISSING
    if evidence.claim is not MISSING:
        base = indicator.criterion.score(evidence.claim, rules.scale)
    return Result(indicator, cast(State, score.state), evidence.claim, evidence.items, base, score.exact)


def _evidence(item: Item, indicator: core.Indicator, month: int, known: Known | None) -> _Evidence:
    unit, version = item.agreement.unit, item.indicator
    if indicator.formula is None:
        below = direct_cells(version, span_of_month(version.year_id, month)).get(unit.pk, {})
        return _Evidence(claim_from_cells(indicator, below, unit.pk, month), {}, None)
    values = tally_values([unit.pk], version, month).get(unit.pk, {}) if known is None else known.values
    readings = _readings(cells_by_unit(version, [unit.pk]).get(unit.pk, {}), month) if unit.kind in REPORTING else {}
    items = {
        data: RolledUp(values.get(data, MISSING), {unit.code: values.get(data, MISSING)} if data in readings else {})
        for data in indicator.data
    }
    claim = indicator.formula.value({data: rolled.value for data, rolled in items.items()})
    return _Evidence(claim, items, {data: {unit.code: series} for data, series in readings.items()})


def _readings(cells: Cells, month: int) -> dict[str, list[Reading]]:
    found: dict[str, list[Reading]] = {}
    for cell, series in cells.items():
        found[cell] = [(at, claim) for at, claim in series if at <= month and isinstance(claim, Decimal | Absent)]
    return found
