"""The version of everything a scorecard shows: it changes with every action, in whatever process."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from rabrong.audit.models import ChainHead
from rabrong.dashboards.queries.settled import reading
from rabrong.results.models import Draft

HEADS_AND_DRAFTS = f"""
    SELECT chain, digest, settled FROM {ChainHead._meta.db_table}
    UNION ALL
    SELECT '', COUNT(*) || ' ' || COALESCE(MAX(id), 0) || ' ' || COALESCE(SUM(id), 0), '' FROM {Draft._meta.db_table}
    ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Versions:
    """Of everything recorded, and of what is settled: all but numbers, their approval, drafts and signing in."""

    everything: str
    settled: str


def versions_now() -> Versions:
    """The heads of the audit chains, which hash every deed there was, and which drafts there are. One query.

    A draft is no deed. Numbers of rows only grow, so that how many there are, the highest and their sum tell apart
    all sets of drafts that ever follow each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(HEADS_AND_DRAFTS)
        rows = cursor.fetchall()
    everything = "\n".join(f"{chain} {state}" for chain, state, _ in rows)
    return Versions(everything, "\n".join(["settled", *(f"{chain} {last}" for chain, _, last in rows if last)]))


@contextmanager
def reading_settled() -> Iterator[None]:
    """Within it what is settled is read once by the process, where the settings say so. One query."""
    with reading(versions_now().settled if settings.KEEPS_SETTLED else ""):
        yield


def version_of_everything() -> str:
    """The same of everything alone. One query."""
    return versions_now().everything


def short_version() -> str:
    """The same as a few letters, which tell nothing of what they stand for. One query."""
    return shortened(version_of_everything())


def shortened(version: str) -> str:
    """A version as a page carries it."""
    return hashlib.sha256(version.encode()).hexdigest()[:16]
