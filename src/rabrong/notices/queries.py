"""What people were told, and which mails wait."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from rabrong.notices.models import Mail, MailState, Notice
from rabrong.notices.wording import stored_kinds
from rabrong.thai.collation import sort_key


def notices_of(person: AbstractBaseUser) -> QuerySet[Notice]:
    """A person's own notices, unread first, then newest first."""
    is_read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    return Notice.objects.filter(recipient_id=person.pk).order_by(is_read, "-created", "-pk")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of a person's notices: of a kind as `kind_of` names it, about a unit by its Thai name; "" for all."""

    kind: str = ""
    unit: str = ""


def wanted_notices(person: AbstractBaseUser, wanted: Wanted) -> QuerySet[Notice]:
    """Those of them that are wanted, in the same order."""
    rows = notices_of(person)
    if wanted.kind:
        rows = rows.filter(kind__in=stored_kinds(wanted.kind))
    return rows.filter(terms__unit__th=wanted.unit) if wanted.unit else rows


def kind_counts(person: AbstractBaseUser) -> dict[str, int]:
    """Kind as it is stored -> how many of a person's notices are of it and not read. One query."""
    unread = Count("pk", filter=Q(read_at=None))
    rows = Notice.objects.filter(recipient_id=person.pk).order_by().values_list("kind").annotate(unread=unread)
    return dict(rows)


def units_told_of(person: AbstractBaseUser) -> list[dict[str, str]]:
    """The names, in each language, of the units that a person's notices are about, each once. One query."""
    rows = Notice.objects.filter(recipient_id=person.pk, terms__unit__th__isnull=False).order_by()
    found = {thai: {"th": thai, "en": english or thai} for thai, english in rows.values_list(*UNIT_NAMES).distinct()}
    return [found[name] for name in sorted(found, key=sort_key)]


UNIT_NAMES = ("terms__unit__th", "terms__unit__en")


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
