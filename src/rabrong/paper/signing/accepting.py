"""Takes in a PDF that was signed elsewhere: only if it is what we gave out, plus exactly one good signature."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pyhanko.pdf_utils.reader import PdfFileReader

from rabrong.paper.signing.checking import reports_of
from rabrong.paper.signing.fields import fields_of, next_to_sign
from rabrong.paper.signing.opening import DAMAGE, opened_pdf, why_not_pdf
from rabrong.paper.signing.policy import fields_changed_since
from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.reports import SignatureReport
from rabrong.paper.signing.trust import Trust

CLOCKS_DIFFER = timedelta(days=1)

_CERTIFICATE_CODES = {
    "expired": "certificate.expired",
    "not_yet": "certificate.not_yet",
    "revoked": "certificate.revoked",
    "unsuitable": "certificate.not_for_signing",
}


@dataclass(frozen=True, slots=True)
class Accepted:
    """An upload that holds: its bytes, and the report of the signature it brought."""

    pdf: bytes
    signature: SignatureReport


def accepted(upload: bytes, *, given: bytes, field: str, trust: Trust, now: datetime) -> Accepted | Refused:
    """What was signed elsewhere, or why it is not taken.

    `given` is the file as it was given out; the upload has to begin with it, byte for byte. The certificate has to be
    good now, whatever time the signature claims; whether a root vouches for it stands in the report (`then`).
    """
    refused = why_not_pdf(upload) or _why_not_ours(upload, given) or _why_not_his_turn(given, field)
    if refused is not None:
        return refused
    reader = opened_pdf(upload)
    if isinstance(reader, Refused):
        return reader
    refused = _why_not_only_signed(reader, given, field)
    if refused is not None:
        return refused
    reports = reports_of(reader, trust=trust, now=now)
    if isinstance(reports, Refused):
        return reports
    return _why_not_good(reports, field) or _why_not_now(reports[-1], now) or Accepted(upload, reports[-1])


def _why_not_ours(upload: bytes, given: bytes) -> Refused | None:
    if upload == given:
        return Refused("upload.unsigned")
    if upload.startswith(given):
        return None
    return Refused("pdf.encrypted" if b"/Encrypt" in upload else "upload.other_document")


def _why_not_his_turn(given: bytes, field: str) -> Refused | None:
    reader = opened_pdf(given)
    if isinstance(reader, Refused):
        return reader
    turn = next_to_sign(fields_of(reader), field)
    return turn if isinstance(turn, Refused) else None


def _why_not_only_signed(reader: PdfFileReader, given: bytes, field: str) -> Refused | None:
    before = opened_pdf(given)
    if isinstance(before, Refused):
        return before
    try:
        names, old_names = [each.name for each in fields_of(reader)], [each.name for each in fields_of(before)]
        signed, old_signed = _signed(reader), _signed(before)
        if names != old_names:
            return Refused("upload.other_field", {"field": field})
        if signed - old_signed != {field}:
            return Refused("upload.wrong_field" if signed - old_signed else "upload.unsigned", {"field": field})
        changed = fields_changed_since(reader, before.xrefs.total_revisions - 1)
    except DAMAGE:
        return Refused("pdf.broken")
    return None if changed is not None and changed <= {field} else Refused("upload.more_changes")


def _signed(reader: PdfFileReader) -> set[str]:
    return {each.name for each in fields_of(reader) if each.is_signed}


def _why_not_good(reports: tuple[SignatureReport, ...], field: str) -> Refused | None:
    """The signature has to be the last one and to cover the whole file, those before it have to be what they were."""
    last = reports[-1] if reports else None
    if last is None or last.field != field:
        return Refused("upload.unsigned")
    if last.covers != "file" or any(not report.is_untouched for report in reports) or last.stamp == "broken":
        return Refused("upload.not_intact")
    return Refused(_CERTIFICATE_CODES[last.now], _terms(last)) if last.now in _CERTIFICATE_CODES else None


def _why_not_now(report: SignatureReport, now: datetime) -> Refused | None:
    """A claimed time may be off by a time zone, not by more."""
    claimed_at = report.claimed_at
    return Refused("upload.clock", {"at": claimed_at}) if claimed_at and claimed_at > now + CLOCKS_DIFFER else None


def _terms(report: SignatureReport) -> dict[str, str | datetime]:
    signer = report.signer
    terms: dict[str, str | datetime] = {"name": signer.name, "from": signer.valid_from, "until": signer.valid_until}
    if report.revoked_at is not None:
        terms["on"] = report.revoked_at
    return terms
