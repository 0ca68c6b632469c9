"""Delivering mails: one try is one background job; safe to run twice and to be cut off at any point."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django_tasks import task

from rabrong.notices.models import Mail, MailState
from rabrong.notices.queries import due_mails
from rabrong.notices.sending import Failure, send

LEASE = timedelta(minutes=10)
"""While a worker sends, nobody else takes the mail: longer than any answer of a mail server is waited for."""

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 25, 120, 360, 720, 1440))
"""What passes after the first, second ... try; after the last there is no other."""

MOST_TRIES = len(WAITS) + 1
GRACE = timedelta(minutes=1)
"""How late a mail is before its job counts as lost."""

OLDEST = timedelta(days=7)
"""Nobody is helped by an invitation or a reminder that comes later than this."""

log = logging.getLogger(__name__)


@task()
def deliver(mail_id: int) -> str:
    """Try a mail once, at the worker's own time; what came of it in a word."""
    now = timezone.now()
    mail = claim(mail_id, now=now) if settings.MAIL_IS_SENT else None
    if mail is None:
        return "not due"
    failure = send(mail)
    if failure is None:
        mark_sent(mail, now=now)
    elif failure.for_good or mail.attempts >= MOST_TRIES:
        give_up(mail, failure)
    else:
        put_off(mail, failure, now=now)
    return "sent" if failure is None else failure.code


def claim(mail_id: int, *, now: datetime) -> Mail | None:
    """Take a due mail for the time of a lease; None when it is sent, not due, or somebody else has it. Two queries."""
    taken = due_mails(now).filter(pk=mail_id).update(next_at=now + LEASE, attempts=F("attempts") + 1)
    return Mail.objects.get(pk=mail_id) if taken else None


def mark_sent(mail: Mail, *, now: datetime) -> None:
    """It left; its words are not kept."""
    _waiting(mail).update(state=MailState.SENT, sent_at=now, body="", error="")


def give_up(mail: Mail, failure: Failure) -> None:
    """It will not be tried again."""
    _waiting(mail).update(state=MailState.FAILED, error=failure.code)
    log.warning("Mail %s was given up after %s tries: %s", mail.pk, mail.attempts, failure.code)


@transaction.atomic
def put_off(mail: Mail, failure: Failure, *, now: datetime) -> None:
    """Try again after a wait that grows with the tries."""
    next_at = now + WAITS[mail.attempts - 1]
    _waiting(mail).update(next_at=next_at, error=failure.code)
    deliver.using(run_after=next_at).enqueue(mail.pk)


@transaction.atomic
def enqueue_lost(*, now: datetime) -> int:
    """New jobs for mails whose job was lost, and an end for the oldest; how many jobs. Two for one mail do no harm."""
    due_mails(now).filter(created__lt=now - OLDEST).update(state=MailState.FAILED, error="too old")
    lost = list(due_mails(now - GRACE).values_list("pk", flat=True)) if settings.MAIL_IS_SENT else []
    for mail_id in lost:
        deliver.enqueue(mail_id)
    return len(lost)


def _waiting(mail: Mail) -> QuerySet[Mail]:
    return Mail.objects.filter(pk=mail.pk, state=MailState.WAITING)
