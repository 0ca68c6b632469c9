"""Sessions: the list of one's own, and whether one still holds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from rabrong.org.models import Person

DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


@dataclass(frozen=True, slots=True)
class SessionShown:
    """A line of the list of sessions."""

    id: int
    device: str
    address: str
    seen: datetime
    here: bool


def sessions_of(person: Person, *, here: str) -> list[SessionShown]:
    """A person's sessions that are open, this one first. `here` is the key of this one. Two queries."""
    rows = UserSession.objects.filter(user=person).order_by("-last_seen_at")
    keys = [row.session_key for row in rows]
    good = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list(
            "session_key", flat=True
        )
    )
    shown = [
        SessionShown(row.pk, device_of(row.user_agent), row.ip, row.last_seen_at, row.session_key == here)
        for row in rows
        if row.session_key in good
    ]
    return sorted(shown, key=lambda each: not each.here)


def device_of(user_agent: str) -> str:
    """Browser and machine as people know them: "Chrome · Android"; "-" where nothing is recognised."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    machine = next((name for mark, name in DEVICES if mark in user_agent), "")
    return " · ".join(part for part in (browser, machine) if part) or "-"


@dataclass(frozen=True, slots=True)
class Carried:
    """A session by its key, whose it is, and the hash of the account that it carries."""

    key: str
    person: int
    digest: str


def carried_by(request: HttpRequest) -> Carried:
    """The session of a request, to look later whether it still holds."""
    digest = request.session.get(HASH_SESSION_KEY, "")
    return Carried(request.session.session_key or "", cast(Person, request.user).pk, digest)


def still_hold(sessions: Collection[Carried]) -> dict[Carried, Person]:
    """Those sessions that are there and whose hash still fits the account, with whose they are. Two queries."""
    keys, people = {each.key for each in sessions}, {each.person for each in sessions}
    there = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    good = frozenset(there.values_list("session_key", flat=True))
    known = {person.pk: person for person in Person.objects.filter(pk__in=people, is_active=True)}
    return {
        each: known[each.person]
        for each in sessions
        if each.key in good and each.person in known and _fits(known[each.person], each.digest)
    }


def _fits(person: Person, digest: str) -> bool:
    wanted = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    return any(constant_time_compare(digest, each) for each in wanted)
