"""From cells and sums to results and scores, for one unit and month; no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rabrong.agreement_file.claims_in import assembled
from rabrong.agreements.queries import YearRules
from rabrong.results.months import round_of
from rabrong.scoring import agreement as core
from rabrong.scoring.absence import MISSING, Absent
from rabrong.scoring.assess import scored_claim
from rabrong.scoring.claims import Claim
from rabrong.scoring.formula import Formula
from rabrong.scoring.rollup import NEVER, NOT_ADDED_UP, DataItem, Reading, Tally, over_months, tally_of
from rabrong.scoring.scorecard import State

Series = Sequence[tuple[int, Claim]]
"""What was reported, by fiscal month, in order."""
Cells = Mapping[str, Series]
"""Cell -> its series."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An indicator's outcome as of a month; `result` where it is a number."""

    state: State
    result: Fraction | None
    exact: Fraction | None


@dataclass(frozen=True, slots=True)
class Reporter:
    """A unit that reports, with what it reported for an indicator."""

    unit: str
    cells: Cells


def unit_tally(item: DataItem, reporter: Reporter, month: int, items: Mapping[str, DataItem]) -> Tally:
    """A reporting unit's own tally of a data item as of a month."""
    cells = reporter.cells
    readings = _until(cells.get(item.code, ()), month)
    value = over_months(readings, item.over_months)
    if item.over_units == "latest":
        return tally_of(value, "latest", month=max((at for at, _ in readings), default=NEVER), unit=reporter.unit)
    if item.weighted_by is None or isinstance(value, Absent):
        return tally_of(value, item.over_units)
    weight = over_months(_until(cells.get(item.weighted_by, ()), month), items[item.weighted_by].over_months)
    if isinstance(weight, Absent):
        return tally_of(weight, item.over_units)
    return tally_of(value, item.over_units, weight=weight)


def _until(series: Series, month: int) -> list[Reading]:
    return [(at, claim) for at, claim in series if at <= month and isinstance(claim, Decimal | Absent)]


def claim_from_tallies(formula: Formula, tallies: Mapping[str, Tally]) -> Claim:
    """The formula's value over added-up data items: the ratio of sums, not the mean of ratios."""
    return formula.value({code: tallies[code].value() if code in tallies else MISSING for code in formula.items})


def claim_from_cells(indicator: core.Indicator, units: Mapping[int, Cells], own: int, month: int) -> Claim:
    """A direct result as of a month: the own unit's, or that of the only unit below it that reports it.

    `units` are those at and below the own one: what others report is none of its business.
    """
    last = {unit: _last_of(cells, month) for unit, cells in units.items()}
    reporting = {unit: cells for unit, cells in last.items() if cells}
    if not reporting:
        return MISSING
    if own not in reporting and len(reporting) > 1:
        return NOT_ADDED_UP
    return assembled(indicator.criterion, reporting.get(own) or next(iter(reporting.values())))


def _last_of(cells: Cells, month: int) -> dict[str, Claim]:
    return {cell: series[-1][1] for cell, rows in cells.items() if (series := [row for row in rows if row[0] <= month])}


def outcome_of(indicator: core.Indicator, claim: Claim, rules: YearRules, month: int) -> Outcome:
    """Result and score as of a month. Months leave out what is not reported (domain rule 6.8)."""
    result = scored_claim(indicator, claim, {}, rules.scale, round_of(month))
    number = Fraction(claim) if isinstance(claim, Decimal | Fraction) else None
    return Outcome(result.state, number, result.score)


def listed_by_cell(rows: Iterable[tuple[str, int, Claim]]) -> dict[str, list[tuple[int, Claim]]]:
    """(cell, month, claim) rows, older versions first, as cells: the newest version of a month wins."""
    newest: dict[str, dict[int, Claim]] = {}
    for cell, month, claim in rows:
        newest.setdefault(cell, {})[month] = claim
    return {cell: sorted(series.items(), key=lambda pair: pair[0]) for cell, series in newest.items()}
