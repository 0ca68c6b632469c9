"""Founding, renaming, moving, merging, splitting and closing units; the tree of any day; refusals."""

import re
from datetime import date
from pathlib import Path

import pytest

import rabrong.org
from rabrong.audit.models import Event
from rabrong.org.actions.founding import NewUnit
from rabrong.org.actions.recording import Change
from rabrong.org.actions.regions import join_region, leave_region
from rabrong.org.actions.units import Names, close_unit, found_unit, merge_units, move_unit, rename_unit, split_unit
from rabrong.org.models import Membership, Person, RoleAssignment, Succession, Unit, UnitKind, UnitVersion
from rabrong.org.queries import children_of, path_of, span_of_day
from rabrong.org.rules import Refusal
from rabrong.org.wording import SENTENCES, refusal_words
from tests.nation import NOW, STARTS, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
MARCH, APRIL, MAY_1 = date(2012, 3, 1), date(2012, 4, 1), date(2012, 5, 1)
TOMORROW = date(2012, 5, 16)


class Told:
    """The days that a change said must be scored anew."""

    def __init__(self) -> None:
        self.days: list[date] = []

    def __call__(self, day: date, _now: object) -> None:
        self.days.append(day)


@pytest.fixture
def nation() -> Nation:
    return build_nation()


def change(nation: Nation, on: date = APRIL, who: str = "psdg") -> Change:
    return Change(on=on, order_ref="คำสั่งที่ 1/2555", by=actor(nation.people[who]), now=NOW)


def names_below(unit: Unit, day: date) -> list[str]:
    return [child.code for child in children_of(unit, span_of_day(day))]


