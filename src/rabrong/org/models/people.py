"""People: who signs in, where they sit now, and where they sat before."""

from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from rabrong.org.models.units import Unit


class PersonStatus(models.TextChoices):
    """Whether an account can be used."""

    INVITED = "invited", _("เชิญแล้ว")
    ACTIVE = "active", _("ใช้งาน")
    SUSPENDED = "suspended", _("ระงับ")
    CLOSED = "closed", _("ปิด")


class PersonManager(BaseUserManager["Person"]):
    """Finds people by code."""


class Person(AbstractBaseUser):
    """Somebody who signs in by `code`. `position` and `unit` are the newest of `positions`.

    `citizen_hash` is a keyed hash of the 13-digit citizen number, never the number itself. `is_active` follows
    `status`: only an invited or active person gets in, an invited one with a one-time code only. A session holds for
    one `access_number`: raising it signs out everywhere.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=200)
    position_en = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people")
    telephone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    citizen_hash = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=12, choices=PersonStatus.choices, default=PersonStatus.ACTIVE)
    is_active = models.BooleanField(default=True)
    access_number = models.PositiveIntegerField(default=0)
    sort_key = models.CharField(max_length=400, blank=True, db_index=True)
    search_text = models.CharField(max_length=900, blank=True)

    USERNAME_FIELD = "code"
    EMAIL_FIELD = "email"
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(status__in=PersonStatus.values), name="org_person_status_known"),
            models.CheckConstraint(
                condition=models.Q(is_active=True, status__in=("invited", "active"))
                | models.Q(is_active=False, status__in=("suspended", "closed")),
                name="org_person_active_by_status",
            ),
            models.UniqueConstraint(
                fields=("citizen_hash",), condition=~models.Q(citizen_hash=""), name="org_person_citizen_once"
            ),
        )

    def get_session_auth_hash(self) -> str:
        """What a session must still carry: the password and the access number it began with."""
        return salted_hmac(
            "rabrong.org.session", f"{self.password}/{self.access_number}", algorithm="sha256"
        ).hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under the secret keys that are being retired."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            text = f"{self.password}/{self.access_number}"
            yield salted_hmac("rabrong.org.session", text, secret=secret, algorithm="sha256").hexdigest()

    def __str__(self) -> str:
        """The name, or the position where the name is not known."""
        return self.name or self.position


class Position(models.Model):
    """Where a person sat, and as what, for a range of days `[starts, ends)`."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="positions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="positions")
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("starts",)
        constraints = (
            models.UniqueConstraint(fields=("person", "starts"), name="org_position_once_a_day"),
            models.UniqueConstraint(fields=("person",), condition=models.Q(ends=None), name="org_position_one_open"),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(starts__lt=models.F("ends")),
                name="org_position_days_in_order",
            ),
        )

    def __str__(self) -> str:
        """Title and days."""
        return f"{self.title} {self.starts}..{self.ends or ''}"
