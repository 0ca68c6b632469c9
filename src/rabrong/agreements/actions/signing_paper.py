"""The text and the paper that both parties sign: taken in, set, given out; made anew until somebody has signed."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from rabrong.agreements.actions.agreements import Doer, StaleText, locked, note
from rabrong.agreements.actions.signing_means import Setting
from rabrong.agreements.content import digest_of, signed_content
from rabrong.agreements.models import Agreement, Party, Revision
from rabrong.agreements.rules.agreements import grant_to_prepare
from rabrong.agreements.rules.signing import late_text_refusal, paper_refusal
from rabrong.files.actions import keep
from rabrong.files.rules import PDF
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.paper.signing.refusing import Refused
from rabrong.scoring.agreement import ROUNDS

MakePaper = Callable[[Revision], bytes | Refused]
"""Sets a revision for the parties it names, with a place for each signature."""


@transaction.atomic
def take_in_text(agreement: Agreement, *, by: Actor, now: datetime) -> Revision | Refusal:
    """The text of an agreement that was signed before it was here becomes its first revision, to be signed for here."""
    current, texts = locked(agreement, by)
    grant = grant_to_prepare(by, current)
    if isinstance(grant, Refusal):
        return grant
    refusal = late_text_refusal(texts, current.state)
    if refusal is not None:
        return refusal
    content = signed_content(current, ROUNDS[0])
    revision = Revision.objects.create(
        agreement=current, number=1, content=content, digest=digest_of(content), by=by.person, at=now
    )
    doer = Doer(by, grant.acting_for, now)
    note(doer, "agreement.take_in", current, {}, {"revision": "1", "sha256": revision.digest})
    return revision


@transaction.atomic
def give_out_paper(
    agreement: Agreement, setting: Setting, make: MakePaper, *, seen: str, by: Actor, now: datetime
) -> Revision | Refusal | StaleText:
    """Make the paper that both sign. `seen` is the digest of the text the form was opened at."""
    current, texts = locked(agreement, by)
    grant = grant_to_prepare(by, current)
    if isinstance(grant, Refusal):
        return grant
    refusal = paper_refusal(texts)
    revision = texts.newest
    if refusal is not None or revision is None:
        return refusal or Refusal("signing.no_text")
    if revision.digest != seen:
        return StaleText(revision)
    if setting.maker.person and setting.maker.person == setting.superior.person:
        return Refusal("signing.same_person", {"name": setting.maker.name})
    revision.parties = {
        Party.MAKER.value: setting.maker.stored,
        Party.SUPERIOR.value: setting.superior.stored,
        "place": setting.place,
        "day": setting.day,
    }
    made = make(revision)
    if isinstance(made, Refused):
        return Refusal(made.code, made.terms)
    revision.paper = keep(made, PDF, now=now)
    revision.save(update_fields=["paper", "parties"])
    doer = Doer(by, grant.acting_for, now)
    after = {"maker": setting.maker.name, "superior": setting.superior.name, "paper": revision.paper.sha256}
    note(doer, "agreement.paper", current, {}, {**after, "sha256": revision.digest})
    return revision
