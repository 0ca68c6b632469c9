"""Reading what is to be signed, and what was vetted last."""

from rabrong.agreements.content import digest_of, signed_content
from rabrong.agreements.models import Agreement, Revision
from rabrong.scoring.agreement import ROUNDS

FIRST_ROUND = ROUNDS[0]


def text_to_sign(agreement: Agreement) -> str:
    """The canonical text as it stands now. Three queries."""
    return signed_content(agreement, FIRST_ROUND)


def newest_revision(agreement: Agreement) -> Revision | None:
    """The text that was vetted last. One query."""
    return Revision.objects.filter(agreement=agreement).select_related("by").order_by("-number").first()


def is_still_vetted(revision: Revision, text: str) -> bool:
    """Whether nothing has changed since."""
    return revision.digest == digest_of(text)
