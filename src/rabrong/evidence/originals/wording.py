"""The words of the register of originals: why something was not written, and what to do next."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

SENTENCES: Mapping[str, Callable[[], str]] = {
    "original.not_keeper": lambda: gettext(
        "ทะเบียนของ %(unit)s บันทึกได้โดยผู้จัดเก็บข้อมูลของหน่วย หรือผู้ปฏิบัติงานของจังหวัดที่หน่วยสังกัด"
    ),
    "original.no_lines": lambda: gettext("เลือกเอกสารอย่างน้อยหนึ่งรายการจากทะเบียนก่อน"),
    "original.too_many": lambda: gettext("บันทึกพร้อมกันได้ไม่เกิน %(most)s รายการ กรองให้แคบลงแล้วทำทีละชุด"),
    "original.no_way": lambda: gettext("เลือกวิธีส่งจากรายการ"),
    "original.not_yet": lambda: gettext("ยังไม่ถึงวันที่ %(day)s ใส่วันที่ของหนังสือที่ส่งไปแล้ว"),
    "original.sent_half": lambda: gettext("การส่งต้องมีครบทั้งวันที่ เลขที่หนังสือ และวิธีส่ง"),
    "original.nowhere": lambda: gettext("ใส่สถานที่เก็บตัวจริง หรือการส่งให้กรม อย่างน้อยหนึ่งอย่าง"),
    "original.stale": lambda: gettext("มีผู้บันทึก “%(document)s” ของ %(unit)s หลังจากที่ท่านเปิดหน้านี้ ดูทะเบียนล่าสุดแล้วบันทึกอีกครั้ง"),
}
