"""Stored sums of the tree, stored scores and totals, and their history."""

from django.db import models

from rabrong.agreements.fields import DecimalTextField, FractionField
from rabrong.agreements.models import Agreement, DataItem, Item
from rabrong.org.models import Unit
from rabrong.results.models.month_range import MONTH_RANGE
from rabrong.scoring.rollup import NEVER


class Tally(models.Model):
    """What is known of a data item in a unit and all below it, as of the end of a month: see scoring.rollup.Tally."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="tallies")
    data_item = models.ForeignKey(DataItem, models.CASCADE, related_name="tallies")
    month = models.PositiveSmallIntegerField()
    total = FractionField(default="0")
    weight = FractionField(default="0")
    latest_month = models.SmallIntegerField(default=NEVER)
    latest_unit = models.CharField(max_length=20, blank=True)
    units = models.PositiveIntegerField(default=0)
    not_applicable = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "data_item", "month"), name="results_tally_once"),
            models.CheckConstraint(condition=MONTH_RANGE, name="results_tally_month"),
        )

    def __str__(self) -> str:
        """Whose sum, of what, when."""
        return f"{self.unit.code} {self.data_item.code} {self.month}"


class Score(models.Model):
    """An indicator's result and score in a unit's agreement, as of the end of a month.

    `result` is the exact result where it is a number; `exact` the exact score, `shown` it rounded at the year's places.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="scores")
    month = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=14)
    result = FractionField(null=True)
    exact = FractionField(null=True)
    shown = DecimalTextField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("item", "month"), name="results_score_once"),
            models.CheckConstraint(condition=MONTH_RANGE, name="results_score_month"),
            models.CheckConstraint(
                condition=models.Q(state__in=("counted", "not_applicable", "cancelled", "not_started", "missing")),
                name="results_score_state",
            ),
        )
        indexes = (models.Index(fields=("month", "item"), name="results_score_month_of"),)

    def __str__(self) -> str:
        """Which score, when."""
        return f"{self.item} {self.month}: {self.shown}"


class Total(models.Model):
    """A unit's total as of the end of a month; `version` grows by one whenever it is written."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="totals")
    month = models.PositiveSmallIntegerField()
    exact = FractionField(null=True)
    shown = DecimalTextField(null=True)
    counted_weight = DecimalTextField(default="0")
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement", "month"), name="results_total_once"),
            models.CheckConstraint(condition=MONTH_RANGE, name="results_total_month"),
        )

    def __str__(self) -> str:
        """Whose total, when."""
        return f"{self.agreement} {self.month}: {self.shown}"


class ScoreChange(models.Model):
    """One change of a department's indicator score: what it was, what it became, and what that did to the total."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="changes")
    month = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    result_before = FractionField(null=True)
    result_after = FractionField(null=True)
    score_before = DecimalTextField(null=True)
    score_after = DecimalTextField(null=True)
    total_before = DecimalTextField(null=True)
    total_after = DecimalTextField(null=True)

    class Meta:
        indexes = (models.Index(fields=("item", "at"), name="results_change_of"),)

    def __str__(self) -> str:
        """Which score, when."""
        return f"{self.item} {self.at}"
