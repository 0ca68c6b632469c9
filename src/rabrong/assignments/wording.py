"""The words of assignments: refusals."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext

from rabrong.agreements.wording.agreements import refusal_words as agreement_refusal_words
from rabrong.agreements.wording.years import REFUSALS as YEAR_SENTENCES
from rabrong.agreements.wording.years import refusal_words as year_refusal_words
from rabrong.assignments.models import ROUNDS, Ownership, Standing
from rabrong.assignments.orders.wording import SENTENCES as ORDER_SENTENCES
from rabrong.assignments.together.wording import SENTENCES as TOGETHER_SENTENCES
from rabrong.org.rules import Refusal
from rabrong.ui.dates import day
from rabrong.ui.words import language

SENTENCES: Mapping[str, Callable[[], str]] = {
    "printed.other_year": lambda: gettext("แฟ้มเป็นของปี %(year)s ไม่ใช่ปี %(here)s"),
    "printed.none": lambda: gettext("แฟ้มไม่มีตารางที่พิมพ์ไว้ (printed)"),
    "printed.source_twice": lambda: gettext("แฟ้มมีตารางจาก %(source)s สองครั้ง รวมเป็นตารางเดียวแล้วส่งอีกครั้ง"),
    "printed.too_long": lambda: gettext("ข้อความยาวเกินกว่าที่เก็บได้: %(text)s"),
    "owner.unknown_role": lambda: gettext("ไม่รู้จักบทบาท %(role)s ใช้ O, o, S หรือเว้นว่าง"),
    "owner.unknown_who": lambda: gettext("ไม่พบหน่วยหรือบุคคลรหัส %(code)s ตรวจรหัสจากหน้าองค์กรหรือบุคลากร"),
    "owner.unknown_round": lambda: gettext("ไม่มีรอบ %(round)s ใช้รอบ 6, 9 หรือ 12"),
    "owner.rounds_order": lambda: gettext("เริ่มรอบ %(first)s หลังรอบสุดท้าย %(last)s สลับรอบให้ถูก"),
    "owner.share_range": lambda: gettext("สัดส่วน %(share)s ใช้ไม่ได้ ใส่มากกว่า 0 ไม่เกิน 100 และเฉพาะช่องที่มีบทบาท"),
    "owner.share_over": lambda: gettext("สัดส่วนของตัวชี้วัด %(code)s รอบ %(round)s รวมได้ %(sum)s เกิน 100 ลดของรายอื่นก่อน"),
    "owner.unit_closed": lambda: gettext("%(unit)s ยุบเลิกตั้งแต่ %(on)s จึงรับตัวชี้วัดในรอบ %(round)s ไม่ได้"),
    "owner.unit_not_yet": lambda: gettext("%(unit)s ตั้งเมื่อ %(on)s จึงรับตัวชี้วัดในรอบ %(round)s ไม่ได้"),
    "owner.person_closed": lambda: gettext("บัญชีของ %(person)s ปิดแล้ว เลือกบุคคลอื่น"),
    "owner.twice": lambda: gettext("%(who)s ถูกมอบตัวชี้วัด %(code)s สองครั้งในรอบเดียวกัน เหลือไว้ครั้งเดียว"),
    "owner.overlap": lambda: gettext("%(who)s มีบทบาทอื่นในตัวชี้วัด %(code)s ตั้งแต่รอบ %(round)s สิ้นสุดแถวนั้นก่อน"),
    "owner.stale": lambda: gettext("ช่องของ %(who)s ในตัวชี้วัด %(code)s มีผู้เปลี่ยนไปแล้ว ดูค่าปัจจุบันแล้วเลือกใหม่"),
    "role.stale": lambda: gettext("หน้าที่ของตัวชี้วัด %(code)s มีผู้เปลี่ยนไปแล้ว ดูรายการปัจจุบันแล้วเลือกใหม่"),
    "role.unknown_duty": lambda: gettext("ไม่รู้จักหน้าที่ %(duty)s เลือกจากรายการ"),
    "role.too_long": lambda: gettext("ข้อความยาวเกินกว่าที่เก็บได้: %(text)s"),
    "role.nobody": lambda: gettext("ใส่ชื่อหรือตำแหน่งของผู้ที่ไม่มีบัญชี"),
    "role.twice": lambda: gettext("%(who)s มีหน้าที่นี้ในตัวชี้วัด %(code)s อยู่แล้วตั้งแต่รอบ %(round)s"),
    "role.overlap": lambda: gettext("%(who)s รับหน้าที่นี้ตั้งแต่รอบ %(round)s อยู่แล้ว สิ้นสุดหน้าที่นั้นก่อน"),
    "role.score_owner_keeps": lambda: gettext("เจ้าของคะแนนต้องเป็นผู้จัดเก็บข้อมูลในรอบนั้น"),
    "role.not_substitute": lambda: gettext("ระบุว่าแทนผู้ใดเฉพาะผู้จัดเก็บข้อมูลสำรอง"),
    "role.substitute_for_whom": lambda: gettext("เลือกผู้จัดเก็บข้อมูลของตัวชี้วัดนี้ที่จะให้แทน"),
    "role.substitute_self": lambda: gettext("%(who)s แทนตัวเองไม่ได้"),
    "role.substitute_rounds": lambda: gettext("%(who)s จัดเก็บข้อมูลรอบ %(first)s ถึง %(last)s ผู้แทนต้องอยู่ในช่วงนั้น"),
    **ORDER_SENTENCES,
    **TOGETHER_SENTENCES,
}


FINDINGS: Mapping[str, Callable[[], str]] = {
    "R-DUP": lambda: gettext("ตัวชี้วัด %(code)s มีบุคคลเป็นเจ้าภาพหลักหลายคน: %(people)s"),
    "R-LOAD": lambda: gettext("%(person)s เป็นเจ้าภาพหรือผู้จัดเก็บ %(count)s ตัวชี้วัด เกิน %(most)s: %(codes)s"),
    "R-LINE": lambda: gettext("ผู้กำกับของตัวชี้วัด %(code)s (%(person)s) อยู่นอกสายของหน่วยเจ้าภาพ"),
    "R-ACCOUNT": lambda: gettext("ผู้จัดเก็บข้อมูลของตัวชี้วัด %(code)s (%(person)s) ไม่มีบัญชีที่ใช้งานได้"),
}
"""The rules about people, by code."""


def role_words(role: str) -> str:
    """A role of the Owner-Supporter table in words; what a blank cell says."""
    return str(dict(Ownership.ROLES).get(role, gettext("ว่าง")))


def rounds_words(row: Standing) -> str:
    """The rounds a row counts in: "รอบ 6 ถึง 12"."""
    last = ROUNDS[-1] if row.to_round is None else row.to_round
    if last == row.from_round:
        return gettext("รอบ %(round)s") % {"round": last}
    return gettext("รอบ %(first)s ถึง %(last)s") % {"first": row.from_round, "last": last}


def refusal_words(refusal: Refusal) -> str:
    """Why not, and what to do next; a refusal inside another is said in its place."""
    if refusal.code in SENTENCES:
        return SENTENCES[refusal.code]() % {name: _shown(value) for name, value in refusal.terms.items()}
    return year_refusal_words(refusal) if refusal.code in YEAR_SENTENCES else agreement_refusal_words(refusal)


def _shown(value: object) -> str:
    if isinstance(value, Refusal):
        return refusal_words(value)
    return day(value, language()) if isinstance(value, date) else str(getattr(value, "label", value))
