"""The access matrix: every address, for every role and for those who should be kept out."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker

from tests.access.cases import Case
from tests.access.people import VISITORS, World, build_world
from tests.access.table import TABLE

CASES = [case for cases in TABLE.values() for case in cases]
PUT_IT_THERE = "tests/access/table.py says who may open an address: add a row for each of these"
TAKE_IT_OUT = "tests/access/table.py has rows for addresses that are gone"


def names_of(resolver: URLResolver, route: str = "") -> Iterator[str]:
    """The name of every address, the address itself where it has none."""
    for each in resolver.url_patterns:
        below = f"{route}{each.pattern}"
        if isinstance(each, URLPattern):
            yield each.name or below
        else:
            yield from names_of(each, below)


def test_every_address_has_its_row() -> None:
    known = set(names_of(get_resolver()))

    assert not known - TABLE.keys(), f"{PUT_IT_THERE}: {sorted(known - TABLE.keys())}"
    assert not TABLE.keys() - known, f"{TAKE_IT_OUT}: {sorted(TABLE.keys() - known)}"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_case_says_two_things_of_one_visitor(case: Case) -> None:
    assert not case.ok & (case.refused - case.ok) | (case.ok | case.refused) - VISITORS.keys()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once for all cases, and taken out again."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=str)
def test_everybody_gets_what_the_table_says(world: World, case: Case) -> None:
    got = {visitor: status_of(world, case, visitor) for visitor in VISITORS}
    wrong = {who: (status, case.expected(who)) for who, status in got.items() if not case.agrees(who, status)}

    assert wrong == {}, "visitor: (got, expected)"


def status_of(world: World, case: Case, visitor: str) -> int:
    """The status of one visit, which is undone afterwards."""
    with transaction.atomic():
        client = world.browser(visitor)
        ask = client.post if case.method == "post" else client.get
        status = ask(world.address(case.path), case.data or None).status_code
        transaction.set_rollback(True)
    return status
