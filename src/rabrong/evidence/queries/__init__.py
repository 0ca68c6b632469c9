"""Reading evidence: what is there, what is prescribed, and who may read it."""

from rabrong.evidence.queries.attachments import (
    Filed,
    attachment_with_id,
    attachments_of,
    count_there,
    standing_versions,
)
from rabrong.evidence.queries.prescribed import Prescribed, key_of, prescribed_ever, prescribed_of
from rabrong.evidence.queries.sight import may_read

__all__ = (
    "Filed",
    "Prescribed",
    "attachment_with_id",
    "attachments_of",
    "count_there",
    "key_of",
    "may_read",
    "prescribed_ever",
    "prescribed_of",
    "standing_versions",
)
