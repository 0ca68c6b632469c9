"""After entries or approvals: sums and scores of the units touched and of everything above them, together.

The number of queries is fixed for an indicator, and the cost grows with the months and paths touched and the siblings
on them, not with the number of units.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from rabrong.agreements.models import Agreement, IndicatorVersion, Item
from rabrong.agreements.models import DataItem as DataItemRow
from rabrong.agreements.queries import YearRules, core_data_item, core_indicator, year_rules
from rabrong.org.models import Unit
from rabrong.org.queries import Tree, span_of_month
from rabrong.results.models import Override, Score, ScoreChange, Tally, Total
from rabrong.results.months import round_of
from rabrong.results.queries import core_tally
from rabrong.results.queries.approvals import chunks
from rabrong.results.queries.overrides import overriding_claims
from rabrong.results.scores.cells import cells_by_unit, direct_cells
from rabrong.results.scores.computing import (
    Outcome,
    Reporter,
    claim_from_cells,
    claim_from_tallies,
    outcome_of,
    unit_tally,
)
from rabrong.results.scores.rows import Rows, score_row, store, tally_row, total_row
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.claims import Claim
from rabrong.scoring.rollup import DataItem, merged
from rabrong.scoring.rollup import Tally as CoreTally
from rabrong.scoring.scorecard import State

Sums = dict[tuple[int, str, int], CoreTally]
"""(unit id, data item code, month) -> sum."""
Trees = Sequence[tuple[Tree, Sequence[int]]]
Outcomes = dict[tuple[int, int], Outcome]
"""(item id, month) -> outcome."""
Changed = Mapping[IndicatorVersion, Mapping[int, str]]
"""What counts differently than before: indicator -> unit id -> its code."""


@dataclass(frozen=True, slots=True)
class Job:
    """One rescoring: for which months the stored values change, by which rules, in which tree.

    `newest` is the last month of all that change, which another job may hold."""

    months: tuple[int, ...]
    rules: YearRules
    tree: Tree
    newest: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator of a rescoring: whose own numbers changed, and every unit on their paths, from below."""

    indicator: IndicatorVersion
    own: Mapping[int, str]
    touched: tuple[int, ...]
    data_items: Sequence[DataItemRow]
    items: Mapping[str, DataItem]


@dataclass(frozen=True, slots=True)
class Stored:
    """What stood in the database before."""

    agreements: Mapping[int, Agreement]
    items: Sequence[Item]
    outcomes: Outcomes
    totals: Mapping[tuple[int, int], Total]
    decided: Mapping[tuple[int, int, int], Claim]
    items_of: Mapping[int, Sequence[Item]]


def rescore_path(
    indicator: IndicatorVersion, unit: Unit, months: Sequence[int], trees: Trees, now: datetime
) -> dict[int, Total]:
    """Store the sums, scores and totals that an entry changes; returns agreement id -> its newest total.

    `trees` are the parts of the tree around the unit, each with its months, in order.
    """
    return rescore_units({indicator: {unit.pk: unit.code}}, months, trees, now)


def rescore_units(changed: Changed, months: Sequence[int], trees: Trees, now: datetime) -> dict[int, Total]:
    """The same for many units and indicators of one year: each unit on their paths is scored once."""
    newest: dict[int, Total] = {}
    rules = year_rules(next(iter(changed)).year_id)
    for tree, group in trees:
        newest = _rescore(changed, Job(tuple(group), rules, tree, months[-1], now))
    return newest


def _rescore(changed: Changed, job: Job) -> dict[int, Total]:
    parts = [_part(job, indicator, own) for indicator, own in changed.items()]
    rows = Rows()
    stored = _stored(job, parts)
    outcomes, changing = dict(stored.outcomes), list[Item]()
    for part in parts:
        sums = _sums(job, part, rows) if part.items else {}
        items = _changing(part, stored)
        for (item, month), outcome in _outcomes(job, part, items, stored, sums):
            if stored.outcomes.get((item.pk, month)) != outcome:
                outcomes[item.pk, month] = outcome
                rows.scores.append(score_row(item, month, outcome, job.rules))
        changing += items
    rows.totals += _totals(job, stored, outcomes, {item.agreement_id for item in changing})
    _note_changes(job, stored, outcomes, changing, rows)
    store(rows)
    return {total.agreement_id: total for total in rows.totals if total.month == job.months[-1]}


