"""The department's own authority: certificates for signers, taken back where they must be. Its root is a file outside.

Whoever opens the root types its passphrase for each deed; a signer types the own one. Neither is kept.
"""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from django.db import transaction

from rabrong.agreements.models import RevocationList, SignerCertificate
from rabrong.audit.actions import Deed, queue_behind, record
from rabrong.org.models import Person
from rabrong.org.rules import Refusal
from rabrong.paper.signing.authority import Authority, Subject, issued, revocation_list
from rabrong.paper.signing.refusing import Refused

COMMAND_LINE = "cli"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a certificate is for, and the passphrase only that person has."""

    person: Person
    passphrase: str


@transaction.atomic
def issue_certificate(authority: Authority, wanted: Wanted, *, now: datetime) -> SignerCertificate | Refusal:
    """A certificate for a signer; the key leaves nowhere but under the signer's passphrase."""
    person = wanted.person
    queue_behind(person.unit.chain)
    made = issued(authority, Subject(str(person), person.unit.name, person.position), wanted.passphrase, now=now)
    if isinstance(made, Refused):
        return Refusal(made.code, made.terms)
    certificate = x509.load_pem_x509_certificate(made.certificate)
    row = SignerCertificate.objects.create(
        person=person,
        serial=f"{certificate.serial_number:x}",
        certificate=made.certificate.decode("ascii"),
        pkcs12=made.pkcs12,
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
    )
    _note("certificate.issue", row, {"serial": row.serial}, now)
    return row


@transaction.atomic
def revoke_certificate(
    authority: Authority, row: SignerCertificate, *, reason: str, now: datetime
) -> RevocationList | Refusal:
    """Take a certificate back, and sign the list that says so."""
    queue_behind(row.person.unit.chain)
    current = SignerCertificate.objects.select_for_update(of=("self",)).select_related("person__unit").get(pk=row.pk)
    if current.revoked_at is not None:
        return Refusal("certificate.revoked", {"name": str(current.person), "on": current.revoked_at})
    current.revoked_at, current.reason = now, reason.strip()[:200]
    current.save(update_fields=["revoked_at", "reason"])
    _note("certificate.revoke", current, {"serial": current.serial, "reason": current.reason}, now)
    return sign_list(authority, now=now)


@transaction.atomic
def sign_list(authority: Authority, *, now: datetime) -> RevocationList:
    """The list of what was revoked, signed anew; it holds for thirty days."""
    rows = SignerCertificate.objects.filter(revoked_at__isnull=False)
    revoked = {row.serial: row.revoked_at for row in rows if row.revoked_at is not None}
    number = (RevocationList.objects.values_list("number", flat=True).first() or 0) + 1
    content = revocation_list(authority, revoked, number=number, now=now)
    return RevocationList.objects.create(number=number, content=content.decode("ascii"), at=now)


def _note(verb: str, row: SignerCertificate, after: dict[str, str], now: datetime) -> None:
    person = row.person
    deed = Deed(verb=verb, subject=f"person {person.code}", actor=COMMAND_LINE, unit=person.unit.code, after=after)
    record(person.unit.chain, deed, now=now)
