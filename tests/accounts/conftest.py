"""A small nation, people who come in through the door, and no guesses counted from the test before."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from rabrong.accounts.actions.codes import Given, Wanted, make_code
from rabrong.accounts.actions.recording import Hand
from rabrong.accounts.models import Channel
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.models import Person, PersonStatus, Role, RoleAssignment
from tests.nation import NOW, Nation, build_nation

PASSWORD = "กาแฟ ภูเขา รถไฟ 47"
"""Long, and of nobody."""
SITE = "http://localhost"
SIGN_IN = "/account/sign-in/"


@pytest.fixture(autouse=True)
def _no_guesses_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def nation(db: None) -> Nation:
    """The nation of the tests."""
    return build_nation()


def with_password(person: Person, password: str = PASSWORD) -> Person:
    """The person after choosing a password."""
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


def visitor() -> Client:
    """Somebody at the door, on a machine of their own."""
    return Client(SERVER_NAME="localhost")


def signed_in(person: Person, client: Client | None = None) -> Client:
    """Somebody who came in through the door."""
    if not person.check_password(PASSWORD):
        with_password(person)
    client = client or visitor()
    answer = client.post(SIGN_IN, {"login": person.code, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client


def is_in(client: Client) -> bool:
    """Whether the client's session still holds."""
    return client.get("/account/").status_code == 200


def person_with(nation: Nation, code: str, unit: str, *roles: tuple[Role, str]) -> Person:
    """Somebody more: active, with roles at units."""
    new = NewPerson(code, unit, f"ตำแหน่ง {code}", name=f"ชื่อ {code}", email=f"{code}@example.go.th", roles=roles)
    return take_in_people([new], nation.units, starts=date(2011, 10, 1), status=PersonStatus.ACTIVE)[code]


def invited(nation: Nation, code: str, unit: str, *roles: tuple[Role, str]) -> Person:
    """Somebody more who was never in."""
    person = person_with(nation, code, unit, *roles)
    person.status = PersonStatus.INVITED
    person.save(update_fields=["status"])
    return person


def give_role(person: Person, role: Role, nation: Nation, unit: str) -> None:
    """A role since October."""
    RoleAssignment.objects.create(person=person, role=role, unit=nation.units[unit], starts=date(2011, 10, 1))


def code_for(person: Person, channel: Channel = Channel.PRINT) -> Given:
    """A code as the command line makes it."""
    return make_code(person, Wanted(channel, SITE), Hand(None, NOW))


def use(client: Client, name: str, code: str, password: str = PASSWORD, again: str | None = None) -> int:
    """Type a code at the door; the answer's status."""
    typed = {"name": name, "code": code, "password1": password, "password2": password if again is None else again}
    return client.post("/account/code/", typed).status_code
