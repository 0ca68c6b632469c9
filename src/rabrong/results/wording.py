"""Why an approval or a rule of counting was refused, as a sentence: what, and what to do next."""

from collections.abc import Callable

from django.utils.translation import gettext

from rabrong.agreements.wording.years import refusal_words
from rabrong.org.rules import Refusal


def approval_words(refusal: Refusal) -> str:
    """The sentence of a refused approval in the language of the request."""
    return SENTENCES[refusal.code]() % refusal.terms


SENTENCES: dict[str, Callable[[], str]] = {
    "approval.not_yours": lambda: gettext("%(code)s ของ %(unit)s เดือนที่ %(month)s รอผู้อื่นอนุมัติในขั้นนี้"),
    "approval.own_entry": lambda: gettext(
        "ท่านกรอก %(code)s ของ %(unit)s เดือนที่ %(month)s เอง จึงอนุมัติหรือส่งกลับไม่ได้ไม่ว่าในฐานะใด ให้ผู้อื่นทำ"
    ),
    "approval.not_waiting": lambda: gettext("%(code)s ของ %(unit)s เดือนที่ %(month)s ไม่ได้รออนุมัติ"),
    "approval.stale": lambda: gettext("%(code)s ของ %(unit)s เดือนที่ %(month)s มีการส่งใหม่หลังจากท่านเปิดหน้านี้ ตรวจอีกครั้ง"),
    "approval.gone": lambda: gettext("ไม่พบรายงานที่เลือก เปิดรายการใหม่แล้วเลือกอีกครั้ง"),
    "approval.year_closed": lambda: gettext("ปีของ %(code)s ปิดแล้ว การอนุมัติและการส่งกลับจึงไม่เปลี่ยนอีก"),
    "approval.round_closed": lambda: gettext(
        "รอบที่มีเดือนที่ %(month)s ปิดแล้ว การอนุมัติจะเปลี่ยนคะแนนของรอบนั้น ให้ กพร. เปิดรอบใหม่ก่อน"
    ),
    "approval.note_missing": lambda: gettext("ส่งกลับต้องบอกเหตุผล เขียนว่าให้แก้อะไร"),
}


def counting_words(refusal: Refusal) -> str:
    """The sentence of a refused rule of counting in the language of the request."""
    return COUNTING[refusal.code]() % refusal.terms if refusal.code in COUNTING else refusal_words(refusal)


COUNTING: dict[str, Callable[[], str]] = {
    "counting.same": lambda: gettext("ปีนี้ใช้กติกานี้อยู่แล้ว เลือกกติกาอื่น"),
    "counting.round_closed": lambda: gettext("รอบ %(round)s เดือนปิดแล้ว คะแนนของรอบนั้นไม่เปลี่ยน เปิดรอบใหม่ก่อนเปลี่ยนกติกา"),
    "window.no_reason": lambda: gettext("ต้องบอกเหตุผล"),
    "window.long_reason": lambda: gettext("เหตุผลยาวเกิน %(most)s ตัวอักษร"),
}
