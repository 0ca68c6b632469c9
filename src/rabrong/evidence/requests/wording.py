"""The words of requests for documents: why something was not done, and what to do next."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

SENTENCES: Mapping[str, Callable[[], str]] = {
    "request.not_asker": lambda: gettext("ขอหลักฐานของตัวชี้วัด %(code)s ได้เฉพาะ กพร. ผู้ตรวจประเมิน และหน่วยเจ้าภาพ"),
    "request.not_keeper": lambda: gettext("ตอบคำขอของ %(unit)s ได้เฉพาะผู้จัดเก็บข้อมูลของหน่วย"),
    "request.nothing": lambda: gettext("เลือกเอกสารที่กำหนดไว้ หรือเขียนว่าขอเอกสารอะไร"),
    "request.too_long": lambda: gettext("ย่อข้อความ: เอกสารไม่เกิน %(most)s ตัวอักษร หมายเหตุไม่เกิน %(most_note)s"),
    "request.nobody": lambda: gettext("เลือกหน่วยงานที่จะขออย่างน้อยหนึ่งหน่วย"),
    "request.too_many": lambda: gettext("ขอพร้อมกันได้ไม่เกิน %(most)s หน่วย แบ่งเป็นหลายคำขอ"),
    "request.past": lambda: gettext("วันที่ %(day)s ผ่านไปแล้ว ให้เวลาหน่วยงานถึงวันข้างหน้า"),
    "request.not_now": lambda: gettext("คำขอนี้อยู่ในสถานะ “%(state)s” จึงทำขั้นนี้ไม่ได้"),
    "request.no_reason": lambda: gettext("บอกเหตุผลให้หน่วยงานทราบ"),
    "request.long_note": lambda: gettext("ข้อความยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง"),
    "request.no_answer": lambda: gettext("เลือกหลักฐานที่แนบไว้แล้ว หรือเขียนว่าเอกสารอยู่ที่ใด"),
    "request.stale": lambda: gettext("คำขอนี้เปลี่ยนไปหลังจากที่ท่านเปิด ดูสถานะล่าสุดแล้วทำอีกครั้ง"),
    "request.over": lambda: gettext("ไม่มีหน่วยใดค้างในคำขอนี้แล้ว"),
}
