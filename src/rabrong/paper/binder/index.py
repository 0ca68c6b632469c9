"""The index of a binder as a PDF: what lies in it, where its original is, what is missing, how to check all of it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from rabrong.paper.binder.content import Binder, Packed
from rabrong.paper.binder.packing import SUMS
from rabrong.paper.documents.typesetting import Value
from rabrong.paper.sheets.reading import KEPT_ENVIRONMENT
from rabrong.thai.digits import THAI, to_thai_digits

SHELL = f"sha256sum -c {SUMS}"
POWERSHELL = (
    f"gc {SUMS} -Encoding UTF8 | % {{ $h, $f = $_ -split ' +', 2; "
    'if ((Get-FileHash -LiteralPath $f).Hash -eq $h) { "$f: OK" } else { "$f: FAILED" } }'
)
"""Get-FileHash takes SHA-256 where none is named; -eq does not look at the case of letters."""

CHILD = "rabrong.paper.binder.child"
ROWS = 400
"""Of one PDF."""

UNKNOWN = "\N{WHITE SQUARE}"

_WORDS = {
    "index": "บัญชีหลักฐาน",
    "at": "ที่",
    "document": "เอกสาร และชื่อแฟ้ม",
    "unit": "หน่วยงาน",
    "period": "เดือน/รอบ",
    "level": "ระดับ/ขั้นตอน",
    "size": "ขนาด (ไบต์)",
    "by": "แนบโดย เมื่อ",
    "original": "ตัวจริงอยู่ที่",
    "count": "จำนวนแฟ้ม",
    "bytes": "รวม (ไบต์)",
    "part": "ตอนที่",
    "lost": "ไม่อยู่ในชุดนี้",
    "made": "จัดทำเมื่อ",
    "author": "จัดทำโดย",
    "check": "วิธีตรวจว่าแฟ้มครบและไม่ถูกแก้",
    "how": f"แตกแฟ้ม ZIP แล้วเปิดหน้าต่างคำสั่งในโฟลเดอร์ที่มี {SUMS} พิมพ์คำสั่งนี้ ทุกบรรทัดต้องลงท้ายด้วย OK",
    "linux": "Linux และ macOS",
    "windows": "Windows (PowerShell)",
    "absent": "แฟ้มที่ไม่ได้อยู่ในชุดนี้",
    "absent_how": "แฟ้มต่อไปนี้มีในทะเบียนแต่ส่งให้ไม่ได้ แจ้งผู้ดูแลระบบพร้อมรหัส SHA-256 เพื่อกู้จากสำเนา",
    "why": "เหตุ",
    "none": "ยังไม่มีหลักฐานที่แนบและท่านอ่านได้",
}
_UNPRINTABLE = b"U"
_FAULTS = {"lost": "หาแฟ้มไม่พบหรืออ่านไม่ได้", "altered": "เนื้อหาไม่ตรงกับที่เก็บไว้เมื่อแนบ"}


def index_parts(binder: Binder, packed: Sequence[Packed], *, made_on: str, made_at: datetime) -> Iterator[bytes]:
    """The PDFs, one for every ROWS files, so that a large index takes no more memory than a small one.

    `made_on` is the day as it is printed. A letter that no font of ours has becomes a square.
    """
    numbered = list(enumerate(packed, start=1))
    parts = [numbered[at : at + ROWS] for at in range(0, len(numbered), ROWS)] or [[]]
    for number, rows in enumerate(parts, start=1):
        data = {
            **_heading(binder, packed, made_on),
            "part": to_thai_digits(f"{number}/{len(parts)}") if len(parts) > 1 else "",
            "rows": _rows(rows),
            "absent": _absent(rows),
        }
        yield _set(data, made_at)


def _set(data: Mapping[str, Value], made_at: datetime) -> bytes:
    made = _set_apart(data, made_at)
    while made[:1] == _UNPRINTABLE:
        data = _without(data, made[1:].decode())
        made = _set_apart(data, made_at)
    return made[1:]


def _set_apart(data: Mapping[str, Value], made_at: datetime) -> bytes:
    """By a process of its own. Raises CalledProcessError when data and template do not fit each other."""
    asked = json.dumps({"data": data, "at": int(made_at.timestamp())}).encode()
    command = [sys.executable, "-P", "-m", CHILD]
    environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    return subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True, env=environment).stdout


def _without(value: Mapping[str, Value], letters: str) -> Mapping[str, Value]:
    return {key: _replaced(inner, letters) for key, inner in value.items()}


def _replaced(value: Value, letters: str) -> Value:
    if isinstance(value, str):
        for letter in letters:
            value = value.replace(letter, UNKNOWN)
        return value
    if isinstance(value, Mapping):
        return _without(value, letters)
    return value if isinstance(value, int) else [_replaced(inner, letters) for inner in value]


def _heading(binder: Binder, packed: Sequence[Packed], made_on: str) -> dict[str, Value]:
    there = [each for each in packed if each.fault is None]
    return {
        "title": f"{_WORDS['index']} {binder.title}",
        "author": binder.author,
        "keywords": [],
        "digits": THAI,
        "digest": "",
        "digest_label": "",
        "page_label": "หน้า",
        "mark": "",
        "words": _WORDS,
        "heading": to_thai_digits(binder.title),
        "lines": [to_thai_digits(line) for line in binder.lines],
        "made": to_thai_digits(made_on),
        "by": to_thai_digits(binder.author),
        "count": to_thai_digits(f"{len(there):,}"),
        "bytes": to_thai_digits(f"{sum(each.sheet.size_bytes for each in there):,}"),
        "lost": to_thai_digits(f"{len(packed) - len(there):,}") if len(there) < len(packed) else "",
        "shell": SHELL,
        "powershell": POWERSHELL,
    }


def _rows(numbered: Iterable[tuple[int, Packed]]) -> list[Value]:
    return [_row(number, each) for number, each in numbered if each.fault is None]


def _absent(numbered: Iterable[tuple[int, Packed]]) -> list[Value]:
    faulty = ((number, each, each.fault) for number, each in numbered)
    return [{**_row(number, each), "why": _FAULTS[fault]} for number, each, fault in faulty if fault is not None]


def _row(number: int, each: Packed) -> dict[str, Value]:
    sheet = each.sheet
    return {
        "at": to_thai_digits(str(number)),
        "document": to_thai_digits(sheet.document),
        "indicator": to_thai_digits(sheet.indicator),
        "path": each.path,
        "sha256": sheet.sha256,
        "unit": to_thai_digits(sheet.unit),
        "period": to_thai_digits(sheet.period),
        "level": to_thai_digits(sheet.level),
        "size": to_thai_digits(f"{sheet.size_bytes:,}"),
        "by": to_thai_digits("\n".join(filter(None, (sheet.by, sheet.at)))),
        "original": to_thai_digits(sheet.original) or "-",
    }
