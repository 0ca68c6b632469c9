"""The form of a kind of sheet: heads in Thai and English, drop-downs, what is known already, a sheet that explains."""

from django.utils.translation import gettext

from rabrong.agreements.importing.kinds import SheetKind
from rabrong.agreements.models import Year
from rabrong.org.importing.rows import Field
from rabrong.paper.sheets.writing import Column, Table, excel_of

REQUIRED = " *"


def form_of(kind: SheetKind, year: Year) -> bytes:
    """The workbook; sent back filled in, its first sheet is read."""
    fields, choices = kind.fields(year), kind.choices(year)
    columns = [
        Column(_title(each), each.title_en, each.width, choices=tuple(choices.get(each.name, ()))) for each in fields
    ]
    rows = [list(row) for row in kind.filled(year)]
    return excel_of(Table(str(year.year), columns, rows), _explained(kind, year))


def _title(field: Field) -> str:
    return field.title + (REQUIRED if field.required else "")


def _explained(kind: SheetKind, year: Year) -> Table:
    columns = (Column(gettext("คอลัมน์"), width=30), Column(gettext("ใส่อะไร"), width=90))
    hints = {
        "code": gettext("ต้องมี รหัสที่มีอยู่แล้วคือการแก้ไข"),
        "unit": gettext("รหัสหน่วย หรือหน่วยวัดในแบบฟอร์มตัวชี้วัด"),
        "kind": gettext("เลือกจากรายการ ว่างไว้เมื่อใส่ตัวเลขทุกระดับคือเทียบบัญญัติไตรยางศ์ ใส่ข้อความคือขั้นตอน"),
        "level_1": gettext("ค่าของแต่ละระดับ หรือข้อความของแต่ละขั้นตอน ช่วงคะแนนใส่ขอบช่วงตั้งแต่ระดับ 2"),
        "target_level": gettext("ใช้แทนค่าแต่ละระดับ: เป้าหมายเป็นค่าของระดับนี้ ระดับอื่นห่างกันตามช่วงปรับเกณฑ์"),
        "interval": gettext("ต่อหนึ่งระดับ ติดลบเมื่อยิ่งน้อยยิ่งดี"),
        "data": gettext("รหัส=ชื่อ [หน่วยนับ] คั่นด้วย ; เช่น ก=ผู้ผ่านเกณฑ์ [คน]; ข=ทั้งหมด [คน]"),
        "formula": gettext("เช่น ก / ข * 100"),
        "evidence": gettext("รายการหลักฐาน คั่นด้วย ;"),
        "source": gettext("ต้องมี เอกสารหรือระบบที่ตัวเลขมาจาก"),
        "cell": gettext("รหัสข้อมูลพื้นฐาน ว่างไว้เมื่อตัวชี้วัดมีตัวเลขเดียว"),
    }
    rows = [(f"{each.title} · {each.title_en}", hints.get(each.name, "")) for each in kind.fields(year)]
    return Table(gettext("คำอธิบาย"), columns, rows)
