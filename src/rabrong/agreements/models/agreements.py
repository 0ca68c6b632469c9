"""One agreement object at every level: its items, its revisions with what is signed, and the signatures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.fields import DecimalTextField
from rabrong.agreements.models.indicators import IndicatorVersion
from rabrong.agreements.models.years import Year
from rabrong.files.models import StoredFile
from rabrong.org.models import Acting, Person, Unit


class AgreementState(models.TextChoices):
    """How far an agreement has come; the moves are in rules."""

    DRAFT = "draft", _("ร่าง")
    NEGOTIATING = "negotiating", _("เจรจา")
    NOTIFIED = "notified", _("แจ้งผลแล้ว")
    APPEALED = "appealed", _("อุทธรณ์")
    VETTED = "vetted", _("ตรวจทานแล้ว")
    SIGNED = "signed", _("ลงนามแล้ว")


class Agreement(models.Model):
    """The agreement of one unit, or of one person in it, for one year: the same object at every level."""

    year = models.ForeignKey(Year, models.PROTECT, related_name="agreements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="agreements")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="agreements")
    superior = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="agreements_below")
    superior_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=AgreementState.choices, default=AgreementState.SIGNED)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("year", "unit"), condition=models.Q(person=None), name="agreements_one_a_year"
            ),
            models.UniqueConstraint(fields=("year", "person"), name="agreements_one_a_person"),
            models.CheckConstraint(condition=models.Q(state__in=AgreementState.values), name="agreements_state_known"),
        )

    def __str__(self) -> str:
        """Whose and when."""
        return f"{self.unit} {self.year}"


class Item(models.Model):
    """An indicator in a unit's agreement, with the unit's own weights, target and, where cascaded so, criteria.

    `amended` holds criteria that an amendment changed, by the round they count from: {"9": {"kind": "levels", ...}}.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="items")
    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="items")
    weights = models.JSONField(default=dict)
    target = DecimalTextField(null=True, blank=True)
    criteria = models.JSONField(null=True, blank=True)
    amended = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement", "indicator"), name="agreements_item_once"),)

    def __str__(self) -> str:
        """Whose and which."""
        return f"{self.agreement} {self.indicator.code}"


class Revision(models.Model):
    """What is signed (clause 3) at one time: framework, indicators, weights, targets, criteria, as canonical text.

    Never changed. The first counts from the start, a later one from its round on; `digest` is the SHA-256 of the text.
    `paper` is the PDF that was given out to be signed, `parties` what it says of maker and superior; both may be made
    anew until somebody has signed.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    from_round = models.PositiveSmallIntegerField(default=6)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="revisions")
    parties = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="revisions")
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("agreement", "number"), name="agreements_revision_once"),
            models.CheckConstraint(condition=models.Q(from_round__in=(6, 9, 12)), name="agreements_revision_round"),
        )

    def __str__(self) -> str:
        """Whose and which."""
        return f"{self.agreement} r{self.number}"


class Party(models.TextChoices):
    """Who signs: the maker first, then the superior."""

    MAKER = "maker", _("ผู้ทำคำรับรอง")
    SUPERIOR = "superior", _("ผู้รับคำรับรอง")


class SigningWay(models.TextChoices):
    """How a signature was made."""

    WET = "wet", _("ลงนามบนกระดาษ")
    OUTSIDE = "outside", _("ลงนามอิเล็กทรอนิกส์ภายนอกระบบ")
    PKCS12 = "pkcs12", _("ลงนามอิเล็กทรอนิกส์ด้วยใบรับรองของผู้ลงนาม")
    OWN = "own", _("ลงนามอิเล็กทรอนิกส์ด้วยใบรับรองของหน่วยงาน")


class Signature(models.Model):
    """One party's signature under a revision: who, for whom, how, and the file that shows it."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=8, choices=Party.choices)
    way = models.CharField(max_length=8, choices=SigningWay.choices)
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="signatures")
    acting = models.ForeignKey(Acting, models.PROTECT, null=True, blank=True, related_name="signatures")
    signed_on = models.DateField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="signatures")
    certificate = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="signatures_recorded")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("revision", "party"), name="agreements_signature_once"),
            models.CheckConstraint(condition=models.Q(party__in=Party.values), name="agreements_signature_party"),
            models.CheckConstraint(condition=models.Q(way__in=SigningWay.values), name="agreements_signature_way"),
        )

    def __str__(self) -> str:
        """Who signed what."""
        return f"{self.revision} {self.party} {self.name}"
