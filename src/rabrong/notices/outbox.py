"""Django's own way to send mail leads into the outbox too: no request ever waits for a mail server."""

from collections.abc import Sequence
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string

from rabrong.notices.actions.mailing import send_mail_later


class OutboxBackend(BaseEmailBackend):
    """The plain text of each message to each of its recipients, in the transaction of the request."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many messages were put into the outbox."""
        now = import_string(settings.CLOCK)()
        for message in email_messages:
            for recipient in message.recipients():
                words = {"subject": str(message.subject), "body": str(message.body)}
                send_mail_later(recipient, **words, key=f"message/{uuid4().hex}", now=now)
        return len(email_messages)
