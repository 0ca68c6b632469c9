"""Reading indicators with their scores over the year, owners, and what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Q, QuerySet

from rabrong.agreements.models import Agreement, DataItem, IndicatorVersion, Item
from rabrong.agreements.queries import items_of
from rabrong.assignments.models import Ownership
from rabrong.assignments.queries.roles import of_round
from rabrong.dashboards.queries.settled import settled
from rabrong.org.models import Unit, UnitKind
from rabrong.results.models import Score, ScoreChange
from rabrong.results.queries.stored import StoredScore, scores_of_year

ROLES = ("main", "co", "supporter")
MonthScores = Mapping[int, Mapping[int, StoredScore]]
"""Item id -> month -> score."""


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit's agreement with its items, their scores and its totals in every month until now."""

    agreement: Agreement
    items: Sequence[Item]
    scores: MonthScores
    totals: Mapping[int, Decimal | None]


def unit_year(agreement: Agreement, until: int) -> UnitYear:
    """Everything a scorecard shows of a unit. Two queries."""
    rows, totals = scores_of_year(agreement.pk, until)
    scores: dict[int, dict[int, StoredScore]] = {}
    for score in rows:
        scores.setdefault(score.item_id, {})[score.month] = score
    return UnitYear(agreement, _items(agreement.pk), scores, totals)


@settled
def _items(agreement_id: int) -> tuple[Item, ...]:
    items = items_of([agreement_id]).select_related("indicator", "indicator__aspect", "indicator__aspect__parent")
    return tuple(items)


@settled
def owners_by_indicator(year: int, round_: int) -> dict[int, list[Unit]]:
    """Indicator id -> its owners of a round, main owner first. One query."""
    found: dict[int, list[Unit]] = {}
    rows = Ownership.objects.filter(of_round(round_), indicator__year_id=year, unit__isnull=False)
    for row in sorted(rows.select_related("unit"), key=lambda row: (ROLES.index(row.role), row.position, row.pk)):
        if row.unit is not None:
            found.setdefault(row.indicator_id, []).append(row.unit)
    return found


@settled
def owned_indicators(unit: Unit, year: int) -> set[int]:
    """The indicators a unit owns or supports. One query."""
    return set(Ownership.objects.filter(unit=unit, indicator__year_id=year).values_list("indicator_id", flat=True))


class Change(NamedTuple):
    """One change of an indicator's score, with the unit's total before and after."""

    code: str
    at: datetime
    result_before: Fraction | None
    result_after: Fraction | None
    score_before: Decimal | None
    score_after: Decimal | None
    total_before: Decimal | None
    total_after: Decimal | None


def changes_since(agreement: Agreement, since: datetime, until: datetime) -> list[Change]:
    """A unit's changes of scores in a stretch of time, oldest first. One query."""
    changes = ScoreChange.objects.filter(item__agreement=agreement, at__gt=since, at__lte=until).order_by("at")
    return [Change(*row) for row in changes.values_list("item__indicator__code", *Change._fields[1:])]


@settled
def indicator_of(year: int, code: str) -> IndicatorVersion | None:
    """The indicator of that code with its aspect and data items. Two queries."""
    found = IndicatorVersion.objects.filter(year_id=year, code=code).select_related("aspect", "aspect__parent")
    return found.prefetch_related("data_items").order_by("-version").first()


def score_of_unit(unit: Unit, indicator: IndicatorVersion, month: int) -> Score | None:
    """A unit's score of an indicator. One query."""
    scores = Score.objects.filter(item__agreement__unit=unit, item__agreement__person=None, item__indicator=indicator)
    return scores.filter(month=month).first()


def scores_with(agreement: Agreement, units: Iterable[int], indicator: IndicatorVersion, month: int) -> list[Score]:
    """A unit's scores of a month together with those of an indicator in the agreements of others, with their
    agreements. One query."""
    others = Q(item__agreement__unit__in=list(units), item__agreement__person=None, item__indicator=indicator)
    rows = Score.objects.filter(Q(item__agreement=agreement) | others, month=month)
    return list(rows.select_related("item__agreement"))


def item_in(agreement: Agreement, indicator: IndicatorVersion) -> Item | None:
    """The indicator in a unit's agreement. One query."""
    return Item.objects.filter(agreement=agreement, indicator=indicator).first()


def item_with_unit(unit: Unit, indicator: IndicatorVersion) -> Item | None:
    """The indicator in a unit's own agreement, with year and unit. One query."""
    rows = Item.objects.filter(agreement__unit=unit, agreement__person=None, indicator=indicator)
    return rows.select_related("agreement__year", "agreement__unit", "indicator__aspect").first()


def any_item(indicator: IndicatorVersion) -> Item | None:
    """The indicator in the agreement it is in first: the department's. One query."""
    return Item.objects.filter(indicator=indicator).select_related("indicator").order_by("pk").first()


def item_for(unit: Unit, department: Unit, indicator: IndicatorVersion) -> Item | None:
    """The item a unit's numbers are scored by: its own, or its department's where it owns the indicator. One query."""
    own = Q(agreement__unit=unit)
    owned = Q(agreement__unit=department, indicator__owners__unit=unit, indicator__owners__ended_at=None)
    items = Item.objects.filter(own | owned, indicator=indicator, agreement__person=None).distinct()
    return items.select_related("indicator", "agreement__unit").first()


def scores_of_item(item: Item) -> dict[int, Score]:
    """Month -> score. One query."""
    return {score.month: score for score in Score.objects.filter(item=item)}


def data_items_of(indicators: Iterable[int]) -> QuerySet[DataItem]:
    """The data items of several indicators. One query."""
    return DataItem.objects.filter(indicator_id__in=list(indicators))


def province_indicators(year: int) -> list[IndicatorVersion]:
    """The indicators in the agreements of provinces, in order. One query."""
    inside = Item.objects.filter(agreement__year_id=year, agreement__unit__kind=UnitKind.PROVINCE)
    return list(IndicatorVersion.objects.filter(id__in=inside.values("indicator_id")).order_by("position"))
