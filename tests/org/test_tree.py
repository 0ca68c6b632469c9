"""The tree on a day and in a fiscal month; scopes; numbers add up the tree of their month."""

import random
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rabrong.agreements.models import Year, YearState
from rabrong.org.actions.founding import NewUnit, found_units
from rabrong.org.actions.recording import Change
from rabrong.org.actions.regions import leave_region
from rabrong.org.actions.units import merge_units, move_unit
from rabrong.org.models import Membership, RoleAssignment, Unit, UnitKind, UnitVersion
from rabrong.org.queries import Scope, span_of_day, span_of_month, tree_in, trees_around, trees_of, units_below
from rabrong.org.rules import Refusal
from rabrong.org.wording import refusal_words
from rabrong.results.actions import Accepted, Submission, rescore_from, rescore_tree, submit_entries
from rabrong.results.models import Score, Tally, Total
from rabrong.results.scores import rebuild
from tests.nation import NOW, STARTS, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
APRIL = date(2012, 4, 1)
MONTHS = (6, 7, 8)


def ids(nation: Nation, *codes: str) -> set[int]:
    return {nation.units[code].pk for code in codes}


def change(nation: Nation, on: date) -> Change:
    return Change(on=on, order_ref="x", by=actor(nation.people["psdg"]), now=NOW)


def enter(nation: Nation, unit: str, month: int, met: int, everybody: int) -> None:
    claims = {"ก": Decimal(met), "ข": Decimal(everybody)}
    form = Submission(nation.units[unit], nation.indicators["4.3"], month, dict(claims), dict.fromkeys(claims, 0))
    # Windows open with their month and close on the 12th of the next: the 10th of the next is always in.
    moment = datetime(2012, month - 2, 10, 5, tzinfo=UTC)
    assert isinstance(submit_entries(form, by=actor(nation.people[unit], moment), now=moment), Accepted)


def shown(nation: Nation, unit: str, month: int) -> Decimal | None:
    total = Total.objects.get(agreement=nation.agreements[unit], month=month)
    return None if total.shown is None else Decimal(total.shown)


def test_regions_stand_between_department_and_province() -> None:
    nation = build_nation()
    tree = tree_in(span_of_day(APRIL))
    assert tree.path(nation.units["1201"].pk) == tuple(nation.units[code].pk for code in ("1201", "12", "r1", "cdd"))
    assert set(tree.children_of[nation.units["cdd"].pk]) == ids(nation, "r1", "r2", "กผ")


def test_before_the_first_day_there_is_nothing() -> None:
    build_nation()
    assert tree_in(span_of_day(date(2008, 9, 30))).parent_of == {}


def test_numbers_add_up_the_tree_of_their_month() -> None:
    """1201 moves from province 12 to 13 on 1 April, the first day of month 7: month 6 keeps it in 12."""
    nation = build_nation()
    for month in MONTHS:
        enter(nation, "1201", month, 15, 20)  # 75 % is 4 points
        enter(nation, "1202", month, 12, 20)  # 60 % is 1 point
    rebuild(YEAR, until_month=8, now=NOW)
    move_unit(nation.units["1201"], nation.units["13"], change(nation, APRIL), rescore=rescore_from)
    # Month 6: (15 + 12) / 40 = 67.5 % is 2.5; month 7: 12 alone is 60 %, 13 has 1201 only.
    assert [shown(nation, "12", month) for month in MONTHS] == [Decimal("2.5000"), Decimal("1.0000"), Decimal("1.0000")]
    assert [shown(nation, "13", month) for month in MONTHS] == [None, Decimal("4.0000"), Decimal("4.0000")]
    assert {shown(nation, "cdd", month) for month in MONTHS} == {Decimal("2.5000")}


