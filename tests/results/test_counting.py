"""What counts by the year's rule: all that was submitted, or only what was approved, or certified; and who says so."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.actions.recorded import Stale
from rabrong.agreements.models import Year, YearState
from rabrong.assignments.models import Ownership
from rabrong.audit.models import Event
from rabrong.audit.queries import broken_in
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.models import PersonStatus, Role
from rabrong.org.rules import Refusal
from rabrong.results.actions import Accepted, Submission, submit_entries
from rabrong.results.actions.approving import approve_reports, return_reports
from rabrong.results.actions.counting import choose_counting
from rabrong.results.actions.rounds import close_round
from rabrong.results.explained import assessment_of
from rabrong.results.frozen.verifying import verified
from rabrong.results.models import CountingRule, Counts, Report, RoundClosing, Snapshot, Total
from rabrong.results.queries.counting import Certainty, certainty_of, counting_of, counting_rules
from rabrong.results.scores.checking import differences_now
from rabrong.results.wording import SENTENCES, refusal_words
from tests.nation import NOW, STARTS, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
MARCH, MAY = 6, 8
IN_MARCH = datetime(2012, 4, 5, 3, 0, tzinfo=UTC)
STEPS = ("head-12", "supervisor", "psdg")
WHY = "มติคณะกรรมการ 3/2555"


@pytest.fixture
def nation(db: None) -> Nation:
    """With the heads of 11 and 12, and a supervisor of 4.3."""
    nation = build_nation()
    Ownership.objects.create(indicator=nation.indicators["4.3"], unit=nation.units["กผ"])
    new = [
        NewPerson("head-11", "11", "พัฒนาการจังหวัด", roles=((Role.DIRECTOR, "11"),)),
        NewPerson("head-12", "12", "พัฒนาการจังหวัด", roles=((Role.DIRECTOR, "12"),)),
        NewPerson("supervisor", "กผ", "หัวหน้ากลุ่ม", roles=((Role.SUPERVISOR, "กผ"),)),
    ]
    nation.people.update(take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE))
    return nation


def enter(nation: Nation, unit: str, met: str, version: int = 0, month: int = MAY) -> Report:
    """So many of 20; in a correction ข stays."""
    claims = {"ก": Decimal(met)} if version else {"ก": Decimal(met), "ข": Decimal(20)}
    form = Submission(nation.units[unit], nation.indicators["4.3"], month, claims, dict.fromkeys(claims, version))
    now = NOW if month == MAY else IN_MARCH
    assert isinstance(submit_entries(form, by=actor(nation.people[unit], now), now=now), Accepted)
    return Report.objects.get(unit=nation.units[unit], indicator=nation.indicators["4.3"], month=month)


def approve(nation: Nation, *reports: Report, steps: tuple[str, ...] = STEPS) -> None:
    for who in steps:
        seen = {report.pk: report.version for report in reports}
        assert not approve_reports(seen, by=actor(nation.people[who]), now=NOW).refusals


def send_back(nation: Nation, report: Report, who: str) -> None:
    done = return_reports({report.pk: report.version}, "แก้", by=actor(nation.people[who]), now=NOW)
    assert not isinstance(done, Refusal)


def choose(nation: Nation, counts: Counts, who: str = "psdg", reason: str = WHY, edits: int | None = None) -> object:
    edits = Year.objects.get(pk=YEAR).edits if edits is None else edits
    return choose_counting(YEAR, edits, (counts, reason), by=actor(nation.people[who]), now=NOW)


def chosen(nation: Nation, counts: Counts) -> None:
    assert isinstance(choose(nation, counts), CountingRule)


def shown(nation: Nation, unit: str = "cdd", month: int = MAY) -> Decimal | None:
    total = Total.objects.filter(agreement=nation.agreements[unit], month=month).first()
    return None if total is None or total.shown is None else Decimal(total.shown)


# The levels of 4.3 are 60, 65, 70, 75, 80 percent for one to five points; ก of ข = 20: 13 is 65 %, 14 is 70 %, 15 is
# 75 %, 16 is 80 %.


def test_a_year_counts_all_until_somebody_says_otherwise(nation: Nation) -> None:
    enter(nation, "1201", "15")
    assert counting_of(YEAR) == Counts.ALL
    assert shown(nation) == Decimal("4.0000")


@pytest.mark.parametrize(("counts", "step"), [(Counts.APPROVED, 1), (Counts.CERTIFIED, 3)])
def test_a_number_counts_from_its_step_on(nation: Nation, counts: Counts, step: int) -> None:
    chosen(nation, counts)
    report = enter(nation, "1201", "15")
    seen = [shown(nation)]
    for who in STEPS:
        approve(nation, report, steps=(who,))
        seen.append(shown(nation))
    assert seen == [None] * step + [Decimal("4.0000")] * (4 - step)
    assert differences_now(YEAR, NOW) == []


def test_a_correction_counts_when_it_is_approved_and_not_before(nation: Nation) -> None:
    chosen(nation, Counts.APPROVED)
    report = enter(nation, "1201", "15")
    approve(nation, report)
    report = enter(nation, "1201", "16", version=1)
    assert shown(nation) == Decimal("4.0000")
    approve(nation, report, steps=("head-12",))
    assert shown(nation) == Decimal("5.0000")


def test_a_returned_correction_falls_back_to_the_last_approved_version(nation: Nation) -> None:
    chosen(nation, Counts.APPROVED)
    report = enter(nation, "1201", "15")
    approve(nation, report)
    report = enter(nation, "1201", "16", version=1)
    approve(nation, report, steps=("head-12",))
    send_back(nation, report, "supervisor")
    assert shown(nation) == shown(nation, "12") == shown(nation, "1201") == Decimal("4.0000")
    enter(nation, "1201", "13", version=2)
    assert shown(nation) == Decimal("4.0000")
    assert differences_now(YEAR, NOW) == []


def test_what_was_approved_once_and_returned_counts_no_more(nation: Nation) -> None:
    chosen(nation, Counts.APPROVED)
    report = enter(nation, "1201", "15")
    approve(nation, report, steps=("head-12",))
    send_back(nation, report, "supervisor")
    assert shown(nation) is None


def test_choosing_scores_the_year_anew_and_back_again(nation: Nation) -> None:
    """1201 is certified with 15, 1101 approved with 13, 1202 submitted with 16: of 20, of 40, of 60."""
    approve(nation, enter(nation, "1201", "15"))
    approve(nation, enter(nation, "1101", "13"), steps=("head-11",))
    enter(nation, "1202", "16")
    # All: 44 / 60 = 73 1/3 %, 3 + 2/3. Approved: 28 / 40 = 70 %. Certified: 15 / 20 = 75 %.
    assert shown(nation) == Decimal("3.6667")
    for counts, score in ((Counts.APPROVED, "3.0000"), (Counts.CERTIFIED, "4.0000"), (Counts.ALL, "3.6667")):
        chosen(nation, counts)
        assert shown(nation) == Decimal(score)
        assert differences_now(YEAR, NOW) == []
    assert [rule.counts for rule in counting_rules(YEAR)] == ["all", "certified", "approved"]
    told = Event.objects.filter(verb="year.counting").order_by("number").first()
    assert told is not None
    assert (told.before, told.after) == ({"counts": "all"}, {"counts": "approved", "reason": WHY})
    assert broken_in("cdd") is None


def test_the_explanation_goes_down_to_what_counts(nation: Nation) -> None:
    chosen(nation, Counts.APPROVED)
    approve(nation, enter(nation, "1201", "15"))
    enter(nation, "1201", "16", version=1)
    reported = assessment_of(nation.agreements["1201"], "4.3", MAY).reported["4.3"]
    assert reported.readings is not None
    assert reported.readings["ก"]["1201"] == [(MAY, Decimal(15))]


def test_a_closing_freezes_what_counts_and_says_by_which_rule(nation: Nation) -> None:
    chosen(nation, Counts.CERTIFIED)
    approve(nation, enter(nation, "1201", "15", month=MARCH))
    enter(nation, "1201", "16", version=1, month=MARCH)
    closing = close_round(Year.objects.get(pk=YEAR), 6, by=actor(nation.people["psdg"]), now=NOW)
    assert isinstance(closing, RoundClosing)
    snapshot = Snapshot.objects.get(unit=nation.units["1201"])
    assert '"ก":{"6":[1,"15"]}' in snapshot.content
    assert '"counts":"certified"' in closing.rules
    assert verified(closing).faults == ()


def test_approvals_of_a_closed_round_that_would_change_its_scores_are_refused(nation: Nation) -> None:
    chosen(nation, Counts.APPROVED)
    report = enter(nation, "1201", "15", month=MARCH)
    assert isinstance(close_round(Year.objects.get(pk=YEAR), 6, by=actor(nation.people["psdg"]), now=NOW), RoundClosing)
    seen = {report.pk: report.version}
    done = approve_reports(seen, by=actor(nation.people["head-12"]), now=NOW)
    assert [refusal.code for refusal in done.refusals.values()] == ["approval.round_closed"]
    back = return_reports(seen, "แก้", by=actor(nation.people["head-12"]), now=NOW)
    assert isinstance(back, Refusal)
    assert back.code == "approval.round_closed"
    refused = choose(nation, Counts.ALL)
    assert isinstance(refused, Refusal)
    assert refused.code == "counting.round_closed"


def test_where_all_counts_a_late_approval_of_a_closed_round_goes_on(nation: Nation) -> None:
    report = enter(nation, "1201", "15", month=MARCH)
    assert isinstance(close_round(Year.objects.get(pk=YEAR), 6, by=actor(nation.people["psdg"]), now=NOW), RoundClosing)
    approve(nation, report)
    assert differences_now(YEAR, NOW) == []


def test_who_may_not_choose_and_when(nation: Nation) -> None:
    for answer, code in (
        (choose(nation, Counts.APPROVED, who="supervisor"), "org.not_administrator"),
        (choose(nation, Counts.ALL), "counting.same"),
        (choose(nation, Counts.APPROVED, reason=" "), "window.no_reason"),
        (choose(nation, Counts.APPROVED, reason="ก" * 2001), "window.long_reason"),
    ):
        assert isinstance(answer, Refusal)
        assert answer.code == code
    assert isinstance(choose(nation, Counts.APPROVED, edits=99), Stale)
    report = enter(nation, "1201", "15")
    Year.objects.filter(pk=YEAR).update(state=YearState.CLOSED)
    answer = choose(nation, Counts.APPROVED)
    assert isinstance(answer, Refusal)
    assert answer.code == "year.closed"
    done = approve_reports({report.pk: report.version}, by=actor(nation.people["head-12"]), now=NOW)
    assert [refusal.code for refusal in done.refusals.values()] == ["approval.year_closed"]
    assert not CountingRule.objects.exists()


def test_the_database_refuses_to_change_a_rule(nation: Nation) -> None:
    chosen(nation, Counts.APPROVED)
    for change in (lambda: CountingRule.objects.update(reason="x"), lambda: CountingRule.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_an_indicator_is_certified_when_all_that_was_reported_of_it_is(nation: Nation) -> None:
    first, second = enter(nation, "1201", "15"), enter(nation, "1202", "14")
    ratio = nation.indicators["4.3"].pk
    district, everybody = Q(unit=nation.units["1201"]), Q(unit__department="cdd")
    assert certainty_of(YEAR, MAY, everybody) == Certainty(Counts.ALL, frozenset())
    approve(nation, first)
    assert certainty_of(YEAR, MAY, district).certified == {ratio}
    assert certainty_of(YEAR, MAY, everybody).certified == frozenset()
    approve(nation, second)
    assert certainty_of(YEAR, MAY, everybody).certified == {ratio}
    assert certainty_of(YEAR, MAY - 1, everybody).certified == frozenset()
    chosen(nation, Counts.CERTIFIED)
    enter(nation, "1201", "16", version=1)
    assert certainty_of(YEAR, MAY, everybody) == Certainty(Counts.CERTIFIED, frozenset())


def test_approving_many_scores_them_together(nation: Nation) -> None:
    """The queries of one district's approval and of two are the same number; the scores are those of both."""
    chosen(nation, Counts.APPROVED)
    counts = []
    for codes, head, met in ((("1201",), "head-12", "15"), (("1101", "1102"), "head-11", "13")):
        reports = [enter(nation, code, met) for code in codes]
        with CaptureQueriesContext(connection) as asked:
            approve(nation, *reports, steps=(head,))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    # 15 + 13 + 13 = 41 of 60: 68 1/3 %, two thirds of the way from 65 to 70.
    assert shown(nation) == Decimal("2.6667")
    assert differences_now(YEAR, NOW) == []


def test_every_refusal_of_a_rule_has_its_sentence() -> None:
    counting = [code for code in SENTENCES if code.startswith("counting.")]
    said = {refusal_words(Refusal(code, {"round": 6})) for code in counting}
    assert len(said) == len(counting)
    assert refusal_words(Refusal("year.closed", {"year": YEAR}))
