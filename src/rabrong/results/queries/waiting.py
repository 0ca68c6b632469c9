"""Reading what waits for somebody: the reports whose next step is the person's, and what was said about them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F, Max, Q, QuerySet

from rabrong.org.models import UnitKind
from rabrong.results.models import Approver, Entry, Report, ReportMove, ReportState
from rabrong.results.queries.approvals import Step, chunks, steps_of
from rabrong.scoring.agreement import ROUNDS

WAITING = (ReportState.SUBMITTED, ReportState.APPROVED)
Place = tuple[int, int, int]
"""Unit, indicator version and month."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose steps: the units whose districts somebody approves, (indicator, round) supervised, whether the PSDG's."""

    above: frozenset[int] = frozenset()
    supervised: frozenset[tuple[int, int]] = frozenset()
    certifies: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no step of the year is the person's."""
        return not (self.above or self.supervised or self.certifies)


class Waiting(NamedTuple):
    """A report that waits, without its texts: there are thousands."""

    report: int
    version: int
    unit: int
    parent: int | None
    kind: str
    indicator: int
    month: int
    step: int
    approver: str

    @property
    def place(self) -> Place:
        """Which numbers."""
        return self.unit, self.indicator, self.month


FIELDS = ("pk", "version", "unit_id", "unit__parent_id", "unit__kind", "indicator_id", "month")


def waiting_at(desk: Desk, year: int) -> list[Waiting]:
    """The reports whose next step is of the desk, in the order of indicators, months and units. One query for the
    steps and one for each step that is the desk's."""
    steps = steps_of(year)
    found = []
    for step in steps:
        mine = _mine(desk, step)
        if mine is not None:
            rows = waiting_reports_at(step, steps, year).filter(mine).values_list(*FIELDS)
            found += [Waiting._make((*row, step.position, step.approver)) for row in rows]
    return found


def waiting_reports_at(step: Step, steps: Sequence[Step], year: int) -> QuerySet[Report]:
    """The reports of a year whose next step is this one."""
    rows = Report.objects.filter(_is_next(step, steps), indicator__year_id=year, state__in=WAITING)
    return rows.order_by("indicator__position", "indicator_id", "month", "unit__sort_key", "pk")


def _mine(desk: Desk, step: Step) -> Q | None:
    if step.approver == Approver.ABOVE:
        return Q(unit__parent__in=desk.above) if desk.above else None
    if step.approver == Approver.SUPERVISOR:
        return _supervised(desk.supervised) if desk.supervised else None
    return Q() if desk.certifies else None


def _supervised(pairs: Iterable[tuple[int, int]]) -> Q:
    rounds: dict[int, list[int]] = {}
    for indicator, round_ in sorted(pairs):
        rounds.setdefault(indicator, []).extend(months_in(round_))
    indicators: dict[tuple[int, ...], list[int]] = {}
    for indicator, months in rounds.items():
        indicators.setdefault(tuple(months), []).append(indicator)
    found = Q(pk=None)
    for in_months, numbers in indicators.items():
        found |= Q(indicator__in=numbers, month__in=in_months)
    return found


def months_in(round_: int) -> range:
    """The months that a round adds: 7 to 9 for round 9."""
    return range(max((each for each in ROUNDS if each < round_), default=0) + 1, round_ + 1)


def _is_next(step: Step, steps: Sequence[Step]) -> Q:
    """Whatever of the steps before is for the unit's kind has been taken, and this one has not."""
    named = sorted({each.unit_kind for each in steps if each.unit_kind})
    found = Q(pk=None)
    for kind in (*named, ""):
        if step.unit_kind not in ("", kind):
            continue
        taken = [each.position for each in steps if each.unit_kind in ("", kind) and each.position < step.position]
        of_kind = Q(unit__kind=kind) if kind else ~Q(unit__kind__in=named)
        found |= of_kind & Q(passed__gte=max(taken, default=0), passed__lt=step.position)
    return found


def approved_before(reports: Iterable[int]) -> Mapping[int, int]:
    """Report id -> the last version that any step approved, where the numbers changed since. One query a CHUNK."""
    passed = ReportMove.objects.filter(
        state__in=(ReportState.APPROVED, ReportState.CERTIFIED), version__lt=F("report__version")
    )
    return {
        report: version
        for part in chunks(list(reports))
        for report, version in passed.filter(report__in=part)
        .order_by()
        .values_list("report")
        .annotate(last=Max("version"))
    }


def remarks_on(reports: Iterable[int]) -> Mapping[int, str]:
    """Report id -> the remark its newest version was submitted with. One query a CHUNK."""
    rows = ReportMove.objects.filter(state=ReportState.SUBMITTED, version=F("report__version")).exclude(note="")
    return {
        report: note
        for part in chunks(list(reports))
        for report, note in rows.filter(report__in=part).order_by("pk").values_list("report", "note")
    }


def entries_at(places: Iterable[Place]) -> dict[Place, list[Entry]]:
    """Every version of the numbers of some places, older ones first. One query; meant for a page of them."""
    wanted = set(places)
    units, indicators, months = ({place[at] for place in wanted} for at in range(3))
    rows = Entry.objects.filter(unit__in=units, indicator__in=indicators, month__in=months)
    found: dict[Place, list[Entry]] = {place: [] for place in wanted}
    for entry in rows.order_by("version", "cell", "pk"):
        place = (entry.unit_id, entry.indicator_id, entry.month)
        if place in found:
            found[place].append(entry)
    return found


def is_below(row: Waiting) -> bool:
    """Whether a unit above adds the report up: a district's does, a bureau's does not."""
    return row.kind == UnitKind.DISTRICT
