"""Who supervises an indicator, who keeps its data, and who stands in for a keeper."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import IndicatorVersion, Template
from rabrong.assignments.models.standing import ROUNDS, Standing
from rabrong.org.models import Person, Unit


class Duty(models.TextChoices):
    """What somebody is to an indicator."""

    SUPERVISOR = "supervisor", _("ผู้กำกับดูแลตัวชี้วัด")
    KEEPER = "keeper", _("ผู้จัดเก็บข้อมูล")
    SUBSTITUTE = "substitute", _("ผู้จัดเก็บข้อมูลสำรอง")


class Responsibility(Standing):
    """Somebody's duty for an indicator. Who has no account is there by name, position, telephone and e-mail.

    One keeper is the score owner. `template` is the version of the KPI Template that named them, None where an
    administrator did; `substitute_for` is the keeper a substitute stands in for.
    """

    indicator = models.ForeignKey(IndicatorVersion, models.CASCADE, related_name="responsibilities")
    duty = models.CharField(max_length=12, choices=Duty.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="responsibilities")
    name = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="responsibilities")
    is_score_owner = models.BooleanField(default=False)
    substitute_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="substitutes")
    template = models.ForeignKey(Template, models.PROTECT, null=True, blank=True, related_name="responsibilities")

    class Meta:
        ordering = ("-is_score_owner", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(duty__in=Duty.values), name="assignments_duty_known"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(name="") | ~models.Q(position=""),
                name="assignments_duty_of_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(is_score_owner=False) | models.Q(duty="keeper"),
                name="assignments_score_owner_keeps",
            ),
            models.CheckConstraint(
                condition=models.Q(duty="substitute", substitute_for__isnull=False)
                | (~models.Q(duty="substitute") & models.Q(substitute_for=None)),
                name="assignments_substitute_for_whom",
            ),
            models.UniqueConstraint(
                fields=("indicator", "duty", "person", "from_round"),
                condition=models.Q(ended_at=None),
                name="assignments_duty_once",
            ),
            models.UniqueConstraint(
                fields=("indicator", "from_round"),
                condition=models.Q(ended_at=None, is_score_owner=True),
                name="assignments_one_score_owner",
            ),
            models.CheckConstraint(condition=models.Q(from_round__in=ROUNDS), name="assignments_duty_from"),
            models.CheckConstraint(
                condition=models.Q(to_round=None) | models.Q(to_round__in=ROUNDS, to_round__gte=models.F("from_round")),
                name="assignments_duty_rounds",
            ),
        )

    def __str__(self) -> str:
        """Who they are; the position where there is no name."""
        return str(self.person) if self.person else self.name or self.position
