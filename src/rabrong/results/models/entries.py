"""Reported numbers with their versions, where they came from, and drafts."""

from django.db import models

from rabrong.agreements.fields import DecimalTextField
from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.org.models import Acting, Person, Unit
from rabrong.results.models.month_range import MONTH_RANGE


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
