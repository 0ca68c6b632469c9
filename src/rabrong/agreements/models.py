"""The year and its rules, the framework, indicators with versions and data items, one agreement per unit."""

from django.db import models

from rabrong.agreements.fields import DecimalTextField
from rabrong.org.models import Unit


class Year(models.Model):
    """A fiscal year with its scale and rules; an old year never changes."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    points = models.JSONField()
    floor = models.CharField(max_length=12, default="first")
    places = models.PositiveSmallIntegerField(default=4)
    total = models.CharField(max_length=12, default="unrounded")
    missing = models.JSONField(default=dict)
    result_places = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        """The B.E. year."""
        return str(self.year)


class Band(models.Model):
    """A colour band of a year: displayed scores up to and including `upto`; the last may be open."""

    year = models.ForeignKey(Year, models.CASCADE, related_name="bands")
    position = models.PositiveSmallIntegerField()
    upto = DecimalTextField(null=True, blank=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("year", "position"), name="agreements_band_position_once"),)

    def __str__(self) -> str:
        """The band's word."""
        return self.name


class Aspect(models.Model):
    """A node of the framework; `weights` is {"6": "70", "9": "70", "12": "70"}."""

    year = models.ForeignKey(Year, models.CASCADE, related_name="aspects")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    position = models.PositiveSmallIntegerField()
    weights = models.JSONField(default=dict)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("year", "code"), name="agreements_aspect_code_once"),)

    def __str__(self) -> str:
        """The aspect's name."""
        return self.name


class Indicator(models.Model):
    """An indicator across years and renumbering: what stays the same is its key."""

    key = models.CharField(max_length=60, unique=True)

    def __str__(self) -> str:
        """The permanent key."""
        return self.key


class IndicatorVersion(models.Model):
    """An indicator as it stands in a year; `criteria` is written as in the agreement file, numbers as text."""

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
    unreported = models.CharField(max_length=12, default="leave_out")
    starts = models.PositiveSmallIntegerField(default=6)
    cancelled = models.PositiveSmallIntegerField(null=True, blank=True)
    adjustments = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    note = models.TextField(blank=True)

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


class Agreement(models.Model):
    """The agreement of one unit for one year: the same object at every level."""

    year = models.ForeignKey(Year, models.PROTECT, related_name="agreements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="agreements")
    superior_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("year", "unit"), name="agreements_one_a_year"),)

    def __str__(self) -> str:
        """Whose and when."""
        return f"{self.unit} {self.year}"


class Item(models.Model):
    """An indicator in a unit's agreement, with the unit's own weights, target and, where cascaded so, criteria."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="items")
    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="items")
    weights = models.JSONField(default=dict)
    target = DecimalTextField(null=True, blank=True)
    criteria = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement", "indicator"), name="agreements_item_once"),)

    def __str__(self) -> str:
        """Whose and which."""
        return f"{self.agreement} {self.indicator.code}"


class PastResult(models.Model):
    """A result of an earlier year, for a year (month 0) or a fiscal month (1 October to 12 September)."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="past_results")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="past_results")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(default=0)
    value = DecimalTextField(null=True)
    score = DecimalTextField(null=True)

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
