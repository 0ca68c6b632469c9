"""Documents of a unit for an indicator and a month or round, and the files they have been."""

from rabrong.evidence.models.attachments import Attachment, AttachmentVersion

__all__ = ("Attachment", "AttachmentVersion")
