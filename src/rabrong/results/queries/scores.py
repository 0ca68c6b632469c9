"""Reading entries and stored scores."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import cast

from django.db.models import F, OuterRef, QuerySet, Subquery

from rabrong.agreements.models import Agreement, IndicatorVersion, Item
from rabrong.agreements.queries import YearRules, framework_of, items_of, weights_of, year_rules
from rabrong.org.models import Unit
from rabrong.results.models import Entry, Score, Tally
from rabrong.results.months import round_of
from rabrong.results.queries.stored import StoredScore, TallyRow
from rabrong.scoring.absence import NOT_APPLICABLE, Absent
from rabrong.scoring.agreement import Aspect, Round
from rabrong.scoring.claims import VERDICTS, Claim
from rabrong.scoring.rollup import OverUnits
from rabrong.scoring.rollup import Tally as CoreTally
from rabrong.scoring.scorecard import Scorecard, Scored, State, scorecard


def current_entries() -> QuerySet[Entry]:
    """Every entry's newest version."""
    newest = (
        Entry.objects.filter(
            unit_id=OuterRef("unit_id"),
            indicator_id=OuterRef("indicator_id"),
            cell=OuterRef("cell"),
            month=OuterRef("month"),
        )
        .order_by("-version")
        .values("version")[:1]
    )
    return Entry.objects.annotate(newest=Subquery(newest)).filter(version=F("newest"))


def claim_of(value: Decimal | None, word: str) -> Claim:
    """What an entry says: its number, N/A, or a verdict."""
    if value is not None:
        return value
    verdict = next((verdict for verdict in VERDICTS if verdict == word), None)
    return verdict if verdict is not None else NOT_APPLICABLE


def newest_of_month(unit: Unit, indicator: IndicatorVersion, month: int) -> dict[str, Entry]:
    """Cell -> newest entry of one unit for one indicator and month. One query."""
    rows = Entry.objects.filter(unit=unit, indicator=indicator, month=month).order_by("version")
    return {entry.cell: entry for entry in rows}


def core_tally(row: Tally | TallyRow, how: OverUnits) -> CoreTally:
    """A stored sum as the scoring core knows it."""
    return CoreTally(how, row.total, row.weight, row.latest_month, row.latest_unit, row.units, row.not_applicable)


def tally_values(
    unit_ids: Iterable[int], indicator: IndicatorVersion, month: int
) -> dict[int, dict[str, Fraction | Absent]]:
    """Unit id -> data item code -> value as of a month. One query."""
    rows = Tally.objects.filter(unit_id__in=list(unit_ids), data_item__indicator=indicator, month=month)
    found: dict[int, dict[str, Fraction | Absent]] = {}
    for row in rows.select_related("data_item"):
        how = cast(OverUnits, row.data_item.over_units)
        found.setdefault(row.unit_id, {})[row.data_item.code] = core_tally(row, how).value()
    return found


def stored_scorecard(agreement: Agreement, month: int) -> Scorecard:
    """A unit's scorecard as of a month from its stored scores. Five queries."""
    rules, framework = year_rules(agreement.year_id), framework_of(agreement.year_id)
    scores = {score.item_id: score for score in Score.objects.filter(item__agreement=agreement, month=month)}
    return scorecard_of_scores(items_of([agreement.pk]), scores, framework, rules, month)


def scorecard_of_scores(
    items: Iterable[Item],
    scores: Mapping[int, StoredScore],
    framework: tuple[Aspect, ...],
    rules: YearRules,
    month: int,
) -> Scorecard:
    """A scorecard from rows already read: `scores` by item id. No query."""
    round_ = round_of(month)
    scored = [_scored(item, scores.get(item.pk), round_) for item in items]
    return scorecard(scored, framework, rules.scale, round_)


def _scored(item: Item, score: StoredScore | None, round_: Round) -> Scored:
    indicator, weight = item.indicator, weights_of(item.weights).get(round_)
    if score is None:
        return Scored(indicator.code, indicator.aspect.code, weight, "missing", None)
    return Scored(indicator.code, indicator.aspect.code, weight, cast(State, score.state), score.exact)
