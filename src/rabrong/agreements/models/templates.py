"""The KPI Template (รายละเอียดตัวชี้วัด): its versions, comments on fields, and who has received it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models.indicators import IndicatorVersion
from rabrong.files.models import StoredFile
from rabrong.org.models import Person, Unit


class TemplateState(models.TextChoices):
    """Bureau drafts, PSDG checks, published."""

    DRAFT = "draft", _("ร่าง")
    SUBMITTED = "submitted", _("ส่งตรวจ")
    RETURNED = "returned", _("ส่งกลับแก้ไข")
    PUBLISHED = "published", _("ประกาศใช้")


class TemplateLevel(models.TextChoices):
    """At which level the indicator is measured."""

    MINISTRY = "ministry", _("ระดับกระทรวง")
    CLUSTER = "cluster", _("ระดับกลุ่มภารกิจ")
    DEPARTMENT = "department", _("ระดับกรม")


class Template(models.Model):
    """One version of an indicator's details, counting from a round on. A published one is never changed.

    `evidence` is [{"text": "...", "level": "3"}]; level or step is empty where the document belongs to the whole.
    `formula` and `data_items` ([{"code": "ก", "name": ..., "over_units": "sum", ...}]) are what the version proposes;
    they count from its publication on. `printed` is what the version said of the indicator on that day; empty before.
    """

    indicator = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="templates")
    number = models.PositiveSmallIntegerField()
    from_round = models.PositiveSmallIntegerField(default=6)
    state = models.CharField(max_length=10, choices=TemplateState.choices, default=TemplateState.DRAFT)
    edits = models.PositiveIntegerField(default=0)
    level = models.CharField(max_length=10, choices=TemplateLevel.choices, default=TemplateLevel.DEPARTMENT)
    explanation = models.TextField(blank=True)
    definitions = models.TextField(blank=True)
    population = models.TextField(blank=True)
    calculation = models.TextField(blank=True)
    formula = models.TextField(blank=True)
    data_items = models.JSONField(default=list)
    conditions = models.TextField(blank=True)
    data_source = models.TextField(blank=True)
    collection = models.TextField(blank=True)
    frequency = models.CharField(max_length=120, blank=True)
    guideline = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    plans = models.TextField(blank=True)
    success_points = models.TextField(blank=True)
    supervisor = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="templates_supervised")
    keepers = models.ManyToManyField(Person, related_name="templates_kept", blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="templates")
    at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    printed = models.JSONField(default=dict)

    class Meta:
        ordering = ("indicator", "number")
        constraints = (
            models.UniqueConstraint(fields=("indicator", "number"), name="agreements_template_once"),
            models.CheckConstraint(condition=models.Q(from_round__in=(6, 9, 12)), name="agreements_template_round"),
            models.CheckConstraint(
                condition=models.Q(state__in=TemplateState.values), name="agreements_template_state"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=TemplateLevel.values), name="agreements_template_level"
            ),
            models.UniqueConstraint(
                fields=("indicator",), condition=~models.Q(state="published"), name="agreements_template_one_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(state="published", published_at__isnull=False)
                | (~models.Q(state="published") & models.Q(published_at=None)),
                name="agreements_template_published_at",
            ),
        )

    def __str__(self) -> str:
        """Which indicator, which version."""
        return f"{self.indicator.code} v{self.number}"


class TemplateComment(models.Model):
    """What the PSDG says of one field; `field` is empty for the whole."""

    template = models.ForeignKey(Template, models.PROTECT, related_name="comments")
    field = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="template_comments")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        """On what."""
        return f"{self.template} {self.field}"


class TemplateFile(models.Model):
    """A file attached to a version."""

    template = models.ForeignKey(Template, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="templates")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("template", "file"), name="agreements_template_file_once"),)

    def __str__(self) -> str:
        """The name people gave it."""
        return self.name


class Receipt(models.Model):
    """A published version sent to a unit; `read_at` is None until somebody there opened it."""

    template = models.ForeignKey(Template, models.PROTECT, related_name="receipts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="template_receipts")
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="templates_read")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("template", "unit"), name="agreements_receipt_once"),)

    def __str__(self) -> str:
        """To whom."""
        return f"{self.template} -> {self.unit.code}"
