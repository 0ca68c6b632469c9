"""The words of assigning much at once: refusals, what becomes of a row, roles."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rabrong.assignments.models import Duty, Ownership

SENTENCES: Mapping[str, Callable[[], str]] = {
    "together.no_indicator": lambda: gettext("เลือกตัวชี้วัดอย่างน้อยหนึ่ง"),
    "together.nobody": lambda: gettext("เลือกหน่วยหรือใส่ชื่อเข้าใช้ของบุคคลอย่างน้อยหนึ่ง"),
    "together.too_many": lambda: gettext("รวม %(count)s ช่อง เกิน %(most)s ช่อง แบ่งเป็นหลายครั้ง"),
    "together.stale": lambda: gettext("มีบางอย่างเปลี่ยนไปหลังจากที่ท่านตรวจ ดูผลใหม่แล้วยืนยันอีกครั้ง"),
    "together.unknown": lambda: gettext("ไม่พบ %(code)s ในระบบ ตรวจรหัสแล้วลองใหม่"),
    "together.indicator_gone": lambda: gettext("ปีนี้ไม่มีตัวชี้วัดนี้"),
    "together.no_source": lambda: gettext("ไม่มีปีก่อนหน้าให้คัดลอก"),
    "together.nothing": lambda: gettext("เลือกว่าใครรับต่อ หรือให้สิ้นสุด อย่างน้อยหนึ่งแถว"),
    "together.oneself": lambda: gettext("%(person)s ส่งต่อให้ตัวเองไม่ได้ เลือกบุคคลอื่น"),
    "together.acting_ends": lambda: gettext("การรักษาการผูกกับคำสั่งของผู้นั้น ส่งต่อไม่ได้ ให้สิ้นสุดแล้วแต่งตั้งใหม่"),
    "together.no_person": lambda: gettext("ไม่พบบุคคล %(code)s พิมพ์ชื่อเข้าใช้ให้ตรง"),
    "together.no_round": lambda: gettext("เลือกรอบ 6, 9 หรือ 12 และวันที่ให้ถูก"),
}

WHAT = {
    "new": _("เพิ่มใหม่"),
    "there": _("มีอยู่แล้ว"),
    "changes": _("เปลี่ยน"),
    "kept": _("ปีนี้มีอย่างอื่นแล้ว คงไว้"),
    "refused": _("ทำไม่ได้"),
}
GLYPHS = {"new": "submitted", "there": "approved", "changes": "draft", "kept": "not_due", "refused": "finding"}


def role_words(roles: str) -> str:
    """The names of roles and duties that stand in a text, one after the other: "main co"."""
    known = {**dict(Ownership.ROLES), **dict(Duty.choices)}
    return ", ".join(str(known.get(each, each)) for each in roles.split())
