"""A signer's key and certificate out of a PKCS#12 file: for one signature, in memory only, never kept."""

from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import pkcs12 as asn1_pkcs12  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates, load_pkcs12

from rabrong.paper.signing.certificates import why_not_signing
from rabrong.paper.signing.refusing import Refused

MOST_BYTES = 100_000
MOST_ITERATIONS = 5_000_000
"""More rounds of hashing than any program writes: a file made to keep the server busy."""

PrivateKey = RSAPrivateKey | EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with its certificate and the certificates above it. Never shown, never stored."""

    private: PrivateKey = field(repr=False)
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


def opened_pkcs12(data: bytes, passphrase: str, *, now: datetime) -> SigningKey | Refused:
    """The key in a PKCS#12 file (.p12, .pfx) if it may sign now, or why it may not."""
    if not data or len(data) > MOST_BYTES or not _is_pkcs12(data):
        return Refused("pkcs12.unreadable")
    try:
        found = load_pkcs12(data, passphrase.encode())
    except UnsupportedAlgorithm:
        return Refused("pkcs12.old")
    except ValueError:
        return Refused("pkcs12.passphrase")
    key = _signing_key(found)
    return key if isinstance(key, Refused) else why_not_signing(key.certificate, at=now) or key


def _is_pkcs12(data: bytes) -> bool:
    try:
        found = asn1_pkcs12.Pfx.load(data, strict=True)
        rounds = found["mac_data"]["iterations"].native if found["mac_data"].native else 1
        return bool(found["version"].native == "v3" and found.authenticated_safe and rounds <= MOST_ITERATIONS)
    except (ValueError, TypeError, KeyError):
        return False


def _signing_key(found: PKCS12KeyAndCertificates) -> SigningKey | Refused:
    if found.key is None or found.cert is None:
        return Refused("pkcs12.no_key")
    if not isinstance(found.key, PrivateKey):
        return Refused("pkcs12.old")
    certificate = found.cert.certificate
    if _der(found.key.public_key()) != _der(certificate.public_key()):
        return Refused("pkcs12.no_key")
    return SigningKey(found.key, certificate, tuple(each.certificate for each in found.additional_certs))


def _der(key: object) -> bytes:
    made: bytes = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[attr-defined]
    return made
