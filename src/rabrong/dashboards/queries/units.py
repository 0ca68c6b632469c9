"""Reading units with their totals: a unit, provinces for the map, what stands below a unit in the shown month.

What lists units takes a `Sight` and leaves out those whose numbers may not be shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from rabrong.agreements.models import Agreement, PastTotal
from rabrong.assignments.queries import CENTRAL
from rabrong.dashboards.queries.settled import settled
from rabrong.dashboards.queries.sight import Sight
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Membership, Unit, UnitKind, UnitVersion
from rabrong.org.queries import Span, path_of
from rabrong.org.queries.prepared import prepared
from rabrong.org.queries.tree import versions_under, within
from rabrong.results.models import Score, Total

NOT_READ = -1


@dataclass(frozen=True, slots=True)
class UnitScore:
    """A unit with its displayed score as of a month; None where it has none."""

    unit: Unit
    score: Decimal | None


@settled
def unit_of(code: str, year: int) -> Unit | None:
    """The unit of that code with its agreement of a year. One query."""
    agreements = Agreement.objects.filter(unit=OuterRef("pk"), year_id=year, person=None).values("pk")[:1]
    return Unit.objects.filter(code=code).annotate(agreement_id=Subquery(agreements)).first()


def way_up(unit: Unit, span: Span) -> tuple[Unit, ...]:
    """The unit and everything above it, from below. Two queries; none for a department, above which nothing adds up."""
    return (unit,) if unit.kind == UnitKind.DEPARTMENT else (unit, *_above(unit.pk, span))


@settled
def _above(unit_id: int, span: Span) -> tuple[Unit, ...]:
    return tuple(path_of(Unit(pk=unit_id), span)[1:])


def agreement_with_unit(year: int, unit: Unit) -> Agreement | None:
    """A unit's agreement of a year. No query where the unit was read by `unit_of`, else one."""
    known = getattr(unit, "agreement_id", NOT_READ)
    if known == NOT_READ:
        return Agreement.objects.filter(year_id=year, unit=unit, person=None).select_related("unit").first()
    return None if known is None else Agreement(pk=known, year_id=year, unit=unit)


@settled
def region_by_province(span: Span) -> dict[int, int]:
    """Province id -> id of the region it belonged to last. One query."""
    rows = Membership.objects.filter(within(span)).order_by("starts")
    return dict(rows.values_list("member_id", "region_id"))


def units_of_kind(book: YearBook, kind: UnitKind) -> list[int]:
    """The ids of the units of a kind that have an agreement of the year. One query."""
    rows = Agreement.objects.filter(year_id=book.year, person=None, unit__kind=kind)
    return list(rows.values_list("unit_id", flat=True))


def below(unit: Unit, span: Span) -> QuerySet[Any, Any]:
    """The ids of the units directly below one by their own place, for a condition; no query of its own."""
    return versions_under([unit.pk], span).values("unit_id")


def regions(ids: Iterable[int]) -> list[Unit]:
    """Some regions in the order of their numbers. One query."""
    return sorted(Unit.objects.filter(pk__in=list(ids)), key=lambda unit: (len(unit.code), unit.code))


def provinces(span: Span, sight: Sight) -> QuerySet[Unit]:
    """The provinces of a stretch of time. One query."""
    return _units(span, sight).filter(kind=UnitKind.PROVINCE)


def provinces_and_below(span: Span, sight: Sight, province: Unit | None) -> tuple[list[Unit], list[Unit]]:
    """The provinces, and the districts of one of them in dictionary order. One query."""
    inside = Q(kind=UnitKind.PROVINCE)
    if province is not None:
        inside |= Q(pk__in=below(province, span))
    found = list(_units(span, sight).filter(inside))
    return [each for each in found if each.kind == UnitKind.PROVINCE], [
        each for each in found if each.kind != UnitKind.PROVINCE
    ]


def bureaus(span: Span, sight: Sight) -> QuerySet[Unit]:
    """The units of the centre. One query."""
    return _units(span, sight).filter(kind__in=CENTRAL)


def districts_alone(span: Span, sight: Sight) -> list[Unit]:
    """The districts that are seen without their province, which would list them. One query; none for who sees all."""
    if sight.everything:
        return []
    seen = versions_under(sight.scope.ids, span).values("unit_id")
    return list(_units(span, sight).filter(kind=UnitKind.DISTRICT).exclude(pk__in=seen))


def _units(span: Span, sight: Sight) -> QuerySet[Unit]:
    return Unit.objects.filter(within(span), sight.where()).order_by("sort_key")


def province_totals(book: YearBook, sight: Sight) -> list[UnitScore]:
    """Every province with its total, best first, without a total last. One query."""
    return _totals(book, sight, UnitKind.PROVINCE, 0)


