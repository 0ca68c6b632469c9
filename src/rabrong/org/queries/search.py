"""Finding units and people by a part of a name, a code or a position: every word must occur, in any order."""

from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from rabrong.org.models import Person, Unit
from rabrong.org.queries.scope import Scope, people_visible_to, units_visible_to
from rabrong.thai.digits import to_arabic_digits

SHOWN = 20
LONGEST = 100
MOST_WORDS = 6
TRIGRAM = 3

Row = TypeVar("Row", Unit, Person)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, best first; `more` when there is more than is shown."""

    units: tuple[Unit, ...]
    people: tuple[Person, ...]
    more: bool


def found_by(scope: Scope, text: str) -> Found:
    """At most SHOWN units and people that somebody may see. Two queries, and one for the scope."""
    if not words_of(text):
        return Found((), (), more=False)
    units = list(units_matching(scope, text).select_related("parent")[: SHOWN + 1])
    people = list(people_matching(scope, text)[: SHOWN + 1])
    half = SHOWN // 2
    room = max(half, SHOWN - len(people))
    shown_units = tuple(units[:room])
    shown_people = tuple(people[: SHOWN - len(shown_units)])
    return Found(shown_units, shown_people, len(units) + len(people) > len(shown_units) + len(shown_people))


def units_matching(scope: Scope, text: str) -> QuerySet[Unit]:
    """Units by code, name, short name or English name: an exact code first, then names that begin so. One query."""
    return _ranked(units_visible_to(scope).filter(matching(text, "org_unit")), text, ("name", "short_name", "name_en"))


def people_matching(scope: Scope, text: str) -> QuerySet[Person]:
    """People by sign-in name, name or position, with their units. One query."""
    rows = people_visible_to(scope).filter(matching(text, "org_person"))
    return _ranked(rows, text, ("name", "position", "name_en"))


def _ranked(rows: QuerySet[Row], text: str, names: tuple[str, ...]) -> QuerySet[Row]:
    typed = " ".join(words_of(text))
    begins = Q(code__istartswith=typed)
    for name in names:
        begins |= Q(**{f"{name}__istartswith": typed})
    ranks = (When(code__iexact=typed, then=Value(0)), When(begins, then=Value(1)))
    rank = Case(*ranks, default=Value(2), output_field=IntegerField())
    return rows.annotate(rank=rank).order_by("rank", "sort_key", "code")


def words_of(text: str) -> list[str]:
    """What is looked for: words as they lie in `search_text`; Thai digits as Arabic ones, sara am as one letter."""
    plain = to_arabic_digits(text[:LONGEST]).replace("\u0e4d\u0e32", "\u0e33").replace("\0", " ")
    return plain.casefold().split()[:MOST_WORDS]


def matching(text: str, table: str) -> Q:
    """The rows of `org_unit` or `org_person` in whose `search_text` every word occurs. Words of one or two letters
    have no trigram and are looked for row by row."""
    words = words_of(text)
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
