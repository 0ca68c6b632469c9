"""Why an approval was refused, as a sentence: what, and what to do next."""

from collections.abc import Callable

from django.utils.translation import gettext

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
    "approval.note_missing": lambda: gettext("ส่งกลับต้องบอกเหตุผล เขียนว่าให้แก้อะไร"),
}
