"""Reads the canonical hash out of an agreement, as it was when the file was made."""

import re

from rabrong.paper.documents.marks import DIGEST_MARK
from rabrong.paper.signing.opening import DAMAGE, opened_pdf
from rabrong.paper.signing.refusing import Refused

_DIGEST = re.compile(re.escape(DIGEST_MARK) + "([0-9a-f]{64})")


def digest_in(pdf: bytes) -> str | Refused | None:
    """The hash as hex; None for a PDF that is no agreement of ours.

    Read from the first revision only: what came later may change the file's description, and a signature allows that.
    """
    reader = opened_pdf(pdf)
    if isinstance(reader, Refused):
        return reader
    try:
        first = reader.get_historical_resolver(0)
        keywords = first.get_object(first.trailer_view.raw_get("/Info").reference).get("/Keywords", "")
    except KeyError:
        return None
    except DAMAGE:
        return Refused("pdf.broken")
    found = _DIGEST.search(str(keywords))
    return found[1] if found else None
