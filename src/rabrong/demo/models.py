"""The mark that makes a database a demo's: who loaded it, and what time its clock shows."""

from django.db import models


class Mark(models.Model):
    """The one row: its being there opens sign-in by role."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    loaded = models.CharField(max_length=40)
    now = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="demo_mark_only_one"),)

    def __str__(self) -> str:
        """What was loaded."""
        return self.loaded
