"""Who approves what, where each unit's report of a month stands, and every move it made."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.org.models import Acting, Person, Unit
from rabrong.results.models.month_range import MONTH_RANGE


class Approver(models.TextChoices):
    """Who takes a step."""

    ABOVE = "above", _("หน่วยที่อยู่เหนือขึ้นไป")
    SUPERVISOR = "supervisor", _("ผู้กำกับดูแลตัวชี้วัด")
    PSDG = "psdg", _("กพร.")


class ReportState(models.TextChoices):
    """Where a report stands; one that nobody submitted has no row."""

    SUBMITTED = "submitted", _("ส่งแล้ว")
    APPROVED = "approved", _("อนุมัติแล้ว")
    CERTIFIED = "certified", _("รับรองแล้ว")
    RETURNED = "returned", _("ส่งกลับ")


class ApprovalStep(models.Model):
    """A step of a year, taken in the order of `position` from 1; only for units of `unit_kind` where that is given."""

    year = models.ForeignKey(Year, models.CASCADE, related_name="approval_steps")
    position = models.PositiveSmallIntegerField()
    approver = models.CharField(max_length=12, choices=Approver.choices)
    unit_kind = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("year", "position"), name="results_step_once"),
            models.CheckConstraint(condition=models.Q(position__gte=1), name="results_step_from_one"),
            models.CheckConstraint(condition=models.Q(approver__in=Approver.values), name="results_step_approver"),
        )

    def __str__(self) -> str:
        """Which step, whose."""
        return f"{self.year_id}/{self.position} {self.approver}"


class Report(models.Model):
    """Where a unit's numbers of an indicator and month stand. `version`, the sum of its cells' versions, grows
    with each submission; `passed` is the position of the last step taken for that version, 0 for none."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="reports")
    month = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.SUBMITTED)
    passed = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("unit", "indicator", "month"), name="results_report_once"),
            models.CheckConstraint(condition=MONTH_RANGE, name="results_report_month"),
            models.CheckConstraint(condition=models.Q(state__in=ReportState.values), name="results_report_state"),
        )
        indexes = (
            models.Index(fields=("indicator", "month", "state"), name="results_report_state_of"),
            models.Index(
                fields=("indicator", "month"),
                condition=~models.Q(state=ReportState.CERTIFIED),
                name="results_report_waiting",
            ),
        )

    def __str__(self) -> str:
        """Whose report, of what, when."""
        return f"{self.indicator.code} {self.unit.code} {self.month}: {self.state}"


class ReportMove(models.Model):
    """One move of a report, never changed: submitted, approved, certified or returned; by whom, on what grounds, why.

    `difference` of a submission is {"ก": ["15", "16"]}, the first "" where nothing stood before.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="moves")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ReportState.choices)
    step = models.PositiveSmallIntegerField(default=0)
    note = models.TextField(blank=True)
    difference = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="report_moves")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="report_moves")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(note=""), name="results_move_return_with_note"
            ),
        )

    def __str__(self) -> str:
        """Which report, where to."""
        return f"{self.report_id} v{self.version} {self.state}"
