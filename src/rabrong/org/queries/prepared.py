"""Statements that are put together once: for what pages and open screens ask again and again.

Django makes a statement anew each time it is asked, which takes longer than the database needs to answer one of a
handful of rows. What is read stays in the terms of the models; only its making is kept.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

P = ParamSpec("P")
MOST_STATEMENTS = 256
"""Of one question."""


def prepared(asked: Callable[P, QuerySet[Any, Any]]) -> Callable[P, list[tuple[Any, ...]]]:
    """The rows a query selects, as the database gives them: an exact number is its text. One query.

    The arguments have to be hashable, and to say everything the query depends on.
    """

    @lru_cache(maxsize=MOST_STATEMENTS)
    def statement(*args: Hashable, **named: Hashable) -> tuple[str, tuple[Any, ...]] | None:
        try:
            return cast(Callable[..., QuerySet[Any, Any]], asked)(*args, **named).query.sql_with_params()
        except EmptyResultSet:
            return None

    @wraps(asked)
    def rows(*args: P.args, **named: P.kwargs) -> list[tuple[Any, ...]]:
        made = statement(*cast(tuple[Hashable, ...], args), **cast(dict[str, Hashable], named))
        if made is None:
            return []
        with connection.cursor() as cursor:
            cursor.execute(*made)
            return list(cursor.fetchall())

    return rows