def test_a_merged_unit_keeps_what_it_reported_until_the_year_ends() -> None:
    nation = build_nation()
    enter(nation, "1201", 6, 15, 20)
    enter(nation, "1202", 6, 12, 20)
    rebuild(YEAR, until_month=8, now=NOW)
    merge_units([nation.units["1201"]], nation.units["1202"], change(nation, APRIL), rescore=rescore_from)
    assert shown(nation, "12", 8) == Decimal("2.5000")  # (15 + 12) / 40 = 67.5 %
    assert nation.units["1201"].pk not in tree_in(span_of_day(APRIL)).parent_of
    assert nation.units["1201"].pk not in tree_in(span_of_month(YEAR + 1, 1)).parent_of


def test_an_old_year_keeps_its_tree() -> None:
    nation = build_nation()
    enter(nation, "1201", 8, 15, 20)
    before = list(Total.objects.order_by("pk").values_list("agreement_id", "month", "exact"))
    after = datetime(2013, 2, 1, tzinfo=UTC)
    late = Change(on=date(2012, 10, 1), order_ref="x", by=actor(nation.people["psdg"], after), now=after)
    move_unit(nation.units["1201"], nation.units["13"], late, rescore=rescore_from)
    assert list(Total.objects.order_by("pk").values_list("agreement_id", "month", "exact")) == before
    assert trees_of(YEAR, [12])[12].parent_of[nation.units["1201"].pk] == nation.units["12"].pk
    assert trees_of(YEAR + 1, [1])[1].parent_of[nation.units["1201"].pk] == nation.units["13"].pk


def test_units_cannot_change_inside_a_closed_year_and_its_digits_come_out_the_same_again() -> None:
    nation = build_nation()
    enter(nation, "1201", 8, 15, 20)
    enter(nation, "1202", 8, 12, 20)
    rebuild(YEAR, until_month=12, now=NOW)
    before = stored()
    Year.objects.filter(pk=YEAR).update(state=YearState.CLOSED)
    after = datetime(2013, 2, 1, tzinfo=UTC)
    inside, later = (
        Change(on=on, order_ref="x", by=actor(nation.people["psdg"], after), now=after)
        for on in (APRIL, date(2012, 10, 1))
    )
    unit, under = nation.units["1201"], nation.units["13"]
    answer = move_unit(unit, under, inside, rescore=rescore_tree)
    assert isinstance(answer, Refusal)
    assert (answer.code, answer.terms) == ("unit.year_closed", {"year": YEAR, "on": date(2012, 10, 1)})
    assert "2555" in refusal_words(answer)
    unit.refresh_from_db()
    assert unit.parent == nation.units["12"]
    assert isinstance(leave_region(Membership.objects.get(member=under), inside, rescore=rescore_tree), Refusal)
    assert Membership.objects.get(member=under).ends != APRIL
    assert isinstance(move_unit(unit, under, later, rescore=rescore_tree), Unit)
    rebuild(YEAR, until_month=12, now=after)
    assert stored() == before


