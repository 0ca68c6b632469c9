"""Entering numbers: scores move along the path, in one transaction, with history, audit record and refusals."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.assignments.models import Ownership
from rabrong.audit.models import Event
from rabrong.audit.queries import broken_in
from rabrong.org.models import Role, RoleAssignment
from rabrong.org.rules import Refusal
from rabrong.results.actions import Accepted, Stale, Submission, keep_drafts, submit_entries
from rabrong.results.models import Draft, Entry, Score, ScoreChange, Tally, Total
from rabrong.results.rules import entry_refusal
from rabrong.results.scores import open_months, rebuild
from rabrong.scoring.absence import NOT_APPLICABLE
from rabrong.scoring.claims import Claim
from tests.guards import unguarded
from tests.nation import NOW, STARTS, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
MAY = 8


def submission(nation: Nation, unit: str, claims: dict[str, Claim], month: int = MAY, **versions: int) -> Submission:
    return Submission(nation.units[unit], nation.indicators["4.3"], month, claims, versions)


def enter(nation: Nation, unit: str, met: int, everybody: int, month: int = MAY, version: int = 0) -> object:
    given: dict[str, Claim] = {"ก": Decimal(met), "ข": Decimal(everybody)}
    form = replace(submission(nation, unit, given, month), versions=dict.fromkeys(("ก", "ข"), version))
    return submit_entries(form, by=actor(nation.people[unit], NOW), now=NOW)


def shown_total(nation: Nation, unit: str, month: int = MAY) -> Decimal | None:
    total = Total.objects.filter(agreement=nation.agreements[unit], month=month).first()
    return None if total is None else total.shown


def test_a_number_is_reported_once_and_by_whom_it_belongs_to() -> None:
    """4.3 is promised by districts: neither their province nor a bureau enters it too. 8 is its owner's alone."""
    nation = build_nation()
    ratio, steps = nation.indicators["4.3"], nation.indicators["8"]
    wanted = {
        ("12", ratio): "entry.reported_below",
        ("กผ", ratio): "entry.reported_below",
        ("1201", steps): "entry.not_owner",
    }
    for (unit, indicator), why in wanted.items():
        refusal = entry_refusal(actor(nation.people[unit]), nation.units[unit], indicator, MAY)
        assert refusal is not None
        assert refusal.code == why
    assert entry_refusal(actor(nation.people["กผ"]), nation.units["กผ"], steps, MAY) is None
    assert entry_refusal(actor(nation.people["1201"]), nation.units["1201"], ratio, MAY) is None


def test_an_entry_moves_district_province_and_department_together() -> None:
    nation = build_nation()
    assert isinstance(enter(nation, "1201", 15, 20), Accepted)
    enter(nation, "1101", 30, 50)
    assert shown_total(nation, "1201") == Decimal("4.0000")  # 15/20 = 75 %
    assert shown_total(nation, "12") == Decimal("4.0000")
    # The department adds up first: (15 + 30) / (20 + 50) = 64.2857 %, so 1 + 4.2857 / 5 = 1.8571.
    assert shown_total(nation, "cdd") == Decimal("1.8571")


def test_a_later_version_replaces_and_history_stays() -> None:
    nation = build_nation()
    enter(nation, "1201", 15, 20)
    enter(nation, "1201", 16, 20, version=1)
    assert shown_total(nation, "cdd") == Decimal("5.0000")  # 16/20 = 80 %
    versions = Entry.objects.filter(cell="ก").order_by("version").values_list("version", "value")
    assert list(versions) == [(1, Decimal(15)), (2, Decimal(16))]


def test_a_stale_form_changes_nothing_and_shows_what_stands() -> None:
    nation = build_nation()
    enter(nation, "1201", 15, 20)
    answer = enter(nation, "1201", 1, 20)
    assert isinstance(answer, Stale)
    assert answer.current["ก"].value == Decimal(15)
    assert Entry.objects.count() == 2
    assert shown_total(nation, "1201") == Decimal("4.0000")


