"""When a round's self-assessment report (SAR) opens: a row of the year for each round that has its own rule."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import Year


class SarOpens(models.TextChoices):
    """What the SAR waits for; entering months never waits for it."""

    CERTIFIED = "certified", _("เมื่อรายงานสุดท้ายของรอบรับรองแล้ว")
    CLOSED = "closed", _("เมื่อปิดรอบ")
    ANYTIME = "anytime", _("เมื่อใดก็ได้")


class SarRule(models.Model):
    """When the SAR of a round opens; a round without a row waits for the last report to be certified."""

    year = models.ForeignKey(Year, models.CASCADE, related_name="sar_rules")
    round = models.PositiveSmallIntegerField()
    opens = models.CharField(max_length=10, choices=SarOpens.choices)

    class Meta:
        ordering = ("round",)
        constraints = (
            models.UniqueConstraint(fields=("year", "round"), name="results_sar_rule_once"),
            models.CheckConstraint(condition=models.Q(round__in=(6, 9, 12)), name="results_sar_rule_round"),
            models.CheckConstraint(condition=models.Q(opens__in=SarOpens.values), name="results_sar_rule_opens"),
        )

    def __str__(self) -> str:
        """Which round, what it waits for."""
        return f"{self.year_id}/r{self.round} {self.opens}"
