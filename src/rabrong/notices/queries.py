"""What people were told, and which mails wait."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from rabrong.notices.models import Mail, MailState, Notice


def notices_of(person: AbstractBaseUser) -> QuerySet[Notice]:
    """A person's own notices, unread first, then newest first."""
    is_read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    return Notice.objects.filter(recipient_id=person.pk).order_by(is_read, "-created", "-pk")


def unread_count(person: AbstractBaseUser) -> int:
    """How many of them are not read. One query."""
    return Notice.objects.filter(recipient_id=person.pk, read_at=None).count()


def mails_to(address: str) -> QuerySet[Mail]:
    """What was mailed to an address or would be, newest first; none for no address."""
    return Mail.objects.filter(to=address).exclude(to="").order_by("-created", "-pk")


def due_mails(now: datetime) -> QuerySet[Mail]:
    """Mails that should be on their way by now."""
    return Mail.objects.filter(state=MailState.WAITING, next_at__lte=now)


def mail_counts() -> dict[str, int]:
    """How many mails are in each state. One query."""
    found = dict(Mail.objects.order_by().values_list("state").annotate(count=Count("pk")))
    return {str(state): found.get(state, 0) for state in MailState}
