"""What the addresses of evidence name: one picture of district 1201, for May."""

from dataclasses import dataclass

from rabrong.evidence.actions import Upload, attach_file
from rabrong.evidence.models import AttachmentVersion
from rabrong.evidence.rules import Slot
from tests.evidence.made import png
from tests.nation import NOW, Nation, actor


@dataclass(frozen=True, slots=True)
class Proved:
    """The numbers that addresses name."""

    evidence: int


def prove(nation: Nation) -> Proved:
    """The keeper of 1201 attached a picture to May's 4.3."""
    slot = Slot(nation.units["1201"], nation.indicators["4.3"], 8)
    done = attach_file(slot, Upload("a.png", (png(),)), by=actor(nation.people["1201"], NOW), now=NOW)
    assert isinstance(done, AttachmentVersion)
    return Proved(done.attachment_id)
