"""What a file is by what is in it, whatever its name; and what of it may be opened.

A sheet file is a ZIP: the sizes its directory claims are not believed, every part is inflated and counted first.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from rabrong.paper.sheets.cells import Unreadable

MIB = 2**20
LOCAL_HEADER = struct.Struct("<4s22xHH")
DEFLATED_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of a file."""

    bytes_in: int = 10 * MIB
    bytes_inside: int = 96 * MIB
    parts: int = 500
    rows: int = 20_000
    columns: int = 400
    letters: int = 4_000


LIMITS = Limits()


class Kind(Enum):
    """The kinds of file that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = (b"<", b"\xef\xbb\xbf<", b"%PDF", b"{\\rtf")
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
MACRO_FOLDERS = ("basic/", "scripts/", "xl/macrosheets/", "xl/dialogsheets/")


def kind_of(data: bytes, limits: Limits = LIMITS) -> Kind | Unreadable:
    """The kind of a file, or why it is not opened."""
    if not data:
        return Unreadable("file.empty")
    if len(data) > limits.bytes_in:
        return Unreadable("file.too_big", (("most", str(limits.bytes_in // MIB)),))
    if data.startswith(ZIP):
        return _kind_of_zip(data, limits)
    if data.startswith(OLE):
        return _kind_of_ole(data)
    return Unreadable("file.unknown_kind") if data.lstrip()[:8].startswith(MARKUP) else Kind.CSV


def _kind_of_ole(data: bytes) -> Kind | Unreadable:
    """The directory of such a file names its streams in UTF-16."""
    if _names("EncryptedPackage", data):
        return Unreadable("file.encrypted")
    if _names("_VBA_PROJECT", data) or _names("Macros", data):
        return Unreadable("file.macros")
    return Kind.XLS if _names("Workbook", data) or _names("Book", data) else Unreadable("file.unknown_kind")


def _names(stream: str, data: bytes) -> bool:
    return stream.encode("utf-16-le") + b"\0\0" in data


def _kind_of_zip(data: bytes, limits: Limits) -> Kind | Unreadable:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return _kind_of_parts(parts, data, limits)
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, ValueError, EOFError, OSError):
        return Unreadable("file.broken")


def _kind_of_parts(parts: zipfile.ZipFile, data: bytes, limits: Limits) -> Kind | Unreadable:
    names = [part.filename.casefold() for part in parts.infolist()]
    if any(part.flag_bits & 1 for part in parts.infolist()):
        return Unreadable("file.encrypted")
    if len(names) > limits.parts or _inflated(parts, data, limits.bytes_inside) > limits.bytes_inside:
        return Unreadable("file.too_much_inside")
    if any(name.endswith(MACRO_PARTS) or name.startswith(MACRO_FOLDERS) for name in names):
        return Unreadable("file.macros")
    if "[content_types].xml" in names:
        return _kind_of_ooxml(parts, names)
    is_ods = "mimetype" in names and parts.read("mimetype").strip() == SPREADSHEET
    return Kind.ODS if is_ods else Unreadable("file.unknown_kind")


def _kind_of_ooxml(parts: zipfile.ZipFile, names: list[str]) -> Kind | Unreadable:
    if b"macroenabled" in parts.read("[Content_Types].xml").lower():
        return Unreadable("file.macros")
    return Kind.XLSX if "xl/workbook.xml" in names else Unreadable("file.unknown_kind")


def _inflated(parts: zipfile.ZipFile, data: bytes, most: int) -> int:
    """How many bytes all parts have when they are unpacked; counting stops past `most`."""
    total = 0
    for part in parts.infolist():
        total += _size_of(part, data, most - total)
        if total > most:
            break
    return total


def _size_of(part: zipfile.ZipInfo, data: bytes, most: int) -> int:
    signature, name, extra = LOCAL_HEADER.unpack_from(data, part.header_offset)
    if signature != ZIP:
        raise zipfile.BadZipFile(part.filename)
    begins = part.header_offset + LOCAL_HEADER.size + name + extra
    packed = data[begins : begins + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError(part.filename)
    return _counted(zlib.decompressobj(-zlib.MAX_WBITS), packed, most)


def _counted(unpacking: "zlib._Decompress", packed: bytes, most: int) -> int:
    unpack: Callable[[bytes, int], bytes] = unpacking.decompress
    total, rest = 0, packed
    while rest and not unpacking.eof and total <= most:
        total += len(unpack(rest, DEFLATED_PIECE))
        rest = unpacking.unconsumed_tail
    return total
