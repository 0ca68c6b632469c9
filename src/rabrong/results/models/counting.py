"""Which numbers count in a year: all that were submitted, or only those somebody approved or certified."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import Year
from rabrong.org.models import Acting, Person


class Counts(models.TextChoices):
    """The numbers that scores are made of."""

    ALL = "all", _("ทุกตัวเลขที่ส่งแล้ว")
    APPROVED = "approved", _("เฉพาะที่อนุมัติแล้ว")
    CERTIFIED = "certified", _("เฉพาะที่รับรองแล้ว")


class CountingRule(models.Model):
    """What counts in a year from its row on; the newest row holds, a year without one counts all. Never changed."""

    year = models.ForeignKey(Year, models.PROTECT, related_name="counting_rules")
    counts = models.CharField(max_length=10, choices=Counts.choices)
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="counting_rules")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="counting_rules")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(counts__in=Counts.values), name="results_counting_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="results_counting_with_reason"),
        )

    def __str__(self) -> str:
        """Which year, what counts."""
        return f"{self.year_id} {self.counts}"


class OrderState(models.TextChoices):
    """Where a change of the rule is; only one of a year is going."""

    WAITING = "waiting", _("รอคำนวณ")
    RUNNING = "running", _("กำลังคำนวณ")
    DONE = "done", _("คำนวณแล้ว")
    REFUSED = "refused", _("ไม่ได้เปลี่ยน")


GOING = (OrderState.WAITING, OrderState.RUNNING)


class CountingOrder(models.Model):
    """Somebody wants another rule: a job makes every score of the year anew, and with them the rule comes into force.

    Until then the rule before holds and so do its scores. `code` says why the rule was not changed.
    """

    year = models.ForeignKey(Year, models.PROTECT, related_name="counting_orders")
    counts = models.CharField(max_length=10, choices=Counts.choices)
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=OrderState.choices, default=OrderState.WAITING)
    code = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="counting_orders")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(counts__in=Counts.values), name="results_counting_order_known"),
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="results_counting_order_state"),
            models.UniqueConstraint(
                fields=("year",), condition=Q(state__in=("waiting", "running")), name="results_counting_order_going"
            ),
        )

    def __str__(self) -> str:
        """Which year, what is wanted, where it is."""
        return f"{self.year_id} {self.counts} {self.state}"
