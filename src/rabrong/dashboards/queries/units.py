"""Reading units with their totals: a unit and its way up, provinces for the map, what stands below a unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery

from rabrong.agreements.models import Agreement, PastTotal
from rabrong.org.models import Membership, Unit, UnitKind
from rabrong.results.models import Score, Total

NOT_READ = -1


@dataclass(frozen=True, slots=True)
class UnitScore:
    """A unit with its displayed score as of a month; None where it has none."""

    unit: Unit
    score: Decimal | None


def unit_of(code: str, year: int) -> Unit | None:
    """The unit of that code with the one above, and with its agreement of a year. One query."""
    agreements = Agreement.objects.filter(unit=OuterRef("pk"), year_id=year).values("pk")[:1]
    found = Unit.objects.filter(code=code).annotate(agreement_id=Subquery(agreements))
    return found.select_related("parent").first()


def agreement_with_unit(year: int, unit: Unit) -> Agreement | None:
    """A unit's agreement of a year. No query where the unit was read by `unit_of`, else one."""
    known = getattr(unit, "agreement_id", NOT_READ)
    if known == NOT_READ:
        return Agreement.objects.filter(year_id=year, unit=unit).select_related("unit").first()
    return None if known is None else Agreement(pk=known, year_id=year, unit=unit)


def region_of(province: Unit, year: int) -> Unit | None:
    """The region a province belongs to in a year. One query."""
    found = Membership.objects.filter(member=province, first_year__lte=year, last_year__gte=year)
    membership = found.select_related("region").first()
    return None if membership is None else membership.region


def members_by_region(year: int) -> dict[int, int]:
    """Province id -> region id in a year. One query."""
    rows = Membership.objects.filter(first_year__lte=year, last_year__gte=year)
    return dict(rows.values_list("member_id", "region_id"))


def regions() -> list[Unit]:
    """The inspection regions in the order of their numbers. One query."""
    return sorted(Unit.objects.filter(kind=UnitKind.REGION), key=lambda unit: (len(unit.code), unit.code))


def provinces() -> QuerySet[Unit]:
    """All provinces. One query."""
    return Unit.objects.filter(kind=UnitKind.PROVINCE).order_by("sort_key")


def bureaus() -> QuerySet[Unit]:
    """The units of the centre. One query."""
    return Unit.objects.filter(kind__in=(UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE)).order_by("sort_key")


def province_totals(year: int, month: int) -> list[UnitScore]:
    """Every province with its total, best first, without a total last. One query."""
    return _ranked(_totals(year, month).filter(agreement__unit__kind=UnitKind.PROVINCE))


def district_totals(year: int, month: int, province: Unit) -> list[UnitScore]:
    """A province's districts with their totals, best first, without a total last. One query."""
    return _ranked(_totals(year, month).filter(agreement__unit__parent=province))


def _totals(year: int, month: int) -> QuerySet[Total]:
    return Total.objects.filter(agreement__year_id=year, month=month).select_related("agreement__unit")


def _ranked(totals: Iterable[Total]) -> list[UnitScore]:
    return ranked(UnitScore(total.agreement.unit, total.shown) for total in totals)


def ranked(scores: Iterable[UnitScore]) -> list[UnitScore]:
    """Best first; equal scores in the order of names; those without a score last."""

    def place(each: UnitScore) -> tuple[bool, Decimal, str]:
        return each.score is None, -(each.score or Decimal(0)), each.unit.sort_key

    return sorted(scores, key=place)


def indicator_scores(indicator_id: int, month: int, *, kind: str, parent: Unit | None = None) -> list[Score]:
    """The scores of an indicator in the agreements of all units of a kind, or of those below a unit. One query."""
    scores = Score.objects.filter(item__indicator_id=indicator_id, month=month, item__agreement__unit__kind=kind)
    if parent is not None:
        scores = scores.filter(item__agreement__unit__parent=parent)
    return list(scores.select_related("item__agreement__unit"))


def province_indicator_scores(year: int, month: int, units: Iterable[int]) -> dict[int, dict[int, Score]]:
    """Unit id -> indicator id -> score of provinces. One query."""
    found: dict[int, dict[int, Score]] = {}
    rows = Score.objects.filter(month=month, item__agreement__year_id=year, item__agreement__unit_id__in=list(units))
    for row in rows.select_related("item__agreement"):
        found.setdefault(row.item.agreement.unit_id, {})[row.item.indicator_id] = row
    return found


def past_totals(unit: Unit, year: int) -> dict[int, Decimal]:
    """Month -> total as of that month in one year; month 0 is the whole year. One query."""
    return {row.month: row.total for row in PastTotal.objects.filter(unit=unit, year=year)}
