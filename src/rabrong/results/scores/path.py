"""After entries or approvals: sums and scores of the units touched and of everything above them, together.

The number of queries is fixed for an indicator, and the cost grows with the months and paths touched, not with the
number of units. Where a sum can be taken out of another again, what stood above is corrected by the difference; else
(least, greatest, latest) the sums above are merged anew from the siblings' stored ones.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import cast

from rabrong.agreements.models import DataItem as DataItemRow
from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.agreements.queries import YearRules, core_data_item, core_indicator, year_rules
from rabrong.org.models import Unit
from rabrong.org.queries import Tree, span_of_month, trees_around
from rabrong.results.models import Override, ScoreChange, Total
from rabrong.results.months import round_of
from rabrong.results.queries.approvals import chunks
from rabrong.results.queries.overrides import overriding_claims
from rabrong.results.queries.scores import core_tally
from rabrong.results.queries.stored import TotalBefore, stored_scores, stored_tallies, stored_totals
from rabrong.results.scores.cells import cells_by_unit, direct_cells
from rabrong.results.scores.computing import (
    Outcome,
    Reporter,
    claim_from_cells,
    claim_from_tallies,
    outcome_of,
    unit_tally,
)
from rabrong.results.scores.rows import Rows, score_row, store, tally_row, total_row, weighed
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.claims import Claim
from rabrong.scoring.rollup import ADDITIVE, DataItem, exchanged, merged
from rabrong.scoring.rollup import Tally as CoreTally
from rabrong.scoring.scorecard import Scored, State

Sums = dict[tuple[int, str, int], CoreTally]
"""(unit id, data item code, month) -> sum."""
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
class Rescored:
    """What a rescoring wrote: agreement id -> its newest total; and the ids of the units whose numbers it touched."""

    totals: Mapping[int, Total]
    units: frozenset[int]


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
    """What stood in the database before.

    `items` are those that may change, by indicator; `scored` is (agreement id, month) -> item id -> score, of all items
    of their agreements; `outcomes` those of the items that may change; `decided` the results that count by decision.
    """

    items: Mapping[int, Sequence[Item]]
    scored: Mapping[tuple[int, int], Mapping[int, Scored]]
    outcomes: Outcomes
    totals: Mapping[tuple[int, int], TotalBefore]
    decided: Mapping[tuple[int, int, int], Claim]


def rescore_units(changed: Changed, months: Sequence[int], now: datetime) -> Rescored:
    """Store the sums, scores and totals that changed numbers of a year change: each unit on their paths is scored once.

    `months` are those from the first that changed to the newest, in order.
    """
    year = next(iter(changed)).year_id
    units = {unit for own in changed.values() for unit in own}
    added_up = {indicator: list(indicator.data_items.all()) for indicator in changed}
    is_additive = all(row.over_units in ADDITIVE for rows in added_up.values() for row in rows)
    trees = trees_around(units, year, months, siblings=not is_additive)
    rules, newest = year_rules(year), dict[int, Total]()
    for tree, group in trees:
        job = Job(tuple(group), rules, tree, months[-1], now)
        parts = [_part(job, indicator, own, added_up[indicator]) for indicator, own in changed.items()]
        newest = _rescore(job, parts)
    return Rescored(newest, frozenset(at for tree, _ in trees for unit in units for at in tree.path(unit)))


def _rescore(job: Job, parts: Sequence[Part]) -> dict[int, Total]:
    rows = Rows()
    stored = _stored(job, parts)
    scored, outcomes = {place: dict(lines) for place, lines in stored.scored.items()}, Outcomes()
    for part in parts:
        sums = _sums(job, part, rows) if part.items else {}
        for (item, month), outcome in _outcomes(job, part, stored, sums):
            outcomes[item.pk, month] = outcome
            if stored.outcomes.get((item.pk, month)) != outcome:
                scored.setdefault((item.agreement_id, month), {})[item.pk] = weighed(item, outcome, month)
                rows.scores.append(score_row(item, month, outcome, job.rules))
    rows.totals += _totals(job, stored, scored)
    _note_changes(job, stored, outcomes, rows)
    store(rows)
    return {total.agreement_id: total for total in rows.totals if total.month == job.months[-1]}


def _part(job: Job, indicator: IndicatorVersion, own: Mapping[int, str], data_items: Sequence[DataItemRow]) -> Part:
    items = {row.code: core_data_item(row) for row in data_items}
    return Part(indicator, own, _touched(job.tree, own), data_items, items)


def _touched(tree: Tree, own: Iterable[int]) -> tuple[int, ...]:
    height: dict[int, int] = {}
    for unit in own:
        for steps, at in enumerate(tree.path(unit)):
            height[at] = max(steps, height.get(at, 0))
    return tuple(sorted(height, key=lambda unit: height[unit]))


def _sums(job: Job, part: Part, rows: Rows) -> Sums:
    """The sums of everything touched, from below. Two queries for each chunk."""
    before, below = _sums_before(job, part), _touched_below(job, part)
    reporters, ids = _reporters(part), {row.code: row.pk for row in part.data_items}
    sums = dict(before)
    for code, item in part.items.items():
        for at in part.touched:
            for month in job.months:
                place = at, code, month
                if item.over_units in ADDITIVE and at not in part.own:
                    sums[place] = _corrected(place, CoreTally(item.over_units), below.get(at, ()), (before, sums))
                else:
                    own = _own_tally(item, reporters.get(at), month, part.items)
                    sums[place] = _with_children(job, place, own, sums)
                rows.tallies.append(tally_row(at, ids[code], month, sums[place]))
    return sums


def _sums_before(job: Job, part: Part) -> Sums:
    """The stored sums of what is touched, and of what stands directly below where sums are merged anew."""
    codes = {row.pk: row.code for row in part.data_items}
    anew = part.own if all(item.over_units in ADDITIVE for item in part.items.values()) else part.touched
    wanted = {child for at in anew for child in job.tree.children_of.get(at, ())}.union(part.touched)
    sums: Sums = {}
    for some in chunks(sorted(wanted)):
        for row in stored_tallies(some, [*codes], job.months):
            code = codes[row.data_item_id]
            sums[row.unit_id, code, row.month] = core_tally(row, part.items[code].over_units)
    return sums


def _touched_below(job: Job, part: Part) -> dict[int, list[int]]:
    """Unit -> what stands directly below it and is touched as well."""
    found: dict[int, list[int]] = {}
    for at in part.touched:
        above = job.tree.parent_of.get(at)
        if above is not None:
            found.setdefault(above, []).append(at)
    return found


def _corrected(
    place: tuple[int, str, int], nothing: CoreTally, children: Iterable[int], known: tuple[Sums, Sums]
) -> CoreTally:
    """What stood, with the difference of each child that is touched: the siblings need not be read."""
    (_, code, month), (before, sums) = place, known
    whole = before.get(place, nothing)
    for child in children:
        whole = exchanged(whole, before.get((child, code, month), nothing), sums[child, code, month])
    return whole


def _own_tally(item: DataItem, reporter: Reporter | None, month: int, items: Mapping[str, DataItem]) -> CoreTally:
    return CoreTally(item.over_units) if reporter is None else unit_tally(item, reporter, month, items)


def _reporters(part: Part) -> dict[int, Reporter]:
    """Whoever reported numbers of his own among the units whose sums are merged anew."""
    additive = all(item.over_units in ADDITIVE for item in part.items.values())
    anew = sorted(part.own) if additive else part.touched
    cells = {unit: cells for some in chunks(anew) for unit, cells in cells_by_unit(part.indicator, some).items()}
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
    """Four queries for each chunk."""
    touched = sorted({unit for part in parts for unit in part.touched})
    wanted = Item.objects.filter(indicator__in=[part.indicator for part in parts], agreement__year=job.rules.year)
    items: dict[int, list[Item]] = {}
    for some in chunks(touched):
        rows = wanted.filter(agreement__unit_id__in=some).select_related("agreement").defer("target").order_by("pk")
        for row in rows:
            items.setdefault(row.indicator_id, []).append(row)
    changing = {row.pk for own in items.values() for row in own}
    scored: dict[tuple[int, int], dict[int, Scored]] = {}
    outcomes: Outcomes = {}
    totals: dict[tuple[int, int], TotalBefore] = {}
    for some in chunks(sorted({row.agreement_id for own in items.values() for row in own})):
        for line in stored_scores(some, job.months):
            state = cast(State, line.state)
            own = scored.setdefault((line.agreement, line.month), {})
            own[line.item] = Scored(str(line.indicator), "", line.weight, state, line.exact)
            if line.item in changing:
                result = None if line.result is None else Fraction(line.result)
                outcomes[line.item, line.month] = Outcome(state, result, line.exact)
        totals |= stored_totals(some, job.months)
    return Stored(items, scored, outcomes, totals, _decided(job, parts))


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


def _outcomes(job: Job, part: Part, stored: Stored, sums: Sums) -> Iterator[tuple[tuple[Item, int], Outcome]]:
    below = {} if part.items else direct_cells(part.indicator, span_of_month(job.rules.year, job.months[-1]))
    shared: dict[str, Indicator] = {}
    touched = set(part.touched)
    for item in stored.items.get(part.indicator.pk, ()):
        unit_id = item.agreement.unit_id
        for month in job.months if unit_id in touched else ():
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


def _totals(job: Job, stored: Stored, scored: Mapping[tuple[int, int], Mapping[int, Scored]]) -> Iterator[Total]:
    for agreement_id in sorted({item.agreement_id for own in stored.items.values() for item in own}):
        for month in job.months:
            lines = list(scored.get((agreement_id, month), {}).values())
            total = total_row(agreement_id, month, lines, job.rules, job.now)
            earlier = stored.totals.get((agreement_id, month))
            total.version = 1 if earlier is None else earlier.version + 1
            yield total


def _note_changes(job: Job, stored: Stored, outcomes: Outcomes, rows: Rows) -> None:
    """Keep what the department's newest score was and became."""
    month = job.newest
    if month not in job.months:
        return
    totals = {total.agreement_id: total for total in rows.totals if total.month == month}
    for item in (item for own in stored.items.values() for item in own):
        before, after = stored.outcomes.get((item.pk, month)), outcomes.get((item.pk, month))
        if item.agreement.unit_id in job.tree.parent_of or after is None or before == after:
            continue
        earlier = stored.totals.get((item.agreement_id, month))
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
                total_after=totals[item.agreement_id].shown,
            )
        )


def _shown(job: Job, outcome: Outcome | None) -> object:
    return None if outcome is None or outcome.exact is None else job.rules.scale.displayed(outcome.exact)
