"""The workbooks of an import: the empty template with its lists, and the sent file with what is wrong in each row."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext, override

from rabrong.org.importing.plan import Plan
from rabrong.org.importing.rows import Field, Problem
from rabrong.org.importing.taking_in import FIELDS, Kind
from rabrong.org.importing.wording import problem_words
from rabrong.org.models import Role, UnitKind
from rabrong.paper.sheets.cells import Row, Sheet
from rabrong.paper.sheets.writing import Column, Table, excel_of

REQUIRED = " *"
WIDTH_OF_FAULTS = 70
WIDTH_OF_CELLS = 20


def template_of(kind: Kind) -> bytes:
    """An empty sheet with the heads in Thai, English below, drop-downs, and a second sheet that explains."""
    return excel_of(Table(_name(kind), _columns(kind)), _explained(kind))


def _name(kind: Kind) -> str:
    names = {"units": gettext("หน่วยงาน"), "people": gettext("บุคลากร"), "regions": gettext("เขตตรวจราชการ")}
    return names[kind]


def _columns(kind: Kind) -> list[Column]:
    choices = {"kind": _thai(UnitKind), "role": _thai(Role)}
    return [
        Column(
            each.title + (REQUIRED if each.required else ""),
            each.title_en,
            each.width,
            choices=choices.get(each.name, ()),
        )
        for each in FIELDS[kind]
    ]


def _thai(choices: type[TextChoices]) -> tuple[str, ...]:
    """The drop-downs offer Thai; English and codes are understood as well."""
    with override("th"):
        return tuple(str(each.label) for each in choices)


def _explained(kind: Kind) -> Table:
    columns = (Column(gettext("คอลัมน์"), width=28), Column(gettext("ใส่อะไร"), width=90))
    return Table(gettext("คำอธิบาย"), columns, [(_title(each), hint) for each, hint in _hints(kind)])


def _title(field: Field) -> str:
    return f"{field.title} · {field.title_en}"


def _hints(kind: Kind) -> list[tuple[Field, str]]:
    hints = {
        "code": gettext("ต้องมี ไม่ซ้ำกัน ไม่มีช่องว่าง รหัสที่มีอยู่แล้วคือการแก้ไข รหัสใหม่คือการเพิ่ม"),
        "kind": gettext("ต้องมี เลือกจากรายการ เปลี่ยนภายหลังไม่ได้"),
        "name": gettext("ชื่อเต็ม ช่องว่างคือไม่เปลี่ยนของเดิม"),
        "parent": gettext("รหัสของหน่วยที่สังกัด อยู่ในแฟ้มนี้หรือในระบบแล้วก็ได้"),
        "starts": gettext("วัน/เดือน/ปี พ.ศ. เช่น 30/4/2555 ว่างไว้คือวันที่เลือกตอนนำเข้า"),
        "ends": gettext("วันสุดท้ายที่ยังมีผล ว่างไว้คือไม่กำหนด"),
        "unit": gettext("รหัสหน่วยที่สังกัด ต้องมีในระบบแล้ว"),
        "telephone": gettext("ตัวเลข เว้นวรรค ขีด และเบอร์ต่อ"),
        "citizen": gettext("13 หลัก เก็บเป็นรหัสที่ย้อนกลับไม่ได้เท่านั้น ไม่ต้องมีก็ได้"),
        "role": gettext("เลือกจากรายการ คนหนึ่งมีหลายบทบาทได้: เพิ่มแถวที่มีชื่อเข้าใช้เดียวกัน"),
        "role_unit": gettext("ว่างไว้คือหน่วยที่สังกัด"),
        "province": gettext("รหัสจังหวัดในระบบ"),
        "region": gettext("รหัสเขตตรวจราชการในระบบ ช่องวันที่ใส่ปีงบประมาณอย่างเดียวก็ได้ เช่น 2552"),
        "order_ref": gettext("เลขที่คำสั่งหรือประกาศที่ให้เป็นเช่นนี้"),
    }
    return [(each, hints.get(each.name, "")) for each in FIELDS[kind]]


def annotated(sheet: Sheet, plan: Plan) -> bytes:
    """The sheet as it was sent, its cells where they were, with a last column that says what is wrong in the row.

    The cells to blame are coloured. Corrected in place it can be sent again: the last column is passed over.
    """
    by_row: dict[int, list[Problem]] = {}
    for problem in plan.problems:
        by_row.setdefault(problem.row or 1, []).append(problem)
    width = max(len(row.cells) for row in sheet.rows)
    rows = {row.number: row for row in sheet.rows}
    first, *below = (rows.get(number, Row(number, ())) for number in range(1, max(rows) + 1))
    heads = [Column(first.at(column), width=WIDTH_OF_CELLS) for column in range(width)]
    lines = [[*_cells(row, width), _said(by_row.get(row.number, ()))] for row in below]
    said = ": ".join(text for text in (gettext("ที่ต้องแก้"), _said(by_row.get(1, ()))) if text)
    return excel_of(
        Table(sheet.name or _name_of_faults(), [*heads, Column(said, width=WIDTH_OF_FAULTS)], lines, _marks(plan))
    )


def _name_of_faults() -> str:
    return gettext("ที่ต้องแก้")


def _marks(plan: Plan) -> frozenset[tuple[int, int]]:
    """Below the first row, which is the head of the sheet."""
    cells = ((problem.row, problem.column) for problem in plan.problems)
    return frozenset((row - 2, column) for row, column in cells if row is not None and column is not None)


def _cells(row: Row, width: int) -> list[str]:
    return [row.at(column) for column in range(width)]


def _said(problems: Iterable[Problem]) -> str:
    return " · ".join(f"{problem.address}: {problem_words(problem)}" for problem in problems)
