"""Reading who has reported: per indicator how many units, and who is silent since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.org.models import Unit, UnitKind
from rabrong.results.models import Draft, Entry


@dataclass(frozen=True, slots=True)
class Reporting:
    """Indicator id -> units that submitted a month, hold a draft of it, are expected to report it."""

    submitted: Mapping[int, int]
    drafts: Mapping[int, int]
    expected: Mapping[int, int]


def reporting_of(year: int, month: int, *, below: Unit | None) -> Reporting:
    """Who reported a month: everywhere, or in a province's districts or in one district. Three queries.

    `expected` counts districts only: an indicator that is not there is reported by its owner.
    """
    entries = _within(Entry.objects.filter(indicator__year_id=year, month=month), below, "unit")
    drafts = _within(Draft.objects.filter(indicator__year_id=year, month=month), below, "unit")
    items = Item.objects.filter(indicator__year_id=year, agreement__unit__kind=UnitKind.DISTRICT)
    expected = _within(items, below, "agreement__unit")
    return Reporting(
        submitted=dict(entries.values_list("indicator_id").annotate(Count("unit", distinct=True)).order_by()),
        drafts=dict(drafts.values_list("indicator_id").annotate(Count("unit", distinct=True)).order_by()),
        expected=dict(expected.values_list("indicator_id").annotate(Count("id")).order_by()),
    )


def _within(rows: QuerySet[Any], below: Unit | None, unit: str) -> QuerySet[Any]:
    if below is None or below.kind == UnitKind.DEPARTMENT:
        return rows
    path = f"{unit}__" if unit else ""
    return rows.filter(**({f"{path}parent": below} if below.kind == UnitKind.PROVINCE else {f"{path}id": below.pk}))


@dataclass(frozen=True, slots=True)
class Silent:
    """A district that reported nothing for a month, and the last month it reported anything for; 0 when never."""

    unit: Unit
    last_month: int


def silent_districts(year: int, month: int, *, below: Unit | None) -> list[Silent]:
    """The districts that reported nothing for a month, longest silence first. Two queries."""
    reported = Entry.objects.filter(unit=OuterRef("pk"), month=month, indicator__year_id=year)
    districts = _within(Unit.objects.filter(kind=UnitKind.DISTRICT), below, "")
    units = list(districts.exclude(Exists(reported)).select_related("parent").order_by("parent__sort_key", "sort_key"))
    earlier = Entry.objects.filter(unit__in=units, month__lt=month, indicator__year_id=year)
    last = dict(earlier.values_list("unit_id").annotate(Max("month")).order_by())
    return sorted((Silent(unit, last.get(unit.pk, 0)) for unit in units), key=lambda silent: silent.last_month)


def districts_by_province() -> dict[int, int]:
    """Province id -> how many districts it has. One query."""
    rows = Unit.objects.filter(kind=UnitKind.DISTRICT).values_list("parent_id").annotate(Count("id")).order_by()
    return {parent: count for parent, count in rows if parent is not None}


CENTRAL = (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE)


def entries_of(version: IndicatorVersion, unit: Unit, until: int) -> list[Entry]:
    """What a unit reported for an indicator until a month, in order of month and version; for the department what its
    bureaus reported. One query."""
    entries = Entry.objects.filter(indicator=version, month__lte=until)
    own = entries.filter(unit__kind__in=CENTRAL) if unit.kind == UnitKind.DEPARTMENT else entries.filter(unit=unit)
    return list(own.select_related("by").order_by("month", "version"))
