"""A result set by decision: proposed by one person, decided by another, withdrawn by a new row."""

from django.db import models

from rabrong.agreements.fields import DecimalTextField, FractionField
from rabrong.agreements.models import IndicatorVersion
from rabrong.org.models import Acting, Person, Unit
from rabrong.results.models.month_range import MONTH_RANGE


class Override(models.Model):
    """A proposed value for a unit's result of an indicator as of a month. Never changed; its steps follow it.

    `calculated` is what the numbers gave when it was proposed, None where that was no number; the value is in
    `value`, or `word` says "N/A", "pass" or "fail".
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="overrides")
    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="overrides")
    month = models.PositiveSmallIntegerField()
    calculated = FractionField(null=True)
    value = DecimalTextField(null=True)
    word = models.CharField(max_length=4, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="overrides")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="overrides")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=MONTH_RANGE, name="results_override_month"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="results_override_with_reason"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False, word="")
                | models.Q(value__isnull=True, word__in=("N/A", "pass", "fail")),
                name="results_override_value_or_word",
            ),
        )
        indexes = (models.Index(fields=("indicator", "month", "unit"), name="results_override_of"),)

    def __str__(self) -> str:
        """Whose result, which value."""
        return f"{self.indicator.code} {self.unit.code} {self.month}: {self.word or self.value}"


class OverrideStepKind(models.TextChoices):
    """What became of a proposal."""

    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class OverrideStep(models.Model):
    """What became of an override: it counts from its approval to its withdrawal. Never changed."""

    override = models.ForeignKey(Override, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=9, choices=OverrideStepKind.choices)
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="override_steps")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="override_steps")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("override", "kind"), name="results_override_step_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=OverrideStepKind.values), name="results_override_step_kind"
            ),
        )

    def __str__(self) -> str:
        """Which override, what became of it."""
        return f"{self.override} {self.kind}"
