"""Requests for documents: what is asked for, of whom, and how far each unit is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import IndicatorVersion
from rabrong.evidence.models.attachments import LONGEST_KEY, Attachment
from rabrong.org.models import Acting, Person, Unit


class RequestState(models.TextChoices):
    """How far a unit is with what it was asked for."""

    OPEN = "open", _("รอส่ง")
    ANSWERED = "answered", _("ส่งแล้ว รอตรวจรับ")
    ACCEPTED = "accepted", _("รับแล้ว")
    WITHDRAWN = "withdrawn", _("ยกเลิก")


class DocumentRequest(models.Model):
    """A document that is asked for. `document` is its key where the KPI Template prescribes it; `text` says what it is.
    Never changed."""

    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="document_requests")
    round = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=LONGEST_KEY, blank=True)
    text = models.TextField()
    due = models.DateField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="document_requests")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="document_requests")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=models.Q(round__in=(6, 9, 12)), name="evidence_request_round"),
            models.CheckConstraint(condition=~models.Q(text=""), name="evidence_request_of_what"),
        )

    def __str__(self) -> str:
        """What of which indicator."""
        return f"{self.indicator.code} {self.text[:40]}"


class RequestedUnit(models.Model):
    """A unit that is asked."""

    request = models.ForeignKey(DocumentRequest, models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="document_requests")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("request", "unit"), name="evidence_requested_once"),)

    def __str__(self) -> str:
        """Who is asked for what."""
        return f"{self.unit.code}: {self.request_id}"


class RequestMove(models.Model):
    """A step of a unit's part of a request, numbered from 1; the newest says where it stands. `documents` are those
    that an answer points to."""

    of = models.ForeignKey(RequestedUnit, models.PROTECT, related_name="moves")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RequestState.choices)
    note = models.TextField(blank=True)
    documents = models.ManyToManyField(Attachment, related_name="answers")
    by = models.ForeignKey(Person, models.PROTECT, related_name="request_moves")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="request_moves")
    at = models.DateTimeField()

    class Meta:
        ordering = ("of", "number")
        constraints = (
            models.UniqueConstraint(fields=("of", "number"), name="evidence_request_move_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="evidence_request_move_from_one"),
            models.CheckConstraint(
                condition=models.Q(state__in=RequestState.values), name="evidence_request_move_state"
            ),
        )

    def __str__(self) -> str:
        """Whose, where it stands."""
        return f"{self.of_id} {self.state}"
