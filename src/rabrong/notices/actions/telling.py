"""Telling people on the screen, and their having read it."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser

from rabrong.notices.models import Notice
from rabrong.notices.wording import Message, filled, stored_terms


def notify(recipients: Iterable[AbstractBaseUser], message: Message, *, key: str, now: datetime) -> None:
    """Tell each person once: a second time with the same key changes nothing. One query.

    Raises KeyError when a sentence names a term that is not given, ValueError when the link leads elsewhere.
    """
    _check(message)
    terms = stored_terms(message.terms)
    rows = [
        Notice(
            recipient_id=person.pk,
            kind=message.kind,
            title=message.title,
            body=message.body,
            terms=terms,
            link=message.link,
            key=key,
            created=now,
        )
        for person in recipients
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _check(message: Message) -> None:
    for sentence in (message.title, message.body):
        filled(sentence, message.terms)
    if message.link and (not message.link.startswith("/") or message.link.startswith(("//", "/\\"))):
        raise ValueError(f"a notice of kind {message.kind} may only link to a page of this site")


def mark_read(notice: Notice, *, now: datetime) -> None:
    """The reader has seen it; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now)


def mark_all_read(person: AbstractBaseUser, *, now: datetime) -> int:
    """Everything the person was told is read; how many were not before."""
    return Notice.objects.filter(recipient_id=person.pk, read_at=None).update(read_at=now)


def mark_some_read(person: AbstractBaseUser, numbers: Iterable[int], *, now: datetime) -> int:
    """Some of what the person was told is read, of what somebody else was told nothing; how many were not before."""
    rows = Notice.objects.filter(recipient_id=person.pk, read_at=None, pk__in=list(numbers))
    return rows.update(read_at=now)
