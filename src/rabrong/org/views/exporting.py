"""Lists as files: the same rows as the page, for whoever may see them."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from rabrong.paper.sheets.writing import CSV_TYPE, EXCEL_TYPE, Cell, Column, Table, csv_of, excel_of


def file_answer(kind: str, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """The rows as "xlsx" or "csv", named `name` and never kept by anybody on the way."""
    if kind == "csv":
        return attached(csv_of(columns, rows), CSV_TYPE, f"{name}.csv")
    return attached(excel_of(Table(name, columns, rows)), EXCEL_TYPE, f"{name}.xlsx")


def attached(data: bytes, kind: str, name: str) -> HttpResponse:
    """A file to be saved."""
    answer = HttpResponse(data, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
