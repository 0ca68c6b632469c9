"""All sums, scores and totals of a year from its entries: the rebuild that every stored digit must equal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from rabrong.agreements.models import Agreement, IndicatorVersion, Item, YearState
from rabrong.agreements.queries import (
    YearRules,
    core_data_item,
    core_indicator,
    indicators_of,
    items_of,
    year_rules,
)
from rabrong.org.queries import Tree, span_of_month, trees_of, unit_codes
from rabrong.results.models import Tally, Total
from rabrong.results.months import round_of
from rabrong.results.queries.overrides import overriding_claims
from rabrong.results.scores.cells import cells_by_unit
from rabrong.results.scores.computing import (
    Cells,
    Outcome,
    Reporter,
    claim_from_cells,
    claim_from_tallies,
    outcome_of,
    unit_tally,
)
from rabrong.results.scores.rows import Rows, score_row, store, tally_row, total_row, weighed
from rabrong.scoring import agreement as core
from rabrong.scoring.rollup import Tally as CoreTally
from rabrong.scoring.rollup import merged
from rabrong.scoring.scorecard import Scored

UnitSums = dict[int, dict[str, CoreTally]]
"""Unit id -> data item code -> sum."""


@dataclass(frozen=True, slots=True)
class YearJob:
    """One rebuild: the months whose values are stored anew, and the tree of each."""

    rules: YearRules
    trees: Mapping[int, Tree]
    codes: Mapping[int, str]
    agreements: Mapping[int, Agreement]
    items: Mapping[int, Sequence[Item]]
    months: tuple[int, ...]
    now: datetime


@transaction.atomic
def rebuild(year: int, *, until_month: int, now: datetime) -> None:
    """Store all sums, scores and totals of months 1 to `until_month` anew from the entries."""
    _rebuild(year, tuple(range(1, until_month + 1)), now)


@transaction.atomic
def open_months(year: int, *, until_month: int, now: datetime) -> None:
    """Store the values of those months up to `until_month` that have no totals yet."""
    known = set(Total.objects.filter(agreement__year_id=year).values_list("month", flat=True).distinct())
    _rebuild(year, tuple(month for month in range(1, until_month + 1) if month not in known), now)


def newest_closed_from(day: date) -> int | None:
    """The newest closed year with totals whose tree is of that day or later. One query."""
    stored = Total.objects.filter(agreement__year__state=YearState.CLOSED).order_by("-agreement__year_id", "-month")
    last = stored.values_list("agreement__year_id", "month").first()
    return last[0] if last is not None and span_of_month(*last).ends > day else None


@transaction.atomic
def rebuild_from(day: date, *, now: datetime) -> list[int]:
    """Store anew the values of every month whose tree is of that day or later; the years touched.

    A closed year keeps its digits, whatever is said of its tree afterwards.
    """
    kept = Total.objects.exclude(agreement__year__state=YearState.CLOSED)
    stored = kept.values_list("agreement__year_id", "month").distinct().order_by("agreement__year_id", "month")
    months: dict[int, list[int]] = {}
    for year, month in stored:
        if span_of_month(year, month).ends > day:
            months.setdefault(year, []).append(month)
    for year, touched in months.items():
        _rebuild(year, tuple(touched), now)
    return list(months)


def _rebuild(year: int, months: tuple[int, ...], now: datetime) -> None:
    Tally.objects.filter(data_item__indicator__year_id=year, month__in=months).delete()  # also of units left empty
    for rows in computed(year, months, now):
        store(rows)


def computed(year: int, months: tuple[int, ...], now: datetime) -> Iterator[Rows]:
    """All sums, scores and totals of some months as the entries give them, an indicator at a time; writes nothing."""
    agreements = {row.pk: row for row in Agreement.objects.filter(year_id=year)}
    items: dict[int, list[Item]] = {}
    for item in items_of(agreements):
        items.setdefault(item.indicator_id, []).append(item)
    job = YearJob(year_rules(year), trees_of(year, months), unit_codes(), agreements, items, months, now)
    scored: dict[tuple[int, int], list[Scored]] = {}
    for version in indicators_of(year):
        rows = Rows()
        for item, month, outcome in _outcomes(job, version, rows):
            rows.scores.append(score_row(item, month, outcome, job.rules))
            scored.setdefault((item.agreement_id, month), []).append(weighed(item, outcome, month))
        yield rows
    yield Rows(totals=list(_totals(job, scored)))


def _outcomes(job: YearJob, version: IndicatorVersion, rows: Rows) -> Iterable[tuple[Item, int, Outcome]]:
    units, decided = cells_by_unit(version), overriding_claims(version)
    data_items = list(version.data_items.all())
    shared: dict[str, core.Indicator] = {}
    for month in job.months:
        sums = _sums(job, version, units, month, rows)
        below = {} if data_items else _below(job.trees[month], units)
        for item in job.items.get(version.pk, ()):
            unit_id = job.agreements[item.agreement_id].unit_id
            round_ = round_of(month)
            key = f"{round_}{item.weights}{item.criteria}{item.amended}"
            if key not in shared:
                shared[key] = core_indicator(version, job.rules.scale, item, round_, data_items)
            indicator = shared[key]
            if indicator.formula is None:
                claim = claim_from_cells(indicator, below.get(unit_id, {}), unit_id, month)
            else:
                claim = claim_from_tallies(indicator.formula, sums.get(unit_id, {}))
            claim = decided.get((unit_id, month), claim)
            yield item, month, outcome_of(indicator, claim, job.rules, month)


def _below(tree: Tree, units: Mapping[int, Cells]) -> dict[int, dict[int, Cells]]:
    """Unit id -> what it and the units below it reported."""
    found: dict[int, dict[int, Cells]] = {}
    for unit, cells in units.items():
        for at in tree.path(unit):
            found.setdefault(at, {})[unit] = cells
    return found


def _sums(job: YearJob, version: IndicatorVersion, units: Mapping[int, Cells], month: int, rows: Rows) -> UnitSums:
    """What each unit that reports has itself, merged into what stands above it, from below."""
    data_items = list(version.data_items.all())
    items = {row.code: core_data_item(row) for row in data_items}
    tree, sums = job.trees[month], UnitSums()
    for unit_id, cells in units.items():
        reporter = Reporter(job.codes[unit_id], cells)
        sums[unit_id] = {code: unit_tally(item, reporter, month, items) for code, item in items.items()}
    for unit_id in _from_below(tree, units if items else ()):
        above = tree.parent_of.get(unit_id)
        if above is not None:
            here = sums.setdefault(above, {code: CoreTally(item.over_units) for code, item in items.items()})
            for code, tally in sums[unit_id].items():
                here[code] = merged(here[code], tally)
    rows.tallies += [tally_row(at, row.pk, month, sums[at][row.code]) for at in sums for row in data_items]
    return sums


def _from_below(tree: Tree, units: Iterable[int]) -> list[int]:
    """Some units and all above them; each before what stands above it."""
    depth: dict[int, int] = {}
    for unit in units:
        path = tree.path(unit)
        depth |= {at: len(path) - steps for steps, at in enumerate(path)}
    return sorted(depth, key=lambda at: -depth[at])


def _totals(job: YearJob, scored: Mapping[tuple[int, int], Sequence[Scored]]) -> Iterable[Total]:
    stored = Total.objects.filter(agreement__year_id=job.rules.year).values_list("agreement_id", "month", "version")
    versions = {(agreement_id, month): version for agreement_id, month, version in stored}
    for (agreement_id, month), lines in scored.items():
        total = total_row(agreement_id, month, lines, job.rules, job.now)
        total.version = versions.get((agreement_id, month), 0) + 1
        yield total
