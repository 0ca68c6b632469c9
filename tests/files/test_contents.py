"""What a file is by what is in it, and what is not taken: programs, bombs, macros, pictures that nobody could draw."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from rabrong.files.contents import content_kind
from rabrong.files.kinds import DOCX, HEIC, ODT, TEXT, XLSX, Limits
from rabrong.files.names import cleaned_name, shown_name
from rabrong.files.rules import JPEG, PDF, PNG, FileFault
from tests.evidence.made import PROGRAM, WORD_TYPES, document, jpeg, packed, png

MIB = 2**20
MACRO_TYPES = WORD_TYPES.replace(b"wordprocessingml", b"ms-word.document.macroEnabled")


def told(tmp_path: Path, content: bytes, limits: Limits | None = None) -> str:
    """The kind, or the code of why not."""
    path = tmp_path / "content"
    path.write_bytes(content)
    found = content_kind(path) if limits is None else content_kind(path, limits)
    return found.code if isinstance(found, FileFault) else found


def book(**parts: bytes) -> bytes:
    return packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", **parts})


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4 letter", PDF),
        (png(3, 4), PNG),
        (jpeg(640, 480), JPEG),
        (b"\0\0\0\x18ftypheic" + bytes(20), HEIC),
        (document(), DOCX),
        (book(), XLSX),
        (packed({"mimetype": ODT.encode(), "content.xml": b"<x/>"}), ODT),
        ("รายงาน,จำนวน\r\nก,15\r\n".encode(), TEXT),
        ("รายงาน ภาษาไทย".encode("cp874"), TEXT),
        ("ก".encode() * 100_000, TEXT),
    ],
)
def test_a_kind_is_known_by_the_content(tmp_path: Path, content: bytes, kind: str) -> None:
    assert told(tmp_path, content) == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (PROGRAM, "file.program"),
        (b"\x7fELF program", "file.program"),
        (b"#!/bin/sh\nrm -r /", "file.program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old office", "file.old_office"),
        (b"Rar!\x1a\x07", "file.archive"),
        (packed({"a.pdf": b"%PDF-"}), "file.archive"),
        (packed({"mimetype": b"application/epub+zip"}), "file.archive"),
        (document(word__embeddings__a_zip=b"PK"), "file.archive"),
        (document(word__vbaProject_bin=b"macro"), "file.macros"),
        (packed({"[Content_Types].xml": MACRO_TYPES, "word/a.xml": b""}), "file.macros"),
        (packed({"[Content_Types].xml": MACRO_TYPES.decode().encode("utf-16"), "word/a.xml": b""}), "file.macros"),
        (packed({"mimetype": ODT.encode(), "Basic/script.xml": b"macro"}), "file.macros"),
        (book(**{"xl/macrosheets/sheet1.xml": b"macro"}), "file.macros"),
        (b"<html><script>alert(1)</script>", "file.unknown_kind"),
        (b"\xef\xbb\xbf  <svg onload='alert(1)'/>", "file.unknown_kind"),
        (b"GIF89a\0", "file.unknown_kind"),
        (bytes(100), "file.unknown_kind"),
        (b"\x89PNG\r\n\x1a\n", "file.broken"),
        (png(0, 5), "file.broken"),
        (b"\xff\xd8\xff\xd9", "file.broken"),
        (b"PK\x03\x04 cut off", "file.broken"),
        (document()[:-10], "file.broken"),
    ],
)
def test_what_is_no_document_is_not_taken(tmp_path: Path, content: bytes, code: str) -> None:
    assert told(tmp_path, content) == code


def test_a_picture_of_100000_by_100000_is_refused_from_its_header(tmp_path: Path) -> None:
    assert told(tmp_path, png(100_000, 100_000)) == "file.too_many_pixels"
    assert told(tmp_path, jpeg(65_000, 65_000)) == "file.too_many_pixels"
    assert len(png(100_000, 100_000)) < 100  # nothing of it could be decoded


def test_a_bomb_is_known_by_its_directory(tmp_path: Path) -> None:
    """64 MiB of one letter in 64 kB: a thousand times more inside than outside."""
    assert told(tmp_path, document(word__media__a_xml=b"\0" * (64 * MIB))) == "file.bomb"
    assert told(tmp_path, document(word__media__a_xml=b"\0" * (3 * MIB))) == DOCX  # an empty table, no bomb


def test_too_many_parts_are_refused_before_they_are_read(tmp_path: Path) -> None:
    many = document(**{f"word__{number}_xml": b"" for number in range(50)})
    assert told(tmp_path, many, Limits(parts=40)) == "file.bomb"
    claims = bytearray(document())
    claims[-22:] = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, 2**31, 0, 0)
    assert told(tmp_path, bytes(claims)) == "file.bomb"
    large = document()[:-22] + b"PK\x06\x07" + bytes(16) + document()[-22:]
    assert told(tmp_path, large) == "file.bomb"


def test_the_same_bytes_named_many_times_are_a_bomb(tmp_path: Path) -> None:
    """Every entry of the directory points to one part: more packed bytes than the file has."""
    part = bytes(range(256)) * 400
    whole = packed({"[Content_Types].xml": WORD_TYPES, "word/a.xml": part})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        start = archive.start_dir
    directory, end = whole[start:-22], struct.unpack("<4s4H2LH", whole[-22:])
    bent = whole[:start] + directory * 900
    bent += struct.pack("<4s4H2LH", *end[:3], 1800, 1800, len(directory) * 900, start, 0)
    assert told(tmp_path, bent, Limits(bytes_inside=2**40)) == "file.bomb"


def test_a_part_with_a_password_is_not_taken(tmp_path: Path) -> None:
    sealed = bytearray(document())
    at = sealed.rfind(b"PK\x01\x02")
    sealed[at + 8] |= 1
    assert told(tmp_path, bytes(sealed)) == "file.encrypted"


@pytest.mark.parametrize(
    ("given", "kind", "name"),
    [
        ("รายงาน.pdf", PDF, "รายงาน.pdf"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Users\\a\\งาน.PDF", PDF, "งาน.pdf"),
        ("x.exe", PDF, "x.exe.pdf"),
        ("photo.jpeg", JPEG, "photo.jpeg"),
        ("\u202egnp.fdp", PNG, "gnp.fdp.png"),
        ("a\r\nb\x00\x1b.pdf", PDF, "ab.pdf"),
        ("con.pdf", PDF, "_con.pdf"),
        ('a<b>:"|?*.pdf', PDF, "a_b______.pdf"),
        (" ...  ", PDF, "file.pdf"),
        ("", PDF, "file.pdf"),
        ("ก" * 300 + ".pdf", PDF, "ก" * 80 + ".pdf"),
    ],
)
def test_a_name_is_made_safe(given: str, kind: str, name: str) -> None:
    assert cleaned_name(given, kind) == name


def test_a_name_that_is_spoken_of_hides_nothing() -> None:
    assert shown_name("a/b\u202ecod.exe") == "bcod.exe"
    assert shown_name("\x00") == "file"
