"""Certificates for the tests: a root of our own and persons below it, good ones and bad ones."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime(2011, 10, 10, 3, 0, tzinfo=UTC)
PASSPHRASE = "รหัสผ่านของผู้ลงนาม 2554"
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class Holder:
    """A key and its certificate."""

    key: PrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        """The certificate."""
        return self.certificate.public_bytes(Encoding.PEM)


def name(text: str) -> x509.Name:
    """A subject."""
    organisation = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "กรมการพัฒนาชุมชน")
    return x509.Name([organisation, x509.NameAttribute(NameOID.COMMON_NAME, text)])


@cache
def root(text: str = "ผู้ออกใบรับรองทดสอบ") -> Holder:
    """An authority, the same all through a run."""
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(name(text), name(text), key, starts=NOW - timedelta(days=3650), days=36500)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return Holder(key, builder.add_extension(usage(certificates=True), critical=True).sign(key, SHA256()))


def usage(*, signing: bool = True, certificates: bool = False) -> x509.KeyUsage:
    """What a key may do."""
    return x509.KeyUsage(
        digital_signature=signing,
        content_commitment=signing,
        key_encipherment=not signing,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )


def person(  # noqa: PLR0913  each is what one test changes
    text: str = "กตัญญู ศรีญี่ปุ่น",
    *,
    issuer: Holder | None = None,
    key: PrivateKey | None = None,
    starts: datetime = NOW - timedelta(days=10),
    days: int = 365,
    signing: bool = True,
    purpose: x509.ObjectIdentifier | None = None,
) -> Holder:
    """Somebody with a certificate of an issuer."""
    issuer = issuer or root()
    key = key or ec.generate_private_key(ec.SECP256R1())
    builder = _builder(name(text), issuer.certificate.subject, key, starts=starts, days=days)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(usage(signing=signing), critical=True)
    if purpose is not None:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([purpose]), critical=purpose == ExtendedKeyUsageOID.TIME_STAMPING
        )
    return Holder(key, builder.sign(issuer.key, SHA256()))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: PrivateKey, *, starts: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(starts + timedelta(days=days))
    )


def p12(holder: Holder, *, passphrase: str = PASSPHRASE, issuer: Holder | None = None) -> bytes:
    """The PKCS#12 file a person would have."""
    chain = [(issuer or root()).certificate]
    encryption = BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(b"signer", holder.key, holder.certificate, chain, encryption)


def revoked_list(issuer: Holder, revoked: dict[int, datetime], *, at: datetime) -> bytes:
    """A revocation list, DER."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.certificate.subject)
    builder = builder.last_update(at).next_update(at + timedelta(days=30))
    for serial, when in revoked.items():
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(issuer.key, SHA256()).public_bytes(Encoding.DER)
