"""What was signed elsewhere is taken only if it is what was given out, plus exactly one good signature."""

import io
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from cryptography import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata

from rabrong.paper.signing.accepting import Accepted, accepted
from rabrong.paper.signing.opening import MOST_MEGABYTES
from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.signing import SignerAt, signer_of
from rabrong.paper.signing.trust import Root, Trust
from tests.paper.agreements import document, paper
from tests.paper.certificates import NOW, Holder, person, revoked_list, root
from tests.paper.signed_files import CHANGES, by_both, by_maker, key_of, ready, sign, updated

TRUST = Trust(roots=(Root(root().certificate, "provider"),))


def taken(
    upload: bytes, *, given: bytes | None = None, field: str = "maker", trust: Trust = TRUST
) -> Accepted | Refused:
    """The answer to an upload of the maker's, unless told otherwise."""
    return accepted(upload, given=given or ready(), field=field, trust=trust, now=NOW + timedelta(hours=2))


def signed_elsewhere(
    pdf: bytes, field: str = "maker", *, holder: Holder | None = None, new: bool = False, at: datetime = NOW
) -> bytes:
    """Signed by another program: another look, the older kind of signature; `new` makes a field of its own."""
    metadata = PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    spec = SigFieldSpec(field, box=(10, 10, 100, 60)) if new else None
    signer = SignerAt(metadata, signer_of(key_of(holder or person())), new_field_spec=spec)
    signer.now = at
    made = io.BytesIO()
    signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=not new, output=made)
    return made.getvalue()


def rewritten(pdf: bytes, *, passphrase: str = "") -> bytes:
    """Saved anew as a whole, as printing to PDF or some viewers do."""
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(pdf)))
    if passphrase:
        writer.encrypt(passphrase)  # type: ignore[no-untyped-call]
    made = io.BytesIO()
    writer.write(made)  # type: ignore[no-untyped-call]
    return made.getvalue()


def test_what_another_program_signed_is_taken_with_its_report() -> None:
    upload = signed_elsewhere(ready())

    answer = taken(upload)

    assert isinstance(answer, Accepted)
    assert answer.pdf == upload
    assert (answer.signature.field, answer.signature.signer.name) == ("maker", "กตัญญู ศรีญี่ปุ่น")
    assert answer.signature.is_good


def test_the_second_signature_is_taken_after_the_first() -> None:
    answer = taken(signed_elsewhere(by_maker(), "superior"), given=by_maker(), field="superior")

    assert isinstance(answer, Accepted)
    assert answer.signature.field == "superior"


def test_the_second_signature_is_not_taken_before_the_first() -> None:
    answer = taken(signed_elsewhere(ready(), "superior"), field="superior")

    assert answer == Refused("field.order", {"field": "superior", "before": "maker"})


def test_both_signatures_at_once_are_not_taken() -> None:
    assert taken(by_both()) == Refused("upload.wrong_field", {"field": "maker"})


def test_a_signature_in_the_other_place_is_not_taken() -> None:
    upload = signed_elsewhere(ready(), "superior")

    assert taken(upload) == Refused("upload.wrong_field", {"field": "maker"})


def test_a_signature_in_a_place_of_its_own_is_not_taken() -> None:
    upload = signed_elsewhere(ready(), "Signature1", new=True)

    assert taken(upload) == Refused("upload.other_field", {"field": "maker"})


def test_a_file_that_nobody_signed_is_not_taken() -> None:
    assert taken(ready()) == Refused("upload.unsigned")
    assert taken(ready() + b"\n") == Refused("upload.unsigned", {"field": "maker"})


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_a_change_before_the_signature_is_not_taken(change: str) -> None:
    upload = signed_elsewhere(updated(ready(), change))

    answer = taken(upload)

    assert answer in (Refused("upload.more_changes"), Refused("upload.other_field", {"field": "maker"}))


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_a_change_after_the_signature_is_not_taken(change: str) -> None:
    answer = taken(updated(by_maker(), change))

    assert answer in (
        Refused("upload.more_changes"),
        Refused("upload.not_intact"),
        Refused("upload.other_field", {"field": "maker"}),
    )


def test_a_file_saved_anew_is_not_taken() -> None:
    assert taken(signed_elsewhere(rewritten(ready()))) == Refused("upload.other_document")


