"""May a document be attached, replaced, taken off: None or the grant it rests on, else the refusal people read."""

from rabrong.evidence.rules.attaching import (
    LONGEST_REASON,
    Slot,
    grant_to_attach,
    level_refusal,
    reason_refusal,
    room_refusal,
)

__all__ = ("LONGEST_REASON", "Slot", "grant_to_attach", "level_refusal", "reason_refusal", "room_refusal")
