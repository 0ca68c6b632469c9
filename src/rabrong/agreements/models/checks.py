"""What a year went through, and which doubts about an agreement somebody answered for."""

from django.db import models

from rabrong.agreements.models.agreements import Agreement
from rabrong.agreements.models.years import Year, YearState
from rabrong.org.models import Person


class YearMove(models.Model):
    """A year's step to another state; `reason` is why it was taken although something stood against it."""

    year = models.ForeignKey(Year, models.PROTECT, related_name="moves")
    state = models.CharField(max_length=8, choices=YearState.choices)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="year_moves")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=YearState.values), name="agreements_move_state"),
        )

    def __str__(self) -> str:
        """Which year, where to."""
        return f"{self.year} {self.state}"


class AcceptedFinding(models.Model):
    """A warning of the lint that somebody took on with a reason. Kept for good; one taken back has `withdrawn_at`.

    `fingerprint` is of the rule, the place and the figures: when these change, the acceptance no longer holds.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="accepted_findings")
    code = models.CharField(max_length=20)
    place = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="findings_accepted")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="acceptances_withdrawn"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "fingerprint"),
                condition=models.Q(withdrawn_at=None),
                name="agreements_finding_accepted_once",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="agreements_finding_with_reason"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by=None)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="agreements_finding_withdrawn_by",
            ),
        )

    def __str__(self) -> str:
        """Which finding, where."""
        return f"{self.code} {self.place}"
