"""What a round still lacks before it can be called whole: reports not sent, not approved, not certified; its SAR."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from rabrong.agreements.models import IndicatorVersion
from rabrong.org.models import Unit, UnitKind
from rabrong.results.models import Report, ReportState, SarOpens, SarRule, Snapshot
from rabrong.results.months import round_of
from rabrong.results.queries.waiting import months_in
from rabrong.results.reporters import reporting_units

Counts = Mapping[str, int]
"""State -> number of reports; "expected" for all there should be."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """Of a province with its districts, or of a bureau: how many reports a round should have, and how far they are."""

    unit: Unit
    expected: int
    unreported: int
    unapproved: int
    uncertified: int

    @property
    def is_whole(self) -> bool:
        """Whether every report is certified."""
        return not (self.unreported or self.unapproved or self.uncertified)


def lacking_in(year: int, round_: int) -> list[Lacking]:
    """By province or bureau, in dictionary order. Five queries, whatever the number of units.

    Unapproved are those sent or sent back; uncertified those that some step approved.
    """
    reporters = {of: units for (of, at), units in reporting_units(year).items() if at == round_}
    due = _due_months(year, round_)
    units = Unit.objects.in_bulk(list({unit for found in reporters.values() for unit in found}))
    place_of = {pk: _place(unit) for pk, unit in units.items()}
    counts: dict[int, dict[str, int]] = {}
    for indicator, found in reporters.items():
        for unit in found:
            here = counts.setdefault(place_of[unit], {})
            here["expected"] = here.get("expected", 0) + len(due.get(indicator, ()))
    for unit, indicator, month, state in _reports(year, due):
        if unit in place_of and month in due[indicator] and unit in reporters.get(indicator, ()):
            here = counts[place_of[unit]]
            here[state] = here.get(state, 0) + 1
    places = Unit.objects.filter(pk__in=counts).order_by("kind", "sort_key")
    return [_lacking(place, counts[place.pk]) for place in places if counts[place.pk].get("expected")]


def _place(unit: Unit) -> int:
    """A district is counted with what stands above it."""
    return unit.parent_id or unit.pk if unit.kind == UnitKind.DISTRICT else unit.pk


def _due_months(year: int, round_: int) -> dict[int, tuple[int, ...]]:
    """Indicator -> the months of the round in which it has to be reported. One query."""
    found = {}
    for version in IndicatorVersion.objects.filter(year_id=year):
        months = (month for month in months_in(round_) if round_of(month) >= version.starts)
        found[version.pk] = tuple(m for m in months if version.cancelled is None or round_of(m) < version.cancelled)
    return found


def _reports(year: int, due: Mapping[int, Iterable[int]]) -> Iterable[tuple[int, int, int, str]]:
    months = {month for found in due.values() for month in found}
    rows = Report.objects.filter(indicator__year_id=year, month__in=months)
    return rows.values_list("unit_id", "indicator_id", "month", "state").iterator(chunk_size=5000)


def _lacking(unit: Unit, counts: Counts) -> Lacking:
    sent = sum(counts.get(state, 0) for state in ReportState.values)
    return Lacking(
        unit=unit,
        expected=counts.get("expected", 0),
        unreported=max(counts.get("expected", 0) - sent, 0),
        unapproved=counts.get(ReportState.SUBMITTED, 0) + counts.get(ReportState.RETURNED, 0),
        uncertified=counts.get(ReportState.APPROVED, 0),
    )


def sar_rules(year: int) -> dict[int, SarOpens]:
    """Round -> what its SAR waits for; rounds without a row wait for the last report. One query."""
    found = dict.fromkeys((6, 9, 12), SarOpens.CERTIFIED)
    return found | {row.round: SarOpens(row.opens) for row in SarRule.objects.filter(year_id=year)}


def sar_is_open(rule: SarOpens, lacking: Iterable[Lacking], is_closed: bool) -> bool:
    """Whether the SAR of a round may be written. No query."""
    if rule == SarOpens.ANYTIME:
        return True
    if rule == SarOpens.CLOSED:
        return is_closed
    found = list(lacking)
    return bool(found) and all(each.is_whole for each in found)


def snapshots_in(closings: Iterable[int]) -> dict[int, int]:
    """Closing -> how many units and people it froze. One query."""
    rows = Snapshot.objects.filter(closing__in=list(closings)).order_by().values_list("closing")
    return dict(rows.annotate(count=Count("pk")))
