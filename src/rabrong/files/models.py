"""One row per content: the same bytes handed in twice are stored once."""

from django.db import models


class StoredFile(models.Model):
    """Bytes by their SHA-256. `kind` is the media type by content, never by name."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size_bytes = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """The beginning of the hash and the type."""
        return f"{self.sha256[:12]} {self.kind}"
