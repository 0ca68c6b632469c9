"""What is wrong with a workbook or one of its cells, as a sentence: what, and what to do next."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

MISTAKES: Mapping[str, Callable[[], str]] = {
    "workbook.not_ours": lambda: gettext("แฟ้มนี้ไม่ใช่แบบกรอกของระบบ ดาวน์โหลดแฟ้มจากหน้านี้ กรอก แล้วส่งกลับ"),
    "workbook.sheets_twice": lambda: gettext("แฟ้มมีแผ่นของระบบซ้ำกัน ลบแผ่นที่ทำสำเนาออก แล้วส่งอีกครั้ง"),
    "workbook.broken_seal": lambda: gettext("รหัสของแฟ้มถูกแก้หรือหายไป ดาวน์โหลดแฟ้มใหม่แล้วคัดตัวเลขไปวาง"),
    "workbook.another": lambda: gettext("แฟ้มนี้เป็นของ %(unit)s ปีงบประมาณ %(year)s ส่งที่หน้าของหน่วยและปีนั้น"),
    "workbook.no_column": lambda: gettext("คอลัมน์ของระบบถูกลบ: %(names)s ดาวน์โหลดแฟ้มใหม่แล้วคัดตัวเลขไปวาง"),
    "workbook.formula": lambda: gettext("ช่องนี้เป็นสูตร พิมพ์ตัวเลขที่ได้แทนสูตร"),
    "workbook.percent": lambda: gettext("ช่องนี้แสดงเป็นร้อยละ แต่ค่าจริงในช่องคือ %(text)s พิมพ์ตัวเลขเป็นร้อยละ เช่น 50"),
    "workbook.day": lambda: gettext("ช่องนี้เป็นวันที่ (%(text)s) พิมพ์ตัวเลข"),
    "workbook.merged": lambda: gettext("ช่องนี้ถูกผสานกับช่องอื่น ยกเลิกการผสาน แล้วพิมพ์ทีละช่อง"),
    "workbook.added_row": lambda: gettext("แถวนี้เพิ่มขึ้นมาเอง จึงไม่รู้ว่าเป็นของตัวชี้วัดใด ย้ายตัวเลขไปที่แถวเดิม แล้วลบแถวนี้"),
    "workbook.row_seal": lambda: gettext("รหัสที่ซ่อนไว้ของแถวนี้ถูกแก้ หรือแถวนี้มาจากแฟ้มอื่น ใช้แถวเดิมของแฟ้มนี้"),
    "workbook.row_mixed": lambda: gettext(
        "หน่วยหรือตัวชี้วัดของแถวนี้ไม่ตรงกับรหัสที่ซ่อนไว้ อาจเรียงเพียงบางคอลัมน์ เลิกทำการเรียงแล้วส่งอีกครั้ง"
    ),
    "workbook.row_twice": lambda: gettext("แถวนี้ซ้ำกับแถว %(row)s ลบแถวหนึ่ง"),
    "workbook.line_gone": lambda: gettext("หน่วยนี้ไม่ได้รายงานตัวชี้วัดนี้แล้ว ลบแถวนี้ หรือดาวน์โหลดแฟ้มใหม่"),
    "workbook.cell_gone": lambda: gettext("ตัวชี้วัดนี้ไม่มีรายการนี้ในเดือนนี้แล้ว ดาวน์โหลดแฟ้มใหม่"),
    "workbook.emptied": lambda: gettext("ช่องว่าง แต่ส่งไว้แล้วเป็น %(before)s ตัวเลขที่ส่งแล้วลบไม่ได้ ใส่ตัวเลขเดิม หรือ 0 หรือ N/A"),
    "workbook.incomplete": lambda: gettext("%(label)s ยังว่าง กรอกให้ครบทุกรายการของตัวชี้วัดในเดือนนี้ หรือเว้นว่างทั้งหมด"),
    "workbook.row_missing": lambda: gettext("แถวของ %(label)s ถูกลบไป จึงกรอกไม่ครบ ดาวน์โหลดแฟ้มใหม่ หรือกรอกในหน้ากรอกผล"),
    "workbook.note_alone": lambda: gettext("มีข้อความแต่ยังไม่มีตัวเลขของเดือนนี้ กรอกตัวเลขให้ครบด้วย หรือลบข้อความ"),
    "workbook.long_text": lambda: gettext("ยาวเกิน %(most)s ตัวอักษร ตัดให้สั้นลง"),
    "workbook.long_number": lambda: gettext("ยาวเกินกว่าจะเป็นตัวเลข พิมพ์ตัวเลขอย่างเดียว"),
    "workbook.too_many_clashes": lambda: gettext("มีตัวเลขที่ผู้อื่นเปลี่ยนพร้อมกันเกิน %(most)s ช่อง ดาวน์โหลดแฟ้มใหม่แล้วกรอกอีกครั้ง"),
    "workbook.changed": lambda: gettext("มีตัวเลขเปลี่ยนหลังการตรวจ ยังไม่มีอะไรถูกบันทึก ดูผลตรวจใหม่ด้านล่าง แล้วยืนยันอีกครั้ง"),
    "workbook.broke_off": lambda: gettext("การทำงานหยุดกลางคัน ไม่มีอะไรถูกบันทึก ส่งแฟ้มอีกครั้ง"),
    "workbook.keeps_none": lambda: gettext("ท่านไม่ได้เป็นผู้จัดเก็บข้อมูลของหน่วยใดในแฟ้มนี้ จึงส่งแฟ้มกลับไม่ได้"),
    "workbook.undecided": lambda: gettext("ยังไม่ได้เลือกทุกช่องที่ตัวเลขต่างกัน เลือกให้ครบทุกแถว"),
    "workbook.over": lambda: gettext("แฟ้มนี้จบไปแล้ว จึงยกเลิกไม่ได้"),
}


def sentence(code: str, terms: Mapping[str, object]) -> str:
    """The sentence of a code in the language of the moment."""
    return MISTAKES[code]() % dict(terms)
