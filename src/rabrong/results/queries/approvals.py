"""Reading approvals: the year's steps, what waits for somebody, who entered what, how a report moved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q, QuerySet

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import ROUNDS, Ownership
from rabrong.org.models import Person, Unit, UnitKind
from rabrong.results.models import ApprovalStep, Approver, Entry, Report, ReportMove, ReportState

CHUNK = 5_000
"""How many ids one query names; databases limit them."""

Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the rules know it; `unit_kind` "" is every kind of unit."""

    position: int
    approver: str
    unit_kind: str = ""


DEFAULT_STEPS = (
    Step(1, Approver.ABOVE, UnitKind.DISTRICT),
    Step(2, Approver.SUPERVISOR),
    Step(3, Approver.PSDG),
)
"""What holds in a year that has no rows of its own: province, supervisor, PSDG."""


def steps_of(year: int) -> tuple[Step, ...]:
    """The year's steps in their order. One query."""
    rows = ApprovalStep.objects.filter(year_id=year).order_by("position")
    return tuple(Step(row.position, row.approver, row.unit_kind) for row in rows) or DEFAULT_STEPS


def steps_left(report: Report, steps: Iterable[Step]) -> list[Step]:
    """What a report has still to pass. No query."""
    applicable = [step for step in steps if step.unit_kind in ("", report.unit.kind)]
    return [step for step in applicable if step.position > report.passed]


def waiting_reports(year: int) -> QuerySet[Report]:
    """The year's reports that somebody has to approve, with unit and indicator. One query."""
    waiting = Q(state__in=(ReportState.SUBMITTED, ReportState.APPROVED))
    rows = Report.objects.filter(waiting, indicator__year_id=year).select_related("unit", "indicator")
    return rows.order_by("indicator__position", "month", "unit__sort_key", "pk")


def reports_numbered(ids: Sequence[int]) -> list[Report]:
    """Reports by id, with unit and indicator. One query for each CHUNK."""
    rows = Report.objects.select_related("unit", "indicator")
    return [report for part in chunks(ids) for report in rows.filter(pk__in=part).order_by("pk")]


def owners_by_round(indicators: Iterable[int]) -> Mapping[tuple[int, int], frozenset[int]]:
    """Indicator version id and round -> ids of the units that own it in the round, alone or with others. One query."""
    found: dict[tuple[int, int], set[int]] = {}
    rows = Ownership.objects.filter(indicator__in=set(indicators), unit__isnull=False, role__in=("main", "co"))
    for row in rows:
        for round_ in ROUNDS:
            if row.counts_in(round_):
                found.setdefault((row.indicator_id, round_), set()).add(row.unit_id)
    return {place: frozenset(units) for place, units in found.items()}


def entered_by(person: Person, indicators: Iterable[int]) -> frozenset[tuple[int, int, int]]:
    """(unit, indicator, month) of which somebody entered any version, in whatever capacity. One query."""
    rows = Entry.objects.filter(by=person, indicator__in=set(indicators))
    return frozenset(rows.values_list("unit_id", "indicator_id", "month").distinct())


def submitters_of(reports: Sequence[Report]) -> Mapping[int, Person]:
    """Report id -> who submitted its newest version; who entered its newest number where it came by import. Three
    queries for each CHUNK."""
    found: dict[int, int] = {}
    for part in chunks(reports):
        places = {(each.unit_id, each.indicator_id, each.month): each.pk for each in part}
        units, indicators, months = ({place[at] for place in places} for at in range(3))
        entries = Entry.objects.filter(unit__in=units, indicator__in=indicators, month__in=months).order_by("pk")
        for unit, indicator, month, by in entries.values_list("unit_id", "indicator_id", "month", "by_id"):
            if (unit, indicator, month) in places:
                found[places[unit, indicator, month]] = by
        moves = ReportMove.objects.filter(report__in=part, state=ReportState.SUBMITTED).order_by("pk")
        found |= dict(moves.values_list("report_id", "by_id"))
    people = Person.objects.in_bulk(set(found.values()))
    return {report: people[by] for report, by in found.items()}


def moves_of(report: Report) -> list[ReportMove]:
    """How a report came to stand where it stands, oldest first. One query."""
    return list(report.moves.select_related("by", "acting__principal").order_by("pk"))


def moves_at(unit: Unit, indicator: IndicatorVersion, month: int) -> list[ReportMove]:
    """The moves of the report of a unit, indicator and month, oldest first; none without a report. One query."""
    rows = ReportMove.objects.filter(report__unit=unit, report__indicator=indicator, report__month=month)
    return list(rows.select_related("by", "acting__principal").order_by("pk"))


def versions_at(unit: Unit, indicator: IndicatorVersion, month: int) -> list[Entry]:
    """Every version of the numbers of a unit, indicator and month, with who entered it and what it came with. One
    query."""
    rows = Entry.objects.filter(unit=unit, indicator=indicator, month=month)
    return list(rows.select_related("by", "acting__principal", "imported__came_with").order_by("at", "pk"))


def chunks(rows: Sequence[Each]) -> Iterator[Sequence[Each]]:
    """Rows in parts of CHUNK."""
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
