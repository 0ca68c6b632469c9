"""What a binder holds. Every value is text as it shall be read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Pieces = Iterator[bytes]
Opened = Callable[[], Pieces]
"""Opens a file and reads it piece by piece. Raises OSError where it is not to be had."""

Fault = Literal["lost", "altered"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of a binder. `folders` and `name` are what people call it: they are made safe when it is packed.

    `kind` is its media type; `document`, `unit`, `period`, `level`, `by`, `at` and `original` are columns of the index.
    """

    folders: tuple[str, ...]
    name: str
    kind: str
    size_bytes: int
    sha256: str
    opened: Opened
    document: str = ""
    indicator: str = ""
    unit: str = ""
    period: str = ""
    level: str = ""
    by: str = ""
    at: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class Binder:
    """A whole binder: its title, the lines under it, who made it, its files in their order."""

    title: str
    lines: tuple[str, ...]
    author: str
    sheets: Sequence[Sheet]


@dataclass(frozen=True, slots=True)
class Packed:
    """What became of a file: where it lies in the ZIP, or why it is not there."""

    sheet: Sheet
    path: str
    fault: Fault | None = None