def test_the_agreement_of_somebody_else_is_not_taken() -> None:
    other = document(replace(paper(), digest="0" * 64)).pdf

    assert taken(signed_elsewhere(other, "Signature1", new=True)) == Refused("upload.other_document")


def test_an_encrypted_file_is_not_taken() -> None:
    assert taken(rewritten(ready(), passphrase="secret")) == Refused("pdf.encrypted")


@pytest.mark.parametrize("upload", [b"", b"PK\x03\x04docx", b"\xff\xd8\xff scan", b" %PDF-1.7"])
def test_what_is_no_pdf_is_not_taken(upload: bytes) -> None:
    assert taken(upload) == Refused("pdf.not_pdf")


def test_a_file_of_fifty_megabytes_is_not_taken() -> None:
    upload = ready() + bytes(50_000_000)

    assert taken(upload) == Refused("pdf.too_big", {"most": str(MOST_MEGABYTES)})


@pytest.mark.parametrize(
    "tail", [b"\n1 0 obj\n<<>>\nendobj\n", b"trailer << >> startxref 99999999 %%EOF", b"\x00" * 4000]
)
def test_rubbish_at_the_end_is_not_taken(tail: bytes) -> None:
    assert isinstance(taken(by_maker() + tail), Refused)
    assert isinstance(taken(ready() + tail), Refused)


def flipped(pdf: bytes, at: int) -> bytes:
    """With one bit changed."""
    return pdf[:at] + bytes([pdf[at] ^ 0x01]) + pdf[at + 1 :]


def envelope(pdf: bytes) -> range:
    """Where the last signature itself stands, as hex digits: the only bytes that it cannot cover."""
    start = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    return range(start, pdf.index(b">", start))


def test_one_flipped_byte_outside_the_signature_itself_is_not_taken() -> None:
    upload = by_maker()
    for at in range(len(ready()), len(upload), 401):
        assert at in envelope(upload) or isinstance(taken(flipped(upload, at)), Refused), f"byte {at}"


def test_one_flipped_byte_in_the_signature_itself_changes_nothing_or_is_not_taken() -> None:
    """Its outer lengths and version numbers are signed by nobody; they say neither who, what nor when."""
    upload = by_maker()
    good = taken(upload)
    assert isinstance(good, Accepted)
    for at in envelope(upload)[::101]:
        answer = taken(flipped(upload, at))
        assert isinstance(answer, Refused) or answer.signature == good.signature, f"byte {at}"


def test_one_flipped_byte_in_what_was_given_is_another_document() -> None:
    for at in range(10, len(ready()), 9973):
        changed = bytearray(by_maker())
        changed[at] ^= 0x01

        assert taken(bytes(changed)) == Refused("upload.other_document")


def test_a_certificate_that_expired_meanwhile_is_not_taken() -> None:
    holder = person(starts=NOW - timedelta(days=1), days=1)

    answer = taken(signed_elsewhere(ready(), holder=holder))

    assert isinstance(answer, Refused)
    assert (answer.code, answer.terms["until"]) == ("certificate.expired", NOW)


def test_a_time_in_the_future_is_not_taken() -> None:
    at = NOW + timedelta(days=30)

    assert taken(signed_elsewhere(ready(), at=at)) == Refused("upload.clock", {"at": at})


def test_a_clock_that_is_hours_off_is_taken() -> None:
    assert isinstance(taken(signed_elsewhere(ready(), at=NOW + timedelta(hours=9))), Accepted)


def test_a_revoked_certificate_is_not_taken() -> None:
    holder = person()
    when = NOW + timedelta(hours=1)
    found = x509.load_der_x509_crl(revoked_list(root(), {holder.certificate.serial_number: when}, at=when))

    answer = taken(sign(ready(), "maker", holder=holder), trust=replace(TRUST, revocation_lists=(found,)))

    assert isinstance(answer, Refused)
    assert (answer.code, answer.terms["on"]) == ("certificate.revoked", when)


def test_an_authority_that_nobody_named_is_told_not_refused() -> None:
    answer = taken(by_maker(), trust=Trust())

    assert isinstance(answer, Accepted)
    assert (answer.signature.then, answer.signature.vouched_by) == ("unknown", None)
    assert not answer.signature.is_good
