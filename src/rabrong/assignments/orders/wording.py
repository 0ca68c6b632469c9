"""The words of orders: why something was refused, and what to do next."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

SENTENCES: Mapping[str, Callable[[], str]] = {
    "order.not_draft": lambda: gettext("คำสั่งนี้%(state)s แก้ไม่ได้ ออกคำสั่งใหม่แทน หรือยกเลิกพร้อมเหตุผล"),
    "order.stale": lambda: gettext("มีผู้แก้ร่างนี้หลังจากที่ท่านเปิด ดูร่างล่าสุดแล้วแก้อีกครั้ง"),
    "order.no_title": lambda: gettext("ใส่เรื่องของคำสั่ง"),
    "order.no_text": lambda: gettext("ใส่ข้อความของคำสั่ง"),
    "order.no_province": lambda: gettext("เลือกจังหวัดของคณะทำงาน"),
    "order.too_long": lambda: gettext("ข้อความยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง"),
    "order.day_outside": lambda: gettext("วันที่ %(day)s อยู่นอกปีงบประมาณ %(year)s ใช้วันตั้งแต่ %(first)s ถึง %(last)s"),
    "order.other_part": lambda: gettext("“%(part)s” ไม่ใช่หน้าที่ของคำสั่งชนิดนี้ เลือกหน้าที่อื่น"),
    "order.nobody": lambda: gettext("เลือกบุคคล หรือใส่ทั้งชื่อและตำแหน่งของผู้ที่ไม่มีบัญชี"),
    "order.too_many": lambda: gettext("คำสั่งหนึ่งมีได้ไม่เกิน %(most)s รายชื่อ แยกเป็นสองคำสั่ง"),
    "order.person_twice": lambda: gettext("%(person)s อยู่ในคำสั่งนี้แล้ว ที่ลำดับ %(place)s แก้ลำดับนั้นแทน"),
    "order.no_unit": lambda: gettext("เลือกหน่วยงานหรือพื้นที่อย่างน้อยหนึ่ง"),
    "order.no_indicator": lambda: gettext("เลือกตัวชี้วัดอย่างน้อยหนึ่ง"),
    "order.not_over": lambda: gettext("%(part)s ดูแล %(unit)s (%(kind)s) ไม่ได้ เอาหน่วยนี้ออก"),
    "order.no_lines": lambda: gettext("คำสั่งยังไม่มีรายชื่อ เพิ่มรายชื่อก่อนออกคำสั่ง"),
    "order.no_number": lambda: gettext("ใส่เลขที่คำสั่ง"),
    "order.no_signer": lambda: gettext("เลือกผู้ลงนาม หรือใส่ชื่อและตำแหน่งของผู้ลงนาม"),
    "order.not_yet": lambda: gettext("ยังไม่ถึงวันที่ %(day)s บันทึกคำสั่งได้เมื่อถึงวันที่ลงนาม"),
    "order.number_taken": lambda: gettext("เลขที่ %(number)s ใช้แล้วในปีนี้กับ “%(title)s” ตรวจเลขที่อีกครั้ง"),
    "order.over": lambda: gettext("คำสั่งนี้%(state)sแล้ว จึงยกเลิกอีกไม่ได้"),
    "order.no_reason": lambda: gettext("ใส่เหตุผลที่ยกเลิก"),
    "order.not_issued": lambda: gettext("ทำได้กับคำสั่งที่ออกแล้วเท่านั้น คำสั่งนี้%(state)s"),
    "order.replacing": lambda: gettext("มีร่างที่จะใช้แทนอยู่แล้ว: “%(title)s” แก้ร่างนั้น หรือยกเลิกร่างนั้นก่อน"),
    "order.has_scan": lambda: gettext("คำสั่งนี้มีภาพสแกนแล้ว คำสั่งที่ออกแล้วแก้ไม่ได้"),
    "order.unprintable": lambda: gettext("ข้อความมีตัวอักษรที่พิมพ์ไม่ได้: %(letters)s แก้แล้วลองใหม่"),
    "order.role": lambda: gettext("ตั้งบทบาทของ %(person)s ที่ %(unit)s ไม่ได้: %(why)s แก้ร่าง หรือไม่เลือกตั้งบทบาท"),
}
