"""The register of originals (ทะเบียนหลักฐานตัวจริง): where each paper is kept, whether and how it was sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import IndicatorVersion
from rabrong.evidence.models.attachments import LONGEST_KEY, Attachment
from rabrong.org.models import Acting, Person, Unit


class Way(models.TextChoices):
    """How a paper was sent to the department."""

    HAND = "hand", _("นำส่งด้วยตนเอง")
    POST = "post", _("ไปรษณีย์")
    OFFICE = "office", _("ระบบสารบรรณอิเล็กทรอนิกส์")
    MAIL = "mail", _("อีเมล")


class Original(models.Model):
    """A paper of a unit for an indicator and a round: that of an attached document, or one that is prescribed and of
    which there is no file. Never changed."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="originals")
    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="originals")
    round = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=LONGEST_KEY, blank=True)
    attachment = models.OneToOneField(Attachment, models.PROTECT, null=True, related_name="original")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=models.Q(round__in=(6, 9, 12)), name="evidence_original_round"),
            models.CheckConstraint(
                condition=models.Q(attachment__isnull=False) | ~models.Q(document=""), name="evidence_original_of_what"
            ),
            models.UniqueConstraint(
                fields=("unit", "indicator", "round", "document"),
                condition=models.Q(attachment=None),
                name="evidence_original_once",
            ),
        )
        indexes = (models.Index(fields=("unit", "indicator"), name="evidence_original_of"),)

    def __str__(self) -> str:
        """Whose, of what, which round."""
        return f"{self.indicator.code} {self.unit.code} r{self.round}"


class OriginalVersion(models.Model):
    """What the register said from a moment on, numbered from 1. `sent_on` is the day of the letter it was sent by."""

    original = models.ForeignKey(Original, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    place = models.CharField(max_length=200, blank=True)
    folder = models.CharField(max_length=120, blank=True)
    keeper = models.CharField(max_length=200, blank=True)
    sent_on = models.DateField(null=True)
    letter = models.CharField(max_length=60, blank=True)
    way = models.CharField(max_length=8, choices=Way.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="originals_recorded")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, related_name="originals_recorded")
    at = models.DateTimeField()

    class Meta:
        ordering = ("original", "number")
        constraints = (
            models.UniqueConstraint(fields=("original", "number"), name="evidence_original_version_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="evidence_original_version_from_one"),
            models.CheckConstraint(
                condition=~models.Q(place="") | models.Q(sent_on__isnull=False), name="evidence_original_is_somewhere"
            ),
            models.CheckConstraint(
                condition=models.Q(sent_on=None, letter="", way="")
                | (models.Q(sent_on__isnull=False, way__in=Way.values) & ~models.Q(letter="")),
                name="evidence_original_sent_whole",
            ),
        )

    def __str__(self) -> str:
        """Which paper, which version."""
        return f"{self.original_id} v{self.number} {self.place or self.letter}"
