"""Reading documents with their versions. Whoever shows them asks `may_read` first, or reads only units of a Scope."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from rabrong.evidence.models import Attachment, AttachmentVersion
from rabrong.org.models import Unit


@dataclass(frozen=True, slots=True)
class Filed:
    """A document with its versions, oldest first; there is always one."""

    attachment: Attachment
    versions: tuple[AttachmentVersion, ...]

    @property
    def newest(self) -> AttachmentVersion:
        """The version that counts."""
        return self.versions[-1]

    @property
    def is_there(self) -> bool:
        """Whether it has a file: it was not taken off."""
        return self.newest.stored_id is not None


WITH = ("attachment", "attachment__unit", "attachment__indicator", "stored", "by", "acting")


def attachments_of(
    units: Iterable[Unit | int],
    indicators: Iterable[int],
    *,
    months: Iterable[int] = (),
    rounds: Iterable[int] = (),
) -> list[Filed]:
    """The documents of some units and indicators (ids of their versions) for some months or rounds, taken off ones
    too, in the order in which they came. One query."""
    of = Q(attachment__month__in=list(months)) | Q(attachment__round__in=list(rounds))
    rows = AttachmentVersion.objects.filter(of, attachment__unit__in=list(units))
    return _filed(rows.filter(attachment__indicator__in=list(indicators)))


def attachment_with_id(pk: int) -> Filed | None:
    """One document with its versions. One query. Ask `may_read` before showing it."""
    return next(iter(_filed(AttachmentVersion.objects.filter(attachment=pk))), None)


def _filed(rows: QuerySet[AttachmentVersion]) -> list[Filed]:
    found: dict[int, list[AttachmentVersion]] = {}
    for row in rows.select_related(*WITH).order_by("attachment", "number"):
        found.setdefault(row.attachment_id, []).append(row)
    return [Filed(versions[0].attachment, tuple(versions)) for versions in found.values()]


def standing_versions() -> QuerySet[AttachmentVersion]:
    """The newest version of every document that was not taken off, to be filtered further."""
    newer = AttachmentVersion.objects.filter(attachment=OuterRef("attachment"), number__gt=OuterRef("number"))
    return AttachmentVersion.objects.filter(~Exists(newer), stored__isnull=False)


def count_there(attachment: Attachment) -> int:
    """How many documents lie where this one lies: its unit, indicator, and month or round. One query."""
    beside = standing_versions().filter(
        attachment__unit=attachment.unit_id,
        attachment__indicator=attachment.indicator_id,
        attachment__month=attachment.month,
        attachment__round=attachment.round,
    )
    return beside.count()
