"""The monthly plan (แผนรายเดือน, trajectory) of an indicator: what is meant to be reached by the end of each month."""

from django.db import models

from rabrong.agreements.models import IndicatorVersion
from rabrong.org.models import Acting, Person, Unit

NOT_PLANNED = ""
"""Stands for a month without a plan."""


class Trajectory(models.Model):
    """One version of a unit's plan for an indicator: twelve numbers as text, October first. Never changed.

    The numbers are results, or points where a result is no single number; a month without a plan is "".
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="trajectories")
    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="trajectories")
    version = models.PositiveIntegerField()
    months = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="trajectories")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="trajectories")
    at = models.DateTimeField()

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=("unit", "indicator", "version"), name="results_trajectory_version_once"),
        )

    def __str__(self) -> str:
        """Whose plan, which version."""
        return f"{self.indicator.code} {self.unit.code} v{self.version}"
