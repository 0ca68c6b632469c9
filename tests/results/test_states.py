"""Where reports stand: how far the work is and whether it came in time, one by one and counted up the tree."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import Ownership
from rabrong.org.queries import span_of_month, tree_in
from rabrong.results.actions import Submission, keep_drafts, submit_entries
from rabrong.results.models import Entry, EntryException, Report, ReportState
from rabrong.results.queries.states import Asked, counted_up, standings
from rabrong.results.standing import Days, Standing, timeliness_of, work_of
from rabrong.scoring.claims import Claim
from tests.nation import NOW, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
MAY, APRIL = 8, 7
MAY_WINDOW = Days(date(2012, 5, 1), date(2012, 6, 12))


def enter(nation: Nation, unit: str, month: int = MAY, now: datetime = NOW) -> None:
    claims: dict[str, Claim] = {"ก": Decimal(15), "ข": Decimal(20)}
    form = Submission(nation.units[unit], nation.indicators["4.3"], month, claims, {})
    submit_entries(form, by=actor(nation.people[unit], now), now=now)


def standing_of(nation: Nation, unit: str, day: date, month: int = MAY, code: str = "4.3") -> Standing | None:
    found = standings(Asked(YEAR, (month,)), day).reports
    return found.get((nation.units[unit].pk, nation.indicators[code].pk, month))


@pytest.mark.parametrize(
    ("day", "time"),
    [
        (date(2012, 4, 30), "not_due"),
        (date(2012, 5, 1), "due"),
        (date(2012, 6, 12), "due"),
        (date(2012, 6, 13), "overdue"),
    ],
)
def test_what_is_not_reported_becomes_due_and_overdue_by_the_day(day: date, time: str) -> None:
    nation = build_nation()

    assert standing_of(nation, "1201", day) == Standing("none", time)  # type: ignore[arg-type]  # listed above


def test_a_draft_a_submission_a_return_and_an_approval_are_told_apart() -> None:
    nation, day = build_nation(), NOW.date()
    keep_drafts(
        nation.units["1201"], YEAR, {("4.3", MAY): {"ก": "15", "ข": ""}}, by=actor(nation.people["1201"]), now=NOW
    )
    assert standing_of(nation, "1201", day) == Standing("draft", "due")
    enter(nation, "1201")
    assert standing_of(nation, "1201", day) == Standing("submitted", "on_time")
    for state, time in (("approved", "on_time"), ("certified", "on_time"), ("returned", "due")):
        Report.objects.update(state=ReportState(state))
        assert standing_of(nation, "1201", day) == Standing(state, time)  # type: ignore[arg-type]  # listed above
    assert standing_of(nation, "1201", date(2012, 6, 13)) == Standing("returned", "overdue")


def test_numbers_without_a_report_count_as_submitted() -> None:
    """Imported months and those older than reports have entries alone."""
    nation = build_nation()
    Entry.objects.create(
        unit=nation.units["1201"],
        indicator=nation.indicators["4.3"],
        cell="ก",
        month=MAY,
        version=1,
        value=Decimal(15),
        by=nation.people["1201"],
        at=NOW,
    )

    assert standing_of(nation, "1201", NOW.date()) == Standing("submitted", "on_time")


def test_who_was_let_in_after_the_window_is_late_and_until_then_due() -> None:
    """April closed on 12 May; 1201 was let in to 20 May and submitted on the 15th."""
    nation, until = build_nation(), date(2012, 5, 20)
    psdg = nation.people["psdg"]
    EntryException.objects.create(
        unit=nation.units["1201"], year_id=YEAR, month=APRIL, until=until, reason="น้ำท่วม", by=psdg, at=NOW
    )
    assert standing_of(nation, "1201", until, APRIL) == Standing("none", "due")
    assert standing_of(nation, "1202", until, APRIL) == Standing("none", "overdue")
    enter(nation, "1201", APRIL)
    assert standing_of(nation, "1201", until, APRIL) == Standing("submitted", "late")


def test_the_first_submission_decides_whether_it_came_in_time() -> None:
    nation = build_nation()
    enter(nation, "1201")
    Entry.objects.create(
        unit=nation.units["1201"],
        indicator=nation.indicators["4.3"],
        cell="ก",
        month=MAY,
        version=2,
        value=Decimal(16),
        by=nation.people["1201"],
        at=datetime(2012, 7, 1, tzinfo=UTC),
    )

    assert standing_of(nation, "1201", date(2012, 7, 2)) == Standing("submitted", "on_time")


def test_only_who_reports_an_indicator_owes_it_and_only_while_it_counts() -> None:
    nation, day = build_nation(), NOW.date()
    units = {key[0] for key in standings(Asked(YEAR, (MAY,)), day).reports}
    by_code = {code: unit.pk for code, unit in nation.units.items()}

    assert units == {by_code[code] for code in ("1101", "1102", "1201", "1202", "1301", "1302", "กผ")}
    IndicatorVersion.objects.filter(code="8").update(cancelled=9)
    assert standing_of(nation, "กผ", day, code="8") is None
    assert standing_of(nation, "กผ", day, month=6, code="8") == Standing("none", "overdue")


def test_who_helps_the_main_owner_owes_nothing() -> None:
    nation, day = build_nation(), NOW.date()
    Ownership.objects.create(indicator=nation.indicators["8"], unit=nation.units["13"], role="supporter")

    assert standing_of(nation, "กผ", day, code="8") == Standing("none", "due")
    assert standing_of(nation, "13", day, code="8") is None


def test_the_counts_go_up_the_tree_once_each() -> None:
    """Of six districts 1201 and 1101 submitted, 1202 drafts; the bureau owes its own indicator."""
    nation, day = build_nation(), NOW.date()
    enter(nation, "1201")
    enter(nation, "1101")
    keep_drafts(nation.units["1202"], YEAR, {("4.3", MAY): {"ก": "1"}}, by=actor(nation.people["1202"]), now=NOW)
    found = counted_up(standings(Asked(YEAR, (MAY,)), day).reports, tree_in(span_of_month(YEAR, MAY)))
    ratio = nation.indicators["4.3"].pk

    def at(unit: str) -> Counter[str]:
        counts = found[nation.units[unit].pk, ratio, MAY]
        return Counter({standing.work: count for standing, count in counts.items()})

    assert at("12") == {"submitted": 1, "draft": 1}
    assert at("11") == {"submitted": 1, "none": 1}
    assert at("r1") == {"submitted": 2, "draft": 1, "none": 1}
    assert at("r2") == {"none": 2}
    assert at("cdd") == {"submitted": 2, "draft": 1, "none": 3}


def test_the_number_of_queries_is_fixed() -> None:
    nation = build_nation()
    with CaptureQueriesContext(connection) as few:
        standings(Asked(YEAR, (MAY,)), NOW.date())
    for unit in ("1201", "1202", "1101", "1301"):
        enter(nation, unit)
    with CaptureQueriesContext(connection) as more:
        standings(Asked(YEAR, tuple(range(1, 13))), NOW.date())

    assert len(few) == len(more) == 8


def test_without_a_window_nothing_is_due() -> None:
    assert timeliness_of(None, "none", None, NOW.date()) == "not_due"
    assert timeliness_of(None, "submitted", NOW.date(), NOW.date()) == "on_time"
    assert work_of("", is_entered=False, is_drafted=False) == "none"
