"""The Owner-Supporter table: which unit owns or supports which indicator."""

from django.db import models

from rabrong.agreements.fields import DecimalTextField
from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models_cascade import CascadeRow, CascadeRun, RowState, RunState
from rabrong.org.models import Unit

__all__ = ("CascadeRow", "CascadeRun", "Ownership", "RowState", "RunState")


class Ownership(models.Model):
    """One row of the table (ตาราง O&S); `share` in percent where it is split."""

    ROLES = (("main", "เจ้าภาพหลัก"), ("co", "เจ้าภาพรอง"), ("supporter", "ผู้สนับสนุน"))

    indicator = models.ForeignKey(IndicatorVersion, models.CASCADE, related_name="owners")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="owned")
    role = models.CharField(max_length=10, choices=ROLES, default="main")
    share = DecimalTextField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("indicator", "unit"), name="assignments_owner_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=("main", "co", "supporter")), name="assignments_owner_role"
            ),
        )

    def __str__(self) -> str:
        """Who has what."""
        return f"{self.unit} {self.role} {self.indicator.code}"
