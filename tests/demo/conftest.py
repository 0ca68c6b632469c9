"""The whole example, loaded once for the tests of this folder and taken out again after them."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from rabrong.demo.loading import load_example


@pytest.fixture(scope="package")
def _example(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_example()
        connection.check_constraints()  # now, instead of after every test: PostgreSQL keeps all that is unchecked
        yield
        transaction.set_rollback(True)


@pytest.fixture
def example(_example: None, db: None) -> None:
    """The example year in the database; what a test changes is undone."""
