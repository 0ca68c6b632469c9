"""Looking into a file that somebody handed in, without opening it: its kind, or why it is not taken."""

import codecs
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from rabrong.files.kinds import ARCHIVES, HEIC, HEIC_BRANDS, LIMITS, OLE, PROGRAMS, TEXT, ZIP, Limits
from rabrong.files.packed import packed_kind
from rabrong.files.rules import JPEG, PDF, PNG, FileFault

BEGINNING = 512
PIECE = 64 * 1024
ENCODINGS = ("utf-8-sig", "cp874")
MARKUP = (b"<", b"{\\rtf")
JPEG_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


def content_kind(path: Path, limits: Limits = LIMITS) -> str | FileFault:
    """The media type of a file by what is in it, or why it is not taken. Pictures and archives are not unpacked."""
    with path.open("rb") as file:
        start = file.read(BEGINNING)
        if not start:
            return FileFault("file.empty")
        return _picture(file, start, limits) or _refused(start) or _packed_or_text(file, start, limits)


def _refused(start: bytes) -> FileFault | None:
    if start.startswith(PROGRAMS):
        return FileFault("file.program")
    if start.startswith(OLE):
        return FileFault("file.old_office")
    return FileFault("file.archive") if start.startswith(ARCHIVES) else None


def _packed_or_text(file: BinaryIO, start: bytes, limits: Limits) -> str | FileFault:
    if start.startswith(b"%PDF-"):
        return PDF
    if start.startswith(ZIP):
        return packed_kind(file, limits)
    marked = start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(MARKUP)
    return FileFault("file.unknown_kind") if marked or not _is_text(file) else TEXT


def _is_text(file: BinaryIO) -> bool:
    """No text has control characters. Thai Windows writes its own code page."""
    return any(_decodes(file, encoding) for encoding in ENCODINGS)


def _decodes(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in _pieces(file):
            if any(letter < " " and letter not in "\t\r\n" for letter in decoder.decode(piece)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def _picture(file: BinaryIO, start: bytes, limits: Limits) -> str | FileFault | None:
    """A picture's kind when it is not too large to be drawn, read from its header; None for what is no picture."""
    if start[4:8] == b"ftyp" and start[8:12] in HEIC_BRANDS:
        return HEIC
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return _drawable(PNG, png_size(start), limits)
    if start.startswith(b"\xff\xd8\xff"):
        return _drawable(JPEG, jpeg_size(file), limits)
    return None


def _drawable(kind: str, size: tuple[int, int] | None, limits: Limits) -> str | FileFault:
    if size is None or 0 in size:
        return FileFault("file.broken")
    wide, high = size
    if wide * high > limits.pixels:
        terms = {"wide": f"{wide:,}", "high": f"{high:,}", "most": f"{limits.pixels // 1_000_000:,}"}
        return FileFault("file.too_many_pixels", terms)
    return kind


def png_size(start: bytes) -> tuple[int, int] | None:
    """Width and height by the first chunk of a PNG; None when it has none."""
    if len(start) < 24 or start[12:16] != b"IHDR":
        return None
    wide, high = struct.unpack(">II", start[16:24])
    return wide, high


def jpeg_size(file: BinaryIO) -> tuple[int, int] | None:
    """Width and height by the frame header of a JPEG; None when it has none."""
    file.seek(2)
    while (mark := _next_mark(file)) is not None:
        if mark in JPEG_ALONE:
            continue
        head = file.read(2)
        if len(head) < 2 or mark in (0xD9, 0xDA):
            return None
        length = int.from_bytes(head, "big")
        if mark in JPEG_SIZES:
            frame = file.read(5)
            return (int.from_bytes(frame[3:5], "big"), int.from_bytes(frame[1:3], "big")) if len(frame) == 5 else None
        file.seek(max(length - 2, 0), 1)
    return None


def _next_mark(file: BinaryIO) -> int | None:
    """The code after the next FF; fill bytes are skipped. None at the end or where no mark stands."""
    byte = file.read(1)
    if byte != b"\xff":
        return None
    while byte == b"\xff":
        byte = file.read(1)
    return byte[0] if byte else None
