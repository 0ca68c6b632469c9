"""Finding units and people by a part of a name, a code or a position: every word must occur, in any order."""

from functools import cache
from typing import TypeVar

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from rabrong.org.models import Person, Unit
from rabrong.org.queries.scope import Scope, people_visible_to, units_visible_to
from rabrong.thai.sought import sought_words

TRIGRAM = 3

Row = TypeVar("Row", Unit, Person)


def units_matching(scope: Scope, text: str) -> QuerySet[Unit]:
    """Units by code, name, short name or English name: an exact code first, then names that begin so. One query."""
    return _ranked(units_visible_to(scope).filter(matching(text, "org_unit")), text, ("name", "short_name", "name_en"))


def people_matching(scope: Scope, text: str) -> QuerySet[Person]:
    """People by sign-in name, name or position, with their units. One query."""
    rows = people_visible_to(scope).filter(matching(text, "org_person"))
    return _ranked(rows, text, ("name", "position", "name_en"))


def _ranked(rows: QuerySet[Row], text: str, names: tuple[str, ...]) -> QuerySet[Row]:
    typed = " ".join(sought_words(text))
    begins = Q(code__istartswith=typed)
    for name in names:
        begins |= Q(**{f"{name}__istartswith": typed})
    ranks = (When(code__iexact=typed, then=Value(0)), When(begins, then=Value(1)))
    rank = Case(*ranks, default=Value(2), output_field=IntegerField())
    return rows.annotate(rank=rank).order_by("rank", "sort_key", "code")


def matching(text: str, table: str) -> Q:
    """The rows of `org_unit` or `org_person` in whose `search_text` every word occurs. Words of one or two letters
    have no trigram and are looked for row by row."""
    words = sought_words(text)
    long = [word for word in words if len(word) >= TRIGRAM]
    if long and has_trigrams(connection.vendor, str(connection.settings_dict["NAME"]), table):
        phrases = " ".join('"{}"'.format(word.replace('"', '""')) for word in long)
        index = RawSQL(f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s", [phrases])
        words = [word for word in words if len(word) < TRIGRAM]
        return _each_occurs(words) & Q(pk__in=index)
    return _each_occurs(words)


def _each_occurs(words: list[str]) -> Q:
    found = Q()
    for word in words:
        found &= Q(search_text__contains=word)
    return found


@cache
def has_trigrams(vendor: str, name: str, table: str) -> bool:
    """Whether SQLite keeps the table of trigrams; PostgreSQL uses its index by itself. Asked once a process."""
    if vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [f"{table}_words"])
        return cursor.fetchone() is not None
