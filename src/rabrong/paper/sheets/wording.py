"""The sentences that say why a file is not read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rabrong.paper.sheets.cells import Unreadable

SENTENCES: dict[str, str | Promise] = {
    "file.empty": _("แฟ้มว่าง ไม่มีแถวใดให้อ่าน"),
    "file.too_big": _("แฟ้มใหญ่กว่า %(most)s MB แบ่งเป็นหลายแฟ้ม แล้วส่งทีละแฟ้ม"),
    "file.unknown_kind": _("ไม่ใช่แฟ้มตาราง ส่งแฟ้ม Excel (.xlsx, .xls), OpenDocument (.ods) หรือ CSV"),
    "file.not_xlsx": _("แฟ้มเป็น %(kind)s เปิดในโปรแกรมตาราง บันทึกเป็น .xlsx แล้วส่งอีกครั้ง"),
    "file.macros": _("แฟ้มมีมาโคร บันทึกใหม่เป็น .xlsx (ไม่ใช่ .xlsm) แล้วส่งอีกครั้ง"),
    "file.encrypted": _("แฟ้มใส่รหัสผ่านไว้ เอารหัสผ่านออก แล้วส่งอีกครั้ง"),
    "file.too_much_inside": _("ข้างในแฟ้มใหญ่เกินกว่าจะเปิดอย่างปลอดภัย คัดเฉพาะข้อมูลไปวางในแบบฟอร์มใหม่ แล้วส่งอีกครั้ง"),
    "file.broken": _("แฟ้มเสีย เปิดไม่ได้ เปิดในโปรแกรมตาราง บันทึกใหม่ แล้วส่งอีกครั้ง"),
    "file.no_sheet": _("แฟ้มไม่มีแผ่นงานที่มองเห็นได้ เลิกซ่อนแผ่นงาน แล้วส่งอีกครั้ง"),
    "file.too_many_rows": _("เกิน %(most)s แถว แบ่งเป็นหลายแฟ้ม แล้วส่งทีละแฟ้ม"),
    "file.too_many_columns": _("เกิน %(most)s คอลัมน์ ใช้แบบฟอร์มที่ดาวน์โหลดจากหน้านี้"),
    "file.long_text": _("แถว %(row)s มีข้อความยาวกว่า %(most)s ตัวอักษร ตัดให้สั้นลง"),
}


def unreadable_words(unreadable: Unreadable) -> str:
    """The sentence in the language of the page."""
    return str(SENTENCES[unreadable.code]) % dict(unreadable.terms)
