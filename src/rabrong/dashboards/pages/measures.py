"""Units of measure in the language of the page: the usual ones are known, others stay as they were agreed."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

USUAL = (
    _("ร้อยละ"), _("ระดับ"), _("ขั้นตอน"), _("คะแนน"), _("คน"), _("ครัวเรือน"), _("กองทุน"), _("กลุ่ม"), _("แผน"),
    _("ตำบล"), _("หมู่บ้าน"), _("แห่ง"), _("บาท"), _("ล้านบาท"), _("หมื่นบาท"), _("วัน"), _("ชั่วโมง"),
    _("ครั้ง"), _("เรื่อง"), _("รายการ"),
)  # fmt: skip


def measure_words(measure: str) -> str:
    """What a number counts."""
    return gettext(measure) if measure else ""
