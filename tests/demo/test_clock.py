"""The demo's clock: it stands, it can be moved, and months that open get their totals."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from rabrong.audit.models import Event
from rabrong.demo.clock import START, days_offered, demo_now
from rabrong.demo.models import Mark
from rabrong.org.models import Person
from rabrong.results.models import Total

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def signed_in() -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Person.objects.get(code="psdg"))
    return client


def test_it_stands_at_ten_in_the_morning_of_the_15th_of_may() -> None:
    assert demo_now() == START
    assert demo_now().tzinfo == ZoneInfo("Asia/Bangkok")
    assert START.isoformat() == "2012-05-15T10:00:00+07:00"


def test_without_a_demo_it_shows_the_same() -> None:
    Mark.objects.all().delete()
    assert demo_now() == START


def test_moving_it_opens_the_months_up_to_then() -> None:
    answer = signed_in().post("/clock/", {"date": "2012-07-15", "next": "/2555/unit/cdd/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/2555/unit/cdd/")
    assert demo_now().date() == date(2012, 7, 15)
    totals = Total.objects.filter(agreement__unit__code="cdd", month__gte=8).order_by("month")
    assert [(total.month, total.shown) for total in totals] == [(month, totals[0].shown) for month in (8, 9, 10)]
    event = Event.objects.get(verb="demo.clock_moved")
    assert (event.actor, event.after) == ("psdg", {"now": "2012-07-15T10:00:00+07:00"})


def test_it_moves_back_too_and_nothing_is_lost() -> None:
    client = signed_in()
    client.post("/clock/", {"date": "2012-06-20"})
    client.post("/clock/", {"date": "2012-05-15"})
    assert demo_now() == START
    assert Total.objects.filter(agreement__unit__code="cdd").count() == 9


@pytest.mark.parametrize("day", ["", "2012-04-30", "2012-10-01", "2555-05-15", "soon"])
def test_a_day_outside_the_example_is_refused_with_a_sentence(day: str) -> None:
    client = signed_in()
    assert client.post("/clock/", {"date": day}).status_code == 302
    assert demo_now() == START
    assert "banner-bad" in client.get("/").content.decode()


def test_it_does_not_lead_to_another_site() -> None:
    answer = signed_in().post("/clock/", {"date": "2012-05-15", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_only_who_is_signed_in_moves_it() -> None:
    answer = Client(SERVER_NAME="127.0.0.1").post("/clock/", {"date": "2012-06-15"})
    assert answer.status_code == 302
    assert demo_now() == START


def test_every_day_the_page_offers_is_taken() -> None:
    assert days_offered()[0] == date(2012, 5, 1)
    assert days_offered()[-1] == date(2012, 9, 30)
    assert START.date() in days_offered()
