"""Passwords and sessions: changed, ended one by one, ended everywhere."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F

from rabrong.accounts.actions.recording import Hand, note
from rabrong.accounts.letters import mail_of_change
from rabrong.notices.across import end_streams_of, end_streams_of_people
from rabrong.org.models import Person


def note_signed_in(person: Person, *, method: str, now: datetime) -> None:
    """Somebody came in: with which of the ways, from the address of the request."""
    note("signed_in", person, Hand(person, now), after={"method": method})


def note_locked_out(person: Person, *, now: datetime) -> None:
    """So many wrong passwords that an account waits."""
    note("locked_out", person, Hand(person, now))


@transaction.atomic
def change_password(person: Person, *, password: str, now: datetime) -> None:
    """Another password; every other session ends, because a session holds for the password it began with."""
    person.set_password(password)
    person.save(update_fields=["password"])
    note("password_changed", person, Hand(person, now))
    mail_of_change(person, now=now)
    end_streams_of_people(person.code)


@transaction.atomic
def sign_out_everywhere(person: Person, *, now: datetime) -> None:
    """No session of before holds any more, this one included."""
    Person.objects.filter(pk=person.pk).update(access_number=F("access_number") + 1)
    end_everything_of(person)
    note("signed_out_everywhere", person, Hand(person, now))


def end_everything_of(person: Person) -> None:
    """Forget the listed sessions, and end the open event streams when the change is committed."""
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=person).delete()
    end_streams_of_people(person.code)


@transaction.atomic
def end_session(session: UserSession, person: Person, *, now: datetime) -> None:
    """End one of a person's own sessions."""
    key = session.session_key
    session.end()
    note("session_ended", person, Hand(person, now))
    end_streams_of(key)
