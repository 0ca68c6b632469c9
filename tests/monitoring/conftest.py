"""The watched nation, and browsers for its people."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.monitoring.world import watched_nation
from tests.nation import Nation

Browser = Callable[[str], Client]


@pytest.fixture
def nation(db: None) -> Nation:
    """See world.py."""
    return watched_nation()


@pytest.fixture
def browser(nation: Nation, settings: object) -> Browser:
    """A browser in which somebody of the nation is signed in."""

    def signed_in(code: str) -> Client:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(nation.people[code], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
