"""A binder as its ZIP and its index say it: in Thai, from rows that were read before the first byte is sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from django.utils.timezone import localtime
from django.utils.translation import override

from rabrong.agreements.on_paper import long_day
from rabrong.evidence.models import AttachmentVersion, OriginalVersion, Way
from rabrong.evidence.originals.queries import originals_by_file
from rabrong.evidence.owed.queries import prescribed_texts
from rabrong.files.places import place
from rabrong.org.models import Unit, UnitKind
from rabrong.paper.binder.content import Sheet
from rabrong.ui.dates import clock_time, day, month_and_year


def sheets_of(rows: Sequence[AttachmentVersion]) -> list[Sheet]:
    """The files of a binder. Four queries; none later, when the files are sent."""
    versions = list({row.attachment.indicator_id: row.attachment.indicator for row in rows}.values())
    texts = prescribed_texts(versions) if versions else {}
    originals = originals_by_file(rows)
    with override("th"):
        return [_sheet(row, texts, originals.get(row.attachment_id)) for row in rows]


def _sheet(row: AttachmentVersion, texts: Mapping[int, Mapping[str, str]], original: OriginalVersion | None) -> Sheet:
    of, stored = row.attachment, row.stored
    assert stored is not None  # only documents that are there
    indicator = f"{of.indicator.code} {of.indicator.name}"
    period = _period(row)
    return Sheet(
        folders=(indicator, *_places(of.unit), period),
        name=row.name,
        kind=stored.kind,
        size_bytes=stored.size_bytes,
        sha256=stored.sha256,
        opened=partial(place().pieces, stored.sha256),
        document=texts.get(of.indicator_id, {}).get(of.document, "") or row.name,
        indicator=indicator,
        unit=" ".join(reversed(_places(of.unit))),
        period=period,
        level=of.level,
        by=str(row.by),
        at=f"{day(row.at, 'th')} {clock_time(row.at, 'th')}",
        original=_where(original),
    )


def _places(unit: Unit) -> tuple[str, ...]:
    """The province before its district; any other unit alone."""
    has_province = unit.kind == UnitKind.DISTRICT and unit.parent is not None
    return (unit.parent.name, unit.name) if has_province and unit.parent else (unit.name,)


def _period(row: AttachmentVersion) -> str:
    of = row.attachment
    if of.round is not None:
        return f"รอบ {of.round} เดือน"
    return month_and_year(of.indicator.year_id, of.month or 0, "th").replace("\N{NO-BREAK SPACE}", " ")


def _where(original: OriginalVersion | None) -> str:
    """Where the paper is: the place with its folder and keeper, and the letter by which it was sent."""
    if original is None:
        return ""
    kept = " ".join(filter(None, (original.place, original.folder, original.keeper)))
    if original.sent_on is None:
        return kept
    way = Way(original.way).label
    return "\n".join(filter(None, (kept, f"ส่งกรม {original.letter} ลงวันที่ {day(original.sent_on, 'th')} ({way})")))


def made_on(moment: datetime) -> str:
    """A moment as a document says it: "5 กรกฎาคม 2555 เวลา 10.00 น."."""
    local = localtime(moment)
    return f"{long_day(local.date())} เวลา {clock_time(local, 'th')}"
