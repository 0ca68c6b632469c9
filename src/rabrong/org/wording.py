"""Why something was refused, as a sentence: what, where and what to do next."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import get_language, gettext

from rabrong.org.rules import Refusal
from rabrong.ui.dates import day


def refusal_words(refusal: Refusal) -> str:
    """The sentence of a refusal in the language of the request; dates in B.E."""
    language = get_language() or "th"
    terms = {name: _shown(value, language) for name, value in refusal.terms.items()}
    return SENTENCES[refusal.code]() % terms


def _shown(value: object, language: str) -> str:
    if value is None:
        return gettext("ไม่กำหนดสิ้นสุด")
    return day(value, language) if isinstance(value, date) else str(getattr(value, "label", value))


SENTENCES: dict[str, Callable[[], str]] = {
    "org.not_administrator": lambda: gettext("ผู้ดูแลระบบ กพร. เท่านั้นที่ทำรายการนี้ได้"),
    "days.order": lambda: gettext("วันสิ้นสุดต้องอยู่หลังวันเริ่ม %(starts)s แก้วันแล้วลองใหม่"),
    "days.past": lambda: gettext("ช่วงนี้สิ้นสุดไปแล้วเมื่อ %(ends)s จึงแก้ย้อนหลังไม่ได้ เริ่มช่วงใหม่แทน"),
    "unit.year_closed": lambda: gettext("ปี %(year)s ปิดแล้ว ผังหน่วยงานของปีนั้นเปลี่ยนไม่ได้ คะแนนจะไม่เท่าเดิม ให้มีผลตั้งแต่ %(on)s"),
    "unit.not_yet": lambda: gettext("ยังไม่ถึง %(on)s บันทึกได้ตั้งแต่วันที่มีผล"),
    "unit.closed": lambda: gettext("%(unit)s ปิดแล้วตั้งแต่ %(on)s เลือกหน่วยที่ยังเปิดอยู่"),
    "unit.later_change": lambda: gettext("%(unit)s มีการเปลี่ยนแปลงที่มีผล %(on)s แล้ว การเปลี่ยนแปลงใหม่ต้องมีผลหลังวันนั้น"),
    "unit.bad_code": lambda: gettext("รหัสหน่วย “%(code)s” ใช้ไม่ได้ ใช้ตัวอักษร ตัวเลข . _ - ไม่เกิน 20 ตัว ไม่มีช่องว่าง"),
    "unit.code_taken": lambda: gettext("รหัสหน่วย %(code)s มีผู้ใช้แล้ว รหัสของหน่วยที่ปิดไปก็ใช้ซ้ำไม่ได้ เลือกรหัสอื่น"),
    "unit.unknown": lambda: gettext("ไม่พบหน่วยรหัส %(code)s ตรวจรหัสแล้วลองใหม่"),
    "unit.no_name": lambda: gettext("ยังไม่ได้ใส่ชื่อหน่วย"),
    "unit.none_chosen": lambda: gettext("ยังไม่ได้เลือกหน่วยที่จะรวม"),
    "unit.no_parent": lambda: gettext("%(kind)s ต้องอยู่ใต้หน่วยอื่น เลือกหน่วยที่สังกัด"),
    "unit.wrong_place": lambda: gettext("%(kind)s อยู่ใต้ %(above)s ไม่ได้ เลือกหน่วยที่สังกัดใหม่"),
    "unit.not_there_yet": lambda: gettext("%(unit)s เริ่มมีเมื่อ %(on)s เลือกวันตั้งแต่วันนั้น"),
    "unit.cycle": lambda: gettext("%(above)s อยู่ใต้ %(unit)s อยู่แล้ว ย้ายแล้วจะวนเป็นวง เลือกหน่วยอื่น"),
    "unit.has_children": lambda: gettext("%(unit)s ยังมีหน่วยย่อย %(count)s หน่วย เช่น %(first)s ย้ายหรือรวมหน่วยย่อยก่อน"),
    "unit.has_people": lambda: gettext("%(unit)s ยังมีคนสังกัด %(count)s คน เช่น %(first)s ย้ายคนก่อน"),
    "unit.merge_kinds": lambda: gettext("รวม %(unit)s เข้ากับ %(into)s ไม่ได้ ต้องเป็นหน่วยชนิดเดียวกันคนละหน่วย"),
    "unit.split_parts": lambda: gettext("แยก %(unit)s ต้องได้อย่างน้อยสองหน่วย ถ้าเปลี่ยนชื่ออย่างเดียวให้ใช้เปลี่ยนชื่อ"),
    "unit.split_children": lambda: gettext("ยังไม่ได้เลือกว่า %(unit)s จะไปอยู่ใต้หน่วยใหม่ใด"),
    "membership.kinds": lambda: gettext("%(member)s เป็นสมาชิกของ %(region)s ไม่ได้ เขตตรวจราชการมีจังหวัดเป็นสมาชิก"),
    "membership.overlap": lambda: gettext(
        "%(member)s อยู่ใน %(region)s ตั้งแต่ %(starts)s ถึง %(ends)s แล้ว ช่วงวันซ้อนกัน เลือกวันอื่น"
    ),
    "membership.overlap_open": lambda: gettext(
        "%(member)s อยู่ใน %(region)s ตั้งแต่ %(starts)s โดยยังไม่สิ้นสุด ให้ออกจากเขตเดิมก่อน"
    ),
    "person.no_unit": lambda: gettext("%(person)s ยังไม่มีหน่วยสังกัด เลือกหน่วยก่อน"),
    "person.no_position": lambda: gettext("%(person)s ยังไม่มีตำแหน่ง ใส่ชื่อตำแหน่งก่อน"),
    "person.bad_code": lambda: gettext("ชื่อเข้าใช้ “%(code)s” ใช้ไม่ได้ ใช้ตัวอักษร ตัวเลข . _ - ยาว 2 ถึง 40 ตัว ไม่มีช่องว่าง"),
    "person.code_taken": lambda: gettext("ชื่อเข้าใช้ %(code)s มีผู้ใช้แล้ว เลือกชื่ออื่น"),
    "person.bad_email": lambda: gettext("อีเมล “%(email)s” ไม่ถูกรูปแบบ ตัวอย่าง somsri@example.go.th"),
    "person.citizen_taken": lambda: gettext("เลขประจำตัวประชาชนนี้เป็นของบัญชีอื่นแล้ว ตรวจว่ามีบัญชีซ้ำหรือไม่"),
    "person.closed": lambda: gettext("บัญชีของ %(person)s ปิดแล้ว"),
    "person.not_suspended": lambda: gettext("บัญชีของ %(person)s ไม่ได้ถูกระงับอยู่"),
    "person.not_oneself": lambda: gettext("ระงับหรือปิดบัญชีของตนเองไม่ได้ ให้ผู้ดูแลอีกคนทำ"),
    "person.no_reason": lambda: gettext("ใส่เหตุผล เหตุผลจะอยู่ในบันทึกการใช้งาน"),
    "role.not_there": lambda: gettext("บทบาท %(role)s มีที่ %(unit)s ไม่ได้ เลือกหน่วยอื่น"),
    "role.assessor_ends": lambda: gettext("ผู้ตรวจประเมินต้องมีวันสิ้นสุด"),
    "role.held_already": lambda: gettext("%(person)s เป็น %(role)s ที่ %(unit)s ตั้งแต่ %(starts)s ถึง %(ends)s อยู่แล้ว"),
    "role.second_head": lambda: gettext(
        "%(person)s เป็น %(role)s ของ %(unit)s ตั้งแต่ %(starts)s ถึง %(ends)s อยู่แล้ว มีพร้อมกันสองคนไม่ได้ ให้สิ้นสุดคนเดิมก่อน"
    ),
    "role.last_administrator": lambda: gettext("เป็นผู้ดูแลระบบคนสุดท้าย แต่งตั้งผู้ดูแลอีกคนก่อน"),
    "acting.no_order": lambda: gettext("ใส่เลขที่คำสั่งที่ให้ทำการแทน"),
    "acting.self": lambda: gettext("%(person)s ทำการแทนตนเองไม่ได้ เลือกคนอื่น"),
    "acting.for_whom": lambda: gettext("เลือกว่าทำการแทนใคร หรือระบุตำแหน่งที่ว่าง"),
    "acting.principal_without_role": lambda: gettext(
        "%(principal)s ไม่ได้เป็น %(role)s ที่ %(unit)s ในช่วงนั้น จึงทำการแทนไม่ได้"
    ),
    "acting.not_vacant": lambda: gettext("%(role)s ของ %(unit)s ไม่ว่าง: %(person)s ดำรงตำแหน่งอยู่ ให้ใช้ปฏิบัติราชการแทน"),
    "acting.overlap": lambda: gettext("%(person)s ทำการแทนตำแหน่งนี้อยู่แล้วตั้งแต่ %(starts)s ถึง %(ends)s ช่วงวันซ้อนกัน"),
}
