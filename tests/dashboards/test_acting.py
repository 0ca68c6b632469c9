"""Entering in somebody's place: said on the form, and wherever the number's author is named."""

from datetime import date

import pytest
from django.test import Client

from rabrong.audit.models import Event
from rabrong.org.models import Acting, ActingKind, Person, Role
from rabrong.results.models import Entry
from tests.dashboards.conftest import MAY
from tests.nation import Nation

pytestmark = pytest.mark.django_db

FORM = f"/2555/kpi/4.3/unit/1201/month/{MAY}/"
NUMBERS = {"ก": "16", "ข": "20", "version-ก": "0", "version-ข": "0", "save": "submit"}


@pytest.fixture
def acting(nation: Nation) -> Acting:
    """The keeper of district 1302 enters for the keeper of 1201 in May."""
    Person.objects.filter(pk=nation.people["1302"].pk).update(position="ผู้ช่วย")
    return Acting.objects.create(
        person=nation.people["1302"],
        principal=nation.people["1201"],
        seat=nation.people["1201"].position,
        kind=ActingKind.BEHALF,
        role=Role.KEEPER,
        unit=nation.units["1201"],
        starts=date(2012, 5, 1),
        ends=date(2012, 6, 1),
        order_ref="คำสั่งที่ 7/2555",
    )


@pytest.fixture
def stand_in(nation: Nation, acting: Acting) -> Client:
    """A browser of who acts."""
    client = Client()
    client.force_login(nation.people["1302"])
    return client


def test_the_form_says_in_whose_place_and_until_when(stand_in: Client) -> None:
    page = stand_in.get(FORM).content.decode()

    assert "ท่านกรอกในฐานะผู้ทำการแทน ผู้จัดเก็บ 1201 ตามคำสั่งที่ 7/2555 ถึง 31\u00a0พ.ค.\u00a02555" in page


def test_who_enters_in_the_own_name_is_told_nothing(nation: Nation, acting: Acting) -> None:
    client = Client()
    client.force_login(nation.people["1201"])

    assert "ผู้ทำการแทน" not in client.get(FORM).content.decode()


def test_the_author_is_named_with_who_is_acted_for(nation: Nation, stand_in: Client, acting: Acting) -> None:
    assert stand_in.post(FORM, NUMBERS).status_code == 302
    page = stand_in.get("/2555/kpi/4.3/unit/1201/why/").content.decode()

    assert "ผู้ช่วย ทำการแทน ผู้จัดเก็บ 1201" in page
    assert "keeper-1302 ทำการแทน keeper-1201" in page
    assert set(Entry.objects.filter(month=MAY).values_list("acting", flat=True)) == {acting.pk}
    event = Event.objects.get(verb="entries.submit")
    assert (event.actor, event.acting_for) == ("keeper-1302", "keeper-1201")


def test_a_stale_form_names_who_acted(nation: Nation, stand_in: Client) -> None:
    stand_in.post(FORM, NUMBERS)
    client = Client()
    client.force_login(nation.people["1201"])
    answer = client.post(FORM, NUMBERS | {"ก": "15"})

    assert answer.status_code == 409
    assert "ผู้ช่วย ทำการแทน ผู้จัดเก็บ 1201 ส่ง 16 เป็นฉบับที่ 1" in answer.content.decode()


def test_a_vacant_seat_is_named_itself(stand_in: Client, acting: Acting) -> None:
    Acting.objects.filter(pk=acting.pk).update(principal=None, kind=ActingKind.VACANCY, seat="พัฒนาการอำเภอ")

    assert "ผู้ทำการแทน พัฒนาการอำเภอ" in stand_in.get(FORM).content.decode()


def test_the_day_after_the_last_the_unit_is_out_of_sight(stand_in: Client, acting: Acting) -> None:
    Acting.objects.filter(pk=acting.pk).update(ends=date(2012, 5, 15))

    assert stand_in.get(FORM).status_code == 404
    assert stand_in.get("/2555/unit/1201/").status_code == 404


def test_the_own_unit_stays_the_first_page(stand_in: Client) -> None:
    page = stand_in.get("/2555/units/").content.decode()

    assert '<a href="/2555/unit/1302/">ภาพรวม</a>' in page
    assert 'href="/2555/unit/1201/"' in page
