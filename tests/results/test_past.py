"""A unit's scores as of a past moment: what was known then, decided then, by the counting rule of then."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.models import DataItem, Year
from rabrong.agreements.queries import items_of, year_rules
from rabrong.assignments.models import Ownership
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.models import PersonStatus, Role
from rabrong.org.queries import span_of_month
from rabrong.results.actions import Accepted, Submission, submit_entries
from rabrong.results.actions.approving import approve_reports, return_reports
from rabrong.results.actions.counting import choose_counting
from rabrong.results.actions.overrides import Proposal, approve_override, propose_override, withdraw_override
from rabrong.results.models import CountingRule, Counts, Entry, Override, Report, ReportState, Score
from rabrong.results.scores.past import Then, scores_at
from tests.nation import NOW, STARTS, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
MAY = 8
HOUR = timedelta(hours=1)
Digits = dict[int, tuple[str, object, object]]
"""Item id -> state, exact score, displayed score."""


@pytest.fixture
def nation(db: None) -> Nation:
    nation = build_nation()
    Ownership.objects.create(indicator=nation.indicators["4.3"], unit=nation.units["กผ"])
    new = [
        NewPerson("head-11", "11", "พัฒนาการจังหวัด", roles=((Role.DIRECTOR, "11"),)),
        NewPerson("head-12", "12", "พัฒนาการจังหวัด", roles=((Role.DIRECTOR, "12"),)),
        NewPerson("supervisor", "กผ", "หัวหน้ากลุ่ม", roles=((Role.SUPERVISOR, "กผ"),)),
        NewPerson("head", "cdd", "อธิบดี", roles=((Role.EXECUTIVE, "cdd"),)),
    ]
    nation.people.update(take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE))
    return nation


def enter(nation: Nation, unit: str, met: int, now: datetime, month: int = MAY) -> None:
    """So many of 20."""
    newest = {
        cell: Entry.objects.filter(unit=nation.units[unit], cell=cell, month=month).count() for cell in ("ก", "ข")
    }
    claims = {"ก": Decimal(met), "ข": Decimal(20)}
    form = Submission(nation.units[unit], nation.indicators["4.3"], month, claims, newest)
    assert isinstance(submit_entries(form, by=actor(nation.people[unit], now), now=now), Accepted)


def then(nation: Nation, unit: str, moment: datetime, month: int = MAY) -> dict[str, Score]:
    """Indicator code -> score of that moment."""
    items = list(items_of([nation.agreements[unit].pk]).select_related("indicator__aspect"))
    data_items: dict[int, list[DataItem]] = {}
    for row in DataItem.objects.order_by("pk"):
        data_items.setdefault(row.indicator_id, []).append(row)
    asked = Then(nation.units[unit], items, data_items, span_of_month(YEAR, month), year_rules(YEAR), month, moment)
    return {score.item.indicator.code: score for score in scores_at(asked)[1].values()}


def stored() -> Digits:
    rows = Score.objects.filter(month=MAY).values_list("item_id", "state", "exact", "shown")
    return {item: (state, exact, shown) for item, state, exact, shown in rows}


def test_a_later_correction_is_as_if_it_had_never_been(nation: Nation) -> None:
    """15 of 20 and 18 of 20 are 82.5 %, five points; then 12 of 20: 30 of 40 are 75 %, four points."""
    enter(nation, "1201", 15, NOW)
    enter(nation, "1202", 18, NOW)
    enter(nation, "1201", 12, NOW + 2 * HOUR)

    before, after = (then(nation, "12", NOW + hours * HOUR)["4.3"] for hours in (1, 2))
    assert (before.result, before.shown) == (Decimal("82.5"), Decimal(5))
    assert (after.result, after.shown) == (Decimal(75), Decimal(4))
    assert then(nation, "1201", NOW + HOUR)["4.3"].shown == Decimal(4)
    assert then(nation, "cdd", NOW - HOUR)["4.3"].state == "missing"


def test_of_an_earlier_month_only_its_own_months_count(nation: Nation) -> None:
    """The numbers run from month to month: April's are 15 of 20, 75 %, as of April; May's 18 of 20, 90 %."""
    enter(nation, "1201", 15, NOW - 120 * HOUR, month=7)
    enter(nation, "1201", 18, NOW)
    assert [then(nation, "1201", NOW, month=month)["4.3"].result for month in (6, 7, MAY)] == [None, 75, 90]


def test_what_counts_is_what_the_rule_and_the_decisions_of_then_say(nation: Nation) -> None:
    """From NOW + 1 h only approved numbers count; the supervisor's approval comes at + 3 h, the return at + 5 h."""
    enter(nation, "1201", 15, NOW)
    year = Year.objects.get(pk=YEAR)
    by = actor(nation.people["psdg"])
    made = choose_counting(YEAR, year.edits, (Counts.APPROVED, "มติ"), by=by, now=NOW + HOUR)
    assert isinstance(made, CountingRule)
    report = Report.objects.get()
    head, supervisor = actor(nation.people["head-12"]), actor(nation.people["supervisor"])
    assert not approve_reports({report.pk: 2}, by=head, now=NOW + 3 * HOUR).refusals
    return_reports({report.pk: 2}, "แก้", by=supervisor, now=NOW + 5 * HOUR)

    seen = [then(nation, "12", NOW + hours * HOUR)["4.3"].shown for hours in (0, 2, 4, 6)]
    assert seen == [Decimal(4), None, Decimal(4), None]


