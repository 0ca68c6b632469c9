"""Sets an agreement: the PDF, and where on it the two signatures go."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from rabrong.paper.agreement_text.clauses import MAKER, SUPERIOR
from rabrong.paper.agreement_text.content import AgreementPaper, FrameworkRow, IndicatorRow, Party
from rabrong.paper.documents.marks import DIGEST_MARK
from rabrong.paper.documents.typesetting import Typeset, Unprintable, Value, typeset

MAKER_FIELD = "maker"
SUPERIOR_FIELD = "superior"

_WORDS = {
    "sign": "ลงชื่อ",
    "date": "วันที่",
    "annex": "เอกสารประกอบท้ายคำรับรอง",
    "framework": "กรอบการประเมินผล",
    "indicators": "ตัวชี้วัด เป้าหมาย และเกณฑ์การให้คะแนน",
    "number": "ลำดับ",
    "indicator": "ตัวชี้วัดผลการปฏิบัติราชการ",
    "measure": "หน่วยวัด",
    "weight": "น้ำหนัก (ร้อยละ)",
    "target": "เป้าหมาย",
    "criteria": "เกณฑ์การให้คะแนน",
    "total": "รวม",
}


def set_agreement(paper: AgreementPaper, *, made_at: datetime) -> Typeset | Unprintable:
    """The PDF with a place per signature (fields `maker` and `superior`), or the letters no font of ours has.

    The same agreement and the same `made_at` give the same bytes.
    """
    return typeset("agreement", _data(paper), made_at=made_at)


def _data(paper: AgreementPaper) -> Mapping[str, Value]:
    return {
        "title": paper.title,
        "author": paper.unit,
        "keywords": [DIGEST_MARK + paper.digest],
        "unit": paper.unit,
        "year": paper.year,
        "made": _made(paper),
        "digits": paper.digits,
        "digest": paper.digest,
        "digest_label": "รหัสคำรับรอง",
        "page_label": "หน้า",
        "mark": paper.mark,
        "words": _WORDS,
        "clauses": paper.clauses,
        "parties": [_party(paper.superior, SUPERIOR_FIELD, SUPERIOR), _party(paper.maker, MAKER_FIELD, MAKER)],
        "framework": [asdict(row) for row in paper.annex.framework],
        "rows": [_row(row) for row in paper.annex.rows],
        "total": paper.annex.total,
        "level_heads": paper.annex.level_heads,
    }


def _made(paper: AgreementPaper) -> str:
    place = f"ทำที่ {paper.place}" if paper.place else ""
    day = f"วันที่ {paper.day}" if paper.day else ""
    return "\n".join(line for line in (place, day) if line)


def _party(party: Party, field: str, role: str) -> Mapping[str, str]:
    return {**asdict(party), "field": field, "role": role}


def _row(row: FrameworkRow | IndicatorRow) -> Mapping[str, Value]:
    return {**asdict(row), "kind": "group" if isinstance(row, FrameworkRow) else "indicator"}
