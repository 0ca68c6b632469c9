"""Which numbers count in a year: all that were submitted, or only those somebody approved or certified."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import Year
from rabrong.org.models import Acting, Person


class Counts(models.TextChoices):
    """The numbers that scores are made of."""

    ALL = "all", _("ทุกตัวเลขที่ส่งแล้ว")
    APPROVED = "approved", _("เฉพาะที่อนุมัติแล้ว")
    CERTIFIED = "certified", _("เฉพาะที่รับรองแล้ว")


class CountingRule(models.Model):
    """What counts in a year from its row on; the newest row holds, a year without one counts all. Never changed."""

    year = models.ForeignKey(Year, models.PROTECT, related_name="counting_rules")
    counts = models.CharField(max_length=10, choices=Counts.choices)
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="counting_rules")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="counting_rules")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=models.Q(counts__in=Counts.values), name="results_counting_known"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="results_counting_with_reason"),
        )

    def __str__(self) -> str:
        """Which year, what counts."""
        return f"{self.year_id} {self.counts}"
