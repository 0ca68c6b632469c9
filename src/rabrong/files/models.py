"""One row per content: the same bytes handed in twice are stored once; and what a virus scanner said of it."""

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


class Scan(models.Model):
    """What a virus scanner said of a content. `found` names the virus, empty where there is none. Never changed."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="scans")
    found = models.CharField(max_length=200, blank=True)
    scanner = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        """Which content, what was found."""
        return f"{self.file_id[:12]} {self.found or 'clean'}"
