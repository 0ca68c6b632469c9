"""Checks every signature of a PDF: intact, what it covers, who vouches for the signer, what came after it."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from asn1crypto import cms  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel, TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from rabrong.paper.signing.certificates import asn1_of, facts_of, why_not_signing
from rabrong.paper.signing.opening import DAMAGE, opened_pdf
from rabrong.paper.signing.policy import ONLY_SIGNING
from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.reports import Changes, Covers, SignatureReport, Stamp, Standing
from rabrong.paper.signing.trust import Trust, revocation_of

_FOR_SIGNING = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
_COVERS: dict[SignatureCoverageLevel, Covers] = {
    SignatureCoverageLevel.ENTIRE_FILE: "file",
    SignatureCoverageLevel.ENTIRE_REVISION: "revision",
}
_STANDINGS: dict[str, Standing] = {
    "certificate.not_yet": "not_yet",
    "certificate.expired": "expired",
    "certificate.not_for_signing": "unsuitable",
    "certificate.weak": "unsuitable",
}


def check_signatures(pdf: bytes, *, trust: Trust, now: datetime) -> tuple[SignatureReport, ...] | Refused:
    """One report per signature, in the order they were made; none for a PDF without. Or why it cannot be read."""
    reader = opened_pdf(pdf)
    return reader if isinstance(reader, Refused) else reports_of(reader, trust=trust, now=now)


def reports_of(reader: PdfFileReader, *, trust: Trust, now: datetime) -> tuple[SignatureReport, ...] | Refused:
    """The same for a file that is open already."""
    try:
        return tuple(_report(found, trust, now) for found in reader.embedded_regular_signatures)
    except DAMAGE:
        return Refused("pdf.broken")


@dataclass(frozen=True, slots=True)
class _Times:
    """When it was signed, by whom that is said, and when it is checked."""

    claimed_at: datetime | None
    stamped_at: datetime | None
    stamp: Stamp
    now: datetime

    @property
    def signed_at(self) -> datetime:
        """The best time known; the time of the check for a signature that says none."""
        return (self.stamped_at if self.stamp == "trusted" else self.claimed_at) or self.now


def _report(found: EmbeddedPdfSignature, trust: Trust, now: datetime) -> SignatureReport:
    certificate = _certificate(found.signer_cert)
    claimed_at = found.self_reported_timestamp
    status = _status(found, trust, _within(certificate, claimed_at or now))
    times = _times(status, claimed_at, now)
    if times.signed_at != claimed_at:
        status = _status(found, trust, _within(certificate, times.signed_at))
    return _told(found, status, times, trust)


def _told(found: EmbeddedPdfSignature, status: PdfSignatureStatus, times: _Times, trust: Trust) -> SignatureReport:
    certificate = _certificate(found.signer_cert)
    path = _path(status) if status.trusted else []
    root = path[0] if path else None
    revocation = revocation_of(path, trust.revocation_lists)
    standing = partial(_standing, certificate, revoked_at=revocation.revoked_at, is_vouched=root is not None)
    return SignatureReport(
        field=found.field_name,
        signer=facts_of(certificate),
        claimed_at=times.claimed_at,
        stamped_at=times.stamped_at,
        stamp=times.stamp,
        is_intact=status.intact and status.valid and _is_plain(found),
        covers=_covers(status),
        changes=_changes(status),
        then=standing(at=times.signed_at),
        now=standing(at=times.now),
        vouched_by=None if root is None else facts_of(root).name,
        vouched_kind=None if root is None else trust.kind_of(root),
        revoked_at=revocation.revoked_at,
        revocation_checked=revocation.is_checked,
    )


def _is_plain(found: EmbeddedPdfSignature) -> bool:
    """Nothing hides where a signature does not look: zeros fill its place, the outer list has its hash."""
    filling = found.pkcs7_content[len(cms.ContentInfo.load(found.pkcs7_content).dump()) :]
    hashes = {each["algorithm"].native for each in found.signed_data["digest_algorithms"]}
    return not filling.strip(b"\0") and found.md_algorithm in hashes


def _within(certificate: x509.Certificate, moment: datetime) -> datetime:
    """The moment, moved into the certificate's own days: who vouches for it does not hang on when it was used."""
    return min(max(moment, certificate.not_valid_before_utc), certificate.not_valid_after_utc)


def _times(status: PdfSignatureStatus, claimed_at: datetime | None, now: datetime) -> _Times:
    validity = status.timestamp_validity
    if validity is None:
        return _Times(claimed_at, None, "none", now)
    return _Times(claimed_at, validity.timestamp, _stamp(validity), now)


def _stamp(validity: TimestampSignatureStatus) -> Stamp:
    if not (validity.intact and validity.valid):
        return "broken"
    return "trusted" if validity.trusted else "unknown"


def _status(found: EmbeddedPdfSignature, trust: Trust, moment: datetime) -> PdfSignatureStatus:
    others = [asn1_of(each) for each in trust.intermediates]
    roots = [asn1_of(root.certificate) for root in trust.roots]
    time_roots = [asn1_of(root) for root in trust.time_roots]
    return asyncio.run(
        async_validate_pdf_signature(
            found,
            ValidationContext(trust_roots=roots, other_certs=others, moment=moment),
            ValidationContext(trust_roots=time_roots, other_certs=others, moment=moment),
            diff_policy=ONLY_SIGNING,
            key_usage_settings=_FOR_SIGNING,
        )
    )


def _covers(status: PdfSignatureStatus) -> Covers:
    return "part" if status.coverage is None else _COVERS.get(status.coverage, "part")


def _certificate(found: asn1_x509.Certificate) -> x509.Certificate:
    return x509.load_der_x509_certificate(found.dump())


def _path(status: PdfSignatureStatus) -> list[x509.Certificate]:
    if status.validation_path is None:
        return []
    return [_certificate(each) for each in status.validation_path.iter_certs(include_root=True)]


def _changes(status: PdfSignatureStatus) -> Changes:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "none"
    level = status.modification_level
    is_allowed = bool(status.docmdp_ok) and level is not None and level <= ModificationLevel.FORM_FILLING
    return "signing" if is_allowed else "forbidden"


def _standing(
    certificate: x509.Certificate, *, at: datetime, revoked_at: datetime | None, is_vouched: bool
) -> Standing:
    if revoked_at is not None and revoked_at <= at:
        return "revoked"
    refused = why_not_signing(certificate, at=at)
    if refused is not None:
        return _STANDINGS[refused.code]
    return "valid" if is_vouched else "unknown"
