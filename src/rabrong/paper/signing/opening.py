"""Opens a PDF that somebody sent: its size, its kind, whether it can be read at all."""

import io
import zlib

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from rabrong.paper.signing.refusing import Refused

MOST_MEGABYTES = 20
HEADER = b"%PDF-"

DAMAGE = (
    PdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    ArithmeticError,
    RecursionError,
    OSError,
    zlib.error,
)
"""What reading a damaged or hostile PDF can raise inside the library: all of it means "cannot be read"."""


def why_not_pdf(data: bytes) -> Refused | None:
    """What can be said without reading the file: empty or no PDF, too big."""
    if not data.startswith(HEADER):
        return Refused("pdf.not_pdf")
    if len(data) > MOST_MEGABYTES * 1_000_000:
        return Refused("pdf.too_big", {"most": str(MOST_MEGABYTES)})
    return None


def opened_pdf(data: bytes) -> PdfFileReader | Refused:
    """A reader of the file, or why it is not read."""
    refused = why_not_pdf(data)
    if refused is not None:
        return refused
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=True)
        if reader.encrypted:
            return Refused("pdf.encrypted")
        reader.root["/Pages"]["/Count"]
    except DAMAGE:
        return Refused("pdf.broken")
    return reader
