"""Orders to read: the list of a year, one with its lines, its document."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rabrong.assignments.models import OrderKind, OrderState
from rabrong.assignments.orders.asked import asked_order, asked_year, order_frame, refused
from rabrong.assignments.orders.on_paper import set_order
from rabrong.assignments.orders.pages import line_rows, order_cells, order_columns, order_rows
from rabrong.assignments.orders.queries import lines_of, orders_listed, successor_of
from rabrong.files.queries import content_of
from rabrong.files.rules import PDF
from rabrong.org.rules import Refusal
from rabrong.paper.documents.typesetting import Unprintable
from rabrong.paper.sheets.writing import CSV_TYPE, EXCEL_TYPE, Table, csv_of, excel_of
from rabrong.ui.digits import digits

ROWS = 50
EXPORTS = ("xlsx", "csv")
WANTED = ("q", "kind", "state", "sort")


@login_required
@require_safe
def orders(request: HttpRequest, year: int) -> HttpResponse:
    """The orders of a year that somebody may read."""
    asked = asked_year(request, year)
    wanted = {name: request.GET.get(name, "").strip()[:100] for name in WANTED}
    found = orders_listed(asked.scope, year, wanted)
    if request.GET.get("export") in EXPORTS:
        with digits("arabic"):
            columns, rows = order_columns(), order_cells(order_rows(found))
            is_csv = request.GET["export"] == "csv"
            content = csv_of(columns, rows) if is_csv else excel_of(Table(f"orders-{year}", columns, rows))
        return file_answer(content, CSV_TYPE if is_csv else EXCEL_TYPE, f"orders-{year}.{request.GET['export']}")
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {
        **asked.frame(),
        "wanted": wanted,
        "page": page,
        "rows": order_rows(page),
        "count": len(found),
        "kinds": OrderKind.choices,
        "states": OrderState.choices if asked.writes else OrderState.choices[1:],
    }
    return render(request, "assignments/order_list.html", context)


@login_required
@require_safe
def order(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One order: what it says, whom it appoints, what became of it."""
    asked, found = asked_order(request, year, number)
    context = {
        **order_frame(asked, found),
        "lines": line_rows(lines_of(found)),
        "kind": OrderKind(found.kind).label,
        "successor": successor_of(found) if found.state != OrderState.DRAFT else None,
    }
    return render(request, "assignments/order.html", context)


@login_required
@require_safe
def order_pdf(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The document: as it was issued, or the draft, which says that it is one."""
    asked, found = asked_order(request, year, number)
    if found.paper is not None:
        return file_answer(content_of(found.paper), PDF, f"order-{year}-{found.pk}.pdf")
    made = set_order(found, lines_of(found), made_at=asked.now)
    if isinstance(made, Unprintable):
        return refused(request, Refusal("order.unprintable", {"letters": made.letters}))
    return file_answer(made, PDF, f"order-{year}-{found.pk}-draft.pdf")


def file_answer(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to be saved, never kept on the way, never taken for something else."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
