"""Reading a kept file, checked against its hash."""

import hashlib

from rabrong.files.models import StoredFile
from rabrong.files.places import path_of


class FileLostError(Exception):
    """A kept file is gone or no longer what it was."""


def content_of(stored: StoredFile) -> bytes:
    """The bytes of a kept file. Raises FileLostError."""
    try:
        content = path_of(stored.sha256).read_bytes()
    except OSError as error:
        raise FileLostError(stored.sha256) from error
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise FileLostError(stored.sha256)
    return content
