"""A fiscal year with its rules, bands, framework and calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.fields import DecimalTextField


class YearState(models.TextChoices):
    """Where a year stands; only a draft's framework and rules can be changed."""

    DRAFT = "draft", _("ร่าง")
    OPEN = "open", _("เปิด")
    CLOSED = "closed", _("ปิดแล้ว")


class Year(models.Model):
    """A fiscal year with its scale and rules; an old year never changes.

    `appeal_days` from the notified result, None where nobody has set it; `details_decided_by` names who decides on a
    change of indicator details. `edits` grows whenever something of the year is changed.
    """

    year = models.PositiveSmallIntegerField(primary_key=True)
    points = models.JSONField()
    floor = models.CharField(max_length=12, default="first")
    places = models.PositiveSmallIntegerField(default=4)
    total = models.CharField(max_length=12, default="unrounded")
    missing = models.JSONField(default=dict)
    result_places = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=YearState.choices, default=YearState.OPEN)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    appeal_days = models.PositiveSmallIntegerField(null=True, blank=True)
    details_decided_by = models.CharField(max_length=200, blank=True)
    edits = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=YearState.values), name="agreements_year_state_known"),
        )

    def __str__(self) -> str:
        """The B.E. year."""
        return str(self.year)


class Deadline(models.Model):
    """A day of the year's calendar: what is due, by what name people know it."""

    year = models.ForeignKey(Year, models.CASCADE, related_name="deadlines")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    on = models.DateField()

    class Meta:
        ordering = ("on", "code")
        constraints = (models.UniqueConstraint(fields=("year", "code"), name="agreements_deadline_once"),)

    def __str__(self) -> str:
        """What and when."""
        return f"{self.code} {self.on}"


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
