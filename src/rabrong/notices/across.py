"""Telling every process: the own one when the change is committed, others through PostgreSQL, with the commit itself.

Where one process serves (SQLite) there is nobody else to tell. Nothing but names goes over the line: topics, codes of
people, and hashes of sessions.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from django.db import connection, transaction

from rabrong.notices.live import HUB, Reader
from rabrong.notices.polling import POLLS

CHANNEL = "rabrong_live"
OURSELVES = secrets.token_hex(8)
"""Tells what this process said itself from what others say."""

MOST_AT_ONCE = 60
"""PostgreSQL takes 8,000 bytes at once; a topic or a person's code has 100 at most."""

Message = Mapping[str, object]


def publish(topics: Iterable[str]) -> None:
    """Tell all open screens that topics changed, when the running transaction is committed."""
    found = sorted(set(topics))
    for at in range(0, len(found), MOST_AT_ONCE):
        _say({"topics": found[at : at + MOST_AT_ONCE]})


def end_streams_of(session: str) -> None:
    """End the streams of a session, when the running transaction is committed: it was signed out."""
    _say({"session": hash_of(session)})


def end_streams_of_people(*codes: str) -> None:
    """End all streams of people, when the running transaction is committed: suspended, closed, signed out everywhere,
    or with other roles than before. A browser opens them again, if it still may."""
    found = sorted(set(codes))
    for at in range(0, len(found), MOST_AT_ONCE):
        _say({"people": found[at : at + MOST_AT_ONCE]})


def _say(message: Message) -> None:
    transaction.on_commit(partial(heard, message))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"from": OURSELVES, **message}, ensure_ascii=False)]
            )


def take(payload: str) -> None:
    """What came over the line; what this process said itself was heard before."""
    message = json.loads(payload)
    if message.get("from") != OURSELVES:
        heard(message)


def heard(message: Message) -> None:
    """Do in this process what a message says."""
    topics = message.get("topics")
    if isinstance(topics, list):
        POLLS.published(topics)
        HUB.publish(*topics)
    ended = _whose(message)
    if ended is not None:
        POLLS.ended(ended)
        HUB.end_streams(ended)


def _whose(message: Message) -> Callable[[Reader], bool] | None:
    if "session" in message:
        return lambda reader: hash_of(reader.session) == message["session"]
    people = message.get("people")
    if isinstance(people, list):
        ended = frozenset(people)
        return lambda reader: reader.person in ended
    return None


def hash_of(session: str) -> str:
    """By which other processes recognise a session without learning its key."""
    return hashlib.sha256(session.encode()).hexdigest()
