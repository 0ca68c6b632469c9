"""What waits for approval as a file: the same rows as the list, in the same order."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext

from rabrong.dashboards.pages.approving.approvals import Part, Row
from rabrong.dashboards.pages.notes import NoteLine
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.ui.numbers import fixed

NARROW, MIDDLE, WIDE = 10, 20, 44
PLACES = 4


def approval_columns() -> list[Column]:
    """The columns of the list, and those of the notes."""
    narrow, wide = (gettext("รหัส"), NARROW), (gettext("ตัวชี้วัด"), WIDE)
    middle = [(gettext("หน่วย"), MIDDLE), (gettext("เดือน"), MIDDLE), (gettext("รายงาน"), MIDDLE)]
    numbers = [(gettext("ตัวเลข"), MIDDLE), (gettext("ผล"), NARROW), (gettext("เปลี่ยนจากเดือนก่อน"), NARROW)]
    rest = [(gettext("คะแนน"), NARROW), (gettext("ที่ควรรู้"), WIDE), (gettext("บันทึกประกอบ"), WIDE)]
    return [Column(name, width=width) for name, width in (narrow, wide, *middle, *numbers, *rest)]


def approval_cells(parts: Iterable[Part]) -> Iterator[list[Cell]]:
    """A line for each row to decide on."""
    for part in parts:
        for row in part.rows:
            yield [part.version.code, part.name, *_cells(row)]


def _cells(row: Row) -> Iterator[Cell]:
    yield row.place
    yield row.period
    yield row.count
    yield row.numbers
    yield row.result
    yield row.change
    yield "" if row.score is None else fixed(row.score, PLACES)
    yield "\n".join(row.said)
    yield "\n".join(_note(each, is_one=row.is_one) for each in row.notes.lines)


def _note(line: NoteLine, *, is_one: bool) -> str:
    words = " · ".join(f"{label}: {text}" for label, text in line.parts)
    return words if is_one else f"{line.unit}: {words}"
