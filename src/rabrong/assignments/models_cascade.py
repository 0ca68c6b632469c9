"""Cascades: orders in the making, and each run that passed indicators down, with what it changed and proposed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import Agreement, Amendment, IndicatorVersion
from rabrong.org.models import Person, Unit


class RunState(models.TextChoices):
    """Where a run stands; nothing of it is in force but in `applied`."""

    WAITING = "waiting", _("รอดำเนินการ")
    RUNNING = "running", _("กำลังดำเนินการ")
    APPLIED = "applied", _("ถ่ายทอดแล้ว")
    PROPOSED = "proposed", _("เสนอให้พิจารณา")
    CANCELLED = "cancelled", _("ยกเลิกก่อนเสร็จ")
    REFUSED = "refused", _("ดำเนินการไม่ได้")
    WITHDRAWN = "withdrawn", _("ถอนกลับแล้ว")


class CascadeRun(models.Model):
    """One cascade: `parameters` is the order as it was given, `digest` the SHA-256 of the differences it showed.

    `done` of `steps` rows are prepared. `refused` and `gaps` are lists of rows, `told` says why a run ended early.
    `because` is the parent's amendment that a run of proposals comes from; its digest is made when it is carried out.
    """

    parent = models.ForeignKey(Agreement, models.PROTECT, related_name="cascades")
    parameters = models.JSONField()
    digest = models.CharField(max_length=64, blank=True)
    because = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="cascades")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.WAITING)
    done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    gaps = models.JSONField(default=list)
    told = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="cascades")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=RunState.values), name="assignments_run_state"),
        )

    def __str__(self) -> str:
        """Whose and where it stands."""
        return f"{self.parent} {self.state}"


class RowState(models.TextChoices):
    """What became of one difference: prepared while its run goes on; an open one waits for an answer."""

    STAGED = "staged", _("เตรียมไว้")
    APPLIED = "applied", _("ถ่ายทอดแล้ว")
    OPEN = "open", _("รอพิจารณา")
    ACCEPTED = "accepted", _("รับแล้ว")
    DECLINED = "declined", _("ไม่รับ")
    WITHDRAWN = "withdrawn", _("ถอนกลับแล้ว")
    REPLACED = "replaced", _("มีข้อเสนอใหม่แทน")


class CascadeRow(models.Model):
    """What a run changed, or proposes, of one indicator of one unit or person; `before` is empty for what is new."""

    run = models.ForeignKey(CascadeRun, models.CASCADE, related_name="rows")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cascaded")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="cascaded")
    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="cascaded")
    state = models.CharField(max_length=10, choices=RowState.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="cascades_decided")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=RowState.values), name="assignments_cascade_row_state"),
        )
        indexes = (models.Index(fields=("unit", "state"), name="assignments_cascaded_to"),)

    def __str__(self) -> str:
        """Whose and which."""
        return f"{self.unit} {self.indicator.code} {self.state}"


class CascadeDraft(models.Model):
    """What somebody has typed of an order that is not given yet, as it was typed; `run` is what became of it."""

    parent = models.ForeignKey(Agreement, models.CASCADE, related_name="cascade_drafts")
    by = models.ForeignKey(Person, models.CASCADE, related_name="cascade_drafts")
    typed = models.JSONField(default=dict)
    run = models.ForeignKey(CascadeRun, models.SET_NULL, null=True, blank=True, related_name="drafts")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        """Whose."""
        return str(self.parent)
