"""Typst's PDF is put right for copying and looks exactly as before; it is set without the machine's own fonts."""

import subprocess
from typing import cast

import pytest
import typst

from rabrong.paper.documents.copied_text import with_copied_text
from rabrong.paper.documents.pdf_objects import UnknownLayoutError, put_together, stream_of, taken_apart, with_stream
from rabrong.paper.documents.typesetting import _fonts
from tests.paper.agreements import document

SOURCE = """#set document(title: "ทดสอบ")
#set page(width: 12cm, height: 8cm)
#set text(font: "Sarabun", size: 12pt, lang: "th")
เพิ่มขึ้น ขั้นตอน *ทั้งนี้* สิ่งที่ได้ ครั้งที่ ปั้น ญี่ปุ่น กตัญญู น้ำ ค่ำ ทำ ผู้ที่ ป้า ฟ้า (วงเล็บ) \\\\ 100%"""
WRITTEN = "เพิ่มขึ้น ขั้นตอน ทั้งนี้ สิ่งที่ได้ ครั้งที่ ปั้น ญี่ปุ่น กตัญญู น้ำ ค่ำ ทำ ผู้ที่ ป้า ฟ้า (วงเล็บ) \\ 100%"


def raw() -> bytes:
    """What Typst itself writes."""
    compiler = typst.Compiler(SOURCE.encode(), font_paths=_fonts())
    return cast(bytes, compiler.compile(format="pdf", pdf_standards=["a-2a"], timestamp=0))


def copied(pdf: bytes) -> str:
    """The text of a PDF, in reading order."""
    told = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(told.split())


def picture(pdf: bytes) -> bytes:
    """The pages as pixels."""
    return subprocess.run(["pdftoppm", "-r", "100", "-"], input=pdf, capture_output=True, check=True).stdout


def test_typst_alone_copies_syllables_twice() -> None:
    assert copied(raw()) != WRITTEN


def test_the_text_is_copied_as_it_was_written() -> None:
    assert copied(with_copied_text(raw())) == WRITTEN


def test_the_pages_look_the_same() -> None:
    assert picture(with_copied_text(raw())) == picture(raw())


def test_every_glyph_has_its_own_letter_for_readers_that_know_no_clusters() -> None:
    parts = taken_apart(with_copied_text(raw()))
    maps = [content for piece in parts.objects.values() if b"/Type/CMap" in piece and (content := stream_of(piece))]

    letters = [line.split()[1] for content in maps for line in content.splitlines() if line.startswith(b"<0")]
    assert len(letters) > 30
    assert [letter for letter in letters if len(letter) > len(b"<FFFF>")] == [b"<0E4D0E49>", b"<0E4D0E48>"]


def test_taking_apart_and_putting_together_gives_the_same_bytes() -> None:
    assert put_together(taken_apart(raw())) == raw()


def test_a_stream_with_other_content_says_its_new_length() -> None:
    piece = b"5 0 obj\n<</Length 3>>\nstream\nabc\nendstream\nendobj\n"

    changed = with_stream(piece, lambda content: content + b"de")

    assert changed == b"5 0 obj\n<</Length 5>>\nstream\nabcde\nendstream\nendobj\n"


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\nstartxref\n5\n%%EOF", b"%PDF-1.7"])
def test_bytes_of_another_layout_are_not_touched(pdf: bytes) -> None:
    with pytest.raises(UnknownLayoutError):
        with_copied_text(pdf)


def test_only_sarabun_and_what_comes_with_typst_is_used() -> None:
    assert "Sarabun" in _fonts().families()
    told = subprocess.run(["pdffonts", "-"], input=document().pdf, capture_output=True, check=True).stdout.decode()
    faces = [line.split()[0].partition("+")[2] for line in told.splitlines()[2:]]

    assert faces == ["Sarabun-Bold", "Sarabun-Regular"]
    assert [line.split()[-5] for line in told.splitlines()[2:]] == ["yes", "yes"]
