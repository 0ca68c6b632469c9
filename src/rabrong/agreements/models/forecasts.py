"""What somebody expects an indicator to come to in the year that is negotiated, and where that number is from."""

from django.db import models

from rabrong.agreements.fields import DecimalTextField
from rabrong.agreements.models.agreements import Agreement
from rabrong.agreements.models.indicators import IndicatorVersion
from rabrong.org.models import Person


class Forecast(models.Model):
    """An expected result with its source. Kept for good; the newest counts."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="forecasts")
    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="forecasts")
    value = DecimalTextField()
    source = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="forecasts")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (models.CheckConstraint(condition=~models.Q(source=""), name="agreements_forecast_with_source"),)

    def __str__(self) -> str:
        """Of which indicator, how much."""
        return f"{self.indicator.code} {self.value}"