def _part(job: Job, indicator: IndicatorVersion, own: Mapping[int, str]) -> Part:
    data_items = list(indicator.data_items.all())
    items = {row.code: core_data_item(row) for row in data_items}
    return Part(indicator, own, _touched(job.tree, own), data_items, items)


def _touched(tree: Tree, own: Iterable[int]) -> tuple[int, ...]:
    height: dict[int, int] = {}
    for unit in own:
        for steps, at in enumerate(tree.path(unit)):
            height[at] = max(steps, height.get(at, 0))
    return tuple(sorted(height, key=lambda unit: height[unit]))


def _sums(job: Job, part: Part, rows: Rows) -> Sums:
    ids = {row.code: row.pk for row in part.data_items}
    sums = _sums_before(job, part, {pk: code for code, pk in ids.items()})
    reporters = _reporters(part)
    for code, item in part.items.items():
        for at in part.touched:
            for month in job.months:
                own = CoreTally(item.over_units)
                if at in reporters:
                    own = unit_tally(item, reporters[at], month, part.items)
                sums[at, code, month] = _with_children(job, (at, code, month), own, sums)
                rows.tallies.append(tally_row(at, ids[code], month, sums[at, code, month]))
    return sums


def _sums_before(job: Job, part: Part, codes: Mapping[int, str]) -> Sums:
    """The stored sums of everything directly below what is touched, and not touched itself."""
    touched = set(part.touched)
    siblings = {child for at in touched for child in job.tree.children_of.get(at, ())} - touched
    sums: Sums = {}
    for some in chunks(sorted(siblings)):
        for row in Tally.objects.filter(unit_id__in=some, data_item_id__in=codes, month__in=job.months):
            code = codes[row.data_item_id]
            sums[row.unit_id, code, row.month] = core_tally(row, part.items[code].over_units)
    return sums


def _reporters(part: Part) -> dict[int, Reporter]:
    """Whoever on the paths reported numbers of his own."""
    cells = {
        unit: cells for some in chunks(part.touched) for unit, cells in cells_by_unit(part.indicator, some).items()
    }
    others = cells.keys() - part.own.keys()
    codes = {**part.own, **dict(Unit.objects.filter(pk__in=others).values_list("pk", "code"))} if others else part.own
    return {unit: Reporter(codes[unit], own) for unit, own in cells.items()}


def _with_children(job: Job, place: tuple[int, str, int], own: CoreTally, sums: Sums) -> CoreTally:
    at, code, month = place
    together = own
    for child in job.tree.children_of.get(at, ()):
        tally = sums.get((child, code, month))
        together = together if tally is None else merged(together, tally)
    return together


def _stored(job: Job, parts: Sequence[Part]) -> Stored:
    touched = sorted({unit for part in parts for unit in part.touched})
    of_year = Agreement.objects.filter(year_id=job.rules.year)
    agreements = {row.pk: row for some in chunks(touched) for row in of_year.filter(unit_id__in=some)}
    items: list[Item] = []
    outcomes: Outcomes = {}
    totals: dict[tuple[int, int], Total] = {}
    for some in chunks(sorted(agreements)):
        items += Item.objects.filter(agreement_id__in=some).defer("target").order_by("pk")
        scores = Score.objects.filter(item__agreement_id__in=some, month__in=job.months)
        for item, month, state, result, exact in scores.values_list("item_id", "month", "state", "result", "exact"):
            outcomes[item, month] = Outcome(cast(State, state), result, exact)
        for total in Total.objects.filter(agreement_id__in=some, month__in=job.months):
            totals[total.agreement_id, total.month] = total
    items_of: dict[int, list[Item]] = {}
    for row in items:
        items_of.setdefault(row.indicator_id, []).append(row)
    return Stored(agreements, items, outcomes, totals, _decided(job, parts), items_of)


