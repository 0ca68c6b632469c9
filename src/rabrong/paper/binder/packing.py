"""Packs a ZIP while it is sent: what is not whole never gets in, and no more than a piece is held in memory.

Each file is first read to its end, hashed, into memory or a temporary file; only when it is what it was when it was
stored it is packed. So a file that is lost, altered, or breaks off half-way costs its place in the ZIP, not the ZIP.
"""

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import IO, cast

from rabrong.paper.binder.content import Fault, Packed, Sheet
from rabrong.paper.binder.names import Paths

INDEX, SUMS = "index.pdf", "SHA256SUMS"
PIECE = 256 * 1024
HELD = 1024 * 1024
"""Files up to this size are hashed in memory, larger ones in a temporary file."""

COMPRESSED = ("image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf", "application/zip")
COMPRESSED_BEGINNINGS = ("video/", "audio/", "application/vnd.openxmlformats-", "application/vnd.oasis.opendocument")

FIRST_ZIP_YEAR = 1980

Indexed = Callable[[Sequence[Packed]], Iterable[bytes]]
"""Makes the index of what was packed, in one part or several."""


def packed_zip(sheets: Sequence[Sheet], indexed: Indexed, *, made_at: datetime) -> Iterator[bytes]:
    """The ZIP piece by piece: the files, then `index.pdf`, then `SHA256SUMS` of all of them.

    `made_at` is in local time: a ZIP knows no zone. Raises OSError when there is no room for temporary files.
    """
    sink = _Sink()
    stamp = max(made_at.year, FIRST_ZIP_YEAR), made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second
    paths = Paths(INDEX, SUMS)
    packed: list[Packed] = []
    sums: dict[str, str] = {}
    with zipfile.ZipFile(cast(IO[bytes], sink), "w", allowZip64=True) as archive:
        for sheet in sheets:
            path = paths.path_for(sheet.folders, sheet.name)
            with tempfile.SpooledTemporaryFile(max_size=HELD) as spool:
                fault = _fetched(sheet, spool)
                if fault is None:
                    yield from _sent(archive, sink, _entry(path, sheet, stamp), spool)
                    sums[path] = sheet.sha256
            packed.append(Packed(sheet, path, fault))
        for number, part in enumerate(indexed(packed), start=1):
            path = INDEX if number == 1 else f"index-{number}.pdf"
            sums[path] = hashlib.sha256(part).hexdigest()
            yield from _sent(archive, sink, _plain(path, len(part), stamp), io.BytesIO(part))
        listed = sums_text(sums).encode()
        yield from _sent(archive, sink, _plain(SUMS, len(listed), stamp), io.BytesIO(listed))
    yield sink.drained()


def sums_text(sums: Mapping[str, str]) -> str:
    """Hashes by path, as `sha256sum -c` reads them. Paths hold no line break and no backslash: they are safe names."""
    return "".join(f"{digest}  {path}\n" for path, digest in sums.items())


def _fetched(sheet: Sheet, spool: IO[bytes]) -> Fault | None:
    """Read a file to its end into the spool; what it lacks, None when it is as it was stored."""
    digest, size = hashlib.sha256(), 0
    pieces = _read(sheet)
    for piece in pieces:
        if piece is None:
            return "lost"
        size += len(piece)
        if size > sheet.size_bytes:
            return "altered"
        digest.update(piece)
        spool.write(piece)
    return None if digest.hexdigest() == sheet.sha256 else "altered"


def _read(sheet: Sheet) -> Iterator[bytes | None]:
    """The pieces of a file; None once where it cannot be read."""
    try:
        yield from sheet.opened()
    except OSError:
        yield None


def _entry(path: str, sheet: Sheet, stamp: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = _plain(path, sheet.size_bytes, stamp)
    is_compressed = sheet.kind in COMPRESSED or sheet.kind.startswith(COMPRESSED_BEGINNINGS)
    entry.compress_type = zipfile.ZIP_STORED if is_compressed else zipfile.ZIP_DEFLATED
    return entry


def _plain(path: str, size: int, stamp: tuple[int, ...]) -> zipfile.ZipInfo:
    """The size is told before the bytes come, so that zipfile writes a large file's header in ZIP64."""
    entry = zipfile.ZipInfo(path, (stamp[0], stamp[1], stamp[2], stamp[3], stamp[4], stamp[5]))
    entry.file_size = size
    entry.external_attr = 0o644 << 16
    return entry


def _sent(archive: zipfile.ZipFile, sink: "_Sink", entry: zipfile.ZipInfo, content: IO[bytes]) -> Iterator[bytes]:
    content.seek(0)
    with archive.open(entry, "w") as into:
        while piece := content.read(PIECE):
            into.write(piece)
            if sink.size >= PIECE:
                yield sink.drained()
    yield sink.drained()


class _Sink:
    """Where zipfile writes to: it cannot be sought in, and is emptied after every piece."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        """Take bytes."""
        self._parts.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def drained(self) -> bytes:
        """What was written since the last time."""
        drained = b"".join(self._parts)
        self._parts.clear()
        self.size = 0
        return drained
