"""The words of years: states, steps, fields, refusals, what keeps a sheet from being taken in."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rabrong.org.rules import Refusal
from rabrong.org.wording import SENTENCES as ORG_SENTENCES
from rabrong.org.wording import refusal_words as org_refusal_words
from rabrong.ui.dates import day
from rabrong.ui.words import language

Word = str | Promise

STEPS: tuple[Word, ...] = (
    _("เจรจา"),
    _("ลงนาม"),
    _("รายละเอียดตัวชี้วัด"),
    _("ประชุมชี้แจง"),
    _("ดำเนินงาน"),
    _("ติดตาม"),
    _("หลักฐานเชิงประจักษ์"),
    _("รับการตรวจประเมิน"),
    _("ประกาศผลคะแนน"),
    _("จัดสรรเงินรางวัล"),
)
"""The ten steps of a year."""

FIELDS: Mapping[str, Word] = {
    "code": _("รหัส"),
    "indicator": _("ตัวชี้วัด"),
    "indicators": _("ตัวชี้วัด"),
    "framework": _("กรอบการประเมิน"),
    "name": _("ชื่อ"),
    "name_en": _("ชื่อภาษาอังกฤษ"),
    "aspect": _("ประเด็นการประเมิน"),
    "under": _("อยู่ใต้"),
    "weight": _("น้ำหนัก"),
    "unit": _("หน่วยวัด"),
    "target": _("ค่าเป้าหมาย"),
    "criteria": _("เกณฑ์การให้คะแนน"),
    "amended": _("เกณฑ์ที่แก้ระหว่างปี"),
    "data": _("ข้อมูลพื้นฐาน"),
    "formula": _("สูตรคำนวณ"),
    "formulas": _("สูตรที่แก้ระหว่างปี"),
    "unreported": _("หน่วยที่ไม่รายงาน"),
    "starts": _("เริ่มรอบ"),
    "cancelled": _("ยกเลิกตั้งแต่รอบ"),
    "responsible": _("หน่วยที่เขียนรายละเอียด"),
    "owners": _("เจ้าภาพและผู้สนับสนุน (O&S)"),
    "evidence": _("หลักฐานอ้างอิง"),
    "adjust": _("การปรับคะแนน"),
    "note": _("หมายเหตุ"),
    "superior": _("ผู้รับคำรับรอง"),
    "appeal_days": _("วันอุทธรณ์ผลการเจรจา"),
    "details_decided_by": _("ผู้พิจารณาการเปลี่ยนรายละเอียดตัวชี้วัด"),
    "bands": _("ช่วงคะแนน"),
    "points": _("จุดของคะแนน"),
    "floor": _("ผลไม่ถึงระดับแรก"),
    "places": _("ทศนิยมของคะแนนที่แสดง"),
    "total": _("คะแนนรวม"),
    "missing": _("ไม่รายงานผล"),
    "result_places": _("ปัดผลก่อนคิดคะแนน (ทศนิยม)"),
    "on": _("วันที่"),
    "kind": _("ชนิด"),
    "at": _("ระดับ"),
    "from": _("ขอบช่วง"),
    "steps": _("ขั้นตอน"),
    "parts": _("ส่วน"),
    "cap": _("คะแนนสูงสุด"),
    "pass": _("ผ่านได้"),
    "fail": _("ไม่ผ่านได้"),
    "upto": _("ถึง"),
    "role": _("บทบาท"),
    "share": _("สัดส่วน"),
    "reason": _("เหตุผล"),
    "percent": _("ร้อยละ"),
    "over_months": _("รวมเดือน"),
    "over_units": _("รวมหน่วย"),
    "weighted_by": _("ถ่วงด้วย"),
}
"""What the keys of an agreement file are called."""

INSIDE: Mapping[str, Word] = {
    "points": _("คะแนน"),
    "unit": _("หน่วย"),
    "name": _("ชื่อ"),
    "6": _("รอบ 6"),
    "9": _("รอบ 9"),
    "12": _("รอบ 12"),
}
"""What a key is called where it stands inside a value."""

VALUES: Mapping[str, Word] = {
    "levels": _("เทียบบัญญัติไตรยางศ์"),
    "mixed": _("ขั้นตอนแล้วเป็นปริมาณ"),
    "weighted_steps": _("ขั้นตอนถ่วงน้ำหนัก"),
    "average": _("เฉลี่ยถ่วงน้ำหนัก"),
    "composite": _("ตัวชี้วัดย่อย"),
    "pass_fail": _("ผ่าน/ไม่ผ่าน"),
    "score": _("ให้คะแนนโดยตรง"),
    "main": _("เจ้าภาพหลัก"),
    "co": _("เจ้าภาพรอง"),
    "supporter": _("ผู้สนับสนุน"),
    "leave_out": _("ไม่นับ"),
    "lowest": _("ได้ระดับแรก"),
    "block": _("ยังไม่คิดคะแนนรวม"),
    "first": _("ได้ระดับแรก"),
    "zero": _("ได้ 0"),
    "extrapolate": _("ลดลงตามสัดส่วน ไม่ต่ำกว่า 0"),
    "unrounded": _("รวมคะแนนก่อนปัดเศษ"),
    "displayed": _("รวมคะแนนที่แสดง (ปัดแล้ว)"),
}
"""Words that stand for themselves in a file, as people say them; what is not here is shown as it is."""


def refusal_words(refusal: Refusal) -> str:
    """Why not, and what to do next."""
    if refusal.code in ORG_SENTENCES:
        return org_refusal_words(refusal)
    said = language()
    terms = {
        name: day(value, said) if isinstance(value, date) else str(getattr(value, "label", value))
        for name, value in refusal.terms.items()
    }
    return REFUSALS[refusal.code]() % terms


REFUSALS: dict[str, Callable[[], str]] = {
    "year.there": lambda: gettext("มีปีงบประมาณ %(year)s อยู่แล้ว เปิดจากรายการปี"),
    "year.outside": lambda: gettext("%(year)s ไม่ใช่ปี พ.ศ. ที่เปิดได้ พิมพ์ปี พ.ศ. สี่หลัก เช่น 2556"),
    "year.unknown": lambda: gettext("ยังไม่มีปีงบประมาณ %(year)s เปิดปีก่อน"),
    "year.closed": lambda: gettext("ปีงบประมาณ %(year)s ปิดแล้ว แก้ไขไม่ได้อีก"),
    "year.not_draft": lambda: gettext("ปีงบประมาณ %(year)s เปิดแล้ว กรอบและกติกาแก้ได้เฉพาะตอนเป็นร่าง ใช้การขอเปลี่ยนแปลงแทน"),
    "round.closed": lambda: gettext("รอบ %(round)s เดือนปิดเมื่อ %(on)s ตัวเลขของรอบนั้นจึงไม่เปลี่ยน เว้นแต่ กพร. เปิดรอบใหม่"),
    "year.no_such_move": lambda: gettext("ปีงบประมาณ %(year)s ทำขั้นนี้ไม่ได้จากสถานะปัจจุบัน"),
    "year.not_over": lambda: gettext("ปีงบประมาณ %(year)s ยังไม่สิ้นสุด ปิดได้หลัง %(on)s"),
    "year.no_agreement": lambda: gettext("ปีงบประมาณ %(year)s ยังไม่มีคำรับรองของกรม นำเข้าจากแฟ้มหรือคัดลอกจากปีก่อน"),
    "check.errors": lambda: gettext("ยังมีข้อที่ต้องแก้ %(count)s ข้อ (%(codes)s) แก้ก่อน หรือบันทึกเหตุผล"),
    "check.warnings": lambda: gettext("ยังมีข้อที่ควรดู %(count)s ข้อ (%(codes)s) แก้ หรือรับไว้พร้อมเหตุผลก่อนลงนาม"),
    "agreement.signed": lambda: gettext("คำรับรองของ %(unit)s ปี %(year)s ลงนามแล้ว"),
    "agreement.not_draft": lambda: gettext("คำรับรองของ %(unit)s ปี %(year)s ไม่ใช่ร่างแล้ว นำเข้าไม่ได้"),
    "finding.gone": lambda: gettext("ข้อนี้เปลี่ยนไปแล้ว โหลดหน้านี้ใหม่แล้วดูอีกครั้ง"),
    "finding.is_error": lambda: gettext("%(code)s เป็นข้อที่ต้องแก้ รับไว้ไม่ได้"),
    "finding.accepted": lambda: gettext("%(code)s มีผู้รับไว้แล้ว"),
    "finding.no_reason": lambda: gettext("ใส่เหตุผลที่รับไว้"),
    "calendar.code_twice": lambda: gettext("รหัสวัน %(code)s ซ้ำ แต่ละรหัสใช้ได้ครั้งเดียว"),
    "framework.empty": lambda: gettext("กรอบต้องมีอย่างน้อยหนึ่งประเด็น"),
    "aspect.bad_code": lambda: gettext("รหัสประเด็นต้องมี 1 ถึง %(most)s ตัวอักษร"),
    "aspect.code_twice": lambda: gettext("รหัสประเด็น %(code)s ซ้ำ"),
    "aspect.no_name": lambda: gettext("ประเด็น %(code)s ยังไม่มีชื่อ"),
    "aspect.unknown": lambda: gettext("ไม่มีประเด็นรหัส %(code)s ตรวจรหัสหรือเพิ่มประเด็นก่อน"),
    "aspect.cycle": lambda: gettext("ประเด็น %(code)s อยู่ใต้ตัวเอง แก้ว่าอยู่ใต้ประเด็นใด"),
    "aspect.gone": lambda: gettext("ปีนี้ไม่มีประเด็น %(code)s แล้ว เพิ่มประเด็นก่อนนำตัวชี้วัดกลับมา"),
    "indicator.bad_code": lambda: gettext("รหัสตัวชี้วัดต้องมี 1 ถึง %(most)s ตัวอักษร"),
    "indicator.code_twice": lambda: gettext("รหัสตัวชี้วัด %(code)s ซ้ำ"),
    "indicator.no_name": lambda: gettext("ตัวชี้วัด %(code)s ยังไม่มีชื่อ"),
    "indicator.in_use": lambda: gettext("ตัวชี้วัด %(code)s ยังมีข้อเสนอ รายละเอียด ผล หรือคำรับรองอื่นอ้างถึง จึงเอาออกไม่ได้"),
    "indicator.there": lambda: gettext("ปีนี้มีตัวชี้วัด %(code)s อยู่แล้ว"),
    "indicator.code_taken": lambda: gettext("ปีนี้มีตัวชี้วัดอื่นใช้รหัส %(code)s เปลี่ยนรหัสก่อน"),
    "indicator.not_promised": lambda: gettext("ตัวชี้วัด %(code)s ไม่ได้อยู่ในคำรับรองของกรม"),
    "exchange.unknown_unit": lambda: gettext("ไม่พบหน่วยรหัส %(code)s ในระบบ เพิ่มหน่วยหรือแก้รหัสในแฟ้ม"),
    "exchange.unknown_person": lambda: gettext("ไม่พบบุคคลรหัส %(code)s ในระบบ"),
    "exchange.not_department": lambda: gettext("เปิดปีได้จากคำรับรองของกรมเท่านั้น แฟ้มนี้เป็นของ %(code)s"),
    "exchange.no_agreement": lambda: gettext("%(code)s ยังไม่มีคำรับรองปี %(year)s"),
    "exchange.other_rules": lambda: gettext("จุดของคะแนนในแฟ้มไม่ตรงกับที่กำหนดไว้ของปี %(year)s"),
    "exchange.other_framework": lambda: gettext("แฟ้มมีประเด็น %(code)s ที่กรอบของปี %(year)s ไม่มี"),
    "exchange.unknown_indicator": lambda: gettext("ปีนี้ไม่มีตัวชี้วัด %(code)s"),
    "exchange.key_twice": lambda: gettext("key %(key)s ซ้ำ ตัวชี้วัดแต่ละตัวมี key ของตัวเอง"),
    "exchange.owner_twice": lambda: gettext("หน่วย %(code)s เป็นเจ้าภาพของตัวชี้วัดเดียวกันสองครั้ง"),
    "sheet.not_scored": lambda: gettext("คำรับรองที่ได้จะคิดคะแนนไม่ได้ (%(place)s และรวม %(count)s ข้อ) แก้แล้วส่งใหม่"),
    "exchange.too_long": lambda: gettext("%(place)s ยาวเกิน %(most)s ตัวอักษร (%(text)s) ตัดให้สั้นลง"),
}


def place_words(name: str, between: str) -> str:
    """A place in words, with the code it names: "aspect quality" is ประเด็นการประเมิน quality."""
    kind, _sign, code = name.partition(between)
    return f"{FIELDS.get(kind, kind)} {code}".strip()
