"""What somebody chose to watch, and how often the digest is to come."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.org.models import Person, Unit


class Watch(models.Model):
    """A star: a unit's total of a year, or with an indicator that indicator of the unit. The person's own."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="watches")
    year = models.ForeignKey(Year, models.CASCADE, related_name="watches")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="watches")
    indicator = models.ForeignKey(IndicatorVersion, models.CASCADE, null=True, related_name="watches")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "year", "unit", "indicator"),
                condition=models.Q(indicator__isnull=False),
                name="monitoring_watch_once",
            ),
            models.UniqueConstraint(
                fields=("person", "year", "unit"),
                condition=models.Q(indicator=None),
                name="monitoring_watch_unit_once",
            ),
        )
        indexes = (models.Index(fields=("year", "unit"), name="monitoring_watch_of"),)

    def __str__(self) -> str:
        """Who watches what."""
        return f"{self.person_id} {self.unit_id} {self.indicator_id or ''}"


class Digest(models.TextChoices):
    """How often alerts come together in one mail."""

    OFF = "off", _("ไม่ส่ง")
    DAILY = "daily", _("ทุกวัน")
    WEEKLY = "weekly", _("ทุกวันจันทร์")


class DigestChoice(models.Model):
    """A person's choice, the language and the address of this site when it was made, and up to when alerts have been
    mailed. Without a row nothing is mailed."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="digest")
    often = models.CharField(max_length=8, choices=Digest.choices)
    language = models.CharField(max_length=5, default="th")
    site = models.CharField(max_length=300, blank=True)
    mailed_until = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(often__in=Digest.values), name="monitoring_digest"),)

    def __str__(self) -> str:
        """Who, how often."""
        return f"{self.person_id} {self.often}"
