"""The numbered objects of a PDF that Typst wrote, taken apart and put together again byte for byte the same way."""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

_START = re.compile(rb"startxref\n(\d+)\n%%EOF\s*$")
_LINE = re.compile(rb"(\d{10}) (\d{5}) n")
_LENGTH = re.compile(rb"/Length \d+")
_STREAM = re.compile(rb"(<<.*?>>)\nstream\n", re.S)
_DEFLATED = b"/FlateDecode"


class UnknownLayoutError(ValueError):
    """The bytes are not laid out as Typst does it."""


@dataclass(frozen=True, slots=True)
class PdfObjects:
    """What stands before the first object, the objects by number, the trailer dictionary."""

    head: bytes
    objects: dict[int, bytes]
    trailer: bytes


def taken_apart(pdf: bytes) -> PdfObjects:
    """The objects of a PDF with one plain cross-reference table. Raises UnknownLayoutError."""
    found = _START.search(pdf)
    if found is None:
        raise UnknownLayoutError("no startxref at the end")
    table_at = int(found[1])
    table, _, trailer = pdf[table_at : found.start()].partition(b"trailer\n")
    offsets = [int(line[1]) for line in _LINE.finditer(table)]
    if not offsets or not table.startswith(b"xref\n0 %d\n" % (len(offsets) + 1)) or offsets != sorted(offsets):
        raise UnknownLayoutError("the cross-reference table is not one plain run in order")
    bounds = zip(offsets, [*offsets[1:], table_at], strict=True)
    objects = {number: pdf[start:end] for number, (start, end) in enumerate(bounds, start=1)}
    return PdfObjects(pdf[: offsets[0]], objects, trailer)


def put_together(parts: PdfObjects) -> bytes:
    """The PDF of the objects, with the offsets as they are now."""
    made = bytearray(parts.head)
    lines = [b"0000000000 65535 f\r\n"]
    for number in sorted(parts.objects):
        lines.append(b"%010d 00000 n\r\n" % len(made))
        made += parts.objects[number]
    table_at = len(made)
    made += b"xref\n0 %d\n" % len(lines) + b"".join(lines) + b"trailer\n" + parts.trailer
    made += b"startxref\n%d\n%%%%EOF" % table_at
    return bytes(made)


def stream_of(piece: bytes) -> bytes | None:
    """What a stream object holds, inflated; None for an object without one."""
    found = _STREAM.search(piece)
    if found is None:
        return None
    content = piece[found.end() : piece.rindex(b"\nendstream")]
    return zlib.decompress(content) if _DEFLATED in found[1] else content


def with_stream(piece: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A stream object with what it holds changed; the object as it is when nothing changes."""
    found, old = _STREAM.search(piece), stream_of(piece)
    if found is None or old is None:
        return piece
    new = change(old)
    if new == old:
        return piece
    packed = zlib.compress(new, 9) if _DEFLATED in found[1] else new
    head = piece[: found.start()] + _LENGTH.sub(b"/Length %d" % len(packed), found[1])
    return head + b"\nstream\n" + packed + piece[piece.rindex(b"\nendstream") :]


def with_objects(parts: PdfObjects, changed: dict[int, bytes]) -> PdfObjects:
    """The same with some objects in place of others."""
    return replace(parts, objects={**parts.objects, **changed})
