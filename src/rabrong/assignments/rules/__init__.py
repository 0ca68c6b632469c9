"""What the Owner-Supporter table lets somebody see, and what may be written of who does it."""

from rabrong.assignments.rules.printed import printed_refusal
from rabrong.assignments.rules.sight import sees_indicator

__all__ = ("printed_refusal", "sees_indicator")
