"""What a device sent under a key of its own, so that sending it again changes nothing and is answered the same."""

from django.db import models

from rabrong.agreements.models import Year
from rabrong.org.models import Person, Unit


class Sending(models.Model):
    """A submission that went through: its key, a hash of what was sent, and the answer. Never changed."""

    key = models.UUIDField(unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sendings")
    year = models.ForeignKey(Year, models.PROTECT, related_name="sendings")
    digest = models.CharField(max_length=64)
    answer = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="sendings")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Which key, whose."""
        return f"{self.key} {self.unit.code} {self.year_id}"
