"""The words of the negotiation: parties, moves, refusals, doubts, fields of the vetting."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.wording.templates import REFUSALS as TEMPLATE_REFUSALS
from rabrong.agreements.wording.templates import fault_words as cell_fault_words
from rabrong.org.rules import Refusal
from rabrong.org.wording import SENTENCES as ORG_SENTENCES
from rabrong.org.wording import refusal_words as org_refusal_words
from rabrong.scoring.absence import Fault
from rabrong.ui.dates import day
from rabrong.ui.numbers import bare
from rabrong.ui.words import language

Word = str | Promise

PLACES: Mapping[str, Word] = {
    "wording": _("ข้อความ"),
    "code": _("รหัส"),
    "aspect": _("มิติและด้าน"),
    "measure": _("หน่วยวัด"),
    "starts": _("เริ่มนับตั้งแต่รอบ"),
    "cancelled": _("ยกเลิกตั้งแต่รอบ"),
    "weight": _("น้ำหนัก"),
    "target": _("ค่าเป้าหมาย"),
    "criteria": _("เกณฑ์การให้คะแนน"),
    "forecast": _("คาดการณ์"),
}

MOVES: Mapping[str, Word] = {
    "begin": _("เริ่มเจรจา"),
    "reopen": _("ถอนการตรวจทาน"),
}

REFUSALS: Mapping[str, Callable[[], str]] = {
    "year.closed": lambda: gettext("ปี %(year)s ปิดแล้ว อ่านได้อย่างเดียว"),
    "agreement.signed": lambda: gettext("คำรับรองของ %(unit)s ปี %(year)s ลงนามแล้ว แก้ได้ทางเดียวคือขอเปลี่ยนแปลงรายละเอียด"),
    "negotiation.not_psdg": lambda: gettext("กพร. เท่านั้นที่บันทึกการเจรจาได้"),
    "negotiation.no_move": lambda: gettext("คำรับรองอยู่ในสถานะ “%(state)s” จึงทำขั้นนี้ไม่ได้ เปิดหน้านี้ใหม่เพื่อดูขั้นถัดไป"),
    "meeting.with_nobody": lambda: gettext("ใส่ชื่อคู่เจรจาหรือผู้ส่งหนังสือ ไม่เกิน %(most)s ตัวอักษร"),
    "meeting.future": lambda: gettext("ยังไม่ถึงวันนั้น วันนี้ %(today)s บันทึกได้เมื่อเกิดขึ้นแล้ว"),
    "meeting.letter_future": lambda: gettext("หนังสือลงวันที่หลังวันนี้ (%(today)s) ตรวจวันที่อีกครั้ง"),
    "meeting.no_letter": lambda: gettext(
        "“%(kind)s” เป็นมติจากภายนอก ต้องมีเลขที่หนังสือ วันที่ และสำเนา ที่พิมพ์ไว้ยังอยู่ครบ เลือกไฟล์อีกครั้งแล้วบันทึก"
    ),
    "meeting.decides_appeal": lambda: gettext("กำลังรอผลอุทธรณ์ ให้บันทึกหนังสือฉบับนี้ที่หน้าอุทธรณ์พร้อมผลการพิจารณา"),
    "offer.not_begun": lambda: gettext("คำรับรองอยู่ในสถานะ “%(state)s” กด “เริ่มเจรจา” ก่อนจึงเสนอได้"),
    "offer.not_yours": lambda: gettext("เสนอตัวชี้วัด %(code)s ได้เฉพาะ กพร. และหน่วยที่รับผิดชอบ (%(unit)s)"),
    "offer.other_meeting": lambda: gettext("เลือกการประชุมหรือหนังสือที่มีข้อเสนอนี้ ถ้ายังไม่มีให้บันทึกก่อน"),
    "offer.needs_letter": lambda: gettext("ข้อเสนอของ%(side)s ต้องมาจากการประชุมหรือหนังสือที่มีเลขที่ วันที่ และสำเนา"),
    "offer.not_there": lambda: gettext("%(side)sไม่ได้อยู่ในการประชุมภายใน เลือกการประชุมอื่น"),
    "offer.no_wording": lambda: gettext("ตัวชี้วัด %(code)s ต้องมีข้อความ ไม่เกิน %(most)s ตัวอักษร"),
    "offer.weight_outside": lambda: gettext("น้ำหนักต้องมากกว่า 0 และไม่เกิน 100"),
    "offer.wording_shared": lambda: gettext(
        "ข้อความ หน่วยวัด และรอบของ %(code)s ใช้ร่วมกับคำรับรองของกรม เปลี่ยนได้ที่คำรับรองของกรม"
    ),
    "offer.measure_long": lambda: gettext("หน่วยวัดของ %(code)s ยาวเกิน %(most)s ตัวอักษร"),
    "offer.no_round": lambda: gettext("รอบของ %(code)s ต้องเป็น 6, 9 หรือ 12"),
    "offer.cancelled_before_start": lambda: gettext("%(code)s ยกเลิกก่อนหรือพร้อมรอบที่เริ่มนับไม่ได้ เลือกรอบที่ยกเลิกหลังรอบที่เริ่ม"),
    "offer.nothing": lambda: gettext("ยังไม่มีอะไรต่างจากข้อเสนอล่าสุด แก้ตัวเลขที่ต้องการก่อนแล้วเสนอ"),
    "offer.faults": lambda: gettext("ยังเสนอไม่ได้ มีช่องที่ต้องแก้ %(count)s แถว ที่พิมพ์ไว้ยังอยู่ครบ"),
    "offer.stale": lambda: gettext(
        "ระหว่างที่พิมพ์มีข้อเสนอใหม่ %(count)s ตัวชี้วัด ทั้งสองฉบับแสดงอยู่ในแถว ตรวจแล้วกดเสนออีกครั้งถ้ายังต้องการ"
    ),
    "offer.not_agreed_now": lambda: gettext("คำรับรองอยู่ในสถานะ “%(state)s” ยังตกลงข้อเสนอไม่ได้"),
    "offer.none_chosen": lambda: gettext("เลือกข้อเสนอที่ตกลง ตัวชี้วัดละหนึ่งข้อเสนอ"),
    "forecast.no_source": lambda: gettext("บอกที่มาของตัวเลข ไม่เกิน %(most)s ตัวอักษร"),
    "appeal.nothing_notified": lambda: gettext("ยังไม่มีหนังสือแจ้งผลการเจรจาให้อุทธรณ์"),
    "appeal.there": lambda: gettext("อุทธรณ์ผลที่แจ้งตามหนังสือลงวันที่ %(on)s ไปแล้ว"),
    "appeal.no_statement": lambda: gettext("เขียนคำอุทธรณ์ ไม่เกิน %(most)s ตัวอักษร"),
    "appeal.before_letter": lambda: gettext("ยื่นก่อนวันที่ของหนังสือแจ้งผล (%(on)s) ไม่ได้ ตรวจวันที่อีกครั้ง"),
    "appeal.late": lambda: gettext("หมดเวลาอุทธรณ์เมื่อ %(deadline)s ยื่น %(filed)s จึงรับไม่ได้"),
    "appeal.decided": lambda: gettext("อุทธรณ์นี้มีผลการพิจารณาแล้ว"),
    "appeal.no_outcome": lambda: gettext("เลือกผลการพิจารณา"),
    "appeal.no_decision": lambda: gettext("เขียนคำวินิจฉัย ไม่เกิน %(most)s ตัวอักษร"),
    "vetting.nothing_agreed": lambda: gettext("ยังไม่มีข้อเสนอที่ตกลง ตกลงที่โต๊ะเจรจาก่อน"),
    "vetting.not_the_department": lambda: gettext("กรอบเป็นของคำรับรองของกรม ปรับจากคำรับรองอื่นไม่ได้"),
    "vetting.not_full": lambda: gettext("น้ำหนักทั้งคำรับรองยังไม่รวม 100 ปรับข้อเสนอให้ครบก่อนปรับกรอบ"),
    "vetting.stale": lambda: gettext("ข้อความเปลี่ยนไประหว่างที่เปิดหน้านี้ ตรวจอีกครั้งแล้วกดยืนยัน"),
    "vetting.differs": lambda: gettext("ยังต่างจากที่ตกลง %(count)s แห่ง แก้ให้ตรงก่อนจึงยืนยันได้"),
}


def placing_words(place: str, value: object) -> str:
    """What an offer or a text says of measure, rounds, code or aspect."""
    if place == "cancelled" and value is None:
        return gettext("ไม่ยกเลิก")
    if place in ("starts", "cancelled"):
        return gettext("รอบ %(round)s เดือน") % {"round": _shown(value)}
    return str(value) or "-"


def refusal_words(refusal: Refusal) -> str:
    """Why not, and what to do."""
    if refusal.code in ORG_SENTENCES:
        return org_refusal_words(refusal)
    terms = {name: _shown(value) for name, value in refusal.terms.items()}
    sentence = REFUSALS.get(refusal.code) or TEMPLATE_REFUSALS[refusal.code]
    return sentence() % terms


def _shown(value: object) -> str:
    if isinstance(value, date):
        return day(value, language())
    if isinstance(value, int) and not isinstance(value, bool):
        return bare(value)
    return str(getattr(value, "label", value))


def fault_words(fault: Fault) -> str:
    """What is wrong with a cell."""
    if fault.code in REFUSALS:
        return REFUSALS[fault.code]() % dict(fault.terms)
    terms = dict(fault.terms)
    if terms.get("key") in PLACES:
        terms["key"] = str(PLACES[str(terms["key"])])
    return cell_fault_words(Fault(fault.code, terms))
