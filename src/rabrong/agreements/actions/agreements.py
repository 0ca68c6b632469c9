"""What every action on an agreement's text shares: the agreement locked, who does it, the record of the deed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rabrong.agreements.models import Agreement, Revision
from rabrong.agreements.queries.agreements import SignedTexts, texts_of, whose
from rabrong.audit.actions import Deed, queue_behind, record
from rabrong.org.actor import Actor

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Doer:
    """Who acts, for whom, when."""

    actor: Actor
    acting_for: str
    now: datetime


@dataclass(frozen=True, slots=True)
class StaleText:
    """The form was opened at another text; `newest` is the one that stands now."""

    newest: Revision


def locked(agreement: Agreement, by: Actor) -> tuple[Agreement, SignedTexts]:
    """The agreement as it is now with its texts, held to the end of the transaction, behind all others who write."""
    queue_behind(by.person.unit.chain)
    rows = Agreement.objects.select_for_update(of=("self",))
    current = rows.select_related("year", "unit", "person", "superior").get(pk=agreement.pk)
    texts = texts_of(current)
    for revision in texts.revisions:
        revision.agreement = current
    return current, texts


def note(doer: Doer, verb: str, agreement: Agreement, before: Texts, after: Texts) -> None:
    """Record a deed; what did not change is left out."""
    deed = Deed(
        verb=verb,
        subject=f"agreement {agreement.year_id}/{whose(agreement)}",
        actor=doer.actor.code,
        acting_for=doer.acting_for,
        unit=agreement.unit.code,
        before={name: text for name, text in before.items() if text != after.get(name, "")},
        after={name: text for name, text in after.items() if text != before.get(name, "")},
    )
    record(doer.actor.person.unit.chain, deed, now=doer.now)
