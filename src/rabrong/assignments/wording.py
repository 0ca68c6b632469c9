"""The words of assignments: refusals."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

from rabrong.agreements.wording.years import refusal_words as year_refusal_words
from rabrong.org.rules import Refusal

SENTENCES: Mapping[str, Callable[[], str]] = {
    "printed.other_year": lambda: gettext("แฟ้มเป็นของปี %(year)s ไม่ใช่ปี %(here)s"),
    "printed.none": lambda: gettext("แฟ้มไม่มีตารางที่พิมพ์ไว้ (printed)"),
    "printed.source_twice": lambda: gettext("แฟ้มมีตารางจาก %(source)s สองครั้ง รวมเป็นตารางเดียวแล้วส่งอีกครั้ง"),
    "printed.too_long": lambda: gettext("ข้อความยาวเกินกว่าที่เก็บได้: %(text)s"),
}


def refusal_words(refusal: Refusal) -> str:
    """Why not, and what to do next."""
    if refusal.code not in SENTENCES:
        return year_refusal_words(refusal)
    return SENTENCES[refusal.code]() % refusal.terms
