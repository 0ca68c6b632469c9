"""What every row of this stage has: the rounds it counts in, who made it and who ended it."""

from typing import Any, ClassVar

from django.db import models

from rabrong.org.models import Person

ROUNDS = (6, 9, 12)
"""The rounds of a year by the number of months they count."""


class InForce(models.Manager[Any]):
    """The rows that nobody has ended."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Only rows in force."""
        return super().get_queryset().filter(ended_at=None)


class Standing(models.Model):
    """A row that is never changed: it is ended (`ended_at`, `ended_by`) and followed by another.

    It counts from `from_round` to `to_round`, both included; None is to the end of the year. `objects` are the rows in
    force, `history` all of them. `made_at` is None where a file or the year before brought the row.
    """

    from_round = models.PositiveSmallIntegerField(default=6)
    to_round = models.PositiveSmallIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="%(class)s_made")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="%(class)s_ended")

    objects: ClassVar[InForce] = InForce()
    history: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True

    def counts_in(self, round_: int) -> bool:
        """Whether the row says something of a round."""
        return self.from_round <= round_ and (self.to_round is None or round_ <= self.to_round)
