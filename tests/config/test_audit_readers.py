"""Who reads what of the audit record: by role and scope, and everybody the own deeds."""

import pytest
from django.test import Client

from rabrong.audit.actions import Deed, record
from rabrong.config.audit_readers import named
from rabrong.org.models import Person, PersonStatus, Role, RoleAssignment
from tests.nation import NOW, STARTS, Nation, build_nation

pytestmark = pytest.mark.django_db

DEEDS = {"cdd": "psdg", "12": "keeper-12", "1201": "keeper-1201", "1301": "keeper-1301", "": "psdg"}
"""Unit concerned -> who did it; one deed concerns no unit."""


@pytest.fixture
def nation() -> Nation:
    """A deed about each of some units, told by its subject."""
    nation = build_nation()
    for unit, actor in DEEDS.items():
        deed = Deed(verb="entries.submit", subject=f"deed-about-{unit or 'none'}.", actor=actor, unit=unit)
        record("cdd", deed, now=NOW)
    return nation


def subjects_read(person: Person) -> dict[str, set[str]]:
    """Address -> the units whose deeds it shows."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    found = {}
    for path in ("/audit/", "/audit/events.csv", "/audit/events.jsonl"):
        answer = client.get(path)
        assert answer.status_code == 200
        body = answer.content.decode()
        found[path] = {unit for unit in DEEDS if f"deed-about-{unit or 'none'}." in body}
    return found


def with_role(nation: Nation, role: Role, unit: str) -> Person:
    person = Person.objects.create(code="new", position="ใหม่", unit=nation.units[unit])
    RoleAssignment.objects.create(
        person=person, role=role, unit=nation.units[unit], starts=STARTS, ends=NOW.date().replace(year=2013)
    )
    return person


@pytest.mark.parametrize(
    ("role", "unit", "units"),
    [
        (Role.PSDG, "cdd", {"cdd", "12", "1201", "1301", ""}),
        (Role.PSDG, "12", {"12", "1201"}),
        (Role.EXECUTIVE, "cdd", {"cdd", "12", "1201", "1301"}),
        (Role.ASSESSOR, "cdd", {"cdd", "12", "1201", "1301"}),
        (Role.INSPECTOR, "r1", {"12", "1201"}),
        (Role.DIRECTOR, "12", {"12", "1201"}),
        (Role.WORKING_GROUP, "1201", {"1201"}),
        (Role.VIEWER, "cdd", set()),
        (Role.KEEPER, "1201", set()),
    ],
)
def test_a_role_reads_the_deeds_about_its_units(nation: Nation, role: Role, unit: str, units: set[str]) -> None:
    assert set(map(frozenset, subjects_read(with_role(nation, role, unit)).values())) == {frozenset(units)}


def test_everybody_reads_the_own_deeds(nation: Nation) -> None:
    assert set(map(frozenset, subjects_read(nation.people["1301"]).values())) == {frozenset({"1301"})}


def test_a_suspended_account_reads_nothing(nation: Nation) -> None:
    Person.objects.filter(code="psdg").update(status=PersonStatus.SUSPENDED, is_active=False)
    client = Client()
    client.force_login(nation.people["psdg"], backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/audit/").status_code == 302


def test_people_are_called_by_name_else_by_position(nation: Nation) -> None:
    Person.objects.filter(code="keeper-12").update(name="สมศรี ใจดี")

    assert named(["keeper-12", "keeper-1201", "gone"]) == {"keeper-12": "สมศรี ใจดี", "keeper-1201": "ผู้จัดเก็บ 1201"}