def test_only_the_units_own_keeper_enters() -> None:
    nation = build_nation()
    form = submission(nation, "1201", {"ก": Decimal(1)})
    for stranger in ("1202", "12", "psdg"):
        answer = submit_entries(form, by=actor(nation.people[stranger], NOW), now=NOW)
        assert answer == Refusal("entry.not_keeper", {"unit": "หน่วย 1201"})
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (datetime(2012, 4, 30, 16, 0, tzinfo=UTC), "entry.not_open"),
        (datetime(2012, 6, 12, 16, 0, tzinfo=UTC), None),
        (datetime(2012, 6, 12, 18, 0, tzinfo=UTC), "entry.closed"),
    ],
)
def test_the_window_counts_in_bangkok_days(moment: datetime, code: str | None) -> None:
    nation = build_nation()
    form = submission(nation, "1201", {"ก": Decimal(1), "ข": Decimal(2)})
    answer = submit_entries(form, by=actor(nation.people["1201"], moment), now=moment)
    assert (answer.code if isinstance(answer, Refusal) else None) == code


def test_zero_is_a_number_and_na_is_not() -> None:
    nation = build_nation()
    enter(nation, "1201", 0, 20)
    assert shown_total(nation, "1201") == Decimal("1.0000")
    form = submission(nation, "1202", {"ก": NOT_APPLICABLE, "ข": Decimal(10)})
    submit_entries(form, by=actor(nation.people["1202"], NOW), now=NOW)
    states = Score.objects.filter(item__agreement=nation.agreements["1202"], month=MAY).values_list("state", flat=True)
    assert list(states) == ["not_applicable"]


def test_a_direct_result_of_a_bureau_scores_the_department() -> None:
    nation = build_nation()
    form = Submission(nation.units["กผ"], nation.indicators["8"], MAY, {"result": Decimal(3)}, {})
    assert isinstance(submit_entries(form, by=actor(nation.people["กผ"], NOW), now=NOW), Accepted)
    assert shown_total(nation, "cdd") == Decimal("3.0000")


def test_an_earlier_month_moves_the_months_after_it() -> None:
    nation = build_nation()
    enter(nation, "1201", 12, 20, month=MAY)
    march_of = datetime(2012, 4, 5, tzinfo=UTC)
    given: dict[str, Claim] = {"ก": Decimal(14), "ข": Decimal(20)}
    submit_entries(submission(nation, "1202", given, 6), by=actor(nation.people["1202"], march_of), now=march_of)
    rebuild(YEAR, until_month=MAY, now=NOW)
    assert shown_total(nation, "12", 6) == Decimal("3.0000")  # 14/20 = 70 %
    assert shown_total(nation, "12", 7) == Decimal("3.0000")
    assert shown_total(nation, "12", MAY) == Decimal("2.0000")  # 26/40 = 65 %


def test_the_change_of_the_department_is_kept() -> None:
    nation = build_nation()
    enter(nation, "1201", 15, 20)
    enter(nation, "1101", 30, 50)
    changes = list(ScoreChange.objects.order_by("pk").values_list("score_before", "score_after", "total_after"))
    assert changes == [
        (None, Decimal("4.0000"), Decimal("4.0000")),
        (Decimal("4.0000"), Decimal("1.8571"), Decimal("1.8571")),
    ]


def test_every_submission_is_in_the_audit_chain() -> None:
    nation = build_nation()
    enter(nation, "1201", 15, 20)
    enter(nation, "1201", 16, 20, version=1)
    last = Event.objects.order_by("-number").first()
    assert last is not None
    assert (last.actor, last.subject) == ("keeper-1201", "entry 2555/4.3/1201/8")
    assert (last.before, last.after) == ({"ก": "15"}, {"ก": "16"})
    assert broken_in("cdd") is None


def test_a_changed_audit_row_is_found() -> None:
    nation = build_nation()
    for version, met in enumerate((14, 15, 16)):
        enter(nation, "1201", met, 20, version=min(version, 1) * version)
    with unguarded():
        Event.objects.filter(number=2).update(after={"ก": "17"})
    broken = broken_in("cdd")
    assert broken is not None
    assert (broken.number, broken.reason) == (2, "changed")


def test_a_draft_is_no_entry_and_goes_when_submitted() -> None:
    nation = build_nation()
    keeper, typed = actor(nation.people["1201"], NOW), {("4.3", MAY): {"ก": "15"}}
    assert keep_drafts(nation.units["1201"], YEAR, typed, by=keeper, now=NOW) is None
    assert Draft.objects.get().text == "15"
    assert shown_total(nation, "1201") is None
    enter(nation, "1201", 15, 20)
    assert not Draft.objects.exists()


