"""Documents of a unit for an indicator and a month or round, the files they were, their originals, and requests."""

from rabrong.evidence.models.attachments import Attachment, AttachmentVersion
from rabrong.evidence.models.originals import Original, OriginalVersion, Way
from rabrong.evidence.models.requests import DocumentRequest, RequestedUnit, RequestMove, RequestState

__all__ = (
    "Attachment",
    "AttachmentVersion",
    "DocumentRequest",
    "Original",
    "OriginalVersion",
    "RequestMove",
    "RequestState",
    "RequestedUnit",
    "Way",
)
