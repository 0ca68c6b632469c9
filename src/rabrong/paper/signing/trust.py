"""Whom a check trusts: the roots an agency named, by what they are, and the revocation lists it has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal

from cryptography import x509
from cryptography.exceptions import InvalidSignature

Kind = Literal["provider", "own", "other"]
"""A certification provider (section 28 of the Act), our own authority, or another that the agency named."""


@dataclass(frozen=True, slots=True)
class Root:
    """A root certificate and what it is."""

    certificate: x509.Certificate
    kind: Kind


@dataclass(frozen=True, slots=True)
class Trust:
    """What a check goes by. `time_roots` vouch for time stamps only."""

    roots: tuple[Root, ...] = ()
    intermediates: tuple[x509.Certificate, ...] = ()
    revocation_lists: tuple[x509.CertificateRevocationList, ...] = ()
    time_roots: tuple[x509.Certificate, ...] = ()

    def kind_of(self, root: x509.Certificate) -> Kind | None:
        """What a root is; None for one that was not named."""
        return next((each.kind for each in self.roots if each.certificate == root), None)


@dataclass(frozen=True, slots=True)
class Revocation:
    """What the lists say of a certificate chain: whether every one was looked up, and the first revocation."""

    is_checked: bool
    revoked_at: datetime | None


def revocation_of(path: Sequence[x509.Certificate], lists: Iterable[x509.CertificateRevocationList]) -> Revocation:
    """`path` goes from the root to the signer. A list counts only when the issuer itself signed it.

    An old list counts too: what was revoked stays revoked.
    """
    known = tuple(lists)
    answers = [
        [_revoked_in(each, certificate) for each in known if _is_from(each, issuer)]
        for issuer, certificate in pairwise(path)
    ]
    dates = [found for answer in answers for found in answer if found is not None]
    return Revocation(bool(answers) and all(answers), min(dates, default=None))


def _is_from(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    try:
        return found.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]  # a kind that signs none raises
    except (InvalidSignature, TypeError, ValueError):
        return False


def _revoked_in(found: x509.CertificateRevocationList, certificate: x509.Certificate) -> datetime | None:
    entry = found.get_revoked_certificate_by_serial_number(certificate.serial_number)
    return None if entry is None else entry.revocation_date_utc
