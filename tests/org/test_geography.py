"""Provinces and districts of the whole country under a department."""

from datetime import date

import pytest

from rabrong.audit.models import Event
from rabrong.org.actions.founding import NewPerson, NewUnit, found_units, take_in_people
from rabrong.org.actor import Actor
from rabrong.org.importing.geography import Loaded, load_provinces
from rabrong.org.models import PersonStatus, Role, Unit, UnitKind
from rabrong.org.rules import Refusal
from tests.nation import NOW, STARTS, actor

pytestmark = pytest.mark.django_db
ON = date(2012, 4, 1)


@pytest.fixture
def department() -> Unit:
    return found_units([NewUnit("cdd", UnitKind.DEPARTMENT, "กรม")], starts=STARTS, department="cdd")["cdd"]


def administrator(department: Unit, role: Role = Role.PSDG) -> Actor:
    new = NewPerson("psdg", "cdd", "กพร.", roles=((role, "cdd"),))
    people = take_in_people([new], {"cdd": department}, starts=STARTS, status=PersonStatus.ACTIVE)
    return actor(people["psdg"])


def test_all_provinces_but_bangkok_come_with_their_districts(department: Unit) -> None:
    loaded = load_provinces(department, on=ON, by=administrator(department), now=NOW)
    district = Unit.objects.select_related("parent").get(code="1201")

    assert loaded == Loaded(provinces=76, districts=878, known=0)
    assert not Unit.objects.filter(code="10").exists()
    assert district.parent is not None
    assert (district.kind, district.parent.name, district.starts, district.department) == (
        "district",
        "นนทบุรี",
        ON,
        "cdd",
    )
    assert Event.objects.get().after["source"] == "geothai: DOPA, CC BY 4.0"


def test_loading_again_adds_what_is_missing_and_changes_no_name(department: Unit) -> None:
    by = administrator(department)
    found_units(
        [NewUnit("12", UnitKind.PROVINCE, "เมืองนนท์", parent="cdd")],
        starts=STARTS,
        department="cdd",
        known={"cdd": department},
    )

    assert load_provinces(department, on=ON, by=by, now=NOW) == Loaded(provinces=75, districts=878, known=1)
    assert load_provinces(department, on=ON, by=by, now=NOW) == Loaded(provinces=0, districts=0, known=954)
    assert Unit.objects.get(code="12").name == "เมืองนนท์"
    assert Event.objects.count() == 1


def test_only_the_administrator_loads_provinces(department: Unit) -> None:
    by = administrator(department, Role.VIEWER)

    assert load_provinces(department, on=ON, by=by, now=NOW) == Refusal("org.not_administrator")
    assert Unit.objects.count() == 1


def test_codes_of_another_department_are_left_alone(department: Unit) -> None:
    found_units([NewUnit("12", UnitKind.DEPARTMENT, "กรมอื่น")], starts=STARTS, department="12")
    done = load_provinces(department, on=ON, by=administrator(department), now=NOW)

    assert done == Refusal("unit.code_taken", {"code": "12"})
    assert Unit.objects.count() == 2


def test_nothing_stands_under_a_department_that_is_not_there_yet(department: Unit) -> None:
    done = load_provinces(department, on=date(2000, 1, 1), by=administrator(department), now=NOW)

    assert isinstance(done, Refusal)
    assert done.code == "unit.not_there_yet"