def test_a_decided_result_counts_from_its_approval_to_its_withdrawal(nation: Nation) -> None:
    """75 % reported, 65 % decided: two points while it held."""
    enter(nation, "1201", 15, NOW)
    item = items_of([nation.agreements["12"].pk]).get(indicator=nation.indicators["4.3"])
    psdg, head = actor(nation.people["psdg"]), actor(nation.people["head"])
    row = propose_override(Proposal(item, MAY, Decimal(65), "", "ตรวจพื้นที่"), by=psdg, now=NOW + HOUR)
    assert isinstance(row, Override)
    approve_override(row, "", by=head, now=NOW + 3 * HOUR)
    withdraw_override(row, "ผิดพื้นที่", by=psdg, now=NOW + 5 * HOUR)

    seen = [then(nation, "12", NOW + hours * HOUR)["4.3"].shown for hours in (2, 4, 6)]
    assert seen == [Decimal(4), Decimal(2), Decimal(4)]


@pytest.mark.parametrize("counts", list(Counts))
def test_every_moment_gives_the_digits_that_were_stored_then(nation: Nation, counts: Counts) -> None:
    """Reports, corrections, approvals and returns at random; after each, what is stored is noted, and found again."""
    CountingRule.objects.create(year_id=YEAR, counts=counts, reason="มติ", by=nation.people["psdg"], at=NOW - HOUR)
    noted = list(_history(nation, Random(f"{counts} 2555")))
    assert len({str(digits) for _, digits in noted}) > len(("several", "different", "states"))
    for moment, digits in noted:
        for code in nation.agreements:
            for score in then(nation, code, moment).values():
                known = digits.get(score.item_id, ("missing", None, None))
                assert (score.state, score.exact, score.shown) == known


def _history(nation: Nation, chance: Random) -> Iterator[tuple[datetime, Digits]]:
    for step in range(24):
        now = NOW + step * HOUR
        _something(nation, chance, now)
        yield now, stored()


def _something(nation: Nation, chance: Random, now: datetime) -> None:
    waiting = list(Report.objects.exclude(state__in=(ReportState.CERTIFIED, ReportState.RETURNED)).order_by("pk"))
    if not waiting or chance.random() < 0.4:
        enter(nation, chance.choice(("1101", "1102", "1201", "1202")), chance.randint(11, 19), now)
        return
    report = chance.choice(waiting)
    seen = {report.pk: report.version}
    who = (f"head-{report.unit.code[:2]}", "supervisor", "psdg")[report.passed]
    by = actor(nation.people[who], now)
    if chance.random() < 0.25:
        return_reports(seen, "แก้", by=by, now=now)
    else:
        assert not approve_reports(seen, by=by, now=now).refusals


def test_a_department_costs_as_many_queries_as_a_district(nation: Nation) -> None:
    for unit in ("1101", "1102", "1201", "1202"):
        enter(nation, unit, 15, NOW)

    def queries(unit: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            then(nation, unit, NOW)
        return len(captured)

    assert queries("cdd") <= queries("1201") <= 10
