"""A small nation whose files have a folder of their own, and browsers for its people."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.nation import Nation, build_nation

Browser = Callable[[str], Client]


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where files are kept, empty at first."""
    settings.FILES = tmp_path
    return tmp_path


@pytest.fixture
def nation(db: None) -> Nation:
    """Nothing is attached yet; it is 15 May 2555."""
    return build_nation()


@pytest.fixture
def browser(nation: Nation) -> Browser:
    """A browser in which the keeper of a unit (or "psdg") is signed in."""

    def signed_in(who: str) -> Client:
        client = Client()
        client.force_login(nation.people[who])
        return client

    return signed_in
