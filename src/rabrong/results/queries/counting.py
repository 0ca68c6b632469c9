"""Which versions of the numbers count by the year's rule, and which indicators rest on certified numbers alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from rabrong.agreements.models import IndicatorVersion
from rabrong.org.queries.prepared import prepared
from rabrong.results.models import CountingOrder, CountingRule, Counts, Entry, Report, ReportMove, ReportState

STATES: Mapping[str, tuple[ReportState, ...]] = {
    Counts.APPROVED: (ReportState.APPROVED, ReportState.CERTIFIED),
    Counts.CERTIFIED: (ReportState.CERTIFIED,),
}
"""What a report has to be for its numbers to count, where not all do."""

Row: TypeAlias = tuple[int, int, int, str, int, Decimal | None, str]
"""Unit, indicator, month, cell, version, value, word."""
FIELDS = ("unit_id", "indicator_id", "month", "cell", "version", "value", "word")
Place = tuple[int, int, int]
"""Unit id, indicator id, month."""


def counting_of(year: int) -> Counts:
    """What counts in a year. One query."""
    newest = CountingRule.objects.filter(year_id=year).order_by("-pk").values_list("counts", flat=True).first()
    return Counts.ALL if newest is None else Counts(newest)


def counting_rules(year: int) -> list[CountingRule]:
    """Every rule the year had, newest first. One query."""
    return list(CountingRule.objects.filter(year_id=year).select_related("by").order_by("-pk"))


def last_order(year: int) -> CountingOrder | None:
    """The newest change of the rule that was asked for, whatever became of it. One query."""
    return CountingOrder.objects.filter(year_id=year).select_related("by").last()


def counted_entries(where: Q, year: int) -> list[Row]:
    """The numbers of a year that count by its rule, older versions first; `where` is on fields that entries and
    reports have in common. One query; three where not all count.
    """
    newest = CountingRule.objects.filter(year_id=year).order_by("-pk").values("counts")[:1]
    entries = Entry.objects.filter(where).annotate(counts=Coalesce(Subquery(newest), Value(Counts.ALL.value)))
    rows = list(entries.order_by("version").values_list(*FIELDS, "pk", "counts"))
    counts = Counts(rows[0][-1]) if rows else Counts.ALL
    if counts == Counts.ALL:
        return [row[:-2] for row in rows]
    ordered = (row[:-2] for row in sorted(rows, key=lambda row: row[-2]))
    return list(_standing(ordered, standing_versions(where, counts)))


def counted_entries_at(where: Q, year: int, moment: datetime) -> tuple[Counts, list[Row]]:
    """What counted at a past moment, and the rule of then. Three queries at most."""
    newest = CountingRule.objects.filter(year_id=year, at__lte=moment).order_by("-pk")
    counts = Counts(newest.values_list("counts", flat=True).first() or Counts.ALL)
    entries = Entry.objects.filter(where, at__lte=moment)
    if counts == Counts.ALL:
        return counts, list(entries.order_by("version").values_list(*FIELDS))
    rows = entries.order_by("pk").values_list(*FIELDS)
    return counts, list(_standing(rows, _standing_at(where, counts, moment)))


def _standing_at(where: Q, counts: Counts, moment: datetime) -> dict[Place, int]:
    """The newest version of each report whose last decision until the moment was one that counts. One query."""
    decided = (*STATES[counts], ReportState.RETURNED)
    moves = ReportMove.objects.filter(report__in=Report.objects.filter(where), state__in=decided, at__lte=moment)
    last: dict[tuple[Place, int], str] = {}
    fields = ("report__unit_id", "report__indicator_id", "report__month", "version", "state")
    for unit, indicator, month, version, state in moves.order_by("pk").values_list(*fields):
        last[(unit, indicator, month), version] = state
    found: dict[Place, int] = {}
    for (place, version), state in last.items():
        if state != ReportState.RETURNED:
            found[place] = max(version, found.get(place, 0))
    return found


def _standing(rows: Iterable[Row], standing: Mapping[Place, int]) -> Iterator[Row]:
    """A report's version is the number of its entries until then: so many of them, in the order they came, count."""
    seen: dict[Place, int] = {}
    for row in rows:
        place = row[0], row[1], row[2]
        seen[place] = seen.get(place, 0) + 1
        if seen[place] <= standing.get(place, 0):
            yield row


def standing_versions(where: Q, counts: Counts) -> dict[Place, int]:
    """The newest version of each report that was approved (or certified) and not returned since; those without one
    are left out. Two queries."""
    states = STATES[counts]
    found: dict[Place, int] = {}
    reports: dict[int, Place] = {}
    fields = ("pk", "unit_id", "indicator_id", "month", "version", "state")
    for pk, unit, indicator, month, version, state in Report.objects.filter(where).values_list(*fields):
        if state in states:
            found[unit, indicator, month] = version
        else:
            reports[pk] = unit, indicator, month
    for report, version in _stood(where, states):
        if report in reports:
            found[reports[report]] = max(version, found.get(reports[report], 0))
    return found


def _stood(where: Q, states: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Report and version, of each version whose last decision was one of the states."""
    reports = Report.objects.filter(where).exclude(state__in=states)
    decided = ReportMove.objects.filter(report__in=reports, state__in=(*states, ReportState.RETURNED)).order_by("pk")
    last = {(report, version): state for report, version, state in decided.values_list("report_id", "version", "state")}
    return (place for place, state in last.items() if state != ReportState.RETURNED)


@dataclass(frozen=True, slots=True)
class Certainty:
    """What a scorecard rests on: the year's rule, and the indicators (by id) that are certified as far as reported."""

    counts: Counts
    certified: frozenset[int]


def certainty_of(year: int, month: int, whose: Q) -> Certainty:
    """As of a month, for some reports of the year: `whose` is a condition on reports. One query.

    An indicator is certified when something was reported of it and all of that is certified.
    """
    found = _reported_and_waiting(year, month, whose)
    counts = Counts(found[0][1]) if found else Counts.ALL
    certified = (pk for pk, _, reported, waits in found if reported is not None and waits is None)
    return Certainty(counts, frozenset(certified))


@prepared
def _reported_and_waiting(year: int, month: int, whose: Q) -> QuerySet[Any, Any]:
    """Indicator id, the year's rule, any report of it, any that is not certified."""
    reports = Report.objects.filter(whose, indicator=OuterRef("pk"), month__lte=month)
    waiting = reports.exclude(state=ReportState.CERTIFIED)
    rows = IndicatorVersion.objects.filter(year_id=year).order_by("pk")
    newest = CountingRule.objects.filter(year_id=year).order_by("-pk").values("counts")[:1]
    counted = rows.annotate(counts=Coalesce(Subquery(newest), Value(Counts.ALL.value)))
    return counted.values_list("pk", "counts", _any_of(reports), _any_of(waiting))


def _any_of(reports: QuerySet[Report]) -> Subquery:
    """The newest of them. PostgreSQL reads all reports to see whether one exists, but takes the index to order them."""
    return Subquery(reports.order_by("-indicator_id", "-month").values("pk")[:1])
