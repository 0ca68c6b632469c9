"""One-time codes and who asked for them, how long they live, and which roles need a second factor."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.org.models import Person, Role


class Purpose(models.TextChoices):
    """What a one-time code lets its person do."""

    INVITE = "invite", _("เปิดบัญชีครั้งแรก")
    RESET = "reset", _("ตั้งรหัสผ่านใหม่")
    RECOVER = "recover", _("ตั้งรหัสผ่านใหม่ และล้างการยืนยันขั้นที่สองที่หายไป")


class Channel(models.TextChoices):
    """How a code reaches its person."""

    EMAIL = "email", _("อีเมล")
    PRINT = "print", _("พิมพ์ใบรหัส")


class CodeLife(models.Model):
    """How many days a code of a channel is good."""

    channel = models.CharField(max_length=8, choices=Channel.choices, primary_key=True)
    days = models.PositiveSmallIntegerField(validators=(MinValueValidator(1), MaxValueValidator(90)))

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(channel__in=Channel.values), name="accounts_life_channel_known"),
            models.CheckConstraint(condition=models.Q(days__gte=1, days__lte=90), name="accounts_life_days"),
        )

    def __str__(self) -> str:
        """Channel and days."""
        return f"{self.channel}: {self.days}"


class OneTimeCode(models.Model):
    """A code for one person and purpose, good once and until `expires`; only its keyed digest is kept.

    `issued_by` is None for a code that the person asked for, or that came from the command line. `confirmed_by` is the
    second of two people, where two are needed. A new code of a channel voids the one before.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="one_time_codes")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="codes_issued")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="codes_confirmed")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(purpose__in=Purpose.values), name="accounts_code_purpose_known"),
            models.CheckConstraint(condition=models.Q(channel__in=Channel.values), name="accounts_code_channel_known"),
            models.UniqueConstraint(
                fields=("person", "channel"),
                condition=models.Q(used_at=None, voided_at=None),
                name="accounts_code_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(voided_at=None), name="accounts_code_used_or_void"
            ),
            models.CheckConstraint(condition=models.Q(made_at__lt=models.F("expires")), name="accounts_code_in_order"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("issued_by")),
                name="accounts_code_two_people",
            ),
            models.CheckConstraint(
                condition=(models.Q(issued_by=None) | ~models.Q(issued_by=models.F("person")))
                & (models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("person"))),
                name="accounts_code_not_for_oneself",
            ),
        )

    def __str__(self) -> str:
        """Purpose and person, never the code."""
        return f"{self.purpose} {self.person_id}"


class CodeRequest(models.Model):
    """A code for somebody whose letting in takes two people: asked for by one, made when another confirms.

    `asked_by` is None while only the person themselves asked; whoever takes it on first becomes it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="code_requests")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    reason = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="codes_asked")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="codes_closed")
    code = models.OneToOneField(OneTimeCode, models.PROTECT, null=True, blank=True, related_name="request")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(purpose__in=Purpose.values), name="accounts_request_purpose_known"
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="accounts_request_channel_known"
            ),
            models.UniqueConstraint(
                fields=("person",), condition=models.Q(closed_at=None), name="accounts_request_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(code=None) | (~models.Q(closed_by=models.F("asked_by")) & ~models.Q(asked_by=None)),
                name="accounts_request_two_people",
            ),
        )

    def __str__(self) -> str:
        """Purpose and person."""
        return f"{self.purpose} {self.person_id}"


class SecondFactorRule(models.Model):
    """People who hold this role need a second factor before anything else."""

    role = models.CharField(max_length=16, choices=Role.choices, primary_key=True)
    since = models.DateTimeField()
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="factor_rules")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="accounts_factor_role_known"),
        )

    def __str__(self) -> str:
        """The role."""
        return self.role
