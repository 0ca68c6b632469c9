"""Orders (คำสั่ง) that appoint: who is over which units and areas, who sits in which working group."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.files.models import StoredFile
from rabrong.org.models import Person, Unit


class OrderKind(models.TextChoices):
    """What an order appoints to."""

    DEPUTIES = "deputies", _("รองอธิบดีกำกับดูแลหน่วยงานและเขต")
    AREAS = "areas", _("ผู้อำนวยการและผู้ตรวจราชการดูแลหน่วยงานและพื้นที่")
    DEPARTMENT_GROUP = "department_group", _("คณะทำงานของกรม")
    PROVINCE_GROUP = "province_group", _("คณะทำงานของจังหวัด")
    KEEPERS = "keepers", _("ผู้กำกับดูแลและผู้จัดเก็บข้อมูลตัวชี้วัด")


class OrderState(models.TextChoices):
    """Where an order stands. What is issued is never edited: it is replaced by another, or withdrawn."""

    DRAFT = "draft", _("ร่าง")
    ISSUED = "issued", _("ออกแล้ว")
    REPLACED = "replaced", _("มีคำสั่งอื่นแทน")
    WITHDRAWN = "withdrawn", _("ยกเลิก")


class Part(models.TextChoices):
    """What an order makes of somebody."""

    DEPUTY = "deputy", _("รองอธิบดีผู้กำกับดูแล")
    DIRECTOR = "director", _("ผู้อำนวยการผู้รับผิดชอบ")
    INSPECTOR = "inspector", _("ผู้ตรวจราชการกรม")
    CHAIR = "chair", _("ประธานคณะทำงาน")
    VICE_CHAIR = "vice_chair", _("รองประธานคณะทำงาน")
    MEMBER = "member", _("คณะทำงาน")
    SECRETARY = "secretary", _("คณะทำงานและเลขานุการ")
    ASSISTANT = "assistant", _("คณะทำงานและผู้ช่วยเลขานุการ")
    SUPERVISOR = "supervisor", _("ผู้กำกับดูแลตัวชี้วัด")
    KEEPER = "keeper", _("ผู้จัดเก็บข้อมูล")
    SUBSTITUTE = "substitute", _("ผู้จัดเก็บข้อมูลสำรอง")


class AppointmentOrder(models.Model):
    """An order of a year. `unit` is whose working group it is, else the department.

    `number`, `dated` and the signer are there once it is issued, and so is `paper`, the document as it was issued.
    `starts` is the day from which it counts; `reason` says why it was withdrawn; `edits` counts changes of the draft.
    """

    year = models.ForeignKey(Year, models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=20, choices=OrderKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="orders")
    title = models.CharField(max_length=400)
    text = models.TextField()
    starts = models.DateField()
    state = models.CharField(max_length=12, choices=OrderState.choices, default=OrderState.DRAFT)
    edits = models.PositiveIntegerField(default=0)
    number = models.CharField(max_length=60, blank=True)
    dated = models.DateField(null=True, blank=True)
    signer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="orders_signed")
    signer_name = models.CharField(max_length=200, blank=True)
    signer_position = models.CharField(max_length=200, blank=True)
    signer_acting = models.CharField(max_length=200, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="orders")
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="orders_scanned")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="orders_made")
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="orders_issued")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="orders_ended")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=OrderKind.values), name="assignments_order_kind"),
            models.CheckConstraint(condition=models.Q(state__in=OrderState.values), name="assignments_order_state"),
            models.UniqueConstraint(
                fields=("year", "number"), condition=~models.Q(number=""), name="assignments_order_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("draft", "withdrawn"))
                | (~models.Q(number="") & models.Q(dated__isnull=False, paper__isnull=False, issued_at__isnull=False)),
                name="assignments_order_issued_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="withdrawn") | ~models.Q(reason=""), name="assignments_order_why_withdrawn"
            ),
            models.UniqueConstraint(
                fields=("replaces",),
                condition=models.Q(state__in=("draft", "issued", "replaced"), replaces__isnull=False),
                name="assignments_order_replaced_once",
            ),
        )

    def __str__(self) -> str:
        """Number or state, and the subject."""
        return f"{self.number or self.state} {self.title}"


class OrderLine(models.Model):
    """Somebody whom an order appoints: with an account, or by name and position alone.

    Name and position are those that the order prints. `ends` is the first day that no longer counts, None until
    another order says so; `starts` is None where it is the day of the order.
    """

    order = models.ForeignKey(AppointmentOrder, models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="order_lines")
    name = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=200, blank=True)
    part = models.CharField(max_length=12, choices=Part.choices)
    duties = models.TextField(blank=True)
    units = models.ManyToManyField(Unit, blank=True, related_name="order_lines")
    indicators = models.ManyToManyField(IndicatorVersion, blank=True, related_name="order_lines")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("place", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(part__in=Part.values), name="assignments_order_part"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(name=""), name="assignments_order_line_of_whom"
            ),
            models.UniqueConstraint(fields=("order", "person", "part"), name="assignments_order_person_once"),
        )

    def __str__(self) -> str:
        """Who it is."""
        return self.name or self.position
