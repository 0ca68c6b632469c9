"""Units and their tree, regions with their members by year, people in their positions."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What a unit is."""

    DEPARTMENT = "department", _("กรม")
    BUREAU = "bureau", _("สำนัก")
    DIVISION = "division", _("กอง")
    CENTRE = "centre", _("ศูนย์/สถาบัน")
    REGION = "region", _("เขตตรวจราชการ")
    PROVINCE = "province", _("จังหวัด")
    DISTRICT = "district", _("อำเภอ")


class Unit(models.Model):
    """A unit that reports, owns or is reported on. `sort_key` puts Thai names in dictionary order."""

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12, choices=UnitKind.choices)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=400, db_index=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=UnitKind.values), name="org_unit_kind_known"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="org_unit_not_its_own_parent"),
        )

    def __str__(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class Membership(models.Model):
    """A province's membership in an inspection region, by B.E. fiscal years, both included."""

    region = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    member = models.ForeignKey(Unit, models.PROTECT, related_name="regions")
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("member", "first_year"), name="org_membership_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")), name="org_membership_years_in_order"
            ),
        )

    def __str__(self) -> str:
        """Who is in which region."""
        return f"{self.member} in {self.region}"


class Role(models.TextChoices):
    """What a person may do, in the least that the first screens need."""

    PSDG = "psdg", _("กพร.")
    EXECUTIVE = "executive", _("ผู้บริหาร")
    DIRECTOR = "director", _("ผู้อำนวยการ")
    KEEPER = "keeper", _("ผู้จัดเก็บข้อมูล")


class PersonManager(BaseUserManager["Person"]):
    """Finds people by code."""


class Person(AbstractBaseUser):
    """Somebody who signs in, known by position and unit."""

    code = models.CharField(max_length=40, unique=True)
    position = models.CharField(max_length=200)
    position_en = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people")
    role = models.CharField(max_length=12, choices=Role.choices)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "code"
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(role__in=Role.values), name="org_person_role_known"),)

    def __str__(self) -> str:
        """The position."""
        return self.position
