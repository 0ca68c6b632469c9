"""Adding to the audit record: the only way a row gets there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from rabrong.audit.chain import Record, digest_of
from rabrong.audit.models import ChainHead, Event


@dataclass(frozen=True, slots=True)
class Deed:
    """What is recorded: `subject` names the object ("entry 2555/4.3/1201/8"), the rest as in Event."""

    verb: str
    subject: str
    actor: str
    acting_for: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    request_id: str = ""


def queue_behind(chain: str) -> ChainHead:
    """Wait until nobody else writes to the chain's department and year; held to the end of the transaction.

    Sums are merged from what stands in the database, so two writers of one tree must come one after the other.
    One query, more for the first record of a chain.
    """
    heads = ChainHead.objects.select_for_update()
    head = heads.filter(chain=chain).first()
    if head is None:
        ChainHead.objects.get_or_create(chain=chain)
        head = heads.get(chain=chain)
    return head


@transaction.atomic
def record(chain: str, deed: Deed, *, now: datetime) -> Event:
    """Append one deed to a chain, in the transaction of the change it records. Three queries."""
    head = queue_behind(chain)
    content = Record(
        chain=chain,
        number=head.number + 1,
        at=now,
        actor=deed.actor,
        acting_for=deed.acting_for,
        verb=deed.verb,
        subject=deed.subject,
        before=dict(deed.before),
        after=dict(deed.after),
        request_id=deed.request_id,
        previous=head.digest,
    )
    digest = digest_of(content)
    event = Event.objects.create(
        chain=chain,
        number=content.number,
        at=now,
        actor=content.actor,
        acting_for=content.acting_for,
        verb=content.verb,
        subject=content.subject,
        before=content.before,
        after=content.after,
        request_id=content.request_id,
        previous=content.previous,
        digest=digest,
    )
    ChainHead.objects.filter(chain=chain).update(number=content.number, digest=digest)
    return event
