"""What is handed in as evidence: one row a document, one row for each file it has been. Nothing is ever deleted."""

from django.db import models

from rabrong.agreements.models import IndicatorVersion
from rabrong.files.models import StoredFile
from rabrong.org.models import Acting, Person, Unit

LONGEST_KEY, LONGEST_LEVEL, LONGEST_NAME = 16, 8, 120


class Attachment(models.Model):
    """A document of a unit for an indicator, and for a fiscal month (1 to 12, as of an entry) or a round.

    `document` is the key of what the KPI Template prescribes (`prescribed_of`), empty for another document; `level`
    the level or step it proves, empty where it belongs to the whole.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="evidence")
    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="evidence_of")
    month = models.PositiveSmallIntegerField(null=True)
    round = models.PositiveSmallIntegerField(null=True)
    document = models.CharField(max_length=LONGEST_KEY, blank=True)
    level = models.CharField(max_length=LONGEST_LEVEL, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(month__gte=1, month__lte=12, round=None)
                | models.Q(month=None, round__in=(6, 9, 12)),
                name="evidence_attachment_month_or_round",
            ),
        )
        indexes = (models.Index(fields=("unit", "indicator"), name="evidence_attachment_of"),)

    def __str__(self) -> str:
        """Whose, of what, when."""
        return f"{self.indicator.code} {self.unit.code} {self.month or f'r{self.round}'}"


class AttachmentVersion(models.Model):
    """One version of a document, numbered from 1. Without a file it says that the document was taken off, and why.

    `name` is the name it came with, made safe. `acting` is what `by` acted on where it was not an own role.
    """

    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="evidence")
    name = models.CharField(max_length=LONGEST_NAME)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="evidence")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="evidence")
    at = models.DateTimeField()

    class Meta:
        ordering = ("attachment", "number")
        constraints = (
            models.UniqueConstraint(fields=("attachment", "number"), name="evidence_version_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="evidence_version_from_one"),
            models.CheckConstraint(
                condition=models.Q(stored__isnull=False) | ~models.Q(reason=""), name="evidence_version_removed_why"
            ),
        )

    def __str__(self) -> str:
        """Which document, which version."""
        return f"{self.attachment_id} v{self.number} {self.name}"
