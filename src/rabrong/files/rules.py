"""What may be handed in: types by content, sizes; None when it may, else the code of why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
BEGINNINGS = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
LARGEST_SCAN_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileFault:
    """Why a file is not taken: a code, and the numbers in its sentence."""

    code: str
    terms: Mapping[str, object] = field(default_factory=dict)


def kind_of(content: bytes) -> str | None:
    """The media type of a scan by its first bytes; None for anything that is no PDF, PNG or JPEG."""
    return next((kind for beginning, kind in BEGINNINGS if content.startswith(beginning)), None)


def scan_fault(content: bytes) -> FileFault | None:
    """A scan of a letter or of signatures is a PDF, PNG or JPEG of at most 20 MB."""
    if not content:
        return FileFault("file.empty")
    if len(content) > LARGEST_SCAN_BYTES:
        return FileFault("file.too_large", {"most": LARGEST_SCAN_BYTES // (1024 * 1024)})
    return FileFault("file.no_scan") if kind_of(content) is None else None
