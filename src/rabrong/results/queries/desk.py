"""Reading all that a unit enters in a year: its items, what was entered, what is drafted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from rabrong.agreements.models import Agreement, Item
from rabrong.assignments.models import ROUNDS, Ownership
from rabrong.org.models import Unit, UnitKind
from rabrong.results.models import Draft, Entry, Report
from rabrong.results.reporters import CO, MAIN, owners_in, rounds_of_owner

Newest = Mapping[int, Mapping[str, Mapping[int, Entry]]]
"""Indicator id -> cell -> month -> newest entry."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What a unit entered: the newest numbers, and by (indicator id, month) when the first were."""

    newest: Newest = field(default_factory=dict)
    first: Mapping[tuple[int, int], datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToReport:
    """An item whose numbers a unit reports, and in which rounds (6, 9, 12)."""

    item: Item
    rounds: frozenset[int]


def items_to_report(unit: Unit, year: int) -> list[Item]:
    """The items whose numbers a unit reports in any round; as reports_to_make."""
    return [each.item for each in reports_to_make(unit, year)]


def reports_to_make(unit: Unit, year: int) -> list[ToReport]:
    """What a unit reports by the rule of results.reporters, with indicator and data items, in order. Two queries, and
    one more for a unit that owns an indicator."""
    items = _candidates(unit, year)
    as_owner = [item.indicator_id for item in items if _by_owner(item, unit)]
    owners: dict[int, list[Ownership]] = {pk: [] for pk in as_owner}
    for row in Ownership.objects.filter(indicator__in=as_owner, unit__isnull=False) if as_owner else ():
        owners[row.indicator_id].append(row)
    found = (ToReport(item, _rounds(item, unit, owners)) for item in items)
    return [each for each in found if each.rounds]


def _by_owner(item: Item, unit: Unit) -> bool:
    """Whether it is the owners of the rounds who report an item."""
    return item.agreement.unit_id != unit.pk or unit.kind == UnitKind.DEPARTMENT


def _rounds(item: Item, unit: Unit, owners: Mapping[int, Sequence[Ownership]]) -> frozenset[int]:
    if not _by_owner(item, unit):
        return frozenset(ROUNDS)
    rows = owners[item.indicator_id]
    if item.agreement.unit_id == unit.pk:  # a department, in rounds without an owner
        return frozenset(round_ for round_ in ROUNDS if not owners_in(rows, round_))
    return rounds_of_owner(rows, unit.pk)


def _candidates(unit: Unit, year: int) -> list[Item]:
    """Of its own agreement what nobody below promised; of its department's what it owns and no other unit promised."""
    promised = Item.objects.filter(indicator=OuterRef("indicator"), agreement__person=None)
    own = Q(agreement__unit=unit) & ~Exists(promised.filter(agreement__unit__parent=unit))
    owned = Ownership.objects.filter(indicator=OuterRef("indicator"), unit=unit, role__in=(MAIN, CO))
    others = Exists(promised.exclude(agreement__unit__kind=UnitKind.DEPARTMENT))
    if unit.kind == UnitKind.DEPARTMENT:
        wanted = own & ~others
    else:
        wanted = own | (Q(agreement__unit__code=unit.department) & Exists(owned) & ~others)
    agreements = Agreement.objects.filter(year_id=year, person=None, unit__code__in=(unit.code, unit.department))
    rows = Item.objects.filter(wanted, agreement__in=agreements)
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
