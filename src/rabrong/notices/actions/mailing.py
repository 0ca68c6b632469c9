"""Putting a mail into the outbox, in the transaction of what it tells of."""

from datetime import datetime
from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from rabrong.notices.actions.delivering import deliver
from rabrong.notices.models import Mail

LONGEST_SUBJECT = 300


@transaction.atomic
def send_mail_later(to: str, *, subject: str, body: str, key: str, now: datetime) -> Mail:
    """Mail one address, in its final words and language; the same key is mailed once, whatever happens.

    It leaves when the transaction it is called in is committed and a worker runs (`rabrong work`); without a mail
    server it stays in the outbox.
    """
    wanted = {
        "to": to.strip(),
        "subject": " ".join(subject.split())[:LONGEST_SUBJECT],
        "body": body,
        "message_id": f"<{uuid4().hex}@{_domain()}>",
        "created": now,
        "next_at": now,
    }
    mail, is_new = Mail.objects.get_or_create(key=key, defaults=wanted)
    if is_new and settings.MAIL_IS_SENT:
        deliver.enqueue(mail.pk)
    return mail


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
