"""Live screens: what is drawn with the event, for whom, and when somebody is of another kind."""

import re
from datetime import date, datetime

import pytest
from django.test import Client

from rabrong.config import screens
from rabrong.config.screens import Screen
from rabrong.notices.drawings import mark_of, stamped
from rabrong.org.actions.people import suspend_person
from rabrong.org.actions.roles import appoint_acting, end_acting, end_role, give_role
from rabrong.org.models import Acting, ActingKind, Person, Role, RoleAssignment
from rabrong.org.people_rules import NewActing, NewRole
from tests.dashboards.test_scope import with_role
from tests.nation import NOW, Nation, actor

pytestmark = pytest.mark.django_db

DISTRICT = "/2555/unit/1201/"


def key_of(person: Person, now: datetime = NOW) -> str:
    return Screen(DISTRICT, "th", "arabic", person.pk).key(actor(person, now))


def test_a_live_screen_shows_what_the_page_shows(nation: Nation) -> None:
    person = nation.people["1201"]
    shown = Screen(DISTRICT, "th", "arabic", person.pk).drawn()
    assert shown is not None
    assert shown.key == key_of(person)
    client = Client()
    client.force_login(person)
    page = client.get(DISTRICT).content.decode()
    assert stamped(shown.text, mark_of(shown.text)) in page


@pytest.mark.parametrize("address", ["/2555/kpi/4.3/unit/cdd/", "/2555/console/", "/2555/line/new-deputy/"])
def test_pages_of_indicators_and_lines_and_the_console_are_drawn_with_the_event_too(
    nation: Nation, address: str
) -> None:
    with_role(nation, Role.DEPUTY, "r1", "กผ")
    person = nation.people["psdg"]
    shown = Screen(address, "th", "arabic", person.pk).drawn()
    assert shown is not None
    client = Client()
    client.force_login(person)
    page = client.get(address).content.decode()
    assert stamped(shown.text, mark_of(shown.text)) in page
    followed = re.search(r'data-live="([^"]+)"', page)
    assert followed
    topics = "&".join(f"topic={topic}" for topic in followed[1].split(" "))
    assert client.get(f"/live/state/?{topics}").status_code == 200


def test_a_line_is_followed_by_who_supervises_it(nation: Nation) -> None:
    client = with_role(nation, Role.DEPUTY, "r1", "กผ")
    followed = re.search(r'data-live="([^"]+)"', client.get("/2555/line/new-deputy/").content.decode())
    assert followed
    assert client.get(f"/live/state/?topic={followed[1]}").status_code == 200


def test_a_live_screen_of_somebody_whose_role_ended_is_of_another_kind(nation: Nation) -> None:
    person = nation.people["1201"]
    screen, key = Screen(DISTRICT, "th", "arabic", person.pk), key_of(person)
    by = actor(nation.people["psdg"])
    assert isinstance(end_role(person.roles.get(), date(2012, 5, 15), by=by, now=NOW), RoleAssignment)
    assert screen.drawn() is None  # nothing of the district is to be seen any more
    assert isinstance(suspend_person(person, reason="ย้าย", by=by, now=NOW), Person)
    assert screen.drawn() is None
    assert key_of(Person.objects.get(pk=person.pk)) != key


def test_a_role_more_and_an_acting_that_begins_or_ends_make_another_kind(nation: Nation) -> None:
    person, by = nation.people["1202"], actor(nation.people["psdg"])
    keys = [key_of(person)]
    more = NewRole(person, Role.VIEWER, nation.units["12"], date(2012, 5, 1))
    assert isinstance(give_role(more, by=by, now=NOW), RoleAssignment)
    keys.append(key_of(person))
    acting = NewActing(
        person, nation.people["1201"], "", ActingKind.BEHALF, Role.KEEPER, nation.units["1201"],
        date(2012, 5, 10), date(2012, 5, 20), "คำสั่ง 1/2555",
    )  # fmt: skip
    row = appoint_acting(acting, by=by, now=NOW)
    assert isinstance(row, Acting)
    keys.append(key_of(person))
    keys.append(key_of(person, datetime(2012, 5, 19, 17, 0, tzinfo=NOW.tzinfo)))  # 20 May in Bangkok
    assert isinstance(end_acting(row, date(2012, 5, 15), by=by, now=NOW), Acting)
    assert len(set(keys)) == 4
    assert key_of(person) == keys[1]


@pytest.mark.parametrize(
    "address", ["", "https://elsewhere.example/2555/unit/12/", "//elsewhere/2555/unit/12/", "/account/", "x" * 600]
)
def test_only_own_scorecards_are_drawn_with_the_event(address: str) -> None:
    assert screens._match(address) is None
    assert screens._match(f"{DISTRICT}?month=7") is not None
