"""Where kept files lie: below the folder FILES of the settings, by the first letters of their hash."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

from django.conf import settings

from rabrong.files.object_store import ObjectStore

PIECE = 64 * 1024
ARRIVALS = "arriving"


class Place(Protocol):
    """What keeps bytes by their hash."""

    def take(self, path: Path, digest: str) -> None:
        """Take in a file that is whole; it is gone from `path` then. Raises OSError."""

    def pieces(self, digest: str) -> Iterator[bytes]:
        """The bytes of a hash, piece by piece. Raises OSError, FileNotFoundError where they are not there."""

    def digests(self) -> Iterator[str]:
        """Every hash that is kept."""


class Disk:
    """A folder of this machine."""

    def take(self, path: Path, digest: str) -> None:
        """Renamed to its place: nobody ever finds half a file."""
        there = path_of(digest)
        there.parent.mkdir(parents=True, exist_ok=True)
        path.replace(there)

    def pieces(self, digest: str) -> Iterator[bytes]:
        """Read as asked for."""
        with path_of(digest).open("rb") as file:
            while piece := file.read(PIECE):
                yield piece

    def digests(self) -> Iterator[str]:
        """By the names of the files."""
        for path in sorted(Path(settings.FILES).glob("[0-9a-f][0-9a-f]/*")):
            yield path.name


def place() -> Place:
    """The place that the settings name."""
    return Disk() if not settings.FILES_S3 else _store()


@cache
def _store() -> ObjectStore:
    return ObjectStore(settings.FILES_S3)


def link_to(digest: str, name: str) -> str | None:
    """An address from which a browser saves the bytes of a hash within a minute; None where the place has none."""
    return _store().link(digest, name) if settings.FILES_S3 else None


def path_of(digest: str) -> Path:
    """Where the file of a hash lies on the disk."""
    return Path(settings.FILES) / digest[:2] / digest


def arrivals() -> Path:
    """The folder in which files are written before they are whole."""
    folder = Path(settings.FILES) / ARRIVALS
    folder.mkdir(parents=True, exist_ok=True)
    return folder
