"""The negotiation: meetings and letters, offers of each party, the appeal of the notified result."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.fields import DecimalTextField
from rabrong.agreements.models.agreements import Agreement, Revision
from rabrong.agreements.models.indicators import IndicatorVersion
from rabrong.agreements.models.years import Year
from rabrong.files.models import StoredFile
from rabrong.org.models import Person


class MeetingKind(models.TextChoices):
    """In which round of the negotiation."""

    INTERNAL = "internal", _("ภายใน")
    INFORMAL = "informal", _("หารืออย่างไม่เป็นทางการ")
    COMMITTEE = "committee", _("คณะกรรมการเจรจา")
    NOTIFIED = "notified", _("แจ้งผลการเจรจา")


OUTSIDE = (MeetingKind.COMMITTEE, MeetingKind.NOTIFIED)
"""Decisions of others: they come by letter, with its number, its date and a scan."""


class Meeting(models.Model):
    """A meeting or a letter in which offers were made: minutes, who was there, and the letter of a decision."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=10, choices=MeetingKind.choices)
    with_whom = models.CharField(max_length=200)
    on = models.DateField()
    minutes = models.TextField(blank=True)
    attendance = models.TextField(blank=True)
    letter_number = models.CharField(max_length=80, blank=True)
    letter_date = models.DateField(null=True, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="meetings")
    by = models.ForeignKey(Person, models.PROTECT, related_name="meetings")
    at = models.DateTimeField()

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=MeetingKind.values), name="agreements_meeting_kind"),
            models.CheckConstraint(
                condition=~models.Q(kind__in=("committee", "notified"))
                | (~models.Q(letter_number="") & models.Q(letter_date__isnull=False, scan__isnull=False)),
                name="agreements_meeting_outside_by_letter",
            ),
        )

    def __str__(self) -> str:
        """What kind, with whom, when."""
        return f"{self.kind} {self.with_whom} {self.on}"


class Side(models.TextChoices):
    """Who offers."""

    DEPARTMENT = "department", _("กรม")
    BUREAU = "bureau", _("สำนัก/กอง")
    MINISTRY = "ministry", _("กระทรวง")
    CLUSTER = "cluster", _("กลุ่มภารกิจ")
    OPDC = "opdc", _("สำนักงาน ก.พ.ร.")
    COMMITTEE = "committee", _("คณะกรรมการเจรจา")


class Offer(models.Model):
    """What a party wants an indicator to be: wording, weight, target and criteria. Kept for good; `number` counts up.

    `criteria` is written as in the agreement file. An offer is agreed when `agreed_at` is set; the last agreed counts.
    `code` and `aspect` are the indicator's on the day of the offer. `starts` is None in offers from before this, code,
    aspect, measure and cancelled were kept.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="offers")
    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="offers")
    number = models.PositiveSmallIntegerField()
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="offers")
    side = models.CharField(max_length=10, choices=Side.choices)
    wording = models.TextField()
    weight = DecimalTextField()
    target = DecimalTextField(null=True, blank=True)
    criteria = models.JSONField()
    code = models.CharField(max_length=40, blank=True)
    aspect = models.CharField(max_length=40, blank=True)
    measure = models.CharField(max_length=60, blank=True)
    starts = models.PositiveSmallIntegerField(null=True, blank=True)
    cancelled = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="offers")
    at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="offers_agreed")
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("indicator", "number")
        constraints = (
            models.UniqueConstraint(fields=("agreement", "indicator", "number"), name="agreements_offer_once"),
            models.CheckConstraint(condition=models.Q(side__in=Side.values), name="agreements_offer_side"),
        )

    def __str__(self) -> str:
        """Which indicator, which offer, whose."""
        return f"{self.indicator.code} #{self.number} {self.side}"


class Outcome(models.TextChoices):
    """What became of an appeal or a request."""

    PENDING = "pending", _("รอพิจารณา")
    GRANTED = "granted", _("เห็นชอบ")
    PARTLY = "partly", _("เห็นชอบบางส่วน")
    REFUSED = "refused", _("ไม่เห็นชอบ")


class Appeal(models.Model):
    """The unit's appeal of the notified result, and what was decided on it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="appeals")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="appeals")
    statement = models.TextField()
    filed_on = models.DateField()
    deadline = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.PENDING)
    decision = models.TextField(blank=True)
    decided_in = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="appeals_decided")
    by = models.ForeignKey(Person, models.PROTECT, related_name="agreement_appeals")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting",), name="agreements_appeal_once"),
            models.CheckConstraint(condition=models.Q(outcome__in=Outcome.values), name="agreements_appeal_outcome"),
            models.CheckConstraint(
                condition=models.Q(outcome="pending") | models.Q(decided_in__isnull=False),
                name="agreements_appeal_decided_in",
            ),
        )

    def __str__(self) -> str:
        """Whose appeal and how it went."""
        return f"{self.agreement} {self.filed_on} {self.outcome}"


class Amendment(models.Model):
    """A request to change what was agreed: why, what before and after, from which round, and who decided how.

    `changes` is what is asked for (see changes.py), `before` and `after` are what it comes to, {indicator code: {field:
    value}}; after a decision in part they are what was granted. `exception` is why a late one should be let in, and
    the department's head has let it in when `exception_by` is set. `revision` is the text that its granting made.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    edits = models.PositiveIntegerField(default=0)
    requested_on = models.DateField()
    reason = models.CharField(max_length=40)
    text = models.TextField()
    from_round = models.PositiveSmallIntegerField()
    cut_off = models.DateField(null=True, blank=True)
    changes = models.JSONField(default=dict)
    before = models.JSONField()
    after = models.JSONField()
    exception = models.TextField(blank=True)
    exception_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="exceptions_granted")
    exception_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.PENDING)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    letter_number = models.CharField(max_length=80, blank=True)
    letter_date = models.DateField(null=True, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="amendments")
    revision = models.OneToOneField(Revision, models.PROTECT, null=True, blank=True, related_name="amendment")
    by = models.ForeignKey(Person, models.PROTECT, related_name="amendments")
    at = models.DateTimeField()

    class Meta:
        ordering = ("requested_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("agreement", "number"), name="agreements_amendment_once"),
            models.CheckConstraint(condition=models.Q(from_round__in=(6, 9, 12)), name="agreements_amendment_round"),
            models.CheckConstraint(condition=models.Q(outcome__in=Outcome.values), name="agreements_amendment_outcome"),
            models.CheckConstraint(
                condition=models.Q(outcome="pending") | models.Q(decided_on__isnull=False),
                name="agreements_amendment_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(exception_by=None, exception_at=None)
                | models.Q(exception_by__isnull=False, exception_at__isnull=False) & ~models.Q(exception=""),
                name="agreements_amendment_exception",
            ),
        )

    def __str__(self) -> str:
        """Whose, when, how it went."""
        return f"{self.agreement} {self.requested_on} {self.outcome}"


class AmendmentReason(models.Model):
    """A reason that a year accepts for asking to change what was agreed; requests name it by its code."""

    year = models.ForeignKey(Year, models.CASCADE, related_name="amendment_reasons")
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=200)
    text_en = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position", "code")
        constraints = (models.UniqueConstraint(fields=("year", "code"), name="agreements_amendment_reason_once"),)

    def __str__(self) -> str:
        """The reason in words."""
        return self.text
