"""What papers printed about who has what: kept as it is, for comparing only."""

from django.db import models

from rabrong.agreements.fields import DecimalTextField
from rabrong.agreements.models import Year
from rabrong.org.models import Person


class PrintedFigure(models.Model):
    """A unit's row in a printed table (deck slides, an order's annex), as it is printed; for comparing only.

    Rows are replaced by the next import of their source and stay: those with `replaced_at` empty are in force.
    """

    year = models.ForeignKey(Year, models.CASCADE, related_name="printed_figures")
    source = models.CharField(max_length=200)
    unit_code = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    indicators = models.JSONField(default=list, blank=True)
    percent = DecimalTextField(null=True, blank=True)
    weights = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("year", "source", "position"),
                condition=models.Q(replaced_at=None),
                name="assignments_printed_once",
            ),
        )

    def __str__(self) -> str:
        """Where it is printed."""
        return f"{self.source} {self.unit_code}"