def stored_values() -> dict[str, list[tuple[Any, ...]]]:
    tallies = Tally.objects.exclude(units=0, not_applicable=0).order_by("unit__code", "data_item__code", "month")
    return {
        "tallies": list(tallies.values_list("unit__code", "data_item__code", "month", "total", "weight", "units")),
        "scores": list(
            Score.objects.order_by("item_id", "month")
            .exclude(state="missing")
            .values_list("item_id", "month", "state", "exact")
        ),
        "totals": list(
            Total.objects.exclude(shown=None)
            .order_by("agreement_id", "month")
            .values_list("agreement_id", "month", "exact", "shown")
        ),
    }


WAYS: list[tuple[str, str]] = [
    ("sum", "running"),
    ("sum", "sum"),
    ("mean", "last"),
    ("weighted_mean", "mean"),
    ("min", "last"),
    ("max", "last"),
    ("latest", "last"),
]


@pytest.mark.parametrize(("over_units", "over_months"), WAYS)
def test_path_by_path_equals_a_full_rebuild(over_units: str, over_months: str) -> None:
    nation = build_nation(over_units, over_months)
    chance = random.Random(f"{over_units} {over_months}")
    versions: dict[tuple[str, int], int] = {}
    open_months(YEAR, until_month=MAY, now=NOW)
    for _ in range(25):
        unit, month = chance.choice(["1101", "1102", "1201", "1301", "1302"]), chance.randint(7, 8)
        moment = NOW if month == MAY else datetime(2012, 5, 10, tzinfo=UTC)
        everybody = chance.randint(1, 60)
        met: Claim = NOT_APPLICABLE if chance.random() < 0.1 else Decimal(chance.randint(0, everybody)) / 4
        version = versions.get((unit, month), 0)
        current = Entry.objects.filter(unit=nation.units[unit], month=month)
        stand = {cell: max((e.version for e in current if e.cell == cell), default=0) for cell in ("ก", "ข")}
        form = replace(submission(nation, unit, {"ก": met, "ข": Decimal(everybody)}, month), versions=stand)
        answer = submit_entries(form, by=actor(nation.people[unit], moment), now=moment)
        assert isinstance(answer, Accepted)
        versions[unit, month] = version + 1
    by_path = stored_values()
    rebuild(YEAR, until_month=MAY, now=NOW)
    assert by_path == stored_values()
    assert len(by_path["totals"]) > 5


def test_the_number_of_queries_does_not_grow_with_the_nation() -> None:
    nation = build_nation()
    enter(nation, "1101", 30, 50)
    with CaptureQueriesContext(connection) as one:
        enter(nation, "1201", 15, 20)
    for district in ("1102", "1202", "1301", "1302"):
        enter(nation, district, 10, 20)
    with CaptureQueriesContext(connection) as many:
        enter(nation, "1201", 16, 20, version=1)
    assert len(many) == len(one)
    assert len(many) <= 32


def test_an_owner_from_round_9_on_enters_only_months_of_its_rounds() -> None:
    """กผ owns 8 in the first six months, กค from round 9: March is month 6, May month 8."""
    nation = build_nation()
    Ownership.objects.filter(indicator=nation.indicators["8"]).update(to_round=6)
    other, steps = nation.units["r1"], nation.indicators["8"]
    Ownership.objects.create(indicator=steps, unit=other, from_round=9)
    person = nation.people["12"]
    RoleAssignment.objects.create(person=person, role=Role.KEEPER, unit=other, starts=STARTS)

    early, late = datetime(2012, 4, 5, 3, 0, tzinfo=UTC), NOW
    asked = [
        entry_refusal(actor(nation.people["กผ"], early), nation.units["กผ"], steps, 6),
        entry_refusal(actor(nation.people["กผ"], late), nation.units["กผ"], steps, MAY),
        entry_refusal(actor(person, early), other, steps, 6),
        entry_refusal(actor(person, late), other, steps, MAY),
    ]

    assert [refusal and refusal.code for refusal in asked] == [None, "entry.other_rounds", "entry.other_rounds", None]
    assert asked[1] is not None
    assert asked[1].terms == {"unit": "หน่วย กผ", "rounds": "6", "round": 9}
