"""Entries with their versions, drafts, stored sums of the tree, stored scores and totals, and their history."""

from django.db import models

from rabrong.agreements.fields import DecimalTextField, FractionField
from rabrong.agreements.models import Agreement, DataItem, IndicatorVersion, Item, Year
from rabrong.org.models import Acting, Person, Unit
from rabrong.scoring.rollup import NEVER

MONTH_RANGE = models.Q(month__gte=1, month__lte=12)


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


class Entry(models.Model):
    """One version of one number: a cell of an indicator, of a unit, in a fiscal month. Never changed, only followed.

    `cell` is a data item ("ก") or a part of a result ("result", "steps", "10.1"); the number is in `value`,
    or `word` says "N/A", "pass" or "fail". `acting` is what `by` acted on where it was not an own role.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="entries")
    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="entries")
    cell = models.CharField(max_length=60)
    month = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    value = DecimalTextField(null=True)
    word = models.CharField(max_length=4, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="entries")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="entries")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "indicator", "cell", "month", "version"), name="results_entry_version_once"
            ),
            models.CheckConstraint(condition=MONTH_RANGE, name="results_entry_month"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False, word="")
                | models.Q(value__isnull=True, word__in=("N/A", "pass", "fail")),
                name="results_entry_value_or_word",
            ),
        )
        indexes = (
            models.Index(fields=("indicator", "month", "unit"), name="results_entry_month_of"),
            models.Index(fields=("unit", "month", "indicator"), name="results_entry_silence_of"),
        )

    def __str__(self) -> str:
        """Which number, which version."""
        return f"{self.indicator.code} {self.unit.code} {self.cell} {self.month} v{self.version}"


class EntryImport(models.Model):
    """Numbers of months already gone that were taken from a sheet: from where, which file, by whom."""

    year = models.ForeignKey(Year, models.PROTECT, related_name="entry_imports")
    source = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="entry_imports")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~models.Q(source=""), name="results_import_with_source"),)

    def __str__(self) -> str:
        """From where, when."""
        return f"{self.source} {self.at}"


class ImportedEntry(models.Model):
    """The mark of an entry that nobody typed here: it came with an import."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="imported")
    came_with = models.ForeignKey(EntryImport, models.PROTECT, related_name="entries")

    def __str__(self) -> str:
        """Which entry, from where."""
        return f"{self.entry} <- {self.came_with}"


class Draft(models.Model):
    """What somebody typed and has not submitted: no version, in no score."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="drafts")
    indicator = models.ForeignKey(IndicatorVersion, models.CASCADE, related_name="drafts")
    cell = models.CharField(max_length=60)
    month = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=60)
    by = models.ForeignKey(Person, models.PROTECT, related_name="drafts")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "indicator", "cell", "month"), name="results_draft_once"),
            models.CheckConstraint(condition=MONTH_RANGE, name="results_draft_month"),
        )

    def __str__(self) -> str:
        """Which number."""
        return f"{self.indicator.code} {self.unit.code} {self.cell} {self.month}"


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
