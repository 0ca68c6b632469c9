"""The table as a file: a row for every line of a camp, numbers as they were typed."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext

from rabrong.agreements.pages.negotiation import RowView, Table, Typing, table_of
from rabrong.agreements.pages.negotiation_lines import LineView
from rabrong.agreements.queries.negotiation import Book
from rabrong.paper.sheets.writing import CSV_TYPE, EXCEL_TYPE, Cell, Column, csv_of, excel_of
from rabrong.paper.sheets.writing import Table as Sheet
from rabrong.ui.digits import digits

NARROW, WIDE = 10, 44


def table_file(kind: str, book: Book, typing: Typing | None) -> HttpResponse:
    """The table as "xlsx" or "csv", never kept by anybody on the way."""
    with digits("arabic"):
        table = table_of(book, typing)
        columns, rows = list(_columns(book, table)), list(_rows(table))
    name = f"negotiation-{book.agreement.year_id}"
    if kind == "csv":
        return _attached(csv_of(columns, rows), CSV_TYPE, f"{name}.csv")
    return _attached(excel_of(Sheet(gettext("โต๊ะเจรจา"), columns, rows)), EXCEL_TYPE, f"{name}.xlsx")


def _attached(data: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _columns(book: Book, table: Table) -> Iterator[Column]:
    yield Column(gettext("รหัส"), width=NARROW)
    yield Column(gettext("ตัวชี้วัด"), width=WIDE)
    for year in table.years:
        yield Column(gettext("ผลปี %(year)s") % {"year": year}, width=NARROW)
        yield Column(gettext("เปลี่ยนแปลงปี %(year)s") % {"year": year}, width=NARROW)
    yield Column(gettext("คาดการณ์"), width=WIDE)
    yield Column(gettext("ข้อเสนอ"), width=24)
    for point in table.points:
        yield Column(gettext("ระดับ %(points)s") % {"points": point}, width=NARROW)
    for title in (gettext("เกณฑ์"), gettext("ค่าเป้าหมาย"), gettext("น้ำหนัก")):
        yield Column(title, width=NARROW)
    for column in table.columns:
        yield Column(gettext("คะแนนถ้าได้ตาม %(column)s") % {"column": column}, width=NARROW)
    yield Column(gettext("สถานะ"), width=24)


def _rows(table: Table) -> Iterator[list[Cell]]:
    for row in table.rows:
        for line in row.lines:
            yield [*_about(row), *_line(table, line), f"{row.state.word} {row.state.about}".strip()]
    for total in table.totals:
        blank = [""] * (2 * len(table.years) + 1)
        scores = ["" if each.value is None else str(each.value) for each in total.scores]
        yield ["", gettext("รวม"), *blank, total.name, *[""] * len(table.points), "", "", total.weight, *scores, ""]


def _about(row: RowView) -> Iterator[Cell]:
    yield row.code
    yield row.name
    for past in row.past:
        yield past.exact
        yield past.growth
    yield row.expected


def _line(table: Table, line: LineView) -> Iterator[Cell]:
    yield f"{line.mark} {line.said}"
    texts = [cell.text for cell in line.levels]
    yield from [*texts, *[""] * (len(table.points) - len(texts))]
    yield line.words
    yield line.target.text
    yield line.weight.text
    yield from ("" if score.value is None else str(score.value) for score in line.scores)
