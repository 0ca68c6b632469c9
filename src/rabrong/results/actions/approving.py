"""Approving and returning reports, one or many: all of them or none, in one transaction with the audit record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from rabrong.audit.actions import Deed, queue_behind, record
from rabrong.org.actor import Actor, Grant
from rabrong.org.rules import Refusal
from rabrong.results.actions.counting import rescore_decided
from rabrong.results.actions.screens import tell_of_reports
from rabrong.results.letters import Return, tell_of_return
from rabrong.results.models import Report, ReportMove, ReportState
from rabrong.results.queries.approvals import CHUNK, chunks, reports_numbered, steps_left
from rabrong.results.rules.approving import Passing, grant_to_pass, grant_to_return, note_given, passing_of


@dataclass(frozen=True, slots=True)
class Preview:
    """What an approval would do: the reports that would move, where to, and why others would not, by report id."""

    reports: tuple[Report, ...]
    becomes: Mapping[int, ReportState] = field(default_factory=dict)
    refusals: Mapping[int, Refusal] = field(default_factory=dict)
    grants: Mapping[int, Grant] = field(default_factory=dict)


def preview_approval(versions: Mapping[int, int], *, by: Actor) -> Preview:
    """What approving these reports would do: report id -> the version that was seen. Changes nothing.

    Six queries, and one more for each further CHUNK of reports.
    """
    reports = reports_numbered(sorted(versions))
    passing = passing_of(by, reports)
    found = {report.pk: _stale(report, versions) or grant_to_pass(passing, report) for report in reports}
    refusals = {pk: Refusal("approval.gone") for pk in versions if pk not in found}
    refusals |= {pk: each for pk, each in found.items() if isinstance(each, Refusal)}
    grants = {pk: each for pk, each in found.items() if isinstance(each, Grant)}
    becomes = {report.pk: _next_state(passing, report) for report in reports if report.pk in grants}
    return Preview(tuple(reports), becomes, refusals, grants)


def preview_return(versions: Mapping[int, int], *, by: Actor) -> Preview:
    """What returning these reports would do; as preview_approval."""
    reports = reports_numbered(sorted(versions))
    passing = passing_of(by, reports)
    found = {report.pk: _stale(report, versions) or grant_to_return(passing, report) for report in reports}
    refusals = {pk: Refusal("approval.gone") for pk in versions if pk not in found}
    refusals |= {pk: each for pk, each in found.items() if isinstance(each, Refusal)}
    grants = {pk: each for pk, each in found.items() if isinstance(each, Grant)}
    return Preview(tuple(reports), dict.fromkeys(grants, ReportState.RETURNED), refusals, grants)


@transaction.atomic
def approve_reports(versions: Mapping[int, int], *, by: Actor, now: datetime) -> Preview:
    """Take the next step of each report; where a single one is refused nothing changes, and the preview says which.

    Where the year counts only what is approved, the scores follow, all of them at once.
    """
    for chain in _chains(versions):
        queue_behind(chain)
    preview = preview_approval(versions, by=by)
    if preview.refusals:
        return preview
    passing = passing_of(by, preview.reports)
    were = {report.pk: report.state for report in preview.reports}
    for report in preview.reports:
        report.passed = steps_left(report, passing.steps[report.indicator.year_id])[0].position
        report.state = preview.becomes[report.pk]
    _write(preview.reports, preview.grants, _Done("reports.approve", "", by, now))
    rescore_decided(preview.reports, were, now)
    return preview


@transaction.atomic
def return_reports(
    versions: Mapping[int, int], note: str, *, by: Actor, now: datetime, site: str = ""
) -> tuple[Report, ...] | Refusal:
    """Give reports back to their keepers with a note, all or none; a correction starts again at the first step.

    Who submitted is told on the screen and by mail, with a link to `site`, the address of this site where it is known.
    """
    if (missing := note_given(note)) is not None:
        return missing
    for chain in _chains(versions):
        queue_behind(chain)
    preview = preview_return(versions, by=by)
    if preview.refusals:
        return next(iter(preview.refusals.values()))
    reports = preview.reports
    were = {report.pk: report.state for report in reports}
    for report in reports:
        report.passed, report.state = 0, ReportState.RETURNED
    _write(reports, preview.grants, _Done("reports.return", note.strip(), by, now))
    rescore_decided(reports, were, now)
    tell_of_return(reports, Return(note.strip(), by.person, now, site))
    return reports


@dataclass(frozen=True, slots=True)
class _Done:
    verb: str
    note: str
    actor: Actor
    now: datetime


def _write(reports: Sequence[Report], grants: Mapping[int, Grant], done: _Done) -> None:
    by_target: dict[tuple[int, str], list[int]] = {}
    for report in reports:
        by_target.setdefault((report.passed, report.state), []).append(report.pk)
    for (passed, state), ids in by_target.items():
        for part in chunks(ids):
            Report.objects.filter(pk__in=part).update(passed=passed, state=state)
    ReportMove.objects.bulk_create([_move(report, grants[report.pk], done) for report in reports], CHUNK)
    by_chain: dict[tuple[str, str], list[Report]] = {}
    for report in reports:
        by_chain.setdefault((report.unit.chain, grants[report.pk].acting_for), []).append(report)
    for (chain, acting_for), rows in by_chain.items():
        record(chain, _deed(rows, acting_for, done), now=done.now)
    tell_of_reports(reports)


def _move(report: Report, grant: Grant, done: _Done) -> ReportMove:
    return ReportMove(
        report=report,
        version=report.version,
        state=report.state,
        step=report.passed,
        note=done.note,
        by=done.actor.person,
        acting_id=grant.acting,
        at=done.now,
    )


def _deed(rows: Sequence[Report], acting_for: str, done: _Done) -> Deed:
    first = rows[0]
    one = f"report {first.indicator.year_id}/{first.indicator.code}/{first.unit.code}/{first.month}"
    return Deed(
        verb=done.verb,
        subject=one if len(rows) == 1 else f"reports {first.indicator.year_id}",
        actor=done.actor.code,
        acting_for=acting_for,
        unit=first.unit.code if len(rows) == 1 else "",
        after={"reports": str(len(rows)), **({"note": done.note} if done.note else {})},
        is_passing=True,
    )


def _chains(versions: Mapping[int, int]) -> list[str]:
    """The chains of the reports' units: one for a department, whatever the number of reports."""
    named = ("unit__department", "unit__code")
    return sorted(
        {
            department or code
            for part in chunks(sorted(versions))
            for department, code in Report.objects.filter(pk__in=part).order_by().values_list(*named).distinct()
        }
    )


def _stale(report: Report, versions: Mapping[int, int]) -> Refusal | None:
    if report.version == versions[report.pk]:
        return None
    terms: dict[str, object] = {"code": report.indicator.code, "unit": str(report.unit), "month": report.month}
    return Refusal("approval.stale", terms)


def _next_state(passing: Passing, report: Report) -> ReportState:
    left = steps_left(report, passing.steps[report.indicator.year_id])
    return ReportState.CERTIFIED if len(left) == 1 else ReportState.APPROVED
