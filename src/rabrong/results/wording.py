"""Why something was refused of reports, windows, rounds and overrides, as a sentence: what, and what to do next."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext

from rabrong.agreements.wording.years import refusal_words as year_refusal_words
from rabrong.org.rules import Refusal
from rabrong.ui.dates import day, month_name
from rabrong.ui.words import language


def refusal_words(refusal: Refusal) -> str:
    """The sentence in the language of the request; what years and units refuse as well."""
    if refusal.code not in SENTENCES:
        return year_refusal_words(refusal)
    return SENTENCES[refusal.code]() % {name: _shown(name, value) for name, value in refusal.terms.items()}


def _shown(name: str, value: object) -> object:
    if isinstance(value, date):
        return day(value, language())
    return month_name(value, language()) if name == "month" and isinstance(value, int) else value


SENTENCES: dict[str, Callable[[], str]] = {
    "approval.not_yours": lambda: gettext("%(code)s ของ %(unit)s เดือน %(month)s รอผู้อื่นอนุมัติในขั้นนี้"),
    "approval.own_entry": lambda: gettext(
        "ท่านกรอก %(code)s ของ %(unit)s เดือน %(month)s เอง จึงอนุมัติหรือส่งกลับไม่ได้ไม่ว่าในฐานะใด ให้ผู้อื่นทำ"
    ),
    "approval.not_waiting": lambda: gettext("%(code)s ของ %(unit)s เดือน %(month)s ไม่ได้รออนุมัติ"),
    "approval.stale": lambda: gettext("%(code)s ของ %(unit)s เดือน %(month)s มีการส่งใหม่หลังจากท่านเปิดหน้านี้ ตรวจอีกครั้ง"),
    "approval.gone": lambda: gettext("ไม่พบรายงานที่เลือก เปิดรายการใหม่แล้วเลือกอีกครั้ง"),
    "approval.year_closed": lambda: gettext("ปีของ %(code)s ปิดแล้ว การอนุมัติและการส่งกลับจึงไม่เปลี่ยนอีก"),
    "approval.round_closed": lambda: gettext(
        "รอบที่มีเดือน %(month)s ปิดแล้ว การอนุมัติจะเปลี่ยนคะแนนของรอบนั้น ให้ กพร. เปิดรอบใหม่ก่อน"
    ),
    "counting.none": lambda: gettext("ยังไม่ได้เลือกกติกา เลือกหนึ่งข้อ"),
    "counting.same": lambda: gettext("ปีนี้ใช้กติกานี้อยู่แล้ว เลือกกติกาอื่น"),
    "counting.running": lambda: gettext("กำลังคำนวณคะแนนตามกติกาที่สั่งไว้ก่อน รอให้เสร็จแล้วสั่งใหม่"),
    "counting.broke_off": lambda: gettext("การคำนวณหยุดกลางคัน กติกาและคะแนนยังเป็นของเดิมทั้งหมด สั่งใหม่ได้"),
    "counting.round_closed": lambda: gettext("รอบ %(round)s เดือนปิดแล้ว คะแนนของรอบนั้นไม่เปลี่ยน เปิดรอบใหม่ก่อนเปลี่ยนกติกา"),
    "approval.note_missing": lambda: gettext("ส่งกลับต้องบอกเหตุผล เขียนว่าให้แก้อะไร"),
    "approval.none_picked": lambda: gettext("ยังไม่ได้เลือกรายการ เลือกอย่างน้อยหนึ่งรายการ"),
    "approval.nothing_passes": lambda: gettext("ไม่มีรายการใดที่ท่านทำขั้นนี้ได้ เหตุผลอยู่ด้านล่าง"),
    "approval.changed": lambda: gettext("รายการที่เลือกเปลี่ยนไปหลังจากท่านเปิดหน้านี้ ยังไม่มีอะไรถูกบันทึก ตรวจรายการใหม่แล้วเลือกอีกครั้ง"),
    "round.year_draft": lambda: gettext("ปีงบประมาณ %(year)s ยังเป็นร่าง เปิดปีก่อน"),
    "round.already_closed": lambda: gettext("รอบ %(round)s เดือนปิดแล้วเมื่อ %(on)s ถ้าต้องแก้ให้เปิดรอบใหม่ก่อน"),
    "round.later_closed": lambda: gettext(
        "รอบ %(later)s เดือนปิดแล้วและอาศัยรอบ %(round)s เดือน ให้เปิดรอบ %(later)s เดือนก่อน"
    ),
    "round.month_open": lambda: gettext("เดือน %(month)s ยังกรอกได้ถึง %(closes)s ปิดรอบได้หลังจากนั้น"),
    "round.not_open": lambda: gettext("รอบ %(round)s เดือนเริ่มปิดได้ %(opens)s ตามช่วงเวลาของรอบ"),
    "round.not_closed": lambda: gettext("รอบ %(round)s เดือนยังไม่ปิด จึงไม่มีอะไรให้เปิดใหม่"),
    "window.no_reason": lambda: gettext("ต้องบอกเหตุผล เขียนสั้น ๆ ว่าเพราะอะไรหรือตามหนังสือใด"),
    "window.long_reason": lambda: gettext("เหตุผลยาวเกิน %(most)s ตัวอักษร ตัดให้สั้นลง"),
    "window.month_order": lambda: gettext("เดือน %(month)s ปิดก่อนวันเปิด แก้วันใดวันหนึ่ง"),
    "window.round_order": lambda: gettext("รอบ %(round)s เดือนปิดก่อนวันเปิด แก้วันใดวันหนึ่ง"),
    "window.already_locked": lambda: gettext("เดือนที่เลือกล็อกอยู่แล้ว เลือกเดือนที่ยังไม่ล็อก"),
    "window.not_locked": lambda: gettext("เดือนที่เลือกไม่ได้ล็อกอยู่ เลือกเดือนที่ล็อก"),
    "window.until_past": lambda: gettext("วันสิ้นสุดการผ่อนผัน %(until)s ผ่านไปแล้ว เลือกวันนี้หรือหลังจากนี้"),
    "window.stale": lambda: gettext("มีผู้แก้ปีนี้ระหว่างที่ท่านเปิดหน้านี้ ที่พิมพ์ไว้ยังอยู่ด้านล่าง ตรวจดูแล้วบันทึกอีกครั้ง"),
    "window.no_months": lambda: gettext("ยังไม่ได้เลือกเดือน เลือกอย่างน้อยหนึ่งเดือน"),
    "window.no_unit": lambda: gettext("ไม่พบหน่วยรหัสนี้ พิมพ์รหัสหรือเลือกจากรายการ"),
    "window.bad_day": lambda: gettext("วันที่ไม่ถูกต้อง พิมพ์ วว/ดด/ปปปป เช่น 12/05/2555"),
    "entry.not_keeper": lambda: gettext("ผู้จัดเก็บข้อมูลของ %(unit)s เท่านั้นที่กรอกตัวเลขของหน่วยนี้ได้"),
    "entry.reported_below": lambda: gettext("หน่วยที่อยู่ต่ำกว่า %(unit)s เป็นผู้รายงานตัวเลขของตัวชี้วัดนี้ ถ้ากรอกที่นี่อีกจะนับซ้ำ"),
    "entry.other_rounds": lambda: gettext(
        "%(unit)s เป็นเจ้าภาพของตัวชี้วัดนี้เฉพาะรอบ %(rounds)s เดือนนี้อยู่ในรอบ %(round)s ให้เจ้าภาพของรอบนั้นเป็นผู้กรอก"
    ),
    "entry.helps_owner": lambda: gettext("%(unit)s เป็นเจ้าภาพรองหรือผู้สนับสนุนของตัวชี้วัดนี้ เจ้าภาพหลักเป็นผู้กรอก ถ้ากรอกที่นี่อีกจะนับซ้ำ"),
    "entry.not_owner": lambda: gettext("%(unit)s ไม่ได้เป็นเจ้าภาพของตัวชี้วัดนี้ ให้เจ้าภาพเป็นผู้กรอก"),
    "entry.cancelled": lambda: gettext("ตัวชี้วัดนี้ยกเลิกตั้งแต่รอบ %(round)s เดือน จึงไม่ต้องกรอก"),
    "entry.not_open": lambda: gettext("ช่วงเวลากรอกของเดือนนี้เปิด %(opens)s"),
    "entry.closed": lambda: gettext("ช่วงเวลากรอกของเดือนนี้ปิดเมื่อ %(closes)s"),
    "entry.locked": lambda: gettext("เดือน %(month)s ถูกล็อกแล้ว ขอให้ กพร. เปิดเป็นกรณีพิเศษ"),
    "entry.exception_ended": lambda: gettext("การผ่อนผันให้กรอกเดือนนี้สิ้นสุดเมื่อ %(until)s ขอให้ กพร. ต่อเวลา"),
    "entry.round_closed": lambda: gettext("รอบ %(round)s เดือนปิดแล้ว ตัวเลขของเดือนนี้จึงไม่เปลี่ยน เว้นแต่ กพร. เปิดรอบใหม่"),
    "entry.no_window": lambda: gettext("ปีนี้ไม่ได้กำหนดช่วงเวลากรอกของเดือน %(month)s"),
    "sending.key_taken": lambda: gettext("การส่งนี้ใช้รหัสที่เคยส่งตัวเลขชุดอื่นไปแล้ว จึงไม่รับ ที่พิมพ์ไว้ยังอยู่ เปิดหน้านี้ใหม่แล้วส่งอีกครั้ง"),
    "sending.no_key": lambda: gettext("การส่งนี้ไม่มีรหัสการส่งที่ถูกต้อง จึงไม่รับ เปิดหน้านี้ใหม่แล้วส่งอีกครั้ง"),
    "sending.not_here": lambda: gettext("%(code)s ไม่อยู่ในหน้ากรอกของ %(unit)s แล้ว"),
    "plan.not_planner": lambda: gettext("กพร. ผู้กำกับดูแลตัวชี้วัด หรือผู้กำกับดูแลของ %(unit)s เท่านั้นที่กำหนดแผนรายเดือนนี้ได้"),
    "plan.cancelled": lambda: gettext("ตัวชี้วัดนี้ยกเลิกตั้งแต่รอบ %(round)s เดือน จึงไม่ต้องมีแผน"),
    "plan.not_twelve": lambda: gettext("แผนมี %(given)s ช่อง ต้องมี 12 ช่อง ตั้งแต่ ต.ค. ถึง ก.ย."),
    "plan.no_end": lambda: gettext("ต้องมีแผนของเดือน ก.ย. เพราะเป็นผลเมื่อสิ้นปี เดือนอื่นเว้นว่างได้"),
    "plan.no_number": lambda: gettext("อ่านแผนของเดือน %(month)s ไม่ออก พิมพ์ตัวเลขหรือเว้นว่าง"),
    "plan.outside": lambda: gettext(
        "แผนของเดือน %(month)s ใช้กับเกณฑ์ไม่ได้ ขั้นตอนต้องเป็นจำนวนเต็มไม่เกินที่มี คะแนนต้องอยู่ใน 0 ถึง %(last)s"
    ),
    "plan.stale": lambda: gettext("มีผู้แก้แผนนี้ระหว่างที่ท่านเปิดหน้านี้ ที่พิมพ์ไว้ยังอยู่ ตรวจดูแล้วบันทึกอีกครั้ง"),
    "plan.same": lambda: gettext("แผนที่พิมพ์เหมือนฉบับล่าสุดทุกเดือน จึงไม่มีอะไรให้บันทึก"),
    "override.own_numbers": lambda: gettext("ท่านกรอกตัวเลขของผลนี้เอง จึงเสนอหรือตัดสินค่าแทนไม่ได้ไม่ว่าในฐานะใด ให้ผู้อื่นทำ"),
    "override.no_month": lambda: gettext("ยังไม่มีผลของเดือน %(month)s ให้กำหนดค่าแทน"),
    "override.no_result": lambda: gettext("ค่านี้ใช้กับเกณฑ์ของตัวชี้วัดไม่ได้ ใส่ตัวเลข N/A หรือผ่าน/ไม่ผ่าน ตามที่เกณฑ์รับ"),
    "override.no_value": lambda: gettext("อ่านค่านี้ไม่ออก พิมพ์ตัวเลข หรือ N/A หรือ ผ่าน หรือ ไม่ผ่าน"),
    "override.gone": lambda: gettext("ไม่พบข้อเสนอนี้ โหลดหน้านี้ใหม่แล้วทำอีกครั้ง"),
    "override.decided": lambda: gettext("ข้อเสนอนี้ตัดสินหรือถอนไปแล้ว"),
    "override.own_proposal": lambda: gettext("ท่านเป็นผู้เสนอค่านี้ ต้องให้อีกคนหนึ่งเป็นผู้ตัดสิน"),
    "override.not_decider": lambda: gettext("ผู้บริหารหรือ กพร. ของกรมเท่านั้นที่ตัดสินค่าแทนได้"),
    "override.ended": lambda: gettext("ข้อเสนอนี้ถูกถอนหรือไม่อนุมัติไปแล้ว จึงถอนอีกไม่ได้"),
}
