"""May this report be approved or returned: nobody does so with what he entered himself, in any capacity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rabrong.agreements.models import IndicatorVersion, Year, YearState
from rabrong.assignments.models import Responsibility
from rabrong.assignments.models.standing import ROUNDS
from rabrong.assignments.queries.roles import supervisors_of
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Role, UnitKind
from rabrong.org.rules import Refusal
from rabrong.results.models import Approver, Counts, Report, ReportState
from rabrong.results.months import round_of
from rabrong.results.queries.approvals import Step, entered_by, owners_by_round, steps_left, steps_of
from rabrong.results.queries.counting import counting_of
from rabrong.results.queries.rounds import closed_rounds
from rabrong.results.queries.waiting import WAITING, Desk

Supervised = Mapping[tuple[int, int], Grant]
"""Indicator version and round -> what supervising it rests on."""


@dataclass(frozen=True, slots=True)
class Passing:
    """What the moves of many reports rest on, read once: steps by year, what the actor supervises, what he entered
    himself, which months are frozen."""

    actor: Actor
    steps: Mapping[int, tuple[Step, ...]]
    supervised: Supervised
    own: frozenset[tuple[int, int, int]]
    kept: Mapping[int, "Kept"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a year's scores does not change any more: all of a closed year; where approvals change scores, the
    months to the last closed round."""

    is_closed: bool = False
    until: int = 0


def passing_of(actor: Actor, reports: Iterable[Report]) -> Passing:
    """Six queries for the reports of one year, whatever their number; seven where not all numbers count."""
    rows = list(reports)
    indicators = {report.indicator_id for report in rows}
    years = sorted({report.indicator.year_id for report in rows})
    steps = {year: steps_of(year) for year in years}
    kept = {year: _kept(year) for year in years}
    return Passing(actor, steps, supervised_by(actor, indicators), entered_by(actor.person, indicators), kept)


def _kept(year: int) -> Kept:
    if Year.objects.filter(pk=year, state=YearState.CLOSED).exists():
        return Kept(is_closed=True)
    counts_all = counting_of(year) == Counts.ALL
    return Kept() if counts_all else Kept(until=max(closed_rounds(year), default=0))


def supervised_by(actor: Actor, indicators: Iterable[int]) -> Supervised:
    """What somebody supervises in which round: named in person, as a named substitute, acting for who is named; where
    nobody is named, as supervisor of a unit that owns it in the round. Two queries."""
    wanted = set(indicators)
    named, owners = supervisors_of(wanted), owners_by_round(wanted)
    found = {}
    for indicator in wanted:
        for round_ in ROUNDS:
            rows = named.get((indicator, round_), ())
            grant = _named(actor, rows) if rows else _of_unit(actor, owners.get((indicator, round_), frozenset()))
            if grant is not None:
                found[indicator, round_] = grant
    return found


def _named(actor: Actor, rows: Iterable[Responsibility]) -> Grant | None:
    """The grant of who is named. Who has no account is stood in for by the supervisors of the own unit."""
    for row in rows:
        if row.person is None:
            grant = _of_unit(actor, frozenset({row.unit_id}))
        elif row.person_id == actor.person.pk:
            unit = row.unit or row.person.unit
            grant = Grant(Role.SUPERVISOR, unit.pk, unit.kind, unit.code, acting_for=_stood_in_for(row))
        else:
            acting = (each for each in actor.grants if each.acting is not None)
            grant = next((each for each in acting if each.acting_for == row.person.code), None)
        if grant is not None:
            return grant
    return None


def _stood_in_for(row: Responsibility) -> str:
    """Whom a named substitute stands in for, for the record; "" for the supervisor."""
    named = row.substitute_for
    if named is None:
        return ""
    return named.name or named.position if named.person is None else named.person.code


def _of_unit(actor: Actor, units: frozenset[int | None] | frozenset[int]) -> Grant | None:
    return next((grant for grant in actor.holds(Role.SUPERVISOR) if grant.unit_id in units), None)


def desk_of(actor: Actor, year: int) -> Desk:
    """Which steps of a year are somebody's. Three queries."""
    indicators = IndicatorVersion.objects.filter(year_id=year).values_list("pk", flat=True)
    return Desk(
        above=frozenset(grant.unit_id for grant in actor.holds(*ROLES[Approver.ABOVE])),
        supervised=frozenset(supervised_by(actor, indicators)),
        certifies=_psdg(actor) is not None,
    )


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
    return _held(passing, report, step) or Refusal("approval.not_yours", _terms(report))


def _held(passing: Passing, report: Report, step: Step) -> Grant | None:
    if step.approver == Approver.SUPERVISOR:
        return passing.supervised.get((report.indicator_id, round_of(report.month)))
    if step.approver == Approver.PSDG:
        return _psdg(passing.actor)
    above = passing.actor.holds(*ROLES[Approver.ABOVE])
    return next((grant for grant in above if grant.unit_id == report.unit.parent_id), None)


def _psdg(actor: Actor) -> Grant | None:
    return next((grant for grant in actor.holds(Role.PSDG) if grant.unit_kind == UnitKind.DEPARTMENT), None)


ROLES: dict[str, tuple[Role, ...]] = {
    Approver.ABOVE: (Role.APPROVER, Role.DIRECTOR),
    Approver.SUPERVISOR: (Role.SUPERVISOR,),
    Approver.PSDG: (Role.PSDG,),
}
"""Who takes a step by role; a supervisor is somebody named, where somebody is."""


def _terms(report: Report) -> dict[str, object]:
    return {"code": report.indicator.code, "unit": str(report.unit), "month": report.month}
