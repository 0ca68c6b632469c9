"""Workbooks that came back filled in: each file as it was sent, what its check found, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import Year
from rabrong.files.models import StoredFile
from rabrong.org.models import Person, Unit


class WorkbookState(models.TextChoices):
    """Where a workbook stands; nothing of it is in force but in `taken`."""

    WAITING = "waiting", _("รอตรวจ")
    CHECKING = "checking", _("กำลังตรวจ")
    FAULTY = "faulty", _("มีที่ต้องแก้")
    CHECKED = "checked", _("ตรวจแล้ว รอยืนยัน")
    ORDERED = "ordered", _("รอบันทึก")
    WRITING = "writing", _("กำลังบันทึก")
    TAKEN = "taken", _("บันทึกแล้ว")
    CANCELLED = "cancelled", _("ยกเลิก")
    BROKEN = "broken", _("ทำไม่สำเร็จ")


class SentWorkbook(models.Model):
    """A workbook that somebody sent for a unit; only he may read it.

    `done` of `steps` units are checked. `outcome` is what the last check found, `choices` what he chose where somebody
    else had changed a number: place -> ["mine" or "theirs", the version he saw]. `marked` is the file given back with
    what is wrong.
    """

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="workbooks")
    marked = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="workbooks_marked")
    name = models.CharField(max_length=200)
    year = models.ForeignKey(Year, models.PROTECT, related_name="workbooks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="workbooks")
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=WorkbookState.choices, default=WorkbookState.WAITING)
    done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    outcome = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="workbooks")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=WorkbookState.values), name="results_workbook_state"),
        )

    def __str__(self) -> str:
        """Which file, where it stands."""
        return f"{self.name} {self.state}"
