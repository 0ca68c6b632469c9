"""Indicators: what stays the same across years, how each stands in a year, and the numbers it is made of."""

from django.db import models

from rabrong.agreements.models.years import Aspect, Year
from rabrong.org.models import Unit


class Indicator(models.Model):
    """An indicator across years and renumbering: what stays the same is its key."""

    key = models.CharField(max_length=60, unique=True)

    def __str__(self) -> str:
        """The permanent key."""
        return self.key


class IndicatorVersion(models.Model):
    """An indicator as it stands in a year; `criteria` is written as in the agreement file, numbers as text.

    `responsible` is the unit that writes its KPI Template. `formulas` holds the formulas that later versions of the
    KPI Template brought, by the round they count from: {"9": "ก / ข * 100"}.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="versions")
    year = models.ForeignKey(Year, models.PROTECT, related_name="indicators")
    version = models.PositiveSmallIntegerField(default=1)
    code = models.CharField(max_length=40)
    name = models.TextField()
    name_en = models.TextField(blank=True)
    aspect = models.ForeignKey(Aspect, models.PROTECT, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=60, blank=True)
    criteria = models.JSONField()
    formula = models.TextField(blank=True)
    formulas = models.JSONField(default=dict)
    unreported = models.CharField(max_length=12, default="leave_out")
    starts = models.PositiveSmallIntegerField(default=6)
    cancelled = models.PositiveSmallIntegerField(null=True, blank=True)
    adjustments = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    note = models.TextField(blank=True)
    responsible = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="indicators_responsible_for"
    )
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("year", "code", "version"), name="agreements_indicator_version_once"),
            models.CheckConstraint(condition=models.Q(starts__in=(6, 9, 12)), name="agreements_indicator_starts"),
        )

    def __str__(self) -> str:
        """Code and name."""
        return f"{self.code} {self.name}"


class DataItem(models.Model):
    """A number that units report for an indicator, and how it adds up."""

    indicator = models.ForeignKey(IndicatorVersion, models.CASCADE, related_name="data_items")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    measure = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField()
    over_units = models.CharField(max_length=14, default="sum")
    over_months = models.CharField(max_length=8, default="last")
    weighted_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("indicator", "code"), name="agreements_data_item_code_once"),)

    def __str__(self) -> str:
        """Code and name."""
        return f"{self.code} {self.name}"
