"""Reading a kept file, checked against its hash; what a scanner said of it; what nothing refers to."""

import hashlib
from collections.abc import Iterable, Iterator

from rabrong.files.models import Scan, StoredFile
from rabrong.files.places import place


class FileLostError(Exception):
    """A kept file is gone or no longer what it was."""


def pieces_of(stored: StoredFile) -> Iterator[bytes]:
    """The bytes of a kept file, piece by piece. Raises FileLostError; where they were changed, before the last
    piece, so that nobody takes for whole what is not."""
    digest, waiting = hashlib.sha256(), b""
    try:
        for piece in place().pieces(stored.sha256):
            digest.update(piece)
            if waiting:
                yield waiting
            waiting = piece
    except OSError as error:
        raise FileLostError(stored.sha256) from error
    if digest.hexdigest() != stored.sha256:
        raise FileLostError(stored.sha256)
    yield waiting


def content_of(stored: StoredFile) -> bytes:
    """The bytes of a kept file. Raises FileLostError."""
    return b"".join(pieces_of(stored))


def newest_scans(files: Iterable[str]) -> dict[str, Scan]:
    """SHA-256 -> what a scanner said last; what was never scanned is not in it. One query."""
    return {scan.file_id: scan for scan in Scan.objects.filter(file__in=list(files)).order_by("pk")}
