"""Whose indicator it is: the table of owners and supporters opens an indicator of every unit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.assignments.models import Ownership
from rabrong.assignments.rules import sees_indicator
from rabrong.org.actions.founding import NewUnit, found_units
from rabrong.org.models import Person, Role, RoleAssignment, UnitKind
from rabrong.org.queries import Scope
from tests.nation import STARTS, Nation, actor, build_nation

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation() -> Nation:
    """กผ owns 8. In the bureau stands a division, in the division a centre."""
    nation = build_nation()
    new = [
        NewUnit("division", UnitKind.DIVISION, "กอง", parent="กผ"),
        NewUnit("centre", UnitKind.CENTRE, "ศูนย์", parent="division"),
        NewUnit("other", UnitKind.BUREAU, "สำนักอื่น", parent="cdd"),
    ]
    nation.units.update(found_units(new, starts=STARTS, department="cdd", known=nation.units))
    return nation


def scope_at(nation: Nation, *units: str, role: Role = Role.VIEWER) -> Scope:
    person = Person.objects.create(code="new", position="ใหม่", unit=nation.units["cdd"])
    for unit in units:
        RoleAssignment.objects.create(person=person, role=role, unit=nation.units[unit], starts=STARTS)
    return Scope(actor(person))


@pytest.mark.parametrize(
    ("unit", "sees"),
    [
        ("กผ", True), ("division", True), ("centre", True), ("cdd", True),
        ("other", False), ("12", False), ("1201", False), ("r1", False),
    ],
)  # fmt: skip
def test_an_indicator_is_seen_from_its_owner_and_below(nation: Nation, unit: str, sees: bool) -> None:
    assert sees_indicator(scope_at(nation, unit), nation.indicators["8"]) is sees


def test_an_indicator_of_a_division_is_seen_from_its_bureau(nation: Nation) -> None:
    Ownership.objects.create(indicator=nation.indicators["4.3"], unit=nation.units["division"], role="supporter")

    assert sees_indicator(scope_at(nation, "กผ"), nation.indicators["4.3"])


@pytest.mark.parametrize("role", ["main", "co", "supporter"])
def test_every_part_in_an_indicator_counts(nation: Nation, role: str) -> None:
    Ownership.objects.create(indicator=nation.indicators["4.3"], unit=nation.units["other"], role=role)

    assert sees_indicator(scope_at(nation, "other"), nation.indicators["4.3"])


def test_a_province_that_supports_opens_it_for_itself_alone(nation: Nation) -> None:
    Ownership.objects.create(indicator=nation.indicators["4.3"], unit=nation.units["12"], role="supporter")
    province = nation.people["12"], nation.people["1201"]

    assert [sees_indicator(Scope(actor(person)), nation.indicators["4.3"]) for person in province] == [True, False]


def test_without_a_role_today_nothing_is_seen(nation: Nation) -> None:
    assert not sees_indicator(scope_at(nation), nation.indicators["8"])


@pytest.mark.parametrize(("unit", "queries"), [("cdd", 0), ("กผ", 1), ("1201", 2), ("other", 3)])
def test_it_takes_few_queries(nation: Nation, unit: str, queries: int) -> None:
    scope = scope_at(nation, unit)
    with CaptureQueriesContext(connection) as captured:
        sees_indicator(scope, nation.indicators["8"])

    assert len(captured) == queries  # the owners, the units of the scope, the units above in the centre


@pytest.mark.parametrize(("rounds", "sees"), [((6, 6), False), ((6, 9), True), ((12, None), True)])
def test_who_had_a_part_in_rounds_that_have_passed_sees_it_no_more(
    nation: Nation, rounds: tuple[int, int | None], sees: bool
) -> None:
    """It is May, round 9."""
    first, last = rounds
    Ownership.objects.create(
        indicator=nation.indicators["4.3"], unit=nation.units["other"], from_round=first, to_round=last
    )

    assert sees_indicator(scope_at(nation, "other"), nation.indicators["4.3"]) is sees


def test_a_person_with_a_part_in_it_sees_the_indicator(nation: Nation) -> None:
    scope = scope_at(nation, "1201")
    Ownership.objects.create(indicator=nation.indicators["4.3"], person=scope.actor.person, role="supporter")

    assert sees_indicator(scope, nation.indicators["4.3"])
