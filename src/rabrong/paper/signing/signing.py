"""Signs a PDF: PAdES B-B, B-T when an authority vouches for the time; what was there before stays byte for byte."""

import io
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import keys as asn1_keys  # type: ignore[import-untyped]
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from rabrong.paper.documents.typesetting import Unprintable
from rabrong.paper.signing.certificates import asn1_of
from rabrong.paper.signing.fields import fields_of, next_to_sign
from rabrong.paper.signing.keys import SigningKey
from rabrong.paper.signing.opening import DAMAGE, opened_pdf
from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.stamp import stamp
from rabrong.paper.signing.timestamps import Ask, TimeAuthority


@dataclass(frozen=True, slots=True)
class Intent:
    """What is signed: the field, the lines seen on the page, and why, as the signature itself says it."""

    field: str
    lines: tuple[str, ...]
    reason: str = ""


class SignerAt(PdfSigner):
    """Signs at a given time instead of the clock's."""

    now: datetime

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        """The library's own, with the time put in."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.now
        return session


def signed(
    pdf: bytes, intent: Intent, *, key: SigningKey, now: datetime, ask_time: Ask | None = None
) -> bytes | Refused:
    """The PDF with one more signature, or why there is none.

    `ask_time` asks an authority for the time (RFC 3161); without one the time is `now`, and nobody vouches for it.
    """
    reader = opened_pdf(pdf)
    if isinstance(reader, Refused):
        return reader
    try:
        field = next_to_sign(fields_of(reader), intent.field)
    except DAMAGE:
        return Refused("pdf.broken")
    if isinstance(field, Refused):
        return field
    look = stamp(intent.lines, width=field.width, height=field.height, now=now)
    if isinstance(look, Unprintable):
        return Refused("text.unprintable", {"letters": look.letters})
    signer = SignerAt(
        _metadata(intent), signer_of(key), stamp_style=look, timestamper=ask_time and TimeAuthority(ask_time)
    )
    signer.now = now
    return _with_signature(pdf, signer)


def _with_signature(pdf: bytes, signer: SignerAt) -> bytes | Refused:
    made = io.BytesIO()
    try:
        signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=True, output=made)
    except (OSError, TimestampRequestError):
        return Refused("time.no_answer")
    return made.getvalue()


def _metadata(intent: Intent) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=intent.field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", reason=intent.reason or None
    )


def signer_of(key: SigningKey) -> SimpleSigner:
    """The key as the library takes it."""
    chain = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    chain.register_multiple(asn1_of(certificate) for certificate in key.chain)
    private = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(asn1_of(key.certificate), asn1_keys.PrivateKeyInfo.load(private), chain, embed_roots=False)
