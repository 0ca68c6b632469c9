"""Reading the audit record."""

from collections.abc import Iterator

from django.db.models import QuerySet

from rabrong.audit.chain import Broken, Record, first_broken
from rabrong.audit.models import Event


def events_of(chain: str) -> QuerySet[Event]:
    """A chain's events, oldest first."""
    return Event.objects.filter(chain=chain).order_by("number")


def broken_in(chain: str) -> Broken | None:
    """The first row of a stored chain that does not fit; None for a whole chain. Streams the rows."""
    return first_broken(_rows(chain))


def _rows(chain: str) -> Iterator[tuple[Record, str]]:
    for event in events_of(chain).iterator(chunk_size=2000):
        record = Record(
            chain=event.chain,
            number=event.number,
            at=event.at,
            actor=event.actor,
            acting_for=event.acting_for,
            verb=event.verb,
            subject=event.subject,
            before=event.before,
            after=event.after,
            request_id=event.request_id,
            previous=event.previous,
        )
        yield record, event.digest
