"""An authority of the department's own, off by default: a root, certificates for signers, a revocation list.

Nothing is kept here. The root's key leaves this module only encrypted; it belongs in a file outside database and
backup. A signer's key leaves it only inside a PKCS#12 file under a passphrase that only the signer has.
"""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256, SHA384
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, pkcs12
from cryptography.x509.oid import NameOID

from rabrong.paper.signing.refusing import Refused

SHORTEST_PASSPHRASE = 12
LONGEST_NAME = 64
ROOT_DAYS = 3650
SIGNER_DAYS = 398
ROUNDS = 600_000
"""How often a passphrase is hashed before it opens a file: guessing has to be slow."""


@dataclass(frozen=True, slots=True)
class RootFiles:
    """A new root: its certificate for everybody (PEM), its key encrypted under the passphrase (PKCS#12)."""

    certificate: bytes
    encrypted_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Authority:
    """A root that is open for work. Never shown, never stored."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class Issued:
    """A signer's certificate (PEM, to be kept) and the PKCS#12 file (to be handed over, or kept as it is)."""

    certificate: bytes
    pkcs12: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a certificate names."""

    name: str
    organisation: str
    position: str = ""


def new_root(subject: Subject, passphrase: str, *, now: datetime, days: int = ROOT_DAYS) -> RootFiles | Refused:
    """A new root, valid from now on."""
    refused = _why_not(subject, passphrase)
    if refused is not None:
        return refused
    key = ec.generate_private_key(ec.SECP384R1())
    name = _x509_name(subject)
    builder = _builder(name, name, key.public_key(), now=now, days=days)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(of_root=True), critical=True)
    certificate = builder.sign(key, SHA384())
    return RootFiles(certificate.public_bytes(Encoding.PEM), _pkcs12(key, certificate, passphrase))


def opened_root(files: RootFiles, passphrase: str) -> Authority | Refused:
    """The root, ready to issue; refused when the passphrase does not open its key."""
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(files.encrypted_key, passphrase.encode())
        known = x509.load_pem_x509_certificate(files.certificate)
    except ValueError:
        return Refused("authority.passphrase")
    if not isinstance(key, ec.EllipticCurvePrivateKey) or certificate != known:
        return Refused("authority.other_key")
    return Authority(known, key)


def issued(
    authority: Authority, subject: Subject, passphrase: str, *, now: datetime, days: int = SIGNER_DAYS
) -> Issued | Refused:
    """A certificate for a signer, with a new key that only this passphrase opens."""
    ends = authority.certificate.not_valid_after_utc
    if now + timedelta(days=days) > ends:
        return Refused("authority.ends", {"until": ends})
    refused = _why_not(subject, passphrase)
    if refused is not None:
        return refused
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(_x509_name(subject), _subject_of(authority.certificate), key.public_key(), now=now, days=days)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    certificate = builder.add_extension(_usage(of_root=False), critical=True).sign(authority.key, SHA384())
    return Issued(certificate.public_bytes(Encoding.PEM), _pkcs12(key, certificate, passphrase, authority.certificate))


def revocation_list(
    authority: Authority, revoked: Mapping[str, datetime], *, number: int, now: datetime, days: int = 30
) -> bytes:
    """The list of what was revoked (serial as hex -> when), PEM; `number` grows with every list."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(_subject_of(authority.certificate))
    builder = builder.last_update(now).next_update(now + timedelta(days=days))
    builder = builder.add_extension(x509.CRLNumber(number), critical=False)
    for serial, when in revoked.items():
        entry = x509.RevokedCertificateBuilder().serial_number(int(serial, 16)).revocation_date(when).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(authority.key, SHA384()).public_bytes(Encoding.PEM)


def _why_not(subject: Subject, passphrase: str) -> Refused | None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return Refused("passphrase.short", {"least": str(SHORTEST_PASSPHRASE)})
    texts = (subject.name, subject.organisation, subject.position)
    if not subject.name or max(len(text) for text in texts) > LONGEST_NAME:
        return Refused("authority.name", {"most": str(LONGEST_NAME)})
    return None


def _x509_name(subject: Subject) -> x509.Name:
    parts = (
        (NameOID.ORGANIZATION_NAME, subject.organisation),
        (NameOID.TITLE, subject.position),
        (NameOID.COMMON_NAME, subject.name),
    )
    with _bytes_not_letters():
        return x509.Name([x509.NameAttribute(kind, text, _validate=False) for kind, text in parts if text])


def _subject_of(certificate: x509.Certificate) -> x509.Name:
    with _bytes_not_letters():
        return certificate.subject


@contextmanager
def _bytes_not_letters() -> Iterator[None]:
    """The standard allows 64 letters; the library warns of more than 64 bytes, of which Thai has three a letter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, *, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, of_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not of_root,
        content_commitment=not of_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=of_root,
        crl_sign=of_root,
        encipher_only=False,
        decipher_only=False,
    )


def _pkcs12(
    key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate, passphrase: str, *above: x509.Certificate
) -> bytes:
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(SHA256())
        .build(passphrase.encode())
    )
    return pkcs12.serialize_key_and_certificates(b"signer", key, certificate, above, encryption)