def district_totals(book: YearBook, province: Unit, sight: Sight) -> list[UnitScore]:
    """A province's districts with their totals, best first, without a total last. One query."""
    return _totals(book, sight, UnitKind.DISTRICT, province.pk)


def _totals(book: YearBook, sight: Sight, kind: UnitKind, above: int) -> list[UnitScore]:
    known = _units_with_totals(kind, above, book.span)
    return ranked(
        UnitScore(known[unit], None if shown is None else Decimal(shown))
        for unit, shown in _shown_totals(book.year, book.month, kind, above, book.span)
        if unit in known and known[unit] in sight
    )


@settled
def _units_with_totals(kind: UnitKind, above: int, span: Span) -> dict[int, Unit]:
    """The units of a kind, or those directly below one, by their ids."""
    return {unit.pk: unit for unit in Unit.objects.filter(_which(kind, above, span)).order_by()}


@prepared
def _shown_totals(year: int, month: int, kind: UnitKind, above: int, span: Span) -> QuerySet[Any, Any]:
    """Unit id and its total as of the month."""
    units = Unit.objects.filter(_which(kind, above, span)).order_by().values("pk")
    own = Total.objects.filter(agreement__year_id=year, agreement__person=None, month=month, agreement__unit__in=units)
    return own.order_by().values_list("agreement__unit_id", "shown")


def _which(kind: UnitKind, above: int, span: Span) -> Q:
    return Q(pk__in=below(Unit(pk=above), span)) if above else Q(kind=kind)


def ranked(scores: Iterable[UnitScore]) -> list[UnitScore]:
    """Best first; equal scores in the order of names; those without a score last."""

    def place(each: UnitScore) -> tuple[bool, Decimal, str]:
        return each.score is None, -(each.score or Decimal(0)), each.unit.sort_key

    return sorted(scores, key=place)


def province_scores(indicator_id: int, book: YearBook, sight: Sight) -> list[Score]:
    """The scores of an indicator in the agreements of the provinces. One query."""
    return _scores(indicator_id, book, sight, Q(item__agreement__unit__kind=UnitKind.PROVINCE))


def district_scores(indicator_id: int, book: YearBook, province: Unit, sight: Sight) -> list[Score]:
    """The scores of an indicator in the agreements of a province's districts. One query."""
    return _scores(indicator_id, book, sight, Q(item__agreement__unit_id__in=below(province, book.span)))


def _scores(indicator_id: int, book: YearBook, sight: Sight, which: Q) -> list[Score]:
    seen = sight.where("item__agreement__unit_id")
    of_units = Score.objects.filter(item__indicator_id=indicator_id, item__agreement__person=None, month=book.month)
    scores = of_units.filter(which, seen)
    return list(scores.select_related("item__agreement__unit"))


def past_totals(unit: Unit, year: int) -> dict[int, Decimal]:
    """Month -> total as of that month in one year; month 0 is the whole year. One query."""
    return {row.month: row.total for row in PastTotal.objects.filter(unit=unit, year=year)}


def place_of(code: str, span: Span) -> tuple[Unit, Unit | None] | None:
    """The unit of that code with the unit it stood below last by its own place, not by a region. One query."""
    rows = UnitVersion.objects.filter(within(span), unit__code=code).select_related("unit", "parent")
    found = rows.order_by("-starts").first()
    return None if found is None else (found.unit, found.parent)


def unit_with_id(unit_id: int) -> Unit:
    """The unit of that id. One query."""
    return Unit.objects.get(pk=unit_id)


def units_with_ids(ids: Iterable[int]) -> list[Unit]:
    """Some units, in dictionary order. One query."""
    return list(Unit.objects.filter(pk__in=list(ids)).order_by("sort_key", "pk"))


def department_code() -> str:
    """The code of the department. One query."""
    found = Unit.objects.filter(kind=UnitKind.DEPARTMENT).order_by("pk").values_list("code", flat=True).first()
    return found or ""


def department_of_year(year: int) -> Unit | None:
    """The department with its agreement of a year. One query."""
    agreements = Agreement.objects.filter(unit=OuterRef("pk"), year_id=year, person=None).values("pk")[:1]
    found = Unit.objects.filter(kind=UnitKind.DEPARTMENT).annotate(agreement_id=Subquery(agreements))
    return found.exclude(agreement_id=None).order_by("pk").first()


def ids_of_kind(span: Span, sight: Sight, kind: UnitKind) -> list[int]:
    """The ids of the units of a kind that are seen. One query."""
    return list(_units(span, sight).filter(kind=kind).values_list("pk", flat=True).distinct().order_by())
