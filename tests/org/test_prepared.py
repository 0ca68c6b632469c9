"""Statements that are put together once for the same arguments."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext

from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries.prepared import prepared

DAY = date(2011, 10, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def provinces() -> list[Unit]:
    """Two of them."""
    return [
        Unit.objects.create(code=code, kind=UnitKind.PROVINCE, name=code, sort_key=code, starts=DAY)
        for code in ("12", "13")
    ]


def test_a_question_is_put_together_once_and_read_each_time(provinces: list[Unit]) -> None:
    made: list[Q] = []

    @prepared
    def codes(which: Q) -> QuerySet[Any, Any]:
        made.append(which)
        return Unit.objects.filter(which).order_by("code").values_list("code")

    every = Q(kind=UnitKind.PROVINCE)
    assert codes(every) == [("12",), ("13",)]
    Unit.objects.create(code="14", kind=UnitKind.PROVINCE, name="14", sort_key="14", starts=DAY)
    assert codes(Q(kind=UnitKind.PROVINCE)) == [("12",), ("13",), ("14",)]
    assert codes(Q(pk__in=frozenset({provinces[1].pk}))) == [("13",)]
    assert made == [every, Q(pk__in=frozenset({provinces[1].pk}))]


def test_a_question_that_nothing_can_answer_asks_no_database() -> None:
    @prepared
    def codes(ids: frozenset[int]) -> QuerySet[Any, Any]:
        return Unit.objects.filter(pk__in=ids).values_list("code")

    with CaptureQueriesContext(connection) as asked:
        assert codes(frozenset()) == []
    assert len(asked) == 0