def code_of(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    assert refusal_words(answer)  # every refusal has its sentence, with all its terms
    return answer.code


def test_every_past_day_shows_the_tree_as_it_was(nation: Nation) -> None:
    told = Told()
    move_unit(nation.units["1201"], nation.units["13"], change(nation), rescore=told)
    assert names_below(nation.units["12"], MARCH) == ["1201", "1202"]
    assert names_below(nation.units["12"], APRIL) == ["1202"]
    assert names_below(nation.units["13"], date(2012, 3, 31)) == ["1301", "1302"]
    assert names_below(nation.units["13"], APRIL) == ["1201", "1301", "1302"]
    path_before = [unit.code for unit in path_of(nation.units["1201"], span_of_day(MARCH))]
    path_after = [unit.code for unit in path_of(nation.units["1201"], span_of_day(APRIL))]
    assert path_before == ["1201", "12", "r1", "cdd"]
    assert path_after == ["1201", "13", "r2", "cdd"]
    assert told.days == [APRIL]


def test_a_new_name_leaves_the_old_one_its_days(nation: Nation) -> None:
    rename_unit(nation.units["12"], Names("จังหวัดใหม่", "จม.", "New"), change(nation))
    rows = UnitVersion.objects.filter(unit=nation.units["12"]).values_list("name", "starts", "ends", "order_ref")
    assert list(rows) == [
        ("หน่วย 12", STARTS, APRIL, ""),
        ("จังหวัดใหม่", APRIL, None, "คำสั่งที่ 1/2555"),
    ]
    unit = Unit.objects.get(code="12")
    assert (unit.name, unit.short_name, unit.name_en) == ("จังหวัดใหม่", "จม.", "New")
    assert "จังหวัดใหม่" in unit.search_text


def test_a_change_is_recorded_with_what_was_and_what_is(nation: Nation) -> None:
    rename_unit(nation.units["12"], Names("จังหวัดใหม่"), change(nation))
    event = Event.objects.get(verb="unit.rename")
    assert (event.chain, event.actor, event.subject, event.unit) == ("cdd", "psdg", "unit 12", "12")
    assert event.before == {"name": "หน่วย 12"}
    assert event.after == {"name": "จังหวัดใหม่", "on": "2012-04-01", "order": "คำสั่งที่ 1/2555"}


def test_a_founded_unit_is_there_from_its_day(nation: Nation) -> None:
    made = found_unit(NewUnit("1203", UnitKind.DISTRICT, "อำเภอใหม่", parent="12"), change(nation))
    assert isinstance(made, Unit)
    assert made.department == "cdd"
    assert "1203" not in names_below(nation.units["12"], MARCH)
    assert "1203" in names_below(nation.units["12"], APRIL)


def test_merging_takes_children_people_and_roles_along(nation: Nation) -> None:
    told = Told()
    answer = merge_units([nation.units["12"]], nation.units["11"], change(nation), rescore=told)
    assert answer == nation.units["11"]
    assert names_below(nation.units["11"], APRIL) == ["1101", "1102", "1201", "1202"]
    assert names_below(nation.units["12"], MARCH) == ["1201", "1202"]
    assert names_below(nation.units["r1"], APRIL) == ["11"]
    assert names_below(nation.units["r1"], MARCH) == ["11", "12"]
    closed = Unit.objects.get(code="12")
    assert closed.ends == APRIL
    assert [(row.before.code, row.after.code, row.kind) for row in Succession.objects.all()] == [("12", "11", "merged")]
    keeper = Person.objects.get(code="keeper-12")
    assert keeper.unit.code == "11"
    roles = RoleAssignment.objects.filter(person=keeper).values_list("unit__code", "starts", "ends")
    assert list(roles) == [("12", STARTS, APRIL), ("11", APRIL, None)]
    assert told.days == [APRIL]


def test_merged_regions_hand_over_their_provinces(nation: Nation) -> None:
    merge_units([nation.units["r2"]], nation.units["r1"], change(nation), rescore=Told())
    assert names_below(nation.units["r1"], APRIL) == ["11", "12", "13"]
    assert names_below(nation.units["r2"], MARCH) == ["13"]
    member = Membership.objects.filter(member__code="13").values_list("region__code", "starts", "ends")
    assert list(member) == [("r2", STARTS, APRIL), ("r1", APRIL, date(2017, 10, 1))]


def test_splitting_gives_every_child_a_new_home(nation: Nation) -> None:
    parts = [NewUnit("14", UnitKind.PROVINCE, "ก", parent="cdd"), NewUnit("15", UnitKind.PROVINCE, "ข", parent="cdd")]
    children = {"1201": "14", "1202": "15"}
    made = split_unit(nation.units["12"], parts, children, change(nation), rescore=Told())
    assert isinstance(made, list)
    assert names_below(made[0], APRIL) == ["1201"]
    assert names_below(made[1], APRIL) == ["1202"]
    assert names_below(nation.units["12"], APRIL) == []
    assert {row.after.code for row in Succession.objects.filter(kind="split")} == {"14", "15"}


def test_closing_ends_roles_and_nothing_before(nation: Nation) -> None:
    unit = found_unit(NewUnit("1203", UnitKind.DISTRICT, "อำเภอใหม่", parent="12"), change(nation, MARCH))
    assert isinstance(unit, Unit)
    RoleAssignment.objects.create(person=nation.people["12"], role="viewer", unit=unit, starts=MARCH)
    assert isinstance(close_unit(unit, change(nation, MAY_1), rescore=Told()), Unit)
    assert "1203" in names_below(nation.units["12"], APRIL)
    assert "1203" not in names_below(nation.units["12"], MAY_1)
    assert RoleAssignment.objects.get(unit=unit).ends == MAY_1


def test_a_region_gets_and_loses_a_province(nation: Nation) -> None:
    held = Membership.objects.get(member__code="13")
    assert isinstance(leave_region(held, change(nation), rescore=Told()), Membership)
    joined = join_region(nation.units["13"], nation.units["r1"], None, change(nation), rescore=Told())
    assert isinstance(joined, Membership)
    assert names_below(nation.units["r1"], APRIL) == ["11", "12", "13"]
    assert names_below(nation.units["r2"], MARCH) == ["13"]


def test_only_the_administrator_changes_the_tree(nation: Nation) -> None:
    stranger, unit = change(nation, who="1201"), nation.units["12"]
    told = Told()
    answers = [
        found_unit(NewUnit("99", UnitKind.PROVINCE, "ใหม่", parent="cdd"), stranger),
        rename_unit(unit, Names("ใหม่"), stranger),
        move_unit(nation.units["1201"], nation.units["13"], stranger, rescore=told),
        merge_units([unit], nation.units["11"], stranger, rescore=told),
        split_unit(unit, [], {}, stranger, rescore=told),
        close_unit(unit, stranger, rescore=told),
        join_region(unit, nation.units["r2"], None, stranger, rescore=told),
        leave_region(Membership.objects.get(member=unit), stranger, rescore=told),
    ]
    assert [code_of(answer) for answer in answers] == ["org.not_administrator"] * 8
    assert told.days == []
    assert not Event.objects.exists()


def test_a_cycle_is_refused(nation: Nation) -> None:
    sub = found_unit(NewUnit("sub", UnitKind.DIVISION, "กลุ่มงาน", parent="กผ"), change(nation, MARCH))
    assert isinstance(sub, Unit)
    answer = move_unit(nation.units["กผ"], sub, change(nation), rescore=Told())
    assert code_of(answer) == "unit.cycle"
    assert "หน่วย กผ" in refusal_words(answer)  # type: ignore[arg-type]  # just asserted
    itself = move_unit(nation.units["กผ"], nation.units["กผ"], change(nation), rescore=Told())
    assert code_of(itself) == "unit.cycle"


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (NewUnit("12", UnitKind.PROVINCE, "ซ้ำ", parent="cdd"), "unit.code_taken"),
        (NewUnit("77", UnitKind.PROVINCE, " ", parent="cdd"), "unit.no_name"),
        (NewUnit("77", UnitKind.PROVINCE, "ใหม่", parent="ไม่มี"), "unit.unknown"),
        (NewUnit("77", UnitKind.PROVINCE, "ใหม่"), "unit.no_parent"),
        (NewUnit("77", UnitKind.DISTRICT, "ใหม่", parent="cdd"), "unit.wrong_place"),
        (NewUnit("77", UnitKind.PROVINCE, "ใหม่", parent="1201"), "unit.wrong_place"),
    ],
)
def test_a_unit_that_cannot_be_is_refused(nation: Nation, new: NewUnit, why: str) -> None:
    assert code_of(found_unit(new, change(nation))) == why
    assert not Unit.objects.filter(code="77").exists()


