"""What people may do: roles by unit and days, and acting officials."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.org.models.people import Person
from rabrong.org.models.units import Unit


class Role(models.TextChoices):
    """A role at a unit. Those tied to one indicator belong to assignments."""

    PSDG = "psdg", _("ผู้ดูแลระบบ กพร.")
    WORKING_GROUP = "working_group", _("คณะทำงาน")
    EXECUTIVE = "executive", _("ผู้บริหาร")
    DEPUTY = "deputy", _("รองอธิบดี")
    INSPECTOR = "inspector", _("ผู้ตรวจราชการกรม")
    DIRECTOR = "director", _("หัวหน้าหน่วยงาน")
    SUPERVISOR = "supervisor", _("ผู้กำกับดูแลตัวชี้วัด")
    KEEPER = "keeper", _("ผู้จัดเก็บข้อมูล")
    APPROVER = "approver", _("ผู้อนุมัติ")
    ASSESSOR = "assessor", _("ผู้ตรวจประเมิน")
    VIEWER = "viewer", _("ผู้เข้าดู")


class RoleAssignment(models.Model):
    """A person's role at a unit for the days `[starts, ends)`. Never changed but for its end."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="roles")
    role = models.CharField(max_length=16, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="roles")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    order_ref = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("starts",)
        constraints = (
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="org_role_known"),
            models.UniqueConstraint(fields=("person", "role", "unit", "starts"), name="org_role_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(starts__lt=models.F("ends")), name="org_role_days_in_order"
            ),
            models.CheckConstraint(
                condition=~models.Q(role="assessor") | models.Q(ends__isnull=False), name="org_role_assessor_ends"
            ),
        )
        indexes = (models.Index(fields=("unit", "role"), name="org_role_at"),)

    def __str__(self) -> str:
        """Who, what, where."""
        return f"{self.person} {self.role} @ {self.unit}"


class ActingKind(models.TextChoices):
    """In what way somebody acts."""

    VACANCY = "vacancy", _("รักษาการในตำแหน่ง")
    BEHALF = "behalf", _("ปฏิบัติราชการแทน")


class Acting(models.Model):
    """`person` has the role of `principal` at a unit for the days `[starts, ends)`, by an order.

    With `vacancy` there may be no principal: then the seat is named by `seat` alone.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="actings")
    principal = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="acted_for")
    seat = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=ActingKind.choices)
    role = models.CharField(max_length=16, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="actings")
    starts = models.DateField()
    ends = models.DateField()
    order_ref = models.CharField(max_length=120)

    class Meta:
        ordering = ("starts",)
        constraints = (
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="org_acting_role_known"),
            models.CheckConstraint(condition=models.Q(kind__in=ActingKind.values), name="org_acting_kind_known"),
            models.CheckConstraint(condition=models.Q(starts__lt=models.F("ends")), name="org_acting_days_in_order"),
            models.CheckConstraint(
                condition=models.Q(principal=None) | ~models.Q(principal=models.F("person")),
                name="org_acting_for_another",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="vacancy") | models.Q(principal__isnull=False), name="org_acting_behalf_of_whom"
            ),
            models.CheckConstraint(condition=~models.Q(order_ref=""), name="org_acting_by_order"),
        )

    def __str__(self) -> str:
        """Who acts for whom."""
        return f"{self.person} acting for {self.principal or self.seat}"
