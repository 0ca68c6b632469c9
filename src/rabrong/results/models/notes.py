"""What a keeper writes beside a month's numbers: versions that stay, and what is typed and not submitted yet."""

from django.db import models

from rabrong.agreements.models import IndicatorVersion
from rabrong.org.models import Acting, Person, Unit
from rabrong.results.models.month_range import MONTH_RANGE


class ReportNote(models.Model):
    """What was done, what stood in the way, what is done about it. Never changed: a correction is a further version."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="report_notes")
    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="report_notes")
    month = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    done = models.TextField(blank=True)
    problems = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="report_notes")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="report_notes")
    at = models.DateTimeField()

    class Meta:
        ordering = ("month", "version")
        constraints = (
            models.UniqueConstraint(fields=("unit", "indicator", "month", "version"), name="results_note_version_once"),
            models.CheckConstraint(condition=MONTH_RANGE, name="results_note_month"),
        )

    def __str__(self) -> str:
        """Which note, which version."""
        return f"{self.indicator.code} {self.unit.code} {self.month} v{self.version}"


class NoteDraft(models.Model):
    """What somebody writes beside numbers that are not submitted; `remark` explains the numbers themselves."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="note_drafts")
    indicator = models.ForeignKey(IndicatorVersion, models.CASCADE, related_name="note_drafts")
    month = models.PositiveSmallIntegerField()
    remark = models.TextField(blank=True)
    done = models.TextField(blank=True)
    problems = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="note_drafts")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "indicator", "month"), name="results_note_draft_once"),
            models.CheckConstraint(condition=MONTH_RANGE, name="results_note_draft_month"),
        )

    def __str__(self) -> str:
        """Which note."""
        return f"{self.indicator.code} {self.unit.code} {self.month}"
