"""Evidence of the example: small documents of some districts and provinces, drawn here and saying so."""

import struct
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from rabrong.demo.clock import BANGKOK, START
from rabrong.demo.frame import Frame, month_start
from rabrong.evidence.models import Attachment, AttachmentVersion
from rabrong.evidence.queries.prescribed import prescribed_of
from rabrong.files.actions import keep
from rabrong.files.models import StoredFile
from rabrong.files.rules import PDF, PNG
from rabrong.org.models import Person, Unit

HANDED_IN: Mapping[str, tuple[str, ...]] = {
    "1201": ("4.3", "1.2", "1.1.1"),
    "1202": ("4.3", "1.2"),
    "1203": ("4.3",),
    "12": ("4.3", "1.1.1"),
    "3001": ("4.3", "1.1.1"),
    "30": ("1.1.1",),
}
"""Unit -> indicators for which it has handed in its first documents of April and May."""

MONTHS = (7, 8)
DAY = 10
NAMES = ("รายงาน (ตัวอย่าง).pdf", "ภาพถ่าย (ตัวอย่าง).png")


def store_evidence(frame: Frame, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """The first document of each indicator as a PDF, the second as a picture; the last one is always missing."""
    kept = {name: _kept(name, content) for name, content in _contents()}
    for code, indicators in HANDED_IN.items():
        person = people.get(f"district-{code}", people.get(f"province-{code}"))
        if person is None or code not in units:
            continue
        for indicator in indicators:
            _hand_in(frame, units[code], indicator, person, kept)


def _hand_in(frame: Frame, unit: Unit, indicator: str, person: Person, kept: Mapping[str, StoredFile]) -> None:
    version = frame.versions[indicator]
    wanted = prescribed_of(version, 9)[: len(NAMES)]
    for month in MONTHS:
        day = month_start(version.year_id, month + 1).replace(day=DAY) if month < MONTHS[-1] else START.date()
        for name, document in zip(NAMES, wanted, strict=False):
            row = Attachment.objects.create(
                unit=unit, indicator=version, month=month, document=document.key, level=document.level
            )
            AttachmentVersion.objects.create(
                attachment=row, number=1, stored=kept[name], name=name, by=person, at=_at(day)
            )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), tzinfo=BANGKOK)


def _kept(name: str, content: bytes) -> StoredFile:
    return keep(content, PDF if name.endswith("pdf") else PNG, now=START)


def _contents() -> Iterator[tuple[str, bytes]]:
    yield NAMES[0], _letter(("EXAMPLE", "Evidence of the example department.", "Nothing here is real."))
    yield NAMES[1], _picture(640, 420)


def _letter(lines: tuple[str, ...]) -> bytes:
    """A PDF of one page with a few lines."""
    text = " ".join(f"1 0 0 1 72 {740 - at * 28} Tm ({line}) Tj" for at, line in enumerate(lines))
    stream = f"BT /F 18 Tf {text} ET 72 690 m 523 690 l S".encode()
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    )
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + end


def _picture(wide: int, high: int) -> bytes:
    """A PNG of a field under a sky."""
    sky, field = bytes((0xC8, 0xDC, 0xE8)) * wide, bytes((0x9A, 0xB0, 0x7A)) * wide
    rows = b"".join(b"\0" + (sky if row < high * 3 // 5 else field) for row in range(high))
    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
