"""What a rule found, and up to where was looked."""

from django.db import models

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.monitoring.models.alert_rules import AlertKind, AlertRule
from rabrong.org.models import Unit


class Alert(models.Model):
    """What a version of a rule found of a unit's indicator and month; `episode` counts how often, from 1.

    `facts` are the numbers that made it, as text; neither they nor anything else changes, but that it ends
    (`closed_at`) and that people were told (`told_at`). `kind` and `year` are the rule's, for lists.
    """

    rule = models.ForeignKey(AlertRule, models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=10, choices=AlertKind.choices)
    year = models.ForeignKey(Year, models.PROTECT, related_name="alerts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="alerts")
    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="alerts")
    month = models.PositiveSmallIntegerField()
    episode = models.PositiveIntegerField(default=1)
    facts = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("rule", "unit", "indicator", "month", "episode"), name="monitoring_alert_episode_once"
            ),
            models.UniqueConstraint(
                fields=("kind", "unit", "indicator", "month"),
                condition=models.Q(closed_at=None),
                name="monitoring_alert_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(closed_at__gte=models.F("opened_at")),
                name="monitoring_alert_closed_after",
            ),
        )
        indexes = (
            models.Index(fields=("year", "unit"), condition=models.Q(closed_at=None), name="monitoring_alert_open"),
            models.Index(fields=("year", "opened_at"), name="monitoring_alert_opened"),
        )

    def __str__(self) -> str:
        """What of whom, when."""
        return f"{self.kind} {self.unit.code} {self.month}"


class Finding(models.Model):
    """Up to where a year was looked at: time and day, the newest version of its rules, the newest move of a report."""

    year = models.OneToOneField(Year, models.PROTECT, primary_key=True, related_name="finding")
    looked_at = models.DateTimeField()
    day = models.DateField()
    rules = models.PositiveBigIntegerField(default=0)
    moves = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        """Which year, up to when."""
        return f"{self.year_id} {self.looked_at}"