def stored() -> list[object]:
    tallies = Tally.objects.exclude(units=0, not_applicable=0).order_by("unit_id", "data_item_id", "month")
    scores = Score.objects.exclude(state="missing").order_by("item_id", "month")
    return [
        list(tallies.values_list("unit_id", "data_item_id", "month", "total", "units")),
        list(scores.values_list("item_id", "month", "state", "exact")),
        list(
            Total.objects.exclude(shown=None)
            .order_by("agreement_id", "month")
            .values_list("agreement_id", "month", "exact")
        ),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_entries_and_moves_in_any_order_equal_a_full_rebuild(seed: int) -> None:
    nation, chance = build_nation(), random.Random(seed)
    rebuild(YEAR, until_month=8, now=NOW)
    waiting = [(unit, month) for unit in ("1101", "1201", "1202", "1301") for month in MONTHS]
    chance.shuffle(waiting)
    moves = [date(2012, 3, 15), APRIL, date(2012, 5, 2)]
    for number, (unit, month) in enumerate(waiting):
        enter(nation, unit, month, chance.randint(1, 20), 20)
        if number % 4 == 3:
            moved, under = Unit.objects.get(code="1201"), chance.choice(["11", "13"])
            move_unit(moved, nation.units[under], change(nation, moves.pop(0)), rescore=rescore_from)
    by_path = stored()
    rebuild(YEAR, until_month=8, now=NOW)
    assert by_path == stored()


def test_the_part_around_a_unit_agrees_with_the_whole_tree() -> None:
    nation = build_nation()
    move_unit(nation.units["1201"], nation.units["13"], change(nation, APRIL), rescore=rescore_from)
    for code, unit in nation.units.items():
        for tree, months in trees_around([unit.pk], YEAR, range(1, 13)):
            for month in months:
                whole = trees_of(YEAR, [month])[month]
                assert tree.path(unit.pk) == whole.path(unit.pk), code
                for above in tree.path(unit.pk)[1:]:
                    assert set(tree.children_of[above]) == set(whole.children_of[above])


def test_reading_a_path_costs_the_same_in_a_larger_nation() -> None:
    nation = build_nation()
    with CaptureQueriesContext(connection) as small:
        trees_around([nation.units["1201"].pk], YEAR, [8])
    more = [NewUnit(f"12{number}", UnitKind.DISTRICT, "ใหม่", parent="12") for number in range(10, 40)]
    found_units(more, starts=STARTS, department="cdd", known=nation.units)
    with CaptureQueriesContext(connection) as large:
        trees_around([nation.units["1201"].pk], YEAR, [8])
    assert len(small) == len(large) == 2


@pytest.mark.parametrize(
    ("roles", "seen"),
    [
        ([("keeper", "1201")], {"1201"}),
        ([("director", "12")], {"12", "1201", "1202"}),
        ([("inspector", "r1")], {"r1", "11", "12", "1101", "1102", "1201", "1202"}),
        ([("deputy", "r2"), ("deputy", "กผ")], {"r2", "13", "1301", "1302", "กผ"}),
        ([], set()),
    ],
)
def test_a_scope_is_what_stands_under_the_roles(roles: list[tuple[str, str]], seen: set[str]) -> None:
    nation = build_nation()
    person = nation.people["1302"]
    RoleAssignment.objects.filter(person=person).delete()
    for role, unit in roles:
        RoleAssignment.objects.create(person=person, role=role, unit=nation.units[unit], starts=STARTS)
    scope = Scope(actor(person))
    assert {code for code, unit in nation.units.items() if unit in scope} == seen


def test_a_role_at_the_department_sees_everything() -> None:
    nation = build_nation()
    scope = Scope(actor(nation.people["psdg"]))
    assert scope.everything
    assert all(unit in scope for unit in nation.units.values())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_units_below_agree_with_a_walk_up_the_tree(data: st.DataObject) -> None:
    """Independent: for every unit walk up version by version in plain Python, and see whether a root is met."""
    Membership.objects.all().delete()
    RoleAssignment.objects.all().delete()
    UnitVersion.objects.all().delete()
    Unit.objects.all().delete()
    count = data.draw(st.integers(2, 9))
    rows = [
        Unit.objects.create(code=f"u{at}", kind=UnitKind.BUREAU, name=f"u{at}", sort_key=f"{at}", starts=STARTS)
        for at in range(count)
    ]
    cut = date(2012, 1, 1)
    above: dict[tuple[int, bool], int | None] = {}
    for at, unit in enumerate(rows):
        early, late = (data.draw(st.sampled_from([None, *rows[:at]])) for _ in range(2))
        version = partial(UnitVersion.objects.create, unit=unit, name=unit.name, sort_key=unit.sort_key)
        version(starts=STARTS, ends=cut, parent=early)
        version(starts=cut, parent=late)
        above[unit.pk, False], above[unit.pk, True] = (parent.pk if parent else None for parent in (early, late))
    roots = {unit.pk for unit in data.draw(st.lists(st.sampled_from(rows), min_size=1, max_size=3))}
    for day, late_half in ((date(2011, 6, 1), False), (cut, True)):
        expected = set()
        for unit in rows:
            walk: int | None = unit.pk
            while walk is not None and walk not in roots:
                walk = above[walk, late_half]
            expected |= {unit.pk} if walk is not None else set()
        assert units_below(roots, span_of_day(day)) == expected
