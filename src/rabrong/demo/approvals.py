"""How far the example's reports have come by mid May: certified to March, April approved, May submitted or returned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from random import Random

from django.db import connection
from django.db.models import F

from rabrong.assignments.models import Duty, Responsibility
from rabrong.demo.clock import BANGKOK, START
from rabrong.demo.frame import Frame, month_start
from rabrong.demo.plan import OPEN_MONTH, SEED, SUPERVISED_IN_APRIL
from rabrong.demo.units import supervisor_in
from rabrong.org.models import Person, UnitKind
from rabrong.results.actions.reporting import submit_reports
from rabrong.results.models import Report, ReportMove, ReportState

CERTIFIED_UNTIL = 6
PROVINCE, SUPERVISOR, PSDG = 1, 2, 3
"""The steps of the year."""

PERCENT_RETURNED = 6
NOTES = (
    "ตัวเลขสะสมต่ำกว่าเดือนก่อน ตรวจทะเบียนแล้วส่งใหม่ (ตัวอย่าง)",
    "จำนวนเป้าหมายไม่ตรงกับทะเบียนของจังหวัด (ตัวอย่าง)",
    "ขอคำอธิบายว่าเหตุใดจึงเพิ่มมากในเดือนเดียว (ตัวอย่าง)",
)
MOVED = """
    INSERT INTO results_reportmove (report_id, version, state, step, note, difference, by_id, acting_id, at)
    SELECT report.id, report.version, %s, %s, '', '{}', person.id, NULL, %s
    FROM results_report AS report
    JOIN org_unit AS unit ON unit.id = report.unit_id
    JOIN agreements_indicatorversion AS indicator ON indicator.id = report.indicator_id
"""
OF = {
    PROVINCE: """
        JOIN org_unit AS above ON above.id = unit.parent_id
        JOIN org_person AS person ON person.code = 'province-' || above.code
    """,
    SUPERVISOR: """
        JOIN assignments_responsibility AS named ON named.indicator_id = indicator.id AND named.duty = 'supervisor'
        JOIN org_person AS person ON person.id = named.person_id
    """,
    PSDG: "JOIN org_person AS person ON person.code = 'psdg'",
}
WHICH = " WHERE indicator.year_id = %s AND report.month = %s AND report.passed >= %s"


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of a month's reports: which, and the day of the month after on which it was taken."""

    number: int
    state: ReportState
    day: int


STEPS = (
    _Step(PROVINCE, ReportState.APPROVED, 13),
    _Step(SUPERVISOR, ReportState.APPROVED, 14),
    _Step(PSDG, ReportState.CERTIFIED, 25),
)


def store_responsible(frame: Frame, people: Mapping[str, Person]) -> None:
    """The owner's head supervises an indicator, the owner's keeper keeps it, as its KPI Template says."""
    rows = []
    for code, version in frame.versions.items():
        owner = next(owner.unit for owner in frame.file.details[code].owners if owner.role == "main")
        head, keeper = supervisor_in(people, owner), people[f"keeper-{owner}"]
        rows.append(Responsibility(indicator=version, duty=Duty.SUPERVISOR, person=head, unit=head.unit))
        rows.append(
            Responsibility(indicator=version, duty=Duty.KEEPER, person=keeper, unit=keeper.unit, is_score_owner=True)
        )
    Responsibility.objects.bulk_create(rows)


def store_approvals(frame: Frame) -> None:
    """Runs after the entries and who supervises are there. Few statements, for the reports are tens of thousands."""
    year = frame.file.agreement.year
    submit_reports(year)
    reports = Report.objects.filter(indicator__year_id=year)
    reports.filter(month__lte=CERTIFIED_UNTIL).update(state=ReportState.CERTIFIED, passed=PSDG)
    april = reports.filter(month=CERTIFIED_UNTIL + 1)
    april.update(state=ReportState.APPROVED, passed=SUPERVISOR)
    april.filter(unit__kind=UnitKind.DISTRICT).exclude(indicator__code__in=SUPERVISED_IN_APRIL).update(passed=PROVINCE)
    for month in range(1, OPEN_MONTH):
        for step in STEPS:
            _move(year, month, step)
    _return_some(year)


def _move(year: int, month: int, step: _Step) -> None:
    certified = max(month, CERTIFIED_UNTIL) if step.number == PSDG else month
    day = month_start(year, certified + 1).replace(day=step.day)
    at = connection.ops.adapt_datetimefield_value(datetime.combine(day, time(10), tzinfo=BANGKOK))
    with connection.cursor() as cursor:
        cursor.execute(MOVED + OF[step.number] + WHICH, (step.state, step.number, at, year, month, step.number))


def _return_some(year: int) -> None:
    """A few of May's go back to their districts with a note."""
    rows = Report.objects.filter(indicator__year_id=year, month=OPEN_MONTH, unit__kind=UnitKind.DISTRICT)
    rows = rows.annotate(province=F("unit__parent__code")).order_by("indicator__position", "unit__code")
    chance = Random(f"{SEED}-returned")
    back = [report for report in rows if chance.randrange(100) < PERCENT_RETURNED]
    heads = {person.code: person for person in Person.objects.filter(code__startswith="province-")}
    Report.objects.filter(pk__in=[report.pk for report in back]).update(state=ReportState.RETURNED)
    ReportMove.objects.bulk_create(
        ReportMove(
            report=report,
            version=report.version,
            state=ReportState.RETURNED,
            note=chance.choice(NOTES),
            by=heads[f"province-{report.province}"],
            at=START.replace(hour=9),
        )
        for report in back
    )
