"""Units as they stand, their versions by date, inspection regions and their members, and what became of a unit.

Every range of days is `[starts, ends)`; `ends` is None while it lasts.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What a unit is."""

    MINISTRY = "ministry", _("กระทรวง")
    DEPARTMENT = "department", _("กรม")
    BUREAU = "bureau", _("สำนัก")
    DIVISION = "division", _("กอง")
    CENTRE = "centre", _("ศูนย์/สถาบัน")
    REGION = "region", _("เขตตรวจราชการ")
    PROVINCE = "province", _("จังหวัด")
    DISTRICT = "district", _("อำเภอ")
    OUTSIDE = "outside", _("หน่วยงานภายนอก")


def _in_order(name: str) -> models.CheckConstraint:
    """A range has at least one day."""
    open_end, ordered = models.Q(ends=None), models.Q(starts__lt=models.F("ends"))
    return models.CheckConstraint(condition=open_end | ordered, name=name)


class Unit(models.Model):
    """A unit that reports, owns or is reported on: what it is for good, and its newest name and place.

    `department` is the code of the department it belongs to, blank for ministries and outside parties; it names the
    audit chain. `sort_key` puts Thai names in dictionary order, `search_text` is what a search looks in.
    """

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12, choices=UnitKind.choices)
    department = models.CharField(max_length=20, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=400, db_index=True)
    search_text = models.CharField(max_length=500, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=UnitKind.values), name="org_unit_kind_known"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="org_unit_not_its_own_parent"),
            _in_order("org_unit_days_in_order"),
        )

    def __str__(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    @property
    def chain(self) -> str:
        """The audit chain of what is done to it: its department's, its own where it belongs to none."""
        return self.department or self.code


class UnitVersion(models.Model):
    """A unit's name and place in the tree for a range of days. Followed by the next, never changed but for its end.

    `order_ref` names the order (คำสั่ง, ประกาศ) that made it so.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=400)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="versions_below")
    order_ref = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("starts",)
        constraints = (
            models.UniqueConstraint(fields=("unit", "starts"), name="org_unit_version_once_a_day"),
            models.UniqueConstraint(fields=("unit",), condition=models.Q(ends=None), name="org_unit_version_one_open"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("unit")), name="org_unit_version_not_own_parent"
            ),
            _in_order("org_unit_version_days_in_order"),
        )

    def __str__(self) -> str:
        """Name and days."""
        return f"{self.name} {self.starts}..{self.ends or ''}"


class Membership(models.Model):
    """A province's membership in an inspection region for a range of days."""

    region = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    member = models.ForeignKey(Unit, models.PROTECT, related_name="regions")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    order_ref = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("starts",)
        constraints = (
            models.UniqueConstraint(fields=("member", "starts"), name="org_membership_once_a_day"),
            models.UniqueConstraint(fields=("member",), condition=models.Q(ends=None), name="org_membership_one_open"),
            models.CheckConstraint(condition=~models.Q(region=models.F("member")), name="org_membership_not_in_itself"),
            _in_order("org_membership_days_in_order"),
        )

    def __str__(self) -> str:
        """Who is in which region."""
        return f"{self.member} in {self.region}"


class SuccessionKind(models.TextChoices):
    """How a unit became another."""

    MERGED = "merged", _("รวมเข้ากับ")
    SPLIT = "split", _("แยกเป็น")


class Succession(models.Model):
    """What became of a unit: merged into another, or split into several. `on` is the first day of the new order."""

    before = models.ForeignKey(Unit, models.PROTECT, related_name="successors")
    after = models.ForeignKey(Unit, models.PROTECT, related_name="predecessors")
    kind = models.CharField(max_length=12, choices=SuccessionKind.choices)
    on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("before", "after"), name="org_succession_once"),
            models.CheckConstraint(condition=models.Q(kind__in=SuccessionKind.values), name="org_succession_kind"),
            models.CheckConstraint(condition=~models.Q(before=models.F("after")), name="org_succession_two_units"),
        )

    def __str__(self) -> str:
        """Which became which."""
        return f"{self.before.code} -> {self.after.code}"
