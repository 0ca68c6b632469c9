"""Files as people hand them in, made in memory: whole ones, and ones that mean harm."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

PDF = b"%PDF-1.7\n%a letter\n"
PROGRAM = b"MZ\x90\x00\x03 this program cannot be run in DOS mode"
WORD_TYPES = b"<Types><Override ContentType='application/vnd.openxmlformats.wordprocessingml'/></Types>"


def png(wide: int = 2, high: int = 2) -> bytes:
    """A PNG of a size; its pixels are there only where it is small."""
    rows = b"".join(b"\0" + b"\x80" * (wide * 3) for _ in range(high)) if wide * high < 10_000 else b""
    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def jpeg(wide: int, high: int) -> bytes:
    """The headers of a JPEG of a size."""
    frame = struct.pack(">BHHB", 8, high, wide, 3) + b"\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    application = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    return b"\xff\xd8" + application + b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP of some parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def document(**parts: bytes) -> bytes:
    """A word processor's document with some more parts; two underscores stand for a slash, one for a dot."""
    more = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    return packed({"[Content_Types].xml": WORD_TYPES, "word/document.xml": b"<document/>", **more})
