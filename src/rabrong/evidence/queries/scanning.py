"""Which files of evidence no scanner has looked into."""

from django.db.models import Exists, OuterRef

from rabrong.evidence.models import AttachmentVersion
from rabrong.files.models import Scan, StoredFile


def files_not_scanned(most: int) -> list[StoredFile]:
    """Some of them, the oldest first. One query."""
    used = AttachmentVersion.objects.filter(stored=OuterRef("pk"))
    seen = Scan.objects.filter(file=OuterRef("pk"))
    return list(StoredFile.objects.filter(Exists(used), ~Exists(seen)).order_by("at", "pk")[:most])
