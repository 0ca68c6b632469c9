"""Reading the certificates of the department's own authority."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from rabrong.agreements.models import SignerCertificate
from rabrong.org.models import Person


def standing_certificates(now: datetime) -> QuerySet[SignerCertificate]:
    """Those that are good at a time."""
    rows = SignerCertificate.objects.filter(revoked_at=None, valid_from__lte=now, valid_until__gt=now)
    return rows.select_related("person")


def own_certificate(person: Person, now: datetime) -> SignerCertificate | None:
    """The newest good one of a person; None where there is none, or the authority is switched off. One query."""
    return standing_certificates(now).filter(person=person).first() if settings.OWN_AUTHORITY else None
