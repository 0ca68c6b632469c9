"""The instructions in a workbook, in Thai and English side by side, whatever the language of the page."""

from dataclasses import dataclass
from typing import Any

from rabrong.results.workbooks.looks import Looks

Worksheet = Any
"""Of xlsxwriter, which ships no types."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A title and lines, each in both languages."""

    title: str
    title_en: str
    lines: tuple[tuple[str, str], ...]


LINES = (
    (
        "พิมพ์ในช่องสีขาวของแผ่น “กรอกผล” เดือนที่หัวตารางเป็นสีเข้มคือเดือนที่เปิดให้กรอก ช่องสีเทาล็อกไว้",
        "Type in the white cells of the sheet of numbers. Months with a dark head are open; grey cells are locked.",
    ),
    (
        "ว่าง = ยังไม่มีตัวเลข, 0 = ศูนย์, N/A = ใช้กับหน่วยนี้ไม่ได้ (เขียนเหตุผลในแผ่น “บันทึก”) สามอย่างนี้ต่างกัน",
        "Blank means no number yet, 0 means zero, N/A means it does not apply (say why on the sheet of notes).",
    ),
    (
        "พิมพ์เลขไทยหรืออารบิก มีจุลภาคคั่นหลักพันได้ เช่น 11,044.5 ร้อยละให้พิมพ์ตัวเลขอย่างเดียว เช่น 74.13 ไม่ใส่ %",
        "Thai or Arabic digits; separators of thousands too: 11,044.5. Type a percentage as a number: 74.13, no %.",
    ),
    (
        "ช่องที่มีรายการให้เลือก เลือกได้จากลูกศรท้ายช่อง: N/A จำนวนขั้นตอน หรือ ผ่าน/ไม่ผ่าน",
        "Cells with a list offer N/A, the number of steps, or pass/fail: use the arrow beside the cell.",
    ),
    (
        "แผ่น “บันทึก” ใช้เขียนคำอธิบายตัวเลข การดำเนินงาน ปัญหา/อุปสรรค มาตรการแก้ไข คะแนนอยู่ในช่วงต่ำสุดต้องเขียนปัญหา/อุปสรรค",
        "The sheet of notes holds remarks, what was done, problems and measures. The lowest band needs problems.",
    ),
    (
        "อย่าใส่สูตร อย่าผสานเซลล์ และอย่าแก้คอลัมน์ที่ซ่อนไว้ เรียงและกรองแถวได้ ลบแถวที่ไม่กรอกได้ เปลี่ยนชื่อแผ่นได้",
        "No formulas, no merged cells, leave the hidden columns alone. Sort, filter, delete rows, rename as you like.",
    ),
    (
        "บันทึกเป็น .xlsx แล้วส่งกลับที่หน้าเดิม ระบบตรวจก่อนทุกช่อง ยังไม่บันทึกจนกว่าท่านกดยืนยัน",
        "Save as .xlsx and send it back on the same page. All is checked first; nothing is stored before you confirm.",
    ),
    (
        "ถ้ามีคนส่งตัวเลขเดียวกันระหว่างนี้ ระบบจะแสดงทั้งสองค่าให้ท่านเลือกทีละรายการ",
        "If somebody submitted the same number meanwhile, both are shown and you choose, one by one.",
    ),
)


def guide_of() -> Guide:
    """The instructions."""
    return Guide("วิธีกรอกแฟ้มนี้", "How to fill in this workbook", LINES)


def write_guide(sheet: Worksheet, looks: Looks) -> None:
    """Fill the sheet of instructions."""
    guide = guide_of()
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 2, 64, looks.of("plain"))
    sheet.set_row(0, 28)
    sheet.write_string(0, 1, guide.title, looks.of("title"))
    sheet.write_string(0, 2, guide.title_en, looks.of("title"))
    for at, (thai, english) in enumerate(guide.lines, start=1):
        sheet.set_row(at, 15 * max(_lines_of(thai), _lines_of(english)) + 4)
        sheet.write_number(at, 0, at, looks.of("plain"))
        sheet.write_string(at, 1, thai, looks.of("plain"))
        sheet.write_string(at, 2, english, looks.of("plain"))


LETTERS_A_LINE = 58


def _lines_of(text: str) -> int:
    return -(-len(text) // LETTERS_A_LINE)
