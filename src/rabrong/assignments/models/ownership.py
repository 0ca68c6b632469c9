"""The Owner-Supporter table: which unit or person owns or supports which indicator."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.fields import DecimalTextField
from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models.standing import ROUNDS, Standing
from rabrong.org.models import Person, Unit


class Ownership(Standing):
    """One row of the table (ตาราง O&S), of a unit or of a person; `share` in percent where the weight is split."""

    ROLES = (("main", _("เจ้าภาพหลัก")), ("co", _("เจ้าภาพรอง")), ("supporter", _("ผู้สนับสนุน")))

    indicator = models.ForeignKey(IndicatorVersion, models.CASCADE, related_name="owners")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="owned")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="owned")
    role = models.CharField(max_length=10, choices=ROLES, default="main")
    share = DecimalTextField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "unit", "from_round"),
                condition=models.Q(ended_at=None),
                name="assignments_unit_once",
            ),
            models.UniqueConstraint(
                fields=("indicator", "person", "from_round"),
                condition=models.Q(ended_at=None),
                name="assignments_person_once",
            ),
            models.CheckConstraint(
                condition=models.Q(unit=None, person__isnull=False) | models.Q(unit__isnull=False, person=None),
                name="assignments_unit_or_person",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=("main", "co", "supporter")), name="assignments_owner_role"
            ),
            models.CheckConstraint(condition=models.Q(from_round__in=ROUNDS), name="assignments_owner_from"),
            models.CheckConstraint(
                condition=models.Q(to_round=None) | models.Q(to_round__in=ROUNDS, to_round__gte=models.F("from_round")),
                name="assignments_owner_rounds",
            ),
        )

    def __str__(self) -> str:
        """Who has what."""
        return f"{self.unit or self.person} {self.role} {self.indicator.code}"
