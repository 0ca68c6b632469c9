"""The words of passing down: why an order, a row or an answer is refused, and what to do next."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

from rabrong.agreements.wording.agreements import REFUSALS as AGREEMENT_REFUSALS
from rabrong.agreements.wording.agreements import refusal_words as agreement_refusal_words
from rabrong.agreements.wording.years import refusal_words as year_refusal_words
from rabrong.org.rules import Refusal

ROWS: Mapping[str, Callable[[], str]] = {
    "cascade.twice": lambda: gettext("พิมพ์รหัสหน่วยนี้ซ้ำ ใช้ครั้งเดียว ลบรหัสที่ซ้ำออก"),
    "cascade.unknown_unit": lambda: gettext("ไม่มีหน่วยรหัสนี้ ตรวจรหัสที่หน้าองค์กรแล้วแก้"),
    "cascade.cycle": lambda: gettext("หน่วยนี้อยู่เหนือหรือเป็นผู้ถ่ายทอดเอง ถ่ายทอดกลับขึ้นไปจะวนเป็นวง เอาออกจากรายการ"),
    "cascade.closed_unit": lambda: gettext("หน่วยนี้ไม่ได้เปิดอยู่ในวันที่ถ่ายทอด เลือกหน่วยที่รับงานต่อ หรือแก้วันที่"),
    "cascade.not_below": lambda: gettext("ไม่ได้อยู่ใต้หน่วยที่ถ่ายทอด ให้หน่วยที่อยู่เหนือขึ้นไปถ่ายทอดให้"),
    "cascade.unknown_person": lambda: gettext("ไม่มีบุคคลรหัสนี้ หรือบัญชีปิดแล้ว ตรวจรหัสที่หน้าบุคลากร"),
    "cascade.person_elsewhere": lambda: gettext("บุคคลนี้มีคำรับรองของปีนี้ที่หน่วยอื่นแล้ว คนหนึ่งมีได้ฉบับเดียวต่อปี จัดการฉบับเดิมก่อน"),
    "cascade.person_twice": lambda: gettext("เลือกบุคคลนี้ซ้ำ ใช้ครั้งเดียว ลบรหัสที่ซ้ำออก"),
    "cascade.not_above": lambda: gettext("ตัวชี้วัดนี้ไม่มีในคำรับรองที่อยู่เหนือขึ้นไป จึงไม่มีอะไรให้ถ่ายทอด ใส่ในคำรับรองนั้นก่อน"),
    "cascade.no_target": lambda: gettext("คำรับรองที่อยู่เหนือขึ้นไปไม่มีค่าเป้าหมาย จึงแบ่งไม่ได้ ใส่ค่าเป้าหมายก่อน หรือเลือกวิธีอื่น"),
    "cascade.no_past": lambda: gettext("ไม่มีผลของปีก่อนให้ใช้แบ่ง นำผลปีก่อนเข้าก่อน หรือเลือกฐานอื่นในการแบ่ง"),
    "cascade.no_column": lambda: gettext("ไม่มีตัวเลขของหน่วยนี้ในคอลัมน์ที่วางไว้ เพิ่มบรรทัดของหน่วยนี้ (0 ก็เป็นตัวเลข)"),
    "cascade.no_hand": lambda: gettext("ยังไม่ได้ใส่ค่าเป้าหมายด้วยมือ ใส่ที่หน้ากำหนดรายหน่วย"),
    "cascade.nothing_to_share_by": lambda: gettext(
        "ตัวเลขที่ใช้แบ่งติดลบหรือเป็น 0 ทั้งหมด จึงแบ่งตามสัดส่วนไม่ได้ แก้ตัวเลขหรือเลือกฐานอื่น"
    ),
    "cascade.changed_since": lambda: gettext("มีผู้แก้หลังจากนั้น จึงคงไว้ตามที่แก้ ตรวจที่คำรับรองของหน่วยนั้น"),
    "cascade.signed": lambda: gettext("ลงนามแล้วหรือเริ่มลงนามแล้ว จึงคงไว้ เปลี่ยนได้ด้วยคำขอเปลี่ยนแปลง"),
    "cascade.entered": lambda: gettext("มีผู้รายงานผลแล้ว จึงคงไว้ ผลที่รายงานไม่หายไปกับการถอน"),
}
"""Why one row is not carried out or not taken back; beside it stand the receiver and the indicator."""

REFUSALS: Mapping[str, Callable[[], str]] = {
    **ROWS,
    "cascade.not_yours": lambda: gettext("ถ่ายทอดตัวชี้วัดของ%(unit)sได้เฉพาะ กพร. และหัวหน้าของหน่วยนั้น หรือผู้รักษาการแทน"),
    "cascade.not_yours_to_decide": lambda: gettext(
        "รับหรือไม่รับข้อเสนอของ%(unit)sได้เฉพาะ กพร. หัวหน้าของหน่วยนั้น และหัวหน้าของหน่วยที่ถ่ายทอด"
    ),
    "cascade.of_person": lambda: gettext("คำรับรองรายบุคคลไม่มีใครอยู่ใต้ ถ่ายทอดจากคำรับรองของหน่วยแทน"),
    "cascade.no_indicator": lambda: gettext("ยังไม่ได้เลือกตัวชี้วัด เลือกอย่างน้อยหนึ่งตัวในขั้นที่ 1"),
    "cascade.no_receiver": lambda: gettext("ยังไม่ได้เลือกผู้รับ เลือกชนิดหน่วย หน่วย หรือบุคคลในขั้นที่ 2"),
    "cascade.not_a_number": lambda: gettext("“%(text)s” ไม่ใช่ตัวเลข แก้ช่องนั้น เช่น 80 หรือ 7.5"),
    "cascade.weight": lambda: gettext("น้ำหนัก %(text)s ใช้ไม่ได้ น้ำหนักต้องมากกว่า 0"),
    "cascade.nothing": lambda: gettext("ไม่มีอะไรต่างจากที่เป็นอยู่ จึงไม่มีอะไรให้ถ่ายทอด"),
    "cascade.gaps": lambda: gettext(
        "ผลรวมของผู้รับไม่เท่ากับค่าเป้าหมายของผู้ถ่ายทอด %(count)s รายการ แก้ตัวเลข หรือยืนยันว่ายอมรับผลต่าง แล้วส่งอีกครั้ง"
    ),
    "cascade.running": lambda: gettext("การถ่ายทอดนี้กำลังดำเนินการอยู่ ดูความคืบหน้าที่หน้านี้"),
    "cascade.over": lambda: gettext("การถ่ายทอดนี้เสร็จไปแล้วก่อนคำขอยกเลิก ถ้าไม่ต้องการให้ถอนกลับ"),
    "cascade.changed": lambda: gettext("มีผู้แก้ข้อมูลหลังจากที่แสดงตัวอย่าง จึงไม่ได้เขียนสิ่งใด ดูตัวอย่างใหม่แล้วยืนยันอีกครั้ง"),
    "cascade.broke_off": lambda: gettext("ระบบขัดข้องระหว่างดำเนินการ ไม่มีสิ่งใดถูกเขียน ส่งใหม่จากร่างเดิม ถ้ายังขัดข้องแจ้งผู้ดูแลระบบ"),
    "cascade.no_row": lambda: gettext("ไม่มีข้อเสนอที่ยังรอพิจารณาในรายการที่เลือก อาจมีผู้พิจารณาไปแล้ว โหลดหน้านี้ใหม่"),
    "cascade.not_applied": lambda: gettext("ถอนกลับได้เฉพาะการถ่ายทอดที่ทำสำเร็จแล้วและยังไม่ได้ถอน"),
}


def refusal_words(refusal: Refusal) -> str:
    """Why not, and what to do next: in words of here, of agreements, of years."""
    sentence = REFUSALS.get(refusal.code)
    if sentence is not None:
        return sentence() % refusal.terms
    if refusal.code in AGREEMENT_REFUSALS:
        return agreement_refusal_words(refusal)
    return year_refusal_words(refusal)


def row_words(code: str) -> str:
    """Why one row stays as it is."""
    return REFUSALS[code]()
