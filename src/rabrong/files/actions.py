"""Keeping a file: written whole to a place of its own before its row is there."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from rabrong.files.models import StoredFile
from rabrong.files.places import path_of


def keep(content: bytes, kind: str, *, now: datetime) -> StoredFile:
    """Store bytes under their SHA-256; the same bytes again are the same file. Raises OSError when the disk is full."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest)
    if not path.exists():
        _write_whole(path, content)
    stored, _ = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"size_bytes": len(content), "kind": kind, "at": now}
    )
    return stored


def _write_whole(path: Path, content: bytes) -> None:
    """Beside its place first, then renamed: nobody ever finds half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    finally:
        Path(beside).unlink(missing_ok=True)
