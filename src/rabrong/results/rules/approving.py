"""May this report be approved or returned: nobody does so with what he entered himself, in any capacity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rabrong.agreements.models import Year, YearState
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Role, UnitKind
from rabrong.org.rules import Refusal
from rabrong.results.models import Approver, Counts, Report, ReportState
from rabrong.results.queries.approvals import Step, entered_by, owners_by_indicator, steps_left, steps_of
from rabrong.results.queries.counting import counting_of
from rabrong.results.queries.rounds import closed_rounds

WAITING = (ReportState.SUBMITTED, ReportState.APPROVED)


@dataclass(frozen=True, slots=True)
class Passing:
    """What the moves of many reports rest on, read once: steps by year, owners, what the actor entered himself."""

    actor: Actor
    steps: Mapping[int, tuple[Step, ...]]
    owners: Mapping[int, frozenset[int]]
    own: frozenset[tuple[int, int, int]]
    kept: Mapping[int, "Kept"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a year's scores does not change any more: all of a closed year; where approvals change scores, the
    months to the last closed round."""

    is_closed: bool = False
    until: int = 0


def passing_of(actor: Actor, reports: Iterable[Report]) -> Passing:
    """Five queries for the reports of one year, whatever their number; six where not all numbers count."""
    rows = list(reports)
    indicators = {report.indicator_id for report in rows}
    steps = {year: steps_of(year) for year in sorted({report.indicator.year_id for report in rows})}
    kept = {year: _kept(year) for year in steps}
    return Passing(actor, steps, owners_by_indicator(indicators), entered_by(actor.person, indicators), kept)


def _kept(year: int) -> Kept:
    if Year.objects.filter(pk=year, state=YearState.CLOSED).exists():
        return Kept(is_closed=True)
    counts_all = counting_of(year) == Counts.ALL
    return Kept() if counts_all else Kept(until=max(closed_rounds(year), default=0))


def grant_to_pass(passing: Passing, report: Report) -> Grant | Refusal:
    """What the next step of a report rests on, or why it may not be taken. No query."""
    left = steps_left(report, passing.steps[report.indicator.year_id])
    if report.state not in WAITING or not left:
        return Refusal("approval.not_waiting", _terms(report))
    return _kept_refusal(passing, report) or _grant(passing, report, left[0])


def grant_to_return(passing: Passing, report: Report) -> Grant | Refusal:
    """Who takes the next step may return instead; what is certified, only who took the last one. No query."""
    steps = passing.steps[report.indicator.year_id]
    if report.state == ReportState.RETURNED:
        return Refusal("approval.not_waiting", _terms(report))
    return _kept_refusal(passing, report) or _grant(passing, report, (steps_left(report, steps) or steps[-1:])[0])


def _kept_refusal(passing: Passing, report: Report) -> Refusal | None:
    kept = passing.kept[report.indicator.year_id]
    if kept.is_closed:
        return Refusal("approval.year_closed", _terms(report))
    return Refusal("approval.round_closed", _terms(report)) if report.month <= kept.until else None


def note_given(note: str) -> Refusal | None:
    """Whoever gets a report back is told what to do."""
    return None if note.strip() else Refusal("approval.note_missing")


def _grant(passing: Passing, report: Report, step: Step) -> Grant | Refusal:
    if (report.unit_id, report.indicator_id, report.month) in passing.own:
        return Refusal("approval.own_entry", _terms(report))
    owners = passing.owners.get(report.indicator_id, frozenset())
    for grant in passing.actor.holds(*ROLES[step.approver]):
        at = {
            Approver.ABOVE: grant.unit_id == report.unit.parent_id,
            Approver.SUPERVISOR: grant.unit_id in owners,
            Approver.PSDG: grant.unit_kind == UnitKind.DEPARTMENT,
        }
        if at[Approver(step.approver)]:
            return grant
    return Refusal("approval.not_yours", _terms(report))


ROLES: dict[str, tuple[Role, ...]] = {
    Approver.ABOVE: (Role.APPROVER, Role.DIRECTOR),
    Approver.SUPERVISOR: (Role.SUPERVISOR,),
    Approver.PSDG: (Role.PSDG,),
}


def _terms(report: Report) -> dict[str, object]:
    return {"code": report.indicator.code, "unit": str(report.unit), "month": report.month}
