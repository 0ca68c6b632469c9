"""What is doubtful about people is found by rule, with its code, and stands on the load page."""

import pytest
from django.test import Client

from rabrong.agreements.models import Indicator, IndicatorVersion
from rabrong.assignments.models import Duty, Ownership, Responsibility
from rabrong.assignments.pages import people_rows
from rabrong.org.models import Person
from tests.nation import YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation() -> Nation:
    """กผ owns 8; its keeper keeps it and province 12's head supervises nothing yet."""
    nation = build_nation()
    keep(nation, nation.people["กผ"])
    return nation


def keep(nation: Nation, person: Person, duty: Duty = Duty.KEEPER) -> None:
    Responsibility.objects.create(indicator=nation.indicators["8"], duty=duty, person=person, unit=person.unit)


def codes(nation: Nation) -> list[str]:
    return [row.code for row in people_rows(YEAR, 9, actor(nation.people["psdg"]).today)]


def test_nothing_is_found_where_nothing_is_wrong(nation: Nation) -> None:
    keep(nation, nation.people["psdg"], Duty.SUPERVISOR)  # at the department, above กผ

    assert codes(nation) == []


def test_a_supervisor_of_another_unit_is_outside_the_line(nation: Nation) -> None:
    keep(nation, nation.people["12"], Duty.SUPERVISOR)

    assert codes(nation) == ["R-LINE"]


def test_a_keeper_who_cannot_sign_in_is_found(nation: Nation) -> None:
    Person.objects.filter(code="keeper-กผ").update(is_active=False, status="suspended")
    Responsibility.objects.create(indicator=nation.indicators["4.3"], duty=Duty.KEEPER, name="นายตัวอย่าง")

    assert codes(nation) == ["R-ACCOUNT", "R-ACCOUNT"]


def test_two_main_persons_are_an_error_and_stand_first(nation: Nation) -> None:
    keep(nation, nation.people["12"], Duty.SUPERVISOR)
    for who in ("12", "13"):
        Ownership.objects.create(indicator=nation.indicators["8"], person=nation.people[who])

    assert codes(nation) == ["R-DUP", "R-LINE"]


@pytest.mark.parametrize(("more", "found"), [(4, []), (5, ["R-LOAD"])])
def test_who_has_more_than_five_indicators_has_too_much(nation: Nation, more: int, found: list[str]) -> None:
    """One kept already: with four more it is five, with five more six."""
    first = nation.indicators["8"]
    for at in range(more):
        key = Indicator.objects.create(key=f"m{at}")
        named = {"code": f"m{at}", "name": "เพิ่ม", "position": 20 + at, "criteria": first.criteria}
        version = IndicatorVersion.objects.create(indicator=key, year_id=YEAR, aspect=first.aspect, **named)
        Ownership.objects.create(indicator=version, person=nation.people["กผ"], role="co")

    assert codes(nation) == found


def test_the_load_page_says_it(nation: Nation) -> None:
    keep(nation, nation.people["12"], Duty.SUPERVISOR)
    client = Client()
    client.force_login(nation.people["psdg"], backend="django.contrib.auth.backends.ModelBackend")

    assert "อยู่นอกสายของหน่วยเจ้าภาพ" in client.get("/2555/load/").content.decode()
