"""A list as a file: the same rows for Excel and as CSV."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse

from rabrong.paper.sheets.writing import CSV_TYPE, EXCEL_TYPE, Cell, Column, Table, csv_of, excel_of
from rabrong.ui.digits import digits

EXPORTS = ("xlsx", "csv")


def is_export(request: HttpRequest) -> bool:
    """Whether the list is wanted as a file."""
    return request.GET.get("export") in EXPORTS


def sheet_answer(
    request: HttpRequest, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    """The file: to be saved, never kept on the way, never taken for something else."""
    kind = request.GET["export"]
    with digits("arabic"):
        content = csv_of(columns, rows) if kind == "csv" else excel_of(Table(name, columns, rows))
    answer = HttpResponse(content, content_type=CSV_TYPE if kind == "csv" else EXCEL_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def kept_query(request: HttpRequest, *but: str) -> str:
    """The filters of an address but some, to be put before a page, an export or another filter: "q=x&"."""
    kept = request.GET.copy()
    for name in ("page", "export", *but):
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""
