"""After an entry: sums and scores of the unit and of everything above it, in a fixed number of queries.

The cost grows with the months touched and the siblings on the path, not with the number of units.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Exists, OuterRef

from rabrong.agreements.models import Agreement, IndicatorVersion, Item
from rabrong.agreements.models import DataItem as DataItemRow
from rabrong.agreements.queries import YearRules, core_data_item, core_indicator, year_rules
from rabrong.org.models import Unit
from rabrong.org.queries import Tree
from rabrong.results.models import Entry, Score, ScoreChange, Tally, Total
from rabrong.results.months import round_of
from rabrong.results.queries import claim_of, core_tally
from rabrong.results.queries.overrides import overrides_that_count, overriding_claims
from rabrong.results.scores.computing import (
    Cells,
    Outcome,
    Reporter,
    claim_from_cells,
    claim_from_tallies,
    listed_by_cell,
    outcome_of,
    unit_tally,
)
from rabrong.results.scores.rows import Rows, score_row, store, tally_row, total_row
from rabrong.scoring.agreement import Indicator, Round
from rabrong.scoring.claims import Claim
from rabrong.scoring.rollup import DataItem, merged
from rabrong.scoring.rollup import Tally as CoreTally
from rabrong.scoring.scorecard import State

Sums = dict[tuple[int, str, int], CoreTally]
"""(unit id, data item code, month) -> sum."""
Trees = Sequence[tuple[Tree, Sequence[int]]]
Outcomes = dict[tuple[int, int], Outcome]
"""(item id, month) -> outcome."""


@dataclass(frozen=True, slots=True)
class Job:
    """One rescoring: what was entered, for whom, and for which months the stored values change.

    `newest` is the last month of all that change, which another job may hold."""

    indicator: IndicatorVersion
    path: tuple[int, ...]
    months: tuple[int, ...]
    rules: YearRules
    data_items: Sequence[DataItemRow]
    items: Mapping[str, DataItem]
    tree: Tree
    newest: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Stored:
    """What stood in the database before."""

    agreements: Mapping[int, Agreement]
    items: Sequence[Item]
    outcomes: Outcomes
    totals: Mapping[tuple[int, int], Total]
    decided: Mapping[tuple[int, int], Claim]


def rescore_path(
    indicator: IndicatorVersion, unit: Unit, months: Sequence[int], trees: Trees, now: datetime
) -> dict[int, Total]:
    """Store the sums, scores and totals that an entry changes; returns agreement id -> its newest total.

    `trees` are the parts of the tree around the unit, each with its months, in order.
    """
    newest: dict[int, Total] = {}
    for tree, group in trees:
        newest = _rescore(indicator, unit, group, tree, months[-1], now)
    return newest


def _rescore(
    indicator: IndicatorVersion, unit: Unit, months: Sequence[int], tree: Tree, newest: int, now: datetime
) -> dict[int, Total]:
    data_items = list(indicator.data_items.all())
    job = Job(
        indicator=indicator,
        path=tree.path(unit.pk),
        months=tuple(months),
        rules=year_rules(indicator.year_id),
        data_items=data_items,
        items={row.code: core_data_item(row) for row in data_items},
        tree=tree,
        newest=newest,
        now=now,
    )
    rows = Rows()
    sums = _sums(job, unit, rows) if job.items else {}
    stored = _stored(job)
    _score(job, stored, sums, rows)
    store(rows)
    return {total.agreement_id: total for total in rows.totals if total.month == job.months[-1]}


def _sums(job: Job, unit: Unit, rows: Rows) -> Sums:
    siblings = {child for above in job.path[1:] for child in job.tree.children_of.get(above, ())}
    ids = {row.code: row.pk for row in job.data_items}
    codes = {pk: code for code, pk in ids.items()}
    sums: Sums = {}
    for row in Tally.objects.filter(unit_id__in=siblings, data_item_id__in=codes, month__in=job.months):
        code = codes[row.data_item_id]
        sums[row.unit_id, code, row.month] = core_tally(row, job.items[code].over_units)
    reporter = Reporter(unit.code, cells_by_unit(job.indicator, unit.pk).get(unit.pk, {}))
    for code, item in job.items.items():
        for month in job.months:
            sums[unit.pk, code, month] = unit_tally(item, reporter, month, job.items)
            for above in job.path[1:]:
                sums[above, code, month] = _of_children(job, above, item, month, sums)
            rows.tallies += [tally_row(at, ids[code], month, sums[at, code, month]) for at in job.path]
    return sums


def _of_children(job: Job, above: int, item: DataItem, month: int, sums: Sums) -> CoreTally:
    together = CoreTally(item.over_units)
    for child in job.tree.children_of.get(above, ()):
        tally = sums.get((child, item.code, month))
        together = together if tally is None else merged(together, tally)
    return together


def cells_by_unit(indicator: IndicatorVersion, unit_id: int | None = None) -> dict[int, Cells]:
    """Unit id -> its newest cells for an indicator; of one unit or of all. One query."""
    rows = Entry.objects.filter(indicator=indicator).order_by("version")
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    found: dict[int, list[tuple[str, int, Claim]]] = {}
    for unit, cell, month, value, word in rows.values_list("unit_id", "cell", "month", "value", "word"):
        found.setdefault(unit, []).append((cell, month, claim_of(value, word)))
    return {unit: listed_by_cell(cells) for unit, cells in found.items()}


def _stored(job: Job) -> Stored:
    agreements = {row.pk: row for row in Agreement.objects.filter(year_id=job.rules.year, unit_id__in=job.path)}
    scores = Score.objects.filter(item__agreement_id__in=agreements, month__in=job.months)
    totals = Total.objects.filter(agreement_id__in=agreements, month__in=job.months)
    own = overrides_that_count().filter(unit=OuterRef("agreement__unit"), indicator=job.indicator)
    items = list(Item.objects.filter(agreement_id__in=agreements).annotate(is_decided=Exists(own)).order_by("pk"))
    return Stored(
        agreements=agreements,
        items=items,
        outcomes={(row.item_id, row.month): Outcome(cast(State, row.state), row.result, row.exact) for row in scores},
        totals={(row.agreement_id, row.month): row for row in totals},
        decided=overriding_claims(job.indicator) if any(item.is_decided for item in items) else {},
    )


def _score(job: Job, stored: Stored, sums: Sums, rows: Rows) -> None:
    outcomes = dict(stored.outcomes)
    changed = [item for item in stored.items if item.indicator_id == job.indicator.pk]
    for item in changed:
        for month, outcome in _outcomes(job, stored, item, sums).items():
            outcomes[item.pk, month] = outcome
            rows.scores.append(score_row(item, month, outcome, job.rules))
    for agreement_id in {item.agreement_id for item in changed}:
        own = [item for item in stored.items if item.agreement_id == agreement_id]
        for month in job.months:
            scored = [(item, outcomes[item.pk, month]) for item in own if (item.pk, month) in outcomes]
            total = total_row(agreement_id, month, scored, job.rules, job.now)
            earlier = stored.totals.get((agreement_id, month))
            total.version = 1 if earlier is None else earlier.version + 1
            rows.totals.append(total)
    _note_changes(job, stored, outcomes, changed, rows)


def _outcomes(job: Job, stored: Stored, item: Item, sums: Sums) -> dict[int, Outcome]:
    unit_id = stored.agreements[item.agreement_id].unit_id
    found: dict[int, Outcome] = {}
    by_round: dict[Round, Indicator] = {}
    units = None if job.items else cells_by_unit(job.indicator)
    for month in job.months:
        round_ = round_of(month)
        if round_ not in by_round:
            by_round[round_] = core_indicator(job.indicator, job.rules.scale, item, round_, job.data_items)
        indicator = by_round[round_]
        if indicator.formula is None:
            claim = claim_from_cells(indicator, units or {}, unit_id, month)
        else:
            tallies = {code: sums[unit_id, code, month] for code in job.items if (unit_id, code, month) in sums}
            claim = claim_from_tallies(indicator.formula, tallies)
        found[month] = outcome_of(indicator, stored.decided.get((unit_id, month), claim), job.rules, month)
    return found


def _note_changes(job: Job, stored: Stored, outcomes: Outcomes, changed: Sequence[Item], rows: Rows) -> None:
    """Keep what the department's newest score was and became."""
    month = job.newest
    if month not in job.months:
        return
    totals = {total.agreement_id: total for total in rows.totals if total.month == month}
    for item in changed:
        agreement = stored.agreements[item.agreement_id]
        before, after = stored.outcomes.get((item.pk, month)), outcomes[item.pk, month]
        if agreement.unit_id != job.path[-1] or before == after:
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
