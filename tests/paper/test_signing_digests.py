"""The canonical hash is read from the file as it was made, whatever was added later."""

import io

from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from rabrong.paper.documents.typesetting import typeset_piece
from rabrong.paper.signing.checking import check_signatures
from rabrong.paper.signing.digests import digest_in
from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.trust import Root, Trust
from tests.paper.agreements import DIGEST, document
from tests.paper.certificates import NOW, root
from tests.paper.signed_files import by_both, ready


def described_anew(pdf: bytes, keywords: str) -> bytes:
    """With other keywords in an update, which is no change of what was signed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    info = writer.trailer["/Info"]
    info["/Keywords"] = TextStringObject(keywords)
    writer.update_container(info)
    made = io.BytesIO()
    writer.write(made)  # type: ignore[no-untyped-call]
    return made.getvalue()


def test_the_hash_is_read_from_an_agreement_at_every_stage() -> None:
    assert [digest_in(pdf) for pdf in (document().pdf, ready(), by_both())] == [DIGEST] * 3


def test_a_hash_written_later_is_not_believed() -> None:
    forged = described_anew(by_both(), "rabrong-sha256:" + "0" * 64)

    assert digest_in(forged) == DIGEST
    found = check_signatures(forged, trust=Trust(roots=(Root(root().certificate, "own"),)), now=NOW)
    assert not isinstance(found, Refused)
    assert [report.is_good for report in found] == [True, True]


def test_another_pdf_has_no_hash() -> None:
    data = {"title": "อื่น", "lines": ["อื่น"], "width": "100", "height": "50"}
    other = typeset_piece("stamp", data, made_at=NOW)

    assert isinstance(other, bytes)
    assert digest_in(other) is None


def test_what_is_no_pdf_is_refused() -> None:
    assert digest_in(b"PK") == Refused("pdf.not_pdf")
    assert digest_in(b"%PDF-1.7 rubbish") == Refused("pdf.broken")
