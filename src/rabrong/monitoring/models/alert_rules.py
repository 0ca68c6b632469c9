"""What is worth an alert in a year: rows of the year, each change a further version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.fields import DecimalTextField
from rabrong.agreements.models import Year
from rabrong.org.models import Acting, Person, UnitKind


class AlertKind(models.TextChoices):
    """What an alert is about."""

    BAND = "band", _("ตกช่วงคะแนน")
    LATE = "late", _("รายงานล่าช้า")
    FORECAST = "forecast", _("คาดว่าต่ำกว่าเป้าหมาย")
    OUTLIER = "outlier", _("ตัวเลขผิดปกติ")


LEVELS = (UnitKind.DEPARTMENT, UnitKind.BUREAU, UnitKind.PROVINCE, UnitKind.DISTRICT)
"""The kinds of units a rule may look at; divisions and centres go with the bureaus."""


class AlertRule(models.Model):
    """One version of a year's rule of one kind; the newest counts, a year without one has none. Never changed.

    `limit` is the days after the window closed (late), the bands a score has fallen (band), or the points by which the
    forecast is under the target's score (forecast); an outlier has none. `levels` are the kinds of units looked at.
    """

    year = models.ForeignKey(Year, models.PROTECT, related_name="alert_rules")
    kind = models.CharField(max_length=10, choices=AlertKind.choices)
    version = models.PositiveIntegerField()
    is_on = models.BooleanField()
    limit = DecimalTextField(null=True)
    levels = models.JSONField(default=list)
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="alert_rules")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="alert_rules")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("year", "kind", "version"), name="monitoring_rule_version_once"),
            models.CheckConstraint(condition=models.Q(kind__in=AlertKind.values), name="monitoring_rule_kind"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="monitoring_rule_with_reason"),
        )

    def __str__(self) -> str:
        """Which rule, which version."""
        return f"{self.year_id} {self.kind} v{self.version}"
