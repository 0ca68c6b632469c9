"""The small nation with deputies, an inspector, an acting official and English names; browsers for its people."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.models import Acting, ActingKind, Person, PersonStatus, Position, Role, Unit, UnitVersion
from tests.nation import STARTS, Nation, build_nation

Browser = Callable[[str], Client]


@pytest.fixture
def staffed(db: None) -> Nation:
    """A deputy over กผ and region r1, an inspector over r1, the head of 12 with a telephone; 1202 acts for 1201."""
    nation = build_nation()
    new = [
        NewPerson("deputy", "cdd", "รองอธิบดี", roles=((Role.DEPUTY, "กผ"), (Role.DEPUTY, "r1"))),
        NewPerson("inspector", "r1", "ผู้ตรวจ", roles=((Role.INSPECTOR, "r1"),)),
        NewPerson("head-12", "12", "พัฒนาการจังหวัด", "สมศรี ใจดี", telephone="0 2141 1212", roles=((Role.DIRECTOR, "12"),)),
    ]
    people = take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE)
    Acting.objects.create(
        person=nation.people["1202"],
        principal=nation.people["1201"],
        seat="ผู้จัดเก็บ 1201",
        kind=ActingKind.BEHALF,
        role=Role.KEEPER,
        unit=nation.units["1201"],
        starts=date(2012, 5, 1),
        ends=date(2012, 6, 1),
        order_ref="1/2555",
    )
    for model in (Unit, UnitVersion):
        for row in model.objects.all():
            code = row.code if isinstance(row, Unit) else row.unit.code
            model.objects.filter(pk=row.pk).update(name_en=f"Unit {code.replace('กผ', 'Planning')}")
    Person.objects.update(position_en="Somebody", name_en="Somebody")
    Position.objects.update(title_en="Somebody")
    nation.people.update(people)
    return nation


@pytest.fixture
def browser(staffed: Nation) -> Browser:
    """A browser in which somebody is signed in: a unit's keeper, "psdg", or a sign-in name."""

    def signed_in(who: str) -> Client:
        client = Client()
        client.force_login(staffed.people[who])
        return client

    return signed_in
