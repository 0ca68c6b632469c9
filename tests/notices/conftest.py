"""A mail server, and people to tell."""

from collections.abc import Iterator

import pytest

from rabrong.org.models import Person
from tests.nation import build_nation
from tests.notices.mail_server import MailBox, mail_server


@pytest.fixture
def box() -> Iterator[MailBox]:
    """A mail server that takes everything unless it is told otherwise."""
    with mail_server() as box:
        yield box


@pytest.fixture
def people(db: None) -> dict[str, Person]:
    """The people of a small nation."""
    return build_nation().people
