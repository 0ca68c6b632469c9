"""What earlier years came to."""

from django.db import models

from rabrong.agreements.fields import DecimalTextField
from rabrong.agreements.models.indicators import Indicator
from rabrong.org.models import Unit


class PastResult(models.Model):
    """A result of an earlier year, for a year (month 0) or a fiscal month (1 October to 12 September)."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="past_results")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="past_results")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(default=0)
    value = DecimalTextField(null=True)
    score = DecimalTextField(null=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("indicator", "unit", "year", "month"), name="agreements_past_result_once"),
            models.CheckConstraint(condition=models.Q(month__lte=12), name="agreements_past_result_month"),
        )

    def __str__(self) -> str:
        """Which, whose and when."""
        return f"{self.indicator} {self.unit} {self.year}/{self.month}"


class PastTotal(models.Model):
    """A unit's total of an earlier year, for the year (month 0) or a fiscal month."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="past_totals")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(default=0)
    total = DecimalTextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "year", "month"), name="agreements_past_total_once"),)

    def __str__(self) -> str:
        """Whose and when."""
        return f"{self.unit} {self.year}/{self.month}"
