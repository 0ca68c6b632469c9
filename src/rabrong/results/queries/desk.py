"""Reading all that a unit enters in a year: its items, what was entered, what is drafted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from rabrong.agreements.models import Agreement, Item
from rabrong.assignments.models import Ownership
from rabrong.org.models import Unit, UnitKind
from rabrong.results.models import Draft, Entry, Report

Newest = Mapping[int, Mapping[str, Mapping[int, Entry]]]
"""Indicator id -> cell -> month -> newest entry."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What a unit entered: the newest numbers, and by (indicator id, month) when the first were."""

    newest: Newest = field(default_factory=dict)
    first: Mapping[tuple[int, int], datetime] = field(default_factory=dict)


def items_to_report(unit: Unit, year: int) -> list[Item]:
    """The items whose numbers a unit reports, with indicator and data items, in order. Two queries.

    Those of its own agreement that nobody below it promised; of its department's, those it owns and no district
    promised: what `results.rules.entry_refusal` says of one indicator.
    """
    promised = Item.objects.filter(indicator=OuterRef("indicator"), agreement__person=None)
    own = Q(agreement__unit=unit) & ~Exists(promised.filter(agreement__unit__parent=unit))
    owned = Ownership.objects.filter(indicator=OuterRef("indicator"), unit=unit, ended_at=None)
    elsewhere = promised.filter(Q(agreement__unit=unit) | Q(agreement__unit__kind=UnitKind.DISTRICT))
    of_owner = Q(agreement__unit__code=unit.department) & Exists(owned) & ~Exists(elsewhere)
    agreements = Agreement.objects.filter(year_id=year, person=None, unit__code__in=(unit.code, unit.department))
    rows = Item.objects.filter(own | of_owner, agreement__in=agreements)
    related = rows.select_related("indicator__aspect", "agreement__unit").prefetch_related("indicator__data_items")
    return list(related.order_by("indicator__position", "indicator__code", "pk"))


def entered_at(unit: Unit, indicators: Iterable[int]) -> Entered:
    """What a unit entered for some indicators. One query."""
    newest: dict[int, dict[str, dict[int, Entry]]] = {}
    first: dict[tuple[int, int], datetime] = {}
    rows = Entry.objects.filter(unit=unit, indicator__in=list(indicators))
    for entry in rows.order_by("month", "version"):
        newest.setdefault(entry.indicator_id, {}).setdefault(entry.cell, {})[entry.month] = entry
        key = (entry.indicator_id, entry.month)
        first[key] = min(entry.at, first.get(key, entry.at))
    return Entered(newest, first)


def drafts_at(unit: Unit, indicators: Iterable[int]) -> dict[tuple[int, int], dict[str, str]]:
    """(indicator id, month) -> cell -> what was typed and not submitted. One query."""
    found: dict[tuple[int, int], dict[str, str]] = {}
    for row in Draft.objects.filter(unit=unit, indicator__in=list(indicators)):
        found.setdefault((row.indicator_id, row.month), {})[row.cell] = row.text
    return found


def reports_at(unit: Unit, indicators: Iterable[int]) -> dict[tuple[int, int], Report]:
    """(indicator id, month) -> where the report stands. One query."""
    rows = Report.objects.filter(unit=unit, indicator__in=list(indicators))
    return {(row.indicator_id, row.month): row for row in rows}
