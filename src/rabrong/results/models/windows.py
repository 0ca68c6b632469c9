"""When numbers may be entered and rounds are closed: windows, locks, and exceptions for a unit."""

from django.db import models

from rabrong.agreements.models import Year
from rabrong.org.models import Acting, Person, Unit
from rabrong.results.models.month_range import MONTH_RANGE


class Window(models.Model):
    """When a month's numbers may be entered: from `opens` to `closes`, both days included."""

    year = models.ForeignKey(Year, models.CASCADE, related_name="windows")
    month = models.PositiveSmallIntegerField()
    opens = models.DateField()
    closes = models.DateField()

    class Meta:
        ordering = ("month",)
        constraints = (
            models.UniqueConstraint(fields=("year", "month"), name="results_window_once"),
            models.CheckConstraint(condition=MONTH_RANGE, name="results_window_month"),
            models.CheckConstraint(condition=models.Q(opens__lte=models.F("closes")), name="results_window_in_order"),
        )

    def __str__(self) -> str:
        """Month and days."""
        return f"{self.year}/{self.month} {self.opens}..{self.closes}"


class RoundWindow(models.Model):
    """When a round is reported and closed: it may be closed from `opens` on and is due on `closes`."""

    year = models.ForeignKey(Year, models.CASCADE, related_name="round_windows")
    round = models.PositiveSmallIntegerField()
    opens = models.DateField()
    closes = models.DateField()

    class Meta:
        ordering = ("round",)
        constraints = (
            models.UniqueConstraint(fields=("year", "round"), name="results_round_window_once"),
            models.CheckConstraint(condition=models.Q(round__in=(6, 9, 12)), name="results_round_window_round"),
            models.CheckConstraint(
                condition=models.Q(opens__lte=models.F("closes")), name="results_round_window_order"
            ),
        )

    def __str__(self) -> str:
        """Round and days."""
        return f"{self.year}/r{self.round} {self.opens}..{self.closes}"


class MonthLock(models.Model):
    """A month was locked, or the lock was taken off again; the newest row of a month counts. Never changed."""

    year = models.ForeignKey(Year, models.PROTECT, related_name="month_locks")
    month = models.PositiveSmallIntegerField()
    is_locked = models.BooleanField()
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="month_locks")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="month_locks")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=MONTH_RANGE, name="results_lock_month"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="results_lock_with_reason"),
        )

    def __str__(self) -> str:
        """Month and whether it is locked."""
        return f"{self.year}/{self.month} {'locked' if self.is_locked else 'unlocked'}"


class EntryException(models.Model):
    """A unit may enter a month's numbers to the day `until`, included, although the window is closed or locked.

    The newest row of a unit and month counts; one whose `until` has passed is none. Never changed.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="entry_exceptions")
    year = models.ForeignKey(Year, models.PROTECT, related_name="entry_exceptions")
    month = models.PositiveSmallIntegerField()
    until = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="entry_exceptions")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="entry_exceptions")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=MONTH_RANGE, name="results_exception_month"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="results_exception_with_reason"),
        )
        indexes = (models.Index(fields=("year", "month", "unit"), name="results_exception_of"),)

    def __str__(self) -> str:
        """Whose, which month, until when."""
        return f"{self.unit.code} {self.year}/{self.month} until {self.until}"
