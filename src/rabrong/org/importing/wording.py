"""What is wrong in a sheet, as sentences: what, and what to write instead. The cell stands beside them."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext

from rabrong.org.importing.rows import Problem
from rabrong.org.rules import Refusal
from rabrong.org.wording import refusal_words
from rabrong.ui.dates import day
from rabrong.ui.words import language

SENTENCES: dict[str, Callable[[], str]] = {
    "file.no_heads": lambda: gettext("ไม่พบหัวคอลัมน์ใน 10 แถวแรก ใช้แบบฟอร์มจากหน้านี้ หัวคอลัมน์ที่รู้จัก: %(heads)s"),
    "file.no_column": lambda: gettext("ขาดคอลัมน์ %(heads)s เพิ่มคอลัมน์แล้วส่งอีกครั้ง"),
    "file.no_rows": lambda: gettext("มีแต่หัวคอลัมน์ ยังไม่มีข้อมูลใต้แถวนี้"),
    "cell.too_long": lambda: gettext("ยาวเกิน %(most)s ตัวอักษร ตัดให้สั้นลง"),
    "date.unreadable": lambda: gettext("อ่านวันที่นี้ไม่ออก พิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 30/4/2555"),
    "date.no_such_day": lambda: gettext("ไม่มีวันนี้ในปฏิทิน ตรวจวันและเดือนอีกครั้ง"),
    "date.year_out_of_range": lambda: gettext("ปีนี้ไกลเกินไป พิมพ์ปี พ.ศ. สี่หลัก เช่น 2555"),
    "date.other_era": lambda: gettext("ปี %(year)s คลาดไป 543 ปี ถ้าหมายถึง %(typed)s ให้พิมพ์ %(typed)s"),
    "unit.no_code": lambda: gettext("ยังไม่ได้ใส่รหัสหน่วย"),
    "unit.twice": lambda: gettext("รหัสหน่วย %(code)s ซ้ำกับแถว %(row)s ลบแถวหนึ่ง"),
    "unit.kind_differs": lambda: gettext("%(unit)s เป็น%(kind)sอยู่แล้ว เปลี่ยนประเภทไม่ได้ ตั้งหน่วยใหม่ด้วยรหัสใหม่แทน"),
    "unit.other_department": lambda: gettext("รหัสหน่วย %(code)s เป็นของกรมอื่น ใช้รหัสอื่น"),
    "unit.not_that_kind": lambda: gettext("%(code)s ไม่ใช่%(kind)sของกรมนี้ ตรวจรหัส"),
    "kind.unknown": lambda: gettext("ไม่รู้จักประเภท “%(kind)s” เลือกจากรายการในแบบฟอร์ม"),
    "membership.twice": lambda: gettext("%(member)s มีช่วงวันซ้อนกับแถว %(row)s จังหวัดอยู่ได้ทีละเขต"),
    "person.no_code": lambda: gettext("ยังไม่ได้ใส่ชื่อเข้าใช้"),
    "person.twice": lambda: gettext(
        "ชื่อเข้าใช้ %(code)s ซ้ำกับแถว %(row)s ถ้าเป็นคนเดียวกันที่มีหลายบทบาท ใส่บทบาทในแถวนี้ ถ้าไม่ใช่ ใช้ชื่ออื่น"
    ),
    "person.differs": lambda: gettext("ไม่ตรงกับแถว %(row)s ของ %(code)s คนเดียวกันต้องเขียนเหมือนกัน หรือเว้นว่างไว้"),
    "person.bad_telephone": lambda: gettext("โทรศัพท์ “%(telephone)s” อ่านไม่ออก ตัวอย่าง 0 2141 6000 ต่อ 12"),
    "person.bad_citizen": lambda: gettext("เลขประจำตัวประชาชนไม่ถูกต้อง ต้องมี 13 หลักและหลักสุดท้ายต้องตรงกับหลักอื่น"),
    "person.no_citizen_key": lambda: gettext(
        "ระบบนี้ยังไม่ได้ตั้งกุญแจสำหรับเลขประจำตัวประชาชน เว้นคอลัมน์นี้ว่างไว้ หรือให้ผู้ดูแลเครื่องตั้ง RABRONG_CITIZEN_KEY"
    ),
    "person.later_seat": lambda: gettext("ตำแหน่งปัจจุบันเริ่มเมื่อ %(on)s ตำแหน่งใหม่ต้องเริ่มหลังวันนั้น"),
    "role.unknown": lambda: gettext("ไม่รู้จักบทบาท “%(role)s” เลือกจากรายการในแบบฟอร์ม"),
    "role.twice": lambda: gettext("บทบาท %(role)s ที่ %(unit)s ซ้อนกับแถว %(row)s ของคนเดียวกัน ลบแถวหนึ่งหรือแก้วัน"),
    "role.second_head_in_sheet": lambda: gettext(
        "%(role)s ของ %(unit)s มีในแถว %(row)s แล้วในวันเดียวกัน มีพร้อมกันสองคนไม่ได้ แก้วันหรือบทบาท"
    ),
}


def problem_words(problem: Problem) -> str:
    """The sentence in the language of the page."""
    sentence = SENTENCES.get(problem.code)
    if sentence is None:
        return refusal_words(Refusal(problem.code, problem.terms))
    return sentence() % {name: _shown(value) for name, value in problem.terms.items()}


def _shown(value: object) -> str:
    return day(value, language()) if isinstance(value, date) else str(getattr(value, "label", value))
