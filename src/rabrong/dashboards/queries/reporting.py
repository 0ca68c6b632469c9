"""Reading who has reported: per indicator how many units, and who is silent since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from rabrong.agreements.models import Agreement, IndicatorVersion, Item
from rabrong.audit.models import Event
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
    others = Agreement.objects.filter(year_id=year).exclude(unit__kind=UnitKind.DISTRICT).values("pk")
    items = Item.objects.filter(indicator__year_id=year).exclude(agreement_id__in=others)
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
    """A district that reported nothing for a month, the last month it reported anything for (0: never), and how many
    districts its province has."""

    unit: Unit
    last_month: int
    districts: int


def silent_districts(year: int, month: int, *, below: Unit | None) -> list[Silent]:
    """The districts that reported nothing for a month, longest silence first. One query."""
    entries = Entry.objects.filter(unit=OuterRef("pk"), indicator__year_id=year)
    earlier = entries.filter(month__lt=month).order_by("-month").values("month")[:1]
    siblings = Unit.objects.filter(parent=OuterRef("parent"), kind=UnitKind.DISTRICT).order_by().values("parent")
    districts = _within(Unit.objects.filter(kind=UnitKind.DISTRICT), below, "")
    silent = districts.exclude(Exists(entries.filter(month=month))).annotate(
        last_month=Subquery(earlier), districts=Subquery(siblings.annotate(count=Count("pk")).values("count"))
    )
    units = silent.select_related("parent").order_by("parent__sort_key", "sort_key")
    found = (Silent(unit, unit.last_month or 0, unit.districts) for unit in units)
    return sorted(found, key=lambda each: each.last_month)


CENTRAL = (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE)


def entries_of(version: IndicatorVersion, unit: Unit, until: int) -> list[Entry]:
    """What a unit reported for an indicator until a month, in order of month and version; for the department what its
    bureaus reported. One query."""
    entries = Entry.objects.filter(indicator=version, month__lte=until)
    own = entries.filter(unit__kind__in=CENTRAL) if unit.kind == UnitKind.DEPARTMENT else entries.filter(unit=unit)
    return list(own.select_related("by").order_by("month", "version"))


def events_about(year: int, code: str, unit: str, month: int) -> list[Event]:
    """The audit record of a unit's numbers of an indicator and month, newest first. One query."""
    return list(Event.objects.filter(subject=f"entry {year}/{code}/{unit}/{month}").order_by("-number"))


def entries_by_cell(version: IndicatorVersion, unit: Unit) -> dict[str, dict[int, Entry]]:
    """Cell -> month -> newest entry, with who made it. One query."""
    found: dict[str, dict[int, Entry]] = {}
    entries = Entry.objects.filter(indicator=version, unit=unit).select_related("by")
    for entry in entries.order_by("month", "version"):
        found.setdefault(entry.cell, {})[entry.month] = entry
    return found


def drafts_of(version: IndicatorVersion, unit: Unit, month: int) -> dict[str, str]:
    """Cell -> what was typed and not submitted. One query."""
    rows = Draft.objects.filter(indicator=version, unit=unit, month=month)
    return dict(rows.values_list("cell", "text"))
