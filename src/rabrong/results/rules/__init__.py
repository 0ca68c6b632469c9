"""What may be done with results: one function a rule."""

from rabrong.results.rules.entering import (
    entry_refusal,
    grant_to_enter,
)

__all__ = (
    "entry_refusal",
    "grant_to_enter",
)
