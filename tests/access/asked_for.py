"""What the addresses of registers and requests name: a document of district 1201, a request to 1201 and 1301."""

from dataclasses import dataclass
from datetime import date

from rabrong.evidence.models import Attachment, AttachmentVersion, DocumentRequest, RequestedUnit, RequestMove
from rabrong.files.actions import keep
from tests.nation import NOW, Nation


@dataclass(frozen=True, slots=True)
class AskedFor:
    """The numbers that addresses name."""

    doc_request: int
    attached: int


def ask_for(nation: Nation) -> AskedFor:
    """The minutes of May, and a request for more."""
    keeper, version = nation.people["1201"], nation.indicators["4.3"]
    attachment = Attachment.objects.create(unit=nation.units["1201"], indicator=version, month=8)
    stored = keep(b"%PDF-1.7 minutes", "application/pdf", now=NOW)
    AttachmentVersion.objects.create(
        attachment=attachment, number=1, stored=stored, name="รายงาน.pdf", by=keeper, at=NOW
    )
    psdg = nation.people["psdg"]
    made = DocumentRequest.objects.create(
        indicator=version, round=9, text="คำสั่งแต่งตั้ง", due=date(2012, 5, 30), by=psdg, at=NOW
    )
    for code in ("1201", "1301"):
        part = RequestedUnit.objects.create(request=made, unit=nation.units[code])
        RequestMove.objects.create(of=part, number=1, state="open", by=psdg, at=NOW)
    return AskedFor(made.pk, attachment.pk)
