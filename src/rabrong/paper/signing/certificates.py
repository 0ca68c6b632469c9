"""Certificates: what one says, and whether it may sign an agreement at a time."""

from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509 as asn1_x509  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from rabrong.paper.signing.refusing import Refused

SMALLEST_RSA = 2048
SMALLEST_CURVE = 256
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
MICROSOFT_DOCUMENTS = x509.ObjectIdentifier("1.3.6.1.4.1.311.10.3.12")
ADOBE_DOCUMENTS = x509.ObjectIdentifier("1.2.840.113583.1.1.5")
SIGNING_PURPOSES = frozenset(
    {
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        ExtendedKeyUsageOID.CLIENT_AUTH,
        DOCUMENT_SIGNING,
        MICROSOFT_DOCUMENTS,
        ADOBE_DOCUMENTS,
    }
)
"""Purposes a person's certificate has; one that is only for servers, code or time stamps signs no agreement."""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate says of itself; `sha256` is its fingerprint as hex."""

    name: str
    organisation: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    sha256: str


def facts_of(certificate: x509.Certificate) -> CertificateFacts:
    """The facts of a certificate."""
    read = asn1_of(certificate)
    return CertificateFacts(
        name=_name(read.subject),
        organisation=_part(read.subject, "organization_name"),
        issuer=_name(read.issuer),
        serial=f"{certificate.serial_number:x}",
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        sha256=certificate.fingerprint(SHA256()).hex(),
    )


def why_not_signing(certificate: x509.Certificate, *, at: datetime) -> Refused | None:
    """What keeps a certificate from signing an agreement at a time; None when nothing does."""
    facts = facts_of(certificate)
    if at < facts.valid_from:
        return Refused("certificate.not_yet", {"name": facts.name, "from": facts.valid_from})
    if at > facts.valid_until:
        return Refused("certificate.expired", {"name": facts.name, "until": facts.valid_until})
    if not _is_for_signing(certificate):
        return Refused("certificate.not_for_signing", {"name": facts.name})
    return None if _is_strong(certificate) else Refused("certificate.weak", {"name": facts.name})


def _is_for_signing(certificate: x509.Certificate) -> bool:
    try:
        return _is_a_persons(certificate) and _may_sign(certificate) and _has_a_purpose(certificate)
    except ValueError:
        return False


def _is_a_persons(certificate: x509.Certificate) -> bool:
    try:
        return not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return True


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _has_a_purpose(certificate: x509.Certificate) -> bool:
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return any(purpose in SIGNING_PURPOSES for purpose in purposes)


def _is_strong(certificate: x509.Certificate) -> bool:
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size >= SMALLEST_RSA
    return isinstance(key, ec.EllipticCurvePublicKey) and key.curve.key_size >= SMALLEST_CURVE


def asn1_of(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """The same for the library that signs. It also reads Thai names: the other counts their bytes as letters."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _name(name: asn1_x509.Name) -> str:
    return _part(name, "common_name") or str(name.human_friendly)


def _part(name: asn1_x509.Name, kind: str) -> str:
    found = name.native.get(kind, "")
    return str(found if isinstance(found, str) else found[-1])
