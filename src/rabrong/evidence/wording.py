"""Why a document is not taken, as a sentence: what, and what to do next."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext

from rabrong.evidence.binders.wording import SENTENCES as BINDER_SENTENCES
from rabrong.evidence.originals.wording import SENTENCES as ORIGINAL_SENTENCES
from rabrong.evidence.requests.wording import SENTENCES as REQUEST_SENTENCES
from rabrong.files.kinds import DOCX, HEIC, ODP, ODS, ODT, PPTX, TEXT, XLSX
from rabrong.files.models import Scan
from rabrong.files.rules import JPEG, PDF, PNG
from rabrong.org.rules import Refusal
from rabrong.results.wording import refusal_words as result_refusal_words
from rabrong.ui.dates import day
from rabrong.ui.words import language

PAPER_SENTENCES: Mapping[str, Callable[[], str]] = {**ORIGINAL_SENTENCES, **REQUEST_SENTENCES, **BINDER_SENTENCES}
"""What registers, requests and binders refuse."""


def refusal_words(refusal: Refusal) -> str:
    """The sentence in the language of the request; what windows and years refuse as well."""
    sentence = SENTENCES.get(refusal.code) or PAPER_SENTENCES.get(refusal.code)
    if sentence is None:
        return result_refusal_words(refusal)
    return sentence() % {name: _said(term) for name, term in refusal.terms.items()}


def _said(term: object) -> object:
    return day(term, language()) if isinstance(term, date) else term


SENTENCES: dict[str, Callable[[], str]] = {
    "year.closed": lambda: gettext("ปีงบประมาณ %(year)s ปิดแล้ว จึงไม่รับหลักฐานอีก"),
    "evidence.not_keeper": lambda: gettext("ผู้จัดเก็บข้อมูลของ %(unit)s หรือคณะทำงานถ้าเป็นจังหวัดเท่านั้นที่แนบหลักฐานของหน่วยนี้ได้"),
    "evidence.not_promised": lambda: gettext("%(unit)s ไม่มีตัวชี้วัด %(code)s ในคำรับรอง จึงไม่มีหลักฐานให้แนบ"),
    "evidence.no_time": lambda: gettext("เลือกเดือนหรือรอบของหลักฐานก่อน"),
    "evidence.no_document": lambda: gettext("รายละเอียดตัวชี้วัดไม่ได้กำหนดเอกสารนี้ เลือกจากรายการแล้วแนบอีกครั้ง"),
    "evidence.many_files": lambda: gettext("ที่นี่มีหลักฐานครบ %(most)s แฟ้มแล้ว นำแฟ้มที่ไม่ใช้ออกก่อน"),
    "evidence.no_reason": lambda: gettext("ต้องบอกเหตุผลที่นำออก เขียนสั้น ๆ ว่าเพราะอะไร"),
    "evidence.long_reason": lambda: gettext("เหตุผลยาวเกิน %(most)s ตัวอักษร ตัดให้สั้นลง"),
    "evidence.removed": lambda: gettext("หลักฐานนี้ถูกนำออกแล้ว"),
    "file.empty": lambda: gettext("แฟ้มว่างเปล่า เลือกแฟ้มอื่น"),
    "file.too_large": lambda: gettext("แฟ้มใหญ่เกิน %(most)s MB ลดขนาดหรือแบ่งเป็นหลายแฟ้ม"),
    "file.no_room": lambda: gettext("ที่เก็บแฟ้มของระบบเต็ม แฟ้มนี้จึงยังไม่ถูกเก็บ แจ้งผู้ดูแลระบบแล้วส่งใหม่ภายหลัง"),
    "file.not_kept": lambda: gettext("ที่เก็บแฟ้มไม่ตอบ แฟ้มนี้จึงยังไม่ถูกเก็บ ลองส่งใหม่อีกครั้ง"),
    "file.program": lambda: gettext("เนื้อในเป็นโปรแกรม ไม่ใช่เอกสาร ไม่ว่าจะตั้งชื่อว่าอะไร จึงไม่รับ"),
    "file.old_office": lambda: gettext(
        "เป็นแฟ้ม Office แบบเก่าซึ่งตรวจไม่ได้ว่ามีมาโครหรือไม่ บันทึกเป็น PDF หรือ .docx .xlsx แล้วส่งใหม่"
    ),
    "file.archive": lambda: gettext("ไม่รับแฟ้มที่บีบรวมหลายแฟ้ม (ZIP, RAR) แตกออกแล้วแนบเอกสารแต่ละแฟ้ม"),
    "file.unknown_kind": lambda: gettext("ไม่รู้จักชนิดของแฟ้มนี้ รับ PDF รูปภาพ JPEG PNG HEIC เอกสาร Office และข้อความ"),
    "file.broken": lambda: gettext("แฟ้มเสียหายหรือไม่ครบ เปิดดูในเครื่องแล้วบันทึกใหม่ก่อนส่ง"),
    "file.too_many_pixels": lambda: gettext("รูปมีขนาด %(wide)s × %(high)s จุด ใหญ่เกิน %(most)s ล้านจุด ย่อรูปแล้วส่งใหม่"),
    "file.macros": lambda: gettext("แฟ้มมีมาโคร จึงไม่รับ บันทึกเป็นแบบไม่มีมาโคร (.xlsx, .docx) หรือ PDF แล้วส่งใหม่"),
    "file.encrypted": lambda: gettext("แฟ้มมีรหัสผ่าน ผู้ตรวจจะเปิดไม่ได้ เอารหัสออกแล้วส่งใหม่"),
    "evidence.none_picked": lambda: gettext("ยังไม่ได้เลือกแฟ้ม เลือกอย่างน้อยหนึ่งแฟ้ม"),
    "evidence.infected": lambda: gettext("พบไวรัส (%(found)s) จึงไม่รับ ตรวจเครื่องที่ใช้ส่งแล้วส่งแฟ้มที่สะอาด"),
    "evidence.withheld": lambda: gettext("พบไวรัสในแฟ้มนี้หลังรับไว้ จึงเปิดไม่ได้ ให้ผู้จัดเก็บส่งแฟ้มใหม่แทน"),
    "evidence.lost": lambda: gettext("แฟ้มนี้หายจากที่เก็บหรือไม่ตรงกับที่รับไว้ แจ้งผู้ดูแลระบบ"),
    "file.bomb": lambda: gettext("เนื้อในของแฟ้มขยายออกใหญ่ผิดปกติ จึงไม่เปิด บันทึกเป็น PDF แล้วส่งใหม่"),
}

KINDS = {PDF: "PDF", JPEG: "JPEG", PNG: "PNG", HEIC: "HEIC", DOCX: "Word", XLSX: "Excel", PPTX: "PowerPoint"}
KINDS |= {ODT: "OpenDocument", ODS: "OpenDocument", ODP: "OpenDocument"}
KIB, MIB = 1024, 1024 * 1024


def kind_words(kind: str) -> str:
    """What people call a kind of file."""
    return gettext("ข้อความ") if kind == TEXT else KINDS.get(kind, kind)


def size_words(size: int) -> str:
    """Bytes, as kilobytes or megabytes with one place, rounded half up."""
    if size < MIB:
        return f"{max((size + KIB // 2) // KIB, 1)} kB"
    tenths = (size * 10 + MIB // 2) // MIB
    return f"{tenths // 10}.{tenths % 10} MB"


def scan_words(scan: Scan | None) -> str:
    """What a virus scanner said; of a file that none has seen, that it was not scanned."""
    if scan is None:
        return gettext("ยังไม่ได้ตรวจไวรัส")
    return gettext("พบไวรัส เปิดไม่ได้") if scan.found else gettext("ตรวจไวรัสแล้ว")