def _decided(job: Job, parts: Sequence[Part]) -> dict[tuple[int, int, int], Claim]:
    """(indicator, unit, month) -> the result that counts by decision; overrides are rare. One query as a rule."""
    months = Override.objects.filter(month__in=job.months, indicator__in=[part.indicator.pk for part in parts])
    overridden = set(months.values_list("indicator_id", flat=True))
    return {
        (part.indicator.pk, unit, month): claim
        for part in parts
        if part.indicator.pk in overridden
        for (unit, month), claim in overriding_claims(part.indicator).items()
    }


def _changing(part: Part, stored: Stored) -> list[Item]:
    touched = set(part.touched)
    items = stored.items_of.get(part.indicator.pk, ())
    return [item for item in items if stored.agreements[item.agreement_id].unit_id in touched]


def _outcomes(
    job: Job, part: Part, items: Iterable[Item], stored: Stored, sums: Sums
) -> Iterator[tuple[tuple[Item, int], Outcome]]:
    below = {} if part.items else direct_cells(part.indicator, span_of_month(job.rules.year, job.months[-1]))
    shared: dict[str, Indicator] = {}
    for item in items:
        unit_id = stored.agreements[item.agreement_id].unit_id
        for month in job.months:
            indicator = _indicator(job, part, item, month, shared)
            if indicator.formula is None:
                claim = claim_from_cells(indicator, below.get(unit_id, {}), unit_id, month)
            else:
                tallies = {code: sums[unit_id, code, month] for code in part.items}
                claim = claim_from_tallies(indicator.formula, tallies)
            claim = stored.decided.get((part.indicator.pk, unit_id, month), claim)
            yield (item, month), outcome_of(indicator, claim, job.rules, month)


def _indicator(job: Job, part: Part, item: Item, month: int, shared: dict[str, Indicator]) -> Indicator:
    """Items that say the same share one: there are hundreds."""
    round_ = round_of(month)
    key = f"{round_}{item.weights}{item.criteria}{item.amended}"
    if key not in shared:
        shared[key] = core_indicator(part.indicator, job.rules.scale, item, round_, part.data_items)
    return shared[key]


def _totals(job: Job, stored: Stored, outcomes: Outcomes, agreements: Iterable[int]) -> Iterator[Total]:
    own: dict[int, list[Item]] = {}
    for item in stored.items:
        own.setdefault(item.agreement_id, []).append(item)
    for agreement_id in sorted(agreements):
        for month in job.months:
            scored = [(item, outcomes[item.pk, month]) for item in own[agreement_id] if (item.pk, month) in outcomes]
            total = total_row(agreement_id, month, scored, job.rules, job.now)
            earlier = stored.totals.get((agreement_id, month))
            total.version = 1 if earlier is None else earlier.version + 1
            yield total


def _note_changes(job: Job, stored: Stored, outcomes: Outcomes, changed: Sequence[Item], rows: Rows) -> None:
    """Keep what the department's newest score was and became."""
    month = job.newest
    if month not in job.months:
        return
    totals = {total.agreement_id: total for total in rows.totals if total.month == month}
    for item in changed:
        agreement = stored.agreements[item.agreement_id]
        before, after = stored.outcomes.get((item.pk, month)), outcomes[item.pk, month]
        if agreement.unit_id in job.tree.parent_of or before == after:
            continue
        earlier = stored.totals.get((agreement.pk, month))
        rows.changes.append(
            ScoreChange(
                item=item,
                month=month,
                at=job.now,
                result_before=before.result if before else None,
                result_after=after.result,
                score_before=_shown(job, before),
                score_after=_shown(job, after),
                total_before=earlier.shown if earlier else None,
                total_after=totals[agreement.pk].shown,
            )
        )


def _shown(job: Job, outcome: Outcome | None) -> object:
    return None if outcome is None or outcome.exact is None else job.rules.scale.displayed(outcome.exact)