def test_days_that_cannot_be_are_refused(nation: Nation) -> None:
    unit, names = nation.units["12"], Names("ใหม่")
    assert code_of(rename_unit(unit, names, change(nation, TOMORROW))) == "unit.not_yet"
    assert code_of(rename_unit(unit, names, change(nation, STARTS))) == "unit.later_change"
    assert isinstance(rename_unit(unit, names, change(nation, APRIL)), Unit)
    assert code_of(rename_unit(unit, Names("อีก"), change(nation, MARCH))) == "unit.later_change"
    merge_units([unit], nation.units["11"], change(nation, MAY_1), rescore=Told())
    assert code_of(rename_unit(unit, Names("อีก"), change(nation, date(2012, 5, 2)))) == "unit.closed"
    late = NewUnit("1299", UnitKind.DISTRICT, "ใหม่", parent="12")
    assert code_of(found_unit(late, change(nation, date(2012, 5, 2)))) == "unit.closed"


def test_a_unit_that_is_not_empty_is_not_closed(nation: Nation) -> None:
    assert code_of(close_unit(nation.units["12"], change(nation), rescore=Told())) == "unit.has_children"
    assert code_of(close_unit(nation.units["1201"], change(nation), rescore=Told())) == "unit.has_people"


def test_merges_and_splits_that_cannot_be_are_refused(nation: Nation) -> None:
    units, told = nation.units, Told()
    assert code_of(merge_units([], units["11"], change(nation), rescore=told)) == "unit.none_chosen"
    assert code_of(merge_units([units["12"]], units["12"], change(nation), rescore=told)) == "unit.merge_kinds"
    assert code_of(merge_units([units["1201"]], units["12"], change(nation), rescore=told)) == "unit.merge_kinds"
    one = [NewUnit("14", UnitKind.PROVINCE, "ก", parent="cdd")]
    assert code_of(split_unit(units["12"], one, {}, change(nation), rescore=told)) == "unit.split_parts"
    two = [*one, NewUnit("15", UnitKind.PROVINCE, "ข", parent="cdd")]
    lost = split_unit(units["12"], two, {"1201": "14"}, change(nation), rescore=told)
    assert code_of(lost) == "unit.split_children"
    assert not Unit.objects.filter(code__in=("14", "15")).exists()
    assert told.days == []


def test_overlapping_memberships_are_refused_saying_which(nation: Nation) -> None:
    answer = join_region(nation.units["12"], nation.units["r2"], None, change(nation), rescore=Told())
    assert code_of(answer) == "membership.overlap"
    words = refusal_words(answer)  # type: ignore[arg-type]  # just asserted
    assert "หน่วย r1" in words
    assert "1\u00a0ต.ค.\u00a02551" in words  # the first day of fiscal year 2552
    assert "30\u00a0ก.ย.\u00a02560" in words
    backwards = join_region(nation.units["12"], nation.units["r2"], APRIL, change(nation, MAY_1), rescore=Told())
    assert code_of(backwards) == "days.order"
    wrong = join_region(nation.units["1201"], nation.units["r2"], None, change(nation), rescore=Told())
    assert code_of(wrong) == "membership.kinds"


def test_every_refusal_of_the_rules_has_a_sentence() -> None:
    sources = ("tree_rules", "people_rules", "actions/units", "actions/people", "actions/roles", "actions/regions")
    folder = Path(str(rabrong.org.__file__)).parent
    texts = [(folder / f"{name}.py").read_text(encoding="utf-8") for name in sources]
    codes = {code for text in texts for code in re.findall(r'Refusal\(\s*"([a-z_.]+)"', text)}
    assert len(codes) > 30
    assert codes <= set(SENTENCES)


@pytest.mark.parametrize("code", ["a/b", "a b", "..", ".", "?x", "<b>", "ก" * 21, ""])
def test_a_code_that_cannot_stand_in_an_address_is_refused(nation: Nation, code: str) -> None:
    new = NewUnit(code, UnitKind.BUREAU, "สำนักใหม่", parent="cdd")
    assert code_of(found_unit(new, change(nation))) == "unit.bad_code"
