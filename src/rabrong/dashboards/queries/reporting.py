"""Reading who has reported: per indicator how many units, and who is silent since when."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value

from rabrong.agreements.models import Agreement, IndicatorVersion, Item
from rabrong.assignments.queries import CENTRAL
from rabrong.audit.models import Event
from rabrong.dashboards.queries.settled import settled
from rabrong.dashboards.queries.sight import Sight
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Acting, Unit, UnitKind, UnitVersion
from rabrong.org.queries import Span
from rabrong.org.queries.prepared import prepared
from rabrong.org.queries.tree import versions_under, within
from rabrong.results.models import Draft, Entry


@dataclass(frozen=True, slots=True)
class Reporting:
    """Indicator id -> units that submitted a month, hold a draft of it, are expected to report it."""

    submitted: Mapping[int, int]
    drafts: Mapping[int, int]
    expected: Mapping[int, int]


def reporting_of(book: YearBook, *, below: Unit) -> Reporting:
    """Who reported the month: below a department, in a province's districts or in one district. Two queries.

    `expected` counts districts only: an indicator that is not there is reported by its owner.
    """
    rows = _counts(book.year, book.month, below.kind, below.pk, book.span)
    counts = {(draft, indicator): units for draft, indicator, units in rows}
    return Reporting(
        submitted={indicator: units for (draft, indicator), units in counts.items() if not draft},
        drafts={indicator: units for (draft, indicator), units in counts.items() if draft},
        expected=_expected(book.year, below.kind, below.pk, book.span),
    )


@settled
def _expected(year: int, kind: str, unit_id: int, span: Span) -> Mapping[int, int]:
    of_districts = Q(unit__kind=UnitKind.DISTRICT, person=None)
    others = Agreement.objects.filter(year_id=year).exclude(of_districts).values("pk")
    items = Item.objects.filter(indicator__year_id=year).exclude(agreement_id__in=others)
    within_unit = _within(items, kind, unit_id, span, "agreement__unit")
    return dict(within_unit.values_list("indicator_id").annotate(Count("id")).order_by())


@prepared
def _counts(year: int, month: int, kind: str, unit_id: int, span: Span) -> QuerySet[Any]:
    """(Is it a draft, indicator id, number of units), both kinds in one query."""
    submitted, drafted = (
        _within(rows.filter(indicator__year_id=year, month=month), kind, unit_id, span, "unit")
        .annotate(draft=Value(draft, IntegerField()))
        .values_list("draft", "indicator_id")
        for draft, rows in enumerate((Entry.objects.all(), Draft.objects.all()))
    )
    units = Count("unit", distinct=True)
    both: QuerySet[Any] = submitted.annotate(units=units).order_by()
    return both.union(drafted.annotate(units=units).order_by(), all=True)


def _within(rows: QuerySet[Any], kind: str, unit_id: int, span: Span, path: str) -> QuerySet[Any]:
    if kind == UnitKind.PROVINCE:
        return rows.filter(**{f"{path}__in": versions_under([unit_id], span).values("unit_id")})
    return rows if kind == UnitKind.DEPARTMENT else rows.filter(**{path: unit_id})


@dataclass(frozen=True, slots=True)
class Silent:
    """A district that reported nothing for a month, the province it stood in, the last month it reported anything for
    (0: never), and how many districts its province had."""

    unit: Unit
    province: Unit
    last_month: int
    districts: int


def silent_districts(book: YearBook, sight: Sight, *, below: Unit) -> list[Silent]:
    """The districts that reported nothing for the last closed month, longest silence first. Two queries."""
    if not book.closed_month:
        return []
    places = _district_places(book.span)
    rows = _silent_since(book.indicators, book.closed_month, sight.where())
    silent = [(month or 0, places[unit]) for unit, month in rows if unit in places]
    return [
        Silent(place.unit, place.province, month, place.districts)
        for month, place in sorted(silent, key=lambda each: (each[0], each[1].position))
        if below.kind != UnitKind.PROVINCE or place.province.pk == below.pk
    ]


@prepared
def _silent_since(indicators: tuple[int, ...], closed_month: int, seen: Q) -> QuerySet[Any]:
    """District id and the last month before it fell silent, None for none.

    One look into the index for each district, in its order: PostgreSQL would else read every report of the month.
    """
    entries = Entry.objects.filter(unit=OuterRef("pk"), indicator__in=indicators)
    reported = entries.filter(month=closed_month).order_by("unit_id", "month", "indicator_id").values("indicator_id")
    earlier = entries.filter(month__lt=closed_month).order_by("-month").values("month")
    districts = Unit.objects.filter(seen, kind=UnitKind.DISTRICT).order_by()
    silent = districts.annotate(reported=Subquery(reported[:1])).filter(reported=None)
    return silent.values_list("pk", Subquery(earlier[:1]))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a district stood: the place in the order of names, its province, how many districts that had."""

    position: int
    unit: Unit
    province: Unit
    districts: int


@settled
def _district_places(span: Span) -> Mapping[int, _Place]:
    """District id -> where it stood last in a stretch of time."""
    later = UnitVersion.objects.filter(within(span), unit=OuterRef("unit_id"), starts__gt=OuterRef("starts"))
    placed = UnitVersion.objects.filter(within(span), ~Exists(later), unit__kind=UnitKind.DISTRICT)
    rows = placed.select_related("unit", "parent").order_by("parent__sort_key", "unit__sort_key")
    pairs = [(row.unit, row.parent) for row in rows if row.parent is not None]
    districts = Counter(province.pk for _, province in pairs)
    return {
        unit.pk: _Place(position, unit, province, districts[province.pk])
        for position, (unit, province) in enumerate(pairs)
    }


def entries_of(version: IndicatorVersion, unit: Unit, until: int) -> list[Entry]:
    """What a unit reported for an indicator until a month, in order of month and version, with what it came with; for
    the department what its bureaus reported. One query."""
    entries = Entry.objects.filter(indicator=version, month__lte=until)
    own = entries.filter(unit__kind__in=CENTRAL) if unit.kind == UnitKind.DEPARTMENT else entries.filter(unit=unit)
    known = ("by", "acting__principal", "imported__came_with")
    return list(own.select_related(*known).order_by("month", "version"))


def events_about(year: int, code: str, unit: str, month: int) -> list[Event]:
    """The audit record of a unit's numbers of an indicator and month, newest first. One query."""
    return list(Event.objects.filter(subject=f"entry {year}/{code}/{unit}/{month}").order_by("-number"))


def entries_by_cell(version: IndicatorVersion, unit: Unit) -> dict[str, dict[int, Entry]]:
    """Cell -> month -> newest entry, with who made it. One query."""
    found: dict[str, dict[int, Entry]] = {}
    entries = Entry.objects.filter(indicator=version, unit=unit).select_related("by", "acting__principal")
    for entry in entries.order_by("month", "version"):
        found.setdefault(entry.cell, {})[entry.month] = entry
    return found


def drafts_of(version: IndicatorVersion, unit: Unit, month: int) -> dict[str, str]:
    """Cell -> what was typed and not submitted. One query."""
    rows = Draft.objects.filter(indicator=version, unit=unit, month=month)
    return dict(rows.values_list("cell", "text"))


def acting_with_id(acting_id: int) -> Acting:
    """An acting with who is acted for. One query."""
    return Acting.objects.select_related("principal").get(pk=acting_id)
