"""Reading entries and stored scores."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import cast

from django.db.models import F, OuterRef, QuerySet, Subquery

from rabrong.agreements.models import Agreement, IndicatorVersion
from rabrong.agreements.queries import items_of, weights_of, year_rules
from rabrong.org.models import Unit
from rabrong.results.models import Entry, Score, Tally, Total
from rabrong.results.months import latest_month, round_of
from rabrong.scoring.absence import NOT_APPLICABLE, Absent
from rabrong.scoring.agreement import Aspect
from rabrong.scoring.claims import VERDICTS, Claim
from rabrong.scoring.rollup import OverUnits
from rabrong.scoring.rollup import Tally as CoreTally
from rabrong.scoring.scorecard import Scorecard, Scored, State, scorecard

__all__ = ["claim_of", "core_tally", "current_entries", "latest_month", "readings_of", "stored_scorecard", "total_of"]


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


Series = Sequence[tuple[int, Claim]]


def readings_of(unit: Unit, indicator: IndicatorVersion) -> dict[str, dict[int, Entry]]:
    """Cell -> month -> newest entry of one unit for one indicator. One query."""
    found: dict[str, dict[int, Entry]] = {}
    for entry in Entry.objects.filter(unit=unit, indicator=indicator).order_by("month", "version"):
        found.setdefault(entry.cell, {})[entry.month] = entry
    return found


def core_tally(row: Tally, how: OverUnits) -> CoreTally:
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


def total_of(agreement: Agreement, month: int) -> Total | None:
    """A unit's stored total as of a month. One query."""
    return Total.objects.filter(agreement=agreement, month=month).first()


def stored_scorecard(agreement: Agreement, month: int, framework: tuple[Aspect, ...]) -> Scorecard:
    """A unit's scorecard as of a month from its stored scores. Four queries."""
    rules = year_rules(agreement.year_id)
    round_ = round_of(month)
    scores: Mapping[int, Score] = {
        score.item_id: score for score in Score.objects.filter(item__agreement=agreement, month=month)
    }
    scored = []
    for item in items_of([agreement.pk]):
        score = scores.get(item.pk)
        scored.append(
            Scored(
                code=item.indicator.code,
                aspect=item.indicator.aspect.code,
                weight=weights_of(item.weights).get(round_),
                state=cast(State, score.state) if score else "missing",
                score=score.exact if score else None,
            )
        )
    return scorecard(scored, framework, rules.scale, round_)
