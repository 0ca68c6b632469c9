"""Handing one mail to the mail server, and judging what the server said. Nothing is written here."""

from dataclasses import dataclass
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from rabrong.notices.models import Mail

FOR_GOOD = 500
"""Answers of a mail server from here on are final, below they mean later."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a mail did not leave, as a code without addresses; `for_good` when trying again cannot help."""

    code: str
    for_good: bool


def send(mail: Mail) -> Failure | None:
    """Try once; None when the server took it.

    Final is only what concerns this very mail. A server that is away, full or lets nobody in is one an operator mends.
    """
    connection = get_connection(settings.MAIL_TRANSPORT)
    try:
        _send(mail, connection)
    except SMTPRecipientsRefused as refused:
        worst = max((code for code, _ in refused.recipients.values()), default=FOR_GOOD)
        return Failure(f"recipient refused: {worst}", worst >= FOR_GOOD)
    except SMTPDataError as refused:
        return Failure(f"message refused: {refused.smtp_code}", refused.smtp_code >= FOR_GOOD)
    except SMTPResponseException as refused:
        return Failure(f"{type(refused).__name__}: {refused.smtp_code}", for_good=False)
    except (SMTPException, OSError) as away:
        return Failure(type(away).__name__, for_good=False)
    except ValueError as unsendable:
        return Failure(f"cannot be written as a mail: {type(unsendable).__name__}", for_good=True)
    return None


def _send(mail: Mail, connection: BaseEmailBackend) -> None:
    message = EmailMessage(
        subject=mail.subject,
        body=mail.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    try:
        connection.send_messages([message])
    finally:
        connection.close()  # Django leaves it open when the server does not take the password
