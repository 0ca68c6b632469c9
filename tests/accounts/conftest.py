"""A small nation, a browser-like client with passwords, and what counts guesses made empty."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from rabrong.org.models import Person
from tests.nation import Nation, build_nation

PASSWORD = "กาแฟ ภูเขา รถไฟ 47"
"""Long, and of nobody."""


@pytest.fixture(autouse=True)
def _no_guesses_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def nation() -> Nation:
    """The nation of the tests."""
    return build_nation()


SignIn = Callable[..., Client]


def with_password(person: Person, password: str = PASSWORD) -> Person:
    """The person after choosing a password."""
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


def visitor() -> Client:
    """Somebody at the door, on a machine of their own."""
    return Client(SERVER_NAME="localhost")


def signed_in(person: Person) -> Client:
    """Somebody who came in through the door."""
    with_password(person)
    client = visitor()
    answer = client.post("/account/sign-in/", {"login": person.code, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client
