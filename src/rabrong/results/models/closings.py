"""What closing a round froze: the rules once, and of every unit its numbers, results and scores. Never changed."""

from django.db import models

from rabrong.agreements.models import Year
from rabrong.org.models import Acting, Person, Unit


class RoundClosing(models.Model):
    """A round was closed; `number` counts the revisions of the round, each closing after a reopening makes one more.

    `rules` is the canonical text of all that numbers were scored by; `digest` is the SHA-256 over it and every
    snapshot's.
    """

    year = models.ForeignKey(Year, models.PROTECT, related_name="closings")
    round = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    rules = models.TextField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="closings")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="closings")
    at = models.DateTimeField()

    class Meta:
        ordering = ("year", "round", "number")
        constraints = (
            models.UniqueConstraint(fields=("year", "round", "number"), name="results_closing_once"),
            models.CheckConstraint(condition=models.Q(round__in=(6, 9, 12)), name="results_closing_round"),
        )

    def __str__(self) -> str:
        """Which round, which revision."""
        return f"{self.year} r{self.round} #{self.number}"


class Snapshot(models.Model):
    """What was frozen of a unit, or of a person's agreement in it, as canonical text with its SHA-256."""

    closing = models.ForeignKey(RoundClosing, models.PROTECT, related_name="snapshots")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="snapshots")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="snapshots")
    content = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("closing", "unit"), condition=models.Q(person=None), name="results_snapshot_of_unit"
            ),
            models.UniqueConstraint(fields=("closing", "person"), name="results_snapshot_of_person"),
        )

    def __str__(self) -> str:
        """Whose, of which closing."""
        return f"{self.closing} {self.unit.code}"


class Reopening(models.Model):
    """A closed round was opened again: the snapshot stays, the next closing makes a new revision."""

    closing = models.OneToOneField(RoundClosing, models.PROTECT, related_name="reopening")
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="reopenings")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="reopenings")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~models.Q(reason=""), name="results_reopening_with_reason"),)

    def __str__(self) -> str:
        """Which closing."""
        return f"{self.closing} reopened"
