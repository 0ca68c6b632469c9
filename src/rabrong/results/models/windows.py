"""When numbers may be entered."""

from django.db import models

from rabrong.agreements.models import Year
from rabrong.results.models.month_range import MONTH_RANGE


class Window(models.Model):
    """When a month's numbers may be entered: from `opens` to `closes`, both days included."""

    year = models.ForeignKey(Year, models.CASCADE, related_name="windows")
    month = models.PositiveSmallIntegerField()
    opens = models.DateField()
    closes = models.DateField()

    class Meta:
        ordering = ("month",)
        constraints = (
            models.UniqueConstraint(fields=("year", "month"), name="results_window_once"),
            models.CheckConstraint(condition=MONTH_RANGE, name="results_window_month"),
            models.CheckConstraint(condition=models.Q(opens__lte=models.F("closes")), name="results_window_in_order"),
        )

    def __str__(self) -> str:
        """Month and days."""
        return f"{self.year}/{self.month} {self.opens}..{self.closes}"
