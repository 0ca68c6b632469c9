"""Sessions: the list of one's own, and whether one still holds."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from allauth.usersessions.models import UserSession
from asgiref.sync import sync_to_async
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import close_old_connections
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


def holds_of(request: HttpRequest) -> Callable[[], Awaitable[bool]]:
    """How an open event stream looks whether its session and account still hold. Two queries a look."""
    key = request.session.session_key or ""
    person = cast(Person, request.user).pk
    carried = request.session.get(HASH_SESSION_KEY, "")

    def look() -> bool:
        try:
            return still_holds(key, person, carried)
        finally:
            close_old_connections()

    return sync_to_async(look)


def still_holds(key: str, person_id: int, carried: str) -> bool:
    """Whether a session is there, and what it carries still fits the account."""
    if not Session.objects.filter(session_key=key, expire_date__gt=timezone.now()).exists():
        return False
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        return False
    wanted = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    return any(constant_time_compare(carried, each) for each in wanted)
