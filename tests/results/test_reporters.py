"""Which units report an indicator in a round: four readers of one rule, and they agree."""

from itertools import product

import pytest

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.assignments.models import Duty, Ownership, Responsibility
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.models import PersonStatus, Role
from rabrong.org.rules import Refusal
from rabrong.results.queries.desk import reports_to_make
from rabrong.results.queries.states import Asked, standings
from rabrong.results.reporters import reporting_units
from rabrong.results.rules import entry_refusal
from rabrong.results.rules.approving import supervised_by
from rabrong.results.rules.desk import desk_of
from tests.nation import NOW, STARTS, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
ELSEWHERE = ("entry.reported_below", "entry.not_owner", "entry.helps_owner", "entry.other_rounds")
FIRST_MONTH = {6: 1, 9: 7, 12: 10}


@pytest.fixture
def nation(db: None) -> Nation:
    """4.3 is promised by districts and owned by กผ; 8 by กผ alone. Of those that only the department promised:

    9 is owned by กผ in round 6, and by 13 as co-owner all year: กผ reports round 6, 13 reports 9 and 12.
    10 is owned by กผ, with 13 as co-owner and 12 as supporter: กผ alone reports.
    11 has a supporter only: the department reports. 7 province 12 promised itself: it reports, its owner กผ does not.
    """
    nation = build_nation()
    for code in ("7", "9", "10", "11"):
        version = IndicatorVersion.objects.get(pk=nation.indicators["8"].pk)
        version.pk, version.code, version.position = None, code, 20 + int(code)
        version.save()
        nation.indicators[code] = version
        Item.objects.create(agreement=nation.agreements["cdd"], indicator=version, weights={"6": "5"})
    Item.objects.create(agreement=nation.agreements["12"], indicator=nation.indicators["7"], weights={"6": "5"})
    own(nation, "4.3", "กผ")
    own(nation, "7", "กผ")
    own(nation, "9", "กผ", to_round=6)
    own(nation, "9", "13", "co")
    own(nation, "10", "กผ")
    own(nation, "10", "13", "co")
    own(nation, "10", "12", "supporter")
    own(nation, "11", "12", "supporter")
    new = [NewPerson("keeper-cdd", "cdd", "ผู้จัดเก็บกลาง", roles=((Role.KEEPER, "cdd"),))]
    keepers = take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE)
    nation.people["cdd"] = keepers["keeper-cdd"]
    return nation


def own(nation: Nation, code: str, unit: str, role: str = "main", to_round: int | None = None) -> None:
    """A row of the Owner-Supporter table."""
    Ownership.objects.create(indicator=nation.indicators[code], unit=nation.units[unit], role=role, to_round=to_round)


def reporters(nation: Nation, code: str, round_: int) -> set[str]:
    """The codes of the units that report an indicator in a round."""
    names = {unit.pk: unit.code for unit in nation.units.values()}
    found = reporting_units(YEAR).get((nation.indicators[code].pk, round_), frozenset())
    return {names[unit] for unit in found}


DISTRICTS = {"1101", "1102", "1201", "1202", "1301", "1302"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("4.3", {6: DISTRICTS, 9: DISTRICTS, 12: DISTRICTS}),
        ("7", {6: {"12"}, 9: {"12"}, 12: {"12"}}),
        ("8", {6: {"กผ"}, 9: {"กผ"}, 12: {"กผ"}}),
        ("9", {6: {"กผ"}, 9: {"13"}, 12: {"13"}}),
        ("10", {6: {"กผ"}, 9: {"กผ"}, 12: {"กผ"}}),
        ("11", {6: {"cdd"}, 9: {"cdd"}, 12: {"cdd"}}),
    ],
)
def test_each_number_is_reported_once(nation: Nation, code: str, expected: dict[int, set[str]]) -> None:
    assert {round_: reporters(nation, code, round_) for round_ in (6, 9, 12)} == expected


def test_form_grid_work_and_matrix_agree_for_every_unit_and_round(nation: Nation) -> None:
    found = reporting_units(YEAR)
    duties = {
        (unit, indicator, month) for unit, indicator, month in standings(Asked(YEAR, (1, 7, 10)), NOW.date()).reports
    }
    units = [unit for unit in nation.units.values() if unit.code in nation.people]
    for unit in units:
        keeper = actor(nation.people[unit.code])
        made = {each.item.indicator_id: each.rounds for each in reports_to_make(unit, YEAR)}
        desk = desk_of(keeper, unit, YEAR)
        assert not isinstance(desk, Refusal)
        for version, (round_, month) in product(nation.indicators.values(), FIRST_MONTH.items()):
            reports = unit.pk in found.get((version.pk, round_), ())
            refusals = entry_refusal(keeper, unit, version, month), desk.refusal(version, month)
            place = (version.code, unit.code, round_)
            assert [each is None or each.code not in ELSEWHERE for each in refusals] == [reports, reports], place
            assert (round_ in made.get(version.pk, ())) == reports, place
            assert ((unit.pk, version.pk, month) in duties) == reports, place


@pytest.mark.parametrize(
    ("unit", "code", "month", "refusal"),
    [
        ("13", "10", 7, "entry.helps_owner"),
        ("12", "10", 7, "entry.helps_owner"),
        ("13", "9", 1, "entry.other_rounds"),
        ("กผ", "9", 7, "entry.other_rounds"),
        ("กผ", "7", 7, "entry.reported_below"),
        ("11", "9", 7, "entry.not_owner"),
    ],
)
def test_who_does_not_report_is_told_why(nation: Nation, unit: str, code: str, month: int, refusal: str) -> None:
    found = entry_refusal(actor(nation.people[unit]), nation.units[unit], nation.indicators[code], month)
    assert found is not None
    assert found.code == refusal


def test_a_supervisor_of_the_owner_supervises_the_rounds_it_owns(nation: Nation) -> None:
    """Of 9 กผ is the owner in round 6 only; somebody who is named for round 12 takes the place of the role there."""
    new = [NewPerson("head", "กผ", "หัวหน้ากลุ่ม", roles=((Role.SUPERVISOR, "กผ"),))]
    head = take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE)["head"]
    nine, eight = nation.indicators["9"], nation.indicators["8"]
    Responsibility.objects.create(
        indicator=eight, duty=Duty.SUPERVISOR, person=nation.people["11"], unit=nation.units["11"], from_round=12
    )
    found = supervised_by(actor(head), [nine.pk, eight.pk])

    assert set(found) == {(nine.pk, 6), (eight.pk, 6), (eight.pk, 9)}
