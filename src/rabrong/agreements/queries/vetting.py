"""Reading what is to be signed, and what was vetted last."""

from rabrong.agreements.content import digest_of, signed_content
from rabrong.agreements.models import Agreement, AgreementState, Revision
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


def text_to_prove(agreement: Agreement) -> str:
    """What is held against the agreed offers: what stands now; of a signed agreement the text that was signed first,
    for what changes it later is amended and not negotiated. Four queries at most."""
    if agreement.state != AgreementState.SIGNED:
        return text_to_sign(agreement)
    first = Revision.objects.filter(agreement=agreement, amendment=None).order_by("-number").first()
    return text_to_sign(agreement) if first is None else first.content
