"""The monthly plan: who sets it, what it has to be, and that every version is kept."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from rabrong.agreements.models import IndicatorVersion, Item, Year, YearState
from rabrong.audit.models import Event
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.models import PersonStatus, Role
from rabrong.org.rules import Refusal
from rabrong.results.actions.trajectories import Plan, set_plan
from rabrong.results.models import Trajectory
from rabrong.results.wording import refusal_words
from tests.nation import NOW, STARTS, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
TO_EIGHTY = ["40", *[""] * 4, "70", *[""] * 5, "80"]
"""40 by October, 70 by March, 80 by September."""


@pytest.fixture
def nation() -> Nation:
    """With a supervisor at province 12, and one of the bureau that owns indicator 8."""
    built = build_nation()
    new = [
        NewPerson("super-12", "12", "หัวหน้ากลุ่มงาน", roles=((Role.SUPERVISOR, "12"),)),
        NewPerson("super-กผ", "กผ", "หัวหน้ากลุ่มแผน", roles=((Role.SUPERVISOR, "กผ"),)),
    ]
    built.people.update(take_in_people(new, built.units, starts=STARTS, status=PersonStatus.ACTIVE))
    return built


def plan(
    nation: Nation, texts: Sequence[str], *, who: str = "psdg", unit: str = "12", code: str = "4.3", seen: int = 0
) -> Trajectory | Refusal:
    item = Item.objects.select_related("agreement__year", "agreement__unit", "indicator").get(
        agreement=nation.agreements[unit], indicator=nation.indicators[code]
    )
    months = [Decimal(text) if text else None for text in texts]
    return set_plan(Plan(item, months, seen), by=actor(nation.people[who]), now=NOW)


def code_of(done: Trajectory | Refusal) -> str:
    return done.code if isinstance(done, Refusal) else ""


def test_a_plan_is_kept_as_it_was_typed_and_recorded(nation: Nation) -> None:
    row = plan(nation, TO_EIGHTY)
    assert isinstance(row, Trajectory)
    assert (row.version, row.months[0], row.months[1], row.months[11]) == (1, "40", "", "80")
    event = Event.objects.filter(verb="plan.set").get()
    assert event.subject == "plan 2555/4.3/12"


def test_a_further_version_follows_and_the_first_stays(nation: Nation) -> None:
    plan(nation, TO_EIGHTY)
    row = plan(nation, [*TO_EIGHTY[:-1], "85"], seen=1)
    assert isinstance(row, Trajectory)
    assert [each.months[11] for each in Trajectory.objects.order_by("version")] == ["80", "85"]


@pytest.mark.parametrize("who", ["psdg", "super-12"])
def test_the_psdg_and_the_supervisor_of_the_unit_may(nation: Nation, who: str) -> None:
    assert isinstance(plan(nation, TO_EIGHTY, who=who), Trajectory)


def test_who_supervises_the_indicator_may_for_any_unit(nation: Nation) -> None:
    steps = [*["1"] * 5, *["3"] * 6, "5"]
    assert isinstance(plan(nation, steps, who="super-กผ", unit="cdd", code="8"), Trajectory)


@pytest.mark.parametrize(("who", "unit"), [("12", "12"), ("super-12", "13"), ("1201", "1201")])
def test_nobody_else_may(nation: Nation, who: str, unit: str) -> None:
    assert code_of(plan(nation, TO_EIGHTY, who=who, unit=unit)) == "plan.not_planner"


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (TO_EIGHTY[:11], "plan.not_twelve"),
        ([*TO_EIGHTY[:11], ""], "plan.no_end"),
        ([*TO_EIGHTY[:11], "8" * 31], "plan.outside"),
    ],
)
def test_a_plan_is_twelve_months_with_an_end(nation: Nation, texts: list[str], code: str) -> None:
    assert code_of(plan(nation, texts)) == code


@pytest.mark.parametrize("last", ["6", "4.5"])
def test_steps_are_planned_whole_and_no_more_than_there_are(nation: Nation, last: str) -> None:
    done = plan(nation, [*["1"] * 11, last], unit="cdd", code="8")
    assert code_of(done) == "plan.outside"
    assert isinstance(done, Refusal)
    assert done.terms["month"] == 12


def test_what_is_judged_is_planned_in_points_of_the_scale(nation: Nation) -> None:
    IndicatorVersion.objects.filter(pk=nation.indicators["8"].pk).update(criteria={"kind": "score"})
    assert code_of(plan(nation, [*["1"] * 11, "5.5"], unit="cdd", code="8")) == "plan.outside"
    assert isinstance(plan(nation, [*["1"] * 11, "4.5"], unit="cdd", code="8"), Trajectory)


def test_the_same_plan_again_says_nothing(nation: Nation) -> None:
    plan(nation, TO_EIGHTY)
    assert code_of(plan(nation, TO_EIGHTY, seen=1)) == "plan.same"


def test_whoever_began_from_an_older_version_looks_again(nation: Nation) -> None:
    plan(nation, TO_EIGHTY)
    assert code_of(plan(nation, [*TO_EIGHTY[:-1], "85"], seen=0)) == "plan.stale"


def test_a_closed_year_and_a_cancelled_indicator_need_no_plan(nation: Nation) -> None:
    IndicatorVersion.objects.filter(pk=nation.indicators["4.3"].pk).update(cancelled=9)
    assert code_of(plan(nation, TO_EIGHTY)) == "plan.cancelled"
    Year.objects.filter(pk=YEAR).update(state=YearState.CLOSED)
    assert code_of(plan(nation, TO_EIGHTY)) == "year.closed"


def test_every_refusal_is_a_sentence() -> None:
    terms = {"unit": "12", "round": 9, "given": 11, "month": 12, "last": 5}
    codes = ("not_planner", "cancelled", "not_twelve", "no_end", "no_number", "outside", "stale", "same")
    for code in codes:
        said = refusal_words(Refusal(f"plan.{code}", terms))
        assert said
        assert "%" not in said
