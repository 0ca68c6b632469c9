"""Who may read evidence: exactly who may see the entry that it proves."""

from rabrong.assignments.rules import sees_indicator
from rabrong.evidence.models import Attachment
from rabrong.org.queries import Scope


def may_read(scope: Scope, attachment: Attachment) -> bool:
    """Whoever sees the unit, and whoever owns or supports the indicator. Asked anew for every request.

    No query for who sees everything, else four at most; the attachment comes with its indicator.
    """
    return scope.holds(attachment.unit_id) or sees_indicator(scope, attachment.indicator)
