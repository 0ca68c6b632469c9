"""Sets an order: the PDF of its text and its annex."""

from collections.abc import Mapping
from datetime import datetime

from rabrong.paper.documents.typesetting import Unprintable, Value, typeset
from rabrong.paper.order_text.content import AnnexRow, OrderPaper
from rabrong.thai.digits import THAI, to_thai_digits

_WORDS = {
    "order": "คำสั่ง",
    "number": "ที่",
    "subject": "เรื่อง",
    "ordered": "สั่ง ณ วันที่",
    "annex": "บัญชีแนบท้ายคำสั่ง",
    "dated": "ลงวันที่",
    "at": "ลำดับ",
    "who": "ชื่อ – ตำแหน่ง",
    "part": "หน้าที่",
    "days": "ระยะเวลา",
}


def set_order_paper(paper: OrderPaper, *, made_at: datetime) -> bytes | Unprintable:
    """The PDF, or the letters no font of ours has. The same order and the same `made_at` give the same bytes."""
    made = typeset("order", _data(paper), made_at=made_at)
    return made if isinstance(made, Unprintable) else made.pdf


def _data(paper: OrderPaper) -> Mapping[str, Value]:
    return {
        "title": f"{_WORDS['order']}{paper.unit} {_WORDS['number']} {to_thai_digits(paper.number)}",
        "author": paper.unit,
        "keywords": [],
        "digits": THAI,
        "digest": "",
        "digest_label": "",
        "page_label": "หน้า",
        "mark": paper.mark,
        "words": _WORDS,
        "unit": paper.unit,
        "number": to_thai_digits(paper.number),
        "subject": to_thai_digits(paper.title),
        "paragraphs": [to_thai_digits(each) for each in paper.paragraphs],
        "dated": to_thai_digits(paper.dated),
        "dated_in_annex": to_thai_digits(paper.dated_in_annex),
        "signer": [to_thai_digits(each) for each in (paper.signer.position, paper.signer.acting) if each],
        "signer_name": to_thai_digits(paper.signer.name),
        "objects": paper.objects,
        "has_days": "1" if any(row.days for row in paper.rows) else "",
        "rows": [_row(number, row) for number, row in enumerate(paper.rows, start=1)],
    }


def _row(number: int, row: AnnexRow) -> Mapping[str, Value]:
    return {
        "at": to_thai_digits(str(number)),
        "name": to_thai_digits(row.name),
        "position": to_thai_digits(row.position),
        "part": to_thai_digits(row.part),
        "objects": [to_thai_digits(each) for each in row.objects],
        "days": to_thai_digits(row.days),
    }
