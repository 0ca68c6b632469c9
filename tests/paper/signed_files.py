"""Agreements ready to be signed, signed, and tampered with, for the tests."""

import io
from functools import cache

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from rabrong.paper.signing.keys import SigningKey, opened_pkcs12
from rabrong.paper.signing.preparing import prepared
from rabrong.paper.signing.signing import Intent, signed
from rabrong.paper.signing.timestamps import Ask
from tests.paper.agreements import document
from tests.paper.certificates import NOW, PASSPHRASE, Holder, p12, person

LABELS = {"maker": "ผู้ทำคำรับรอง", "superior": "ผู้รับคำรับรอง"}


@cache
def ready() -> bytes:
    """With two empty fields: the maker's, then the superior's."""
    made = document()
    places = sorted(made.places, key=lambda place: place.field)
    return prepared(made.pdf, places, labels=LABELS)


def key_of(holder: Holder) -> SigningKey:
    """What the holder's PKCS#12 file gives."""
    key = opened_pkcs12(p12(holder), PASSPHRASE, now=NOW)
    assert isinstance(key, SigningKey)
    return key


def sign(pdf: bytes, field: str, *, holder: Holder | None = None, ask_time: Ask | None = None) -> bytes:
    """One more signature."""
    holder = holder or person()
    made = signed(pdf, Intent(field, ("ลงลายมือชื่อ", "10 ตุลาคม 2554")), key=key_of(holder), now=NOW, ask_time=ask_time)
    assert isinstance(made, bytes)
    return made


@cache
def by_maker() -> bytes:
    """Signed by the maker."""
    return sign(ready(), "maker")


@cache
def by_both() -> bytes:
    """Signed by both, in their order."""
    return sign(by_maker(), "superior", holder=person("สมชาย ใจดี"))


def updated(pdf: bytes, change: str) -> bytes:
    """The PDF with an incremental update: a `page` drawn over, a `note`, a new visible `field`, a `text` replaced."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    CHANGES[change](writer)
    made = io.BytesIO()
    writer.write(made)  # type: ignore[no-untyped-call]
    return made.getvalue()


def _draw_over_page(writer: IncrementalPdfFileWriter) -> None:
    drawing = writer.add_object(generic.StreamObject(stream_data=b"q 0 0 0 rg 100 100 200 200 re f Q"))
    writer.add_stream_to_page(0, drawing)  # type: ignore[no-untyped-call]


def _add_note(writer: IncrementalPdfFileWriter) -> None:
    page, _ = writer.find_page_for_modification(0)  # type: ignore[no-untyped-call]
    corners = (100, 100, 300, 300)
    box = generic.ArrayObject(generic.FloatObject(at) for at in corners)  # type: ignore[no-untyped-call]
    note = {"/Type": pdf_name("/Annot"), "/Subtype": pdf_name("/FreeText"), "/Rect": box}
    note["/Contents"] = generic.TextStringObject("เปลี่ยนเป้าหมายเป็น 10")
    annotation = generic.DictionaryObject()  # type: ignore[no-untyped-call]
    annotation.update({pdf_name(name): value for name, value in note.items()})
    page.get_object()["/Annots"].append(writer.add_object(annotation))
    writer.update_container(page.get_object()["/Annots"])


def _replace_text(writer: IncrementalPdfFileWriter) -> None:
    page, _ = writer.find_page_for_modification(0)  # type: ignore[no-untyped-call]
    content = page.get_object()["/Contents"]
    changed = generic.StreamObject(stream_data=content.data.replace(b"0 Tr", b"3 Tr", 1))
    page.get_object()["/Contents"] = writer.add_object(changed)
    writer.update_container(page.get_object())


def _add_field(writer: IncrementalPdfFileWriter) -> None:
    append_signature_field(writer, SigFieldSpec("another", box=(100, 100, 300, 300)))


def _remove_pages(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    del pages["/Kids"][1:]
    pages["/Count"] = generic.NumberObject(1)  # type: ignore[no-untyped-call]
    writer.update_container(pages)


CHANGES = {
    "page": _draw_over_page,
    "note": _add_note,
    "text": _replace_text,
    "field": _add_field,
    "pages": _remove_pages,
}
