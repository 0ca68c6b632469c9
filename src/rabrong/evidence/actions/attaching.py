"""Writing evidence. The bytes lie whole in their place before a row names them: a crash leaves at most a file that
nothing refers to."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from rabrong.audit.actions import Deed, queue_behind, record
from rabrong.evidence.models import Attachment, AttachmentVersion
from rabrong.evidence.rules.attaching import (
    Slot,
    grant_to_attach,
    level_refusal,
    reason_refusal,
    room_refusal,
    slot_of,
)
from rabrong.files.actions import Arrived, NoRoomError, arrive, note_verdict, settle
from rabrong.files.contents import content_kind
from rabrong.files.models import StoredFile
from rabrong.files.names import cleaned_name
from rabrong.files.rules import FileFault
from rabrong.files.scanner import Verdict, verdict_on
from rabrong.org.actor import Actor, Grant
from rabrong.org.rules import Refusal

MIB = 2**20
PIECE = 64 * 1024
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes in: the name its sender gave it, and its bytes piece by piece."""

    name: str
    pieces: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does something, when, and what for where that was said."""

    by: Actor
    now: datetime
    reason: str = ""


Write = Callable[[StoredFile, str], AttachmentVersion | Refusal]


def attach_file(slot: Slot, upload: Upload, *, by: Actor, now: datetime) -> AttachmentVersion | Refusal:
    """A document's first version. Refused when it may not be or the file is not taken; then nothing is kept."""
    refusal = _may_attach(slot, by)
    if isinstance(refusal, Refusal):
        return refusal
    doing = Doing(by, now)
    return _taken_in(upload, doing, lambda stored, name: _attach(slot, stored, name, doing))


def _may_attach(slot: Slot, by: Actor) -> Grant | Refusal:
    grant = grant_to_attach(by, slot)
    if isinstance(grant, Refusal):
        return grant
    return level_refusal(slot) or room_refusal(slot) or grant


@transaction.atomic
def _attach(slot: Slot, stored: StoredFile, name: str, doing: Doing) -> AttachmentVersion | Refusal:
    """Asked again behind the other writers: a round may have closed, a place may have been filled meanwhile."""
    queue_behind(slot.unit.chain)
    grant = _may_attach(slot, doing.by)
    if isinstance(grant, Refusal):
        return grant
    attachment = slot.attachment
    attachment.save(force_insert=True)
    version = _version(attachment, 1, doing, grant, stored, name)
    _record("evidence.attach", version, None, grant, doing)
    return version


def replace_file(
    attachment: Attachment, upload: Upload, *, reason: str = "", by: Actor, now: datetime
) -> AttachmentVersion | Refusal:
    """A further version; the earlier ones stay to be read."""
    refusal = grant_to_attach(by, slot_of(attachment))
    if isinstance(refusal, Refusal):
        return refusal
    if reason.strip():
        long = reason_refusal(reason)
        if long is not None:
            return long
    doing = Doing(by, now, reason.strip())
    return _taken_in(upload, doing, lambda stored, name: _append("evidence.replace", attachment, stored, name, doing))


def remove_file(attachment: Attachment, *, reason: str, by: Actor, now: datetime) -> AttachmentVersion | Refusal:
    """A version without a file, with the reason: nothing is deleted, the document counts no more."""
    return reason_refusal(reason) or _append("evidence.remove", attachment, None, "", Doing(by, now, reason.strip()))


@transaction.atomic
def _append(
    verb: str, attachment: Attachment, stored: StoredFile | None, name: str, doing: Doing
) -> AttachmentVersion | Refusal:
    queue_behind(attachment.unit.chain)
    slot = slot_of(attachment)
    grant = grant_to_attach(doing.by, slot)
    if isinstance(grant, Refusal):
        return grant
    before = attachment.versions.order_by("-number").first()
    assert before is not None  # a document begins with a version
    is_back = before.stored_id is None
    if is_back and stored is None:
        return Refusal("evidence.removed")
    full = room_refusal(slot) if is_back else None
    if full is not None:
        return full
    version = _version(attachment, before.number + 1, doing, grant, stored, name or before.name)
    _record(verb, version, before, grant, doing)
    return version


def _version(
    attachment: Attachment, number: int, doing: Doing, grant: Grant, stored: StoredFile | None, name: str
) -> AttachmentVersion:
    return AttachmentVersion.objects.create(
        attachment=attachment,
        number=number,
        stored=stored,
        name=name,
        reason=doing.reason,
        by=doing.by.person,
        acting_id=grant.acting,
        at=doing.now,
    )


def _taken_in(upload: Upload, doing: Doing, write: Write) -> AttachmentVersion | Refusal:
    try:
        with arrive(upload.pieces, settings.EVIDENCE_LARGEST_MB * MIB) as arrived:
            kind = arrived if isinstance(arrived, FileFault) else content_kind(arrived.path)
            if isinstance(kind, FileFault) or isinstance(arrived, FileFault):
                return _refused(kind if isinstance(kind, FileFault) else FileFault("file.empty"))
            return _settled(arrived, kind, upload, doing, write)
    except NoRoomError:
        return Refusal("file.no_room")
    except OSError:
        log.exception("A file of evidence was not kept")
        return Refusal("file.not_kept")


def _settled(arrived: Arrived, kind: str, upload: Upload, doing: Doing, write: Write) -> AttachmentVersion | Refusal:
    name = cleaned_name(upload.name, kind)
    verdict = verdict_on(_read(arrived))
    if verdict is not None and verdict.found:
        _record_infected(arrived, name, verdict, doing)
        return Refusal("evidence.infected", {"found": verdict.found})
    stored = settle(arrived, kind, now=doing.now)
    if verdict is not None:
        note_verdict(stored, verdict, now=doing.now)
    return write(stored, name)


def _read(arrived: Arrived) -> Iterator[bytes]:
    with arrived.path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _record_infected(arrived: Arrived, name: str, verdict: Verdict, doing: Doing) -> None:
    """Nothing of it is kept but that it was sent, by whom."""
    person = doing.by.person
    deed = Deed(
        verb="evidence.infected",
        subject=f"evidence {arrived.sha256}",
        actor=doing.by.code,
        unit=person.unit.code,
        after={"found": verdict.found, "sha256": arrived.sha256},
        private_after={"name": name},
    )
    record(person.unit.chain, deed, now=doing.now)


def _refused(fault: FileFault) -> Refusal:
    return Refusal(fault.code, fault.terms)


def _record(
    verb: str, version: AttachmentVersion, before: AttachmentVersion | None, grant: Grant, doing: Doing
) -> None:
    attachment, unit = version.attachment, version.attachment.unit
    time = attachment.month if attachment.round is None else f"r{attachment.round}"
    place = f"{attachment.indicator.year_id}/{attachment.indicator.code}/{unit.code}/{time}"
    deed = Deed(
        verb=verb,
        subject=f"evidence {place}/{attachment.pk}",
        actor=doing.by.code,
        acting_for=grant.acting_for,
        unit=unit.code,
        before={} if before is None else _told(before),
        after={**_told(version), **({"reason": doing.reason} if doing.reason else {})},
        private_before={} if before is None else {"name": before.name},
        private_after={"name": version.name},
    )
    record(unit.chain, deed, now=doing.now)


def _told(version: AttachmentVersion) -> dict[str, str]:
    return {"version": str(version.number), "sha256": version.stored_id or "", "document": version.attachment.document}
