"""Office documents are ZIP archives: what kind one is, and whether its directory shows a bomb, macros or a secret.

Nothing is unpacked but two short parts that name the kind; the directory is looked at before it is read whole.
"""

import os
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import BinaryIO

from rabrong.files.kinds import DOCX, ODP, ODS, ODT, PPTX, XLSX, Limits
from rabrong.files.rules import FileFault

END = struct.Struct("<4s4H2LH")
END_MARK, LARGE_MARK = b"PK\x05\x06", b"PK\x06\x07"
LONGEST_COMMENT = 0xFFFF
BYTES_A_PART = 512
"""What the directory may take for one part: its name and some extra fields."""

MACRO_PARTS = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")
MACRO_FOLDERS = ("basic/", "scripts/", "xl/macrosheets/", "xl/dialogsheets/")
MACRO_TYPES = (b"vbaproject", b"macroenabled")
NESTED = (".zip", ".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".jar", ".exe", ".js", ".vbs", ".bat", ".cmd", ".scr")
BY_FOLDER = {"word/": DOCX, "xl/": XLSX, "ppt/": PPTX}
SEALED = 0x1
TYPES = "[Content_Types].xml"
LONGEST_TYPES = 2**20


def packed_kind(file: BinaryIO, limits: Limits) -> str | FileFault:
    """The kind of an office document, or why the archive is not taken."""
    fault = _directory_fault(file, limits)
    if fault is not None:
        return fault
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
            return _parts_fault(parts, limits, _size(file)) or _kind(packed, [part.filename for part in parts])
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError, RuntimeError):
        return FileFault("file.broken")


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


def _directory_fault(file: BinaryIO, limits: Limits) -> FileFault | None:
    """An archive of a million parts is refused before a million parts are read."""
    size = _size(file)
    file.seek(max(size - END.size - LONGEST_COMMENT - 20, 0))
    tail = file.read()
    at = tail.rfind(END_MARK)
    if at < 0 or len(tail) - at < END.size:
        return FileFault("file.broken")
    _, _, _, _, parts, directory_bytes, _, _ = END.unpack_from(tail, at)
    is_large = tail[max(at - 20, 0) : at].startswith(LARGE_MARK)
    if is_large or parts > limits.parts or directory_bytes > limits.parts * BYTES_A_PART:
        return FileFault("file.bomb")
    return None


def _parts_fault(parts: Sequence[zipfile.ZipInfo], limits: Limits, size: int) -> FileFault | None:
    names = [part.filename.lower() for part in parts]
    if any(name.rsplit("/", 1)[-1] in MACRO_PARTS or name.startswith(MACRO_FOLDERS) for name in names):
        return FileFault("file.macros")
    if any(part.flag_bits & SEALED for part in parts):
        return FileFault("file.encrypted")
    return FileFault("file.bomb") if _swells(parts, limits, size) else None


def _swells(parts: Sequence[zipfile.ZipInfo], limits: Limits, size: int) -> bool:
    """Much more inside than an office document ever has, or the same bytes named many times over."""
    inside = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    is_dense = inside > limits.bytes_never_a_bomb and inside > packed * limits.times_smaller
    return len(parts) > limits.parts or inside > limits.bytes_inside or is_dense or packed > size


def _kind(packed: zipfile.ZipFile, names: Sequence[str]) -> str | FileFault:
    if any(name.lower().endswith(NESTED) for name in names):
        return FileFault("file.archive")
    if TYPES in names:
        return _office_kind(packed, names)
    if "mimetype" in names:
        with packed.open("mimetype") as part:
            said = part.read(200).decode("ascii", "replace").strip()
        return said if said in (ODT, ODS, ODP) else FileFault("file.archive")
    return FileFault("file.archive")


def _office_kind(packed: zipfile.ZipFile, names: Sequence[str]) -> str | FileFault:
    with packed.open(TYPES) as part:
        types = part.read(LONGEST_TYPES).replace(b"\0", b"").lower()
    if any(mark in types for mark in MACRO_TYPES):
        return FileFault("file.macros")
    kinds = {kind for folder, kind in BY_FOLDER.items() if any(name.startswith(folder) for name in names)}
    return kinds.pop() if len(kinds) == 1 else FileFault("file.archive")
