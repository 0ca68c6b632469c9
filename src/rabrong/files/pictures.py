"""Kept files as pictures to look at: drawn anew by a process of its own, without what a camera wrote beside them."""

import os
import subprocess
import sys
from threading import BoundedSemaphore

from rabrong.files.kinds import PREVIEWED
from rabrong.files.models import StoredFile
from rabrong.files.queries import content_of

CHILD = "rabrong.files.picture_child"
MOST_SECONDS = 40
MOST_PAGES = 20
"""Of a document no more pages are shown; all of it is downloaded."""

AT_ONCE = BoundedSemaphore(2)
KEPT_ENVIRONMENT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT")


def is_previewed(kind: str) -> bool:
    """Whether there are pictures of such a file."""
    return kind in PREVIEWED


def page_count(stored: StoredFile) -> int:
    """How many pages can be looked at; 0 where it cannot be drawn. Costs a process. Raises FileLostError."""
    if not is_previewed(stored.kind):
        return 0
    said = _drawn(stored, "count")
    return min(int(said), MOST_PAGES) if said is not None and said.isdigit() else 0


def picture_of(stored: StoredFile, page: int) -> bytes | None:
    """A page as a JPEG; None where it cannot be drawn. Costs a process. Raises FileLostError."""
    if not is_previewed(stored.kind) or not 1 <= page <= MOST_PAGES:
        return None
    return _drawn(stored, str(page))


def _drawn(stored: StoredFile, what: str) -> bytes | None:
    command = [sys.executable, "-P", "-m", CHILD, what]
    environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    content = content_of(stored)
    with AT_ONCE:
        try:
            done = subprocess.run(
                command, input=content, capture_output=True, timeout=MOST_SECONDS, check=False, env=environment
            )
        except subprocess.TimeoutExpired:
            return None
    return done.stdout if done.returncode == 0 else None
