"""The files of a unit's indicator in a month or round, by the documents that are prescribed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from rabrong.evidence.models import AttachmentVersion
from rabrong.evidence.queries import Filed, Prescribed, attachments_of, prescribed_ever, prescribed_of
from rabrong.evidence.rules import Slot, grant_to_attach
from rabrong.evidence.wording import kind_words, refusal_words, scan_words, size_words
from rabrong.files.kinds import ENDINGS
from rabrong.files.models import Scan
from rabrong.files.pictures import is_previewed
from rabrong.files.queries import newest_scans
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.results.months import round_of
from rabrong.ui.words import in_language

TAKEN = ",".join(f".{ending}" for endings in ENDINGS.values() for ending in endings if ending not in ("heic", "heif"))
"""What a browser offers to pick. A phone that is not offered HEIC sends a JPEG, which everybody can look at."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One file that a document has been. Without an address it was taken off."""

    number: int
    name: str
    about: str
    who: str
    at: datetime
    reason: str
    scanned: str
    is_infected: bool
    href: str
    preview: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A document with its newest file."""

    newest: VersionRow
    href: str
    earlier: int


@dataclass(frozen=True, slots=True)
class Group:
    """What is prescribed, with the files that were attached for it; without `wanted` all other documents."""

    wanted: Prescribed | None
    files: tuple[FileRow, ...]

    @property
    def is_missing(self) -> bool:
        """Whether a prescribed document has no file."""
        return self.wanted is not None and not self.files


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything about one place: what is there, what is missing, and why nothing may be attached where so."""

    slot: Slot
    href: str
    groups: tuple[Group, ...]
    refusal: str
    taken: str = TAKEN

    @property
    def count(self) -> int:
        """How many files are there."""
        return sum(len(group.files) for group in self.groups)

    @property
    def most_mb(self) -> int:
        """The largest file that is taken."""
        largest: int = settings.EVIDENCE_LARGEST_MB
        return largest

    @property
    def room(self) -> int:
        """How many more files are taken here."""
        most: int = settings.EVIDENCE_MOST_FILES
        return max(most - self.count, 0)

    @property
    def next_wanted(self) -> str:
        """The key of the first document that is missing, which somebody who attaches probably means."""
        return next((group.wanted.key for group in self.groups if group.wanted is not None and group.is_missing), "")

    @property
    def missing(self) -> int:
        """How many prescribed documents have no file."""
        return sum(group.is_missing for group in self.groups)


def panel_of(slot: Slot, actor: Actor) -> Panel:
    """The panel for who may read it. Eight queries at most."""
    months = () if slot.month is None else (slot.month,)
    rounds = () if slot.round is None else (slot.round,)
    filed = attachments_of([slot.unit], [slot.indicator.pk], months=months, rounds=rounds)
    there = [each for each in filed if each.is_there]
    grant = grant_to_attach(actor, slot)
    return Panel(
        slot=slot,
        href=place_address(slot),
        groups=tuple(_groups(slot, there)),
        refusal=refusal_words(grant) if isinstance(grant, Refusal) else "",
    )


def place_address(slot: Slot) -> str:
    """The page of a place."""
    time = f"month={slot.month}" if slot.round is None else f"round={slot.round}"
    return f"{reverse('evidence', args=_place(slot))}?{time}"


def _place(slot: Slot) -> tuple[int, str, str]:
    return slot.indicator.year_id, slot.indicator.code, slot.unit.code


def _groups(slot: Slot, there: Sequence[Filed]) -> list[Group]:
    round_ = slot.round or round_of(slot.month or 12)
    wanted = prescribed_of(slot.indicator, round_)
    scans = newest_scans(each.newest.stored_id or "" for each in there)
    rows: dict[str, list[FileRow]] = {}
    for each in there:
        rows.setdefault(each.attachment.document, []).append(file_row(slot, each, scans))
    known = {each.key for each in wanted}
    gone = [key for key in rows if key and key not in known]
    earlier = prescribed_ever(slot.indicator) if gone else {}
    groups = [Group(each, tuple(rows.get(each.key, ()))) for each in wanted]
    groups += [Group(earlier.get(key), tuple(rows[key])) for key in gone]
    return [*groups, Group(None, tuple(rows.get("", ())))]


def file_row(slot: Slot, filed: Filed, scans: Mapping[str, Scan]) -> FileRow:
    """A document as a row."""
    newest = version_row(slot, filed.newest, scans)
    return FileRow(newest, reverse("evidence_file", args=(*_place(slot), filed.attachment.pk)), newest.number - 1)


def version_row(slot: Slot, version: AttachmentVersion, scans: Mapping[str, Scan]) -> VersionRow:
    """One version as a row."""
    stored = version.stored
    address = (*_place(slot), version.attachment_id, version.number)
    scan = None if stored is None else scans.get(stored.sha256)
    is_infected = scan is not None and bool(scan.found)
    opens = stored is not None and not is_infected
    return VersionRow(
        number=version.number,
        name=version.name,
        about="" if stored is None else f"{kind_words(stored.kind)} · {size_words(stored.size_bytes)}",
        who=in_language(version.by, "position") or str(version.by),
        at=version.at,
        reason=version.reason,
        scanned="" if stored is None else scan_words(scan),
        is_infected=is_infected,
        href=reverse("evidence_download", args=address) if opens else "",
        preview=reverse("evidence_preview", args=address)
        if opens and stored is not None and is_previewed(stored.kind)
        else "",
    )
