"""Keeping a file: written whole to a place of its own before its row is there."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rabrong.files.models import Scan, StoredFile
from rabrong.files.places import arrivals, place
from rabrong.files.rules import FileFault
from rabrong.files.scanner import Verdict

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that lies whole beside its place: where, its hash and how long it is."""

    path: Path
    sha256: str
    size_bytes: int


def keep(content: bytes, kind: str, *, now: datetime) -> StoredFile:
    """Store bytes under their SHA-256; the same bytes again are the same file. Raises OSError when the disk is full."""
    with _arriving((content,), len(content)) as arrived:
        assert isinstance(arrived, Arrived)  # as long as it is allowed to be
        return settle(arrived, kind, now=now)


@contextmanager
def arrive(pieces: Iterable[bytes], most_bytes: int) -> Iterator[Arrived | FileFault]:
    """Write what comes in, hashed on the way, beside its place; gone again at the end unless it was settled.

    A fault where it is longer than `most_bytes` or the disk is full; either way nothing of it is left.
    """
    try:
        with _arriving(pieces, most_bytes) as arrived:
            yield arrived
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise NoRoomError from error


class NoRoomError(Exception):
    """The disk or the quota is full; nothing was kept."""


@contextmanager
def _arriving(pieces: Iterable[bytes], most_bytes: int) -> Iterator[Arrived | FileFault]:
    handle, name = tempfile.mkstemp(dir=arrivals())
    path = Path(name)
    try:
        yield _written(handle, path, pieces, most_bytes)
    finally:
        path.unlink(missing_ok=True)


def _written(handle: int, path: Path, pieces: Iterable[bytes], most_bytes: int) -> Arrived | FileFault:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(handle, "wb") as file:
        for piece in pieces:
            size += len(piece)
            if size > most_bytes:
                return FileFault("file.too_large", {"most": most_bytes // (1024 * 1024)})
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return Arrived(path, digest.hexdigest(), size)


def note_verdict(stored: StoredFile, verdict: Verdict, *, now: datetime) -> Scan:
    """Keep what a scanner said of a content."""
    return Scan.objects.create(file=stored, found=verdict.found, scanner=verdict.scanner, at=now)


def settle(arrived: Arrived, kind: str, *, now: datetime) -> StoredFile:
    """Move what arrived to its place and give it its row.

    Bytes that are there already are written and moved all the same, so that nobody can tell from the time it takes.
    """
    place().take(arrived.path, arrived.sha256)
    stored, _ = StoredFile.objects.get_or_create(
        sha256=arrived.sha256, defaults={"size_bytes": arrived.size_bytes, "kind": kind, "at": now}
    )
    return stored
