"""Who may read which events, and what may be erased or signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rabrong.audit.heads import BadKeyError, private_key_of
from rabrong.audit.models import Event
from rabrong.audit.readable import Readable

__all__ = ["Readable", "Refusal", "erasure_refusal", "may_read", "may_read_origin", "sealing_refusal"]

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something may not be done: a code, and what its sentence speaks of. See audit.wording."""

    code: str
    terms: Mapping[str, str] = field(default_factory=dict)


def may_read(readable: Readable, event: Event) -> bool:
    """An event about one's units, or what one did or somebody did in one's place; the same as queries.events_for."""
    people = {event.actor, event.acting_for} - {""}
    return readable.everything or event.unit in readable.units or not people.isdisjoint(readable.persons)


def may_read_origin(readable: Readable, event: Event) -> bool:
    """From which address somebody worked is for those who read everything, and for the person."""
    return readable.everything or event.actor in readable.persons


def erasure_refusal(reason: str, count: int) -> Refusal | None:
    """An erasure has a reason and something to erase."""
    if not reason.strip():
        return Refusal("erasure.no_reason")
    if len(reason.strip()) > LONGEST_REASON:
        return Refusal("erasure.long_reason", {"most": str(LONGEST_REASON)})
    if count == 0:
        return Refusal("erasure.nothing")
    return None


def sealing_refusal(key: str) -> Refusal | None:
    """Heads are signed with a key that is there and can be read."""
    if not key:
        return Refusal("heads.no_key")
    try:
        private_key_of(key)
    except BadKeyError as error:
        return Refusal("heads.bad_key", {"error": str(error)})
    return None
