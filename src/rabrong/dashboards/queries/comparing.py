"""Reading totals of many units by month, and results of the year before."""

from collections.abc import Iterable
from decimal import Decimal

from rabrong.agreements.models import IndicatorVersion, Item, PastResult, PastTotal
from rabrong.dashboards.queries.sight import Sight
from rabrong.dashboards.queries.spread import Member
from rabrong.dashboards.queries.units import provinces, region_by_province
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import children_of
from rabrong.results.models import Total


def units_under(unit: Unit, book: YearBook, sight: Sight) -> list[Unit]:
    """What a unit's page compares: the provinces of a department or a region, the districts of a province. Two queries
    at most."""
    if unit.kind == UnitKind.PROVINCE:
        return list(children_of(unit, book.span).filter(sight.where()).order_by("sort_key"))
    if unit.kind not in (UnitKind.DEPARTMENT, UnitKind.REGION):
        return []
    found = list(provinces(book.span, sight))
    if unit.kind == UnitKind.DEPARTMENT:
        return found
    regions = region_by_province(book.span)
    return [each for each in found if regions.get(each.pk) == unit.pk]


def totals_by_month(book: YearBook, units: Iterable[Unit]) -> list[Member]:
    """Some units in their order with their displayed totals until the month. One query."""
    listed = list(units)
    rows = Total.objects.filter(
        agreement__year_id=book.year,
        agreement__person=None,
        agreement__unit__in=[unit.pk for unit in listed],
        month__lte=book.month,
    )
    found: dict[int, dict[int, Decimal | None]] = {}
    for unit, month, shown in rows.values_list("agreement__unit_id", "month", "shown"):
        found.setdefault(unit, {})[month] = shown
    return [Member(unit, found.get(unit.pk, {})) for unit in listed]


def past_scores(unit: Unit, year: int, month: int) -> tuple[dict[int, Decimal], int]:
    """Indicator id (of all years) -> its score in a year as of the month, else of the whole year; and which of the two:
    the month, or 0. One query."""
    rows = PastResult.objects.filter(unit=unit, year=year, month__in=(0, month), score__isnull=False)
    found: dict[int, dict[int, Decimal]] = {0: {}, month: {}}
    for indicator, at, score in rows.values_list("indicator_id", "month", "score"):
        if score is not None:
            found[at][indicator] = score
    at = month if found[month] else 0
    return found[at], at


def past_totals_of(units: Iterable[Unit], year: int) -> dict[int, Decimal]:
    """Unit id -> its total of a whole year. One query."""
    rows = PastTotal.objects.filter(unit__in=[unit.pk for unit in units], year=year, month=0)
    return dict(rows.values_list("unit_id", "total"))


def province_indicators(year: int) -> list[IndicatorVersion]:
    """The indicators in the agreements of provinces, in order. One query."""
    inside = Item.objects.filter(agreement__year_id=year, agreement__unit__kind=UnitKind.PROVINCE)
    return list(IndicatorVersion.objects.filter(id__in=inside.values("indicator_id")).order_by("position"))
