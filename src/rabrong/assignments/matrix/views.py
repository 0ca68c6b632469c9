"""The Owner-Supporter matrix: the page with its filter, its print and its sheet; one cell, read and set."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.actions.ownership import set_cell
from rabrong.assignments.actions.templates import take_over_year
from rabrong.assignments.matrix.asked import (
    Asked,
    asked_cell,
    asked_matrix,
    refused,
    status_of,
)
from rabrong.assignments.matrix.choices import choices_of
from rabrong.assignments.matrix.forms import cell_in, wanted_in
from rabrong.assignments.matrix.pages import Matrix, matrix_page, parts_on_paper
from rabrong.assignments.matrix.pages_cell import cell_page, square_of
from rabrong.assignments.matrix.queries import matrix_of
from rabrong.assignments.matrix.sheet import matrix_table
from rabrong.assignments.queries.roles import untaken_templates
from rabrong.assignments.wording import refusal_words
from rabrong.org.models import Person, Unit
from rabrong.org.rules import Refusal
from rabrong.paper.sheets.writing import EXCEL_TYPE, excel_of
from rabrong.ui.digits import digits


@login_required
@require_safe
def matrix(request: HttpRequest, year: int) -> HttpResponse:
    """The matrix of a round; `export=xlsx` is its sheet, `print=1` its pages in A4 landscape."""
    asked = asked_matrix(request, year)
    wanted = wanted_in(request.GET, asked.round_)
    table = matrix_of(asked.year, wanted, asked.actor.today)
    if request.GET.get("export") == "xlsx":
        return _sheet(asked, matrix_page(table, wanted.round_, asked.base))
    page = matrix_page(table, wanted.round_, asked.base)
    query = request.GET.copy()
    query.pop("export", None)
    query.pop("print", None)
    context = {
        **asked.frame,
        "matrix": page,
        "wanted": wanted,
        "choices": choices_of(asked.year),
        "query": query.urlencode(),
    }
    if request.GET.get("print") == "1":
        return render(
            request, "assignments/os_print.html", {**context, "parts": parts_on_paper(page), "now": asked.now}
        )
    context["untaken"] = len({each.indicator_id for each in untaken_templates(year)}) if asked.may_edit else 0
    return render(request, "assignments/os_matrix.html", context)


def _sheet(asked: Asked, page: Matrix) -> HttpResponse:
    with digits("arabic"):
        content = excel_of(matrix_table(page, asked.year))
    answer = HttpResponse(content, content_type=EXCEL_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="os-{asked.year.year}.xlsx"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: HttpRequest, year: int, code: str, who: str) -> HttpResponse:
    """One cell: what it says in each round, what it ever said; POST sets it from a round on."""
    asked, version, whom = asked_cell(request, year, code, who)
    if request.method != "POST":
        return render(request, "assignments/os_cell.html", {**asked.frame, **cell_page(asked, version, whom)})
    typed = cell_in(version, whom, request.POST.dict())
    done = typed if isinstance(typed, Refusal) else set_cell(typed, by=asked.actor, now=asked.now)
    if request.headers.get("HX-Request"):
        return _square(request, asked, (version, whom), done)
    if isinstance(done, Refusal):
        if done.code == "org.not_administrator":
            return refused(request, done)
        context = {
            **asked.frame,
            **cell_page(asked, version, whom, request.POST.dict()),
            "problem": refusal_words(done),
        }
        return render(request, "assignments/os_cell.html", context, status=status_of(done))
    messages.success(request, gettext("บันทึกแล้ว") if done else gettext("ช่องนี้เป็นอย่างนั้นอยู่แล้ว"))
    return redirect("os_cell", year, code, who)


def _square(
    request: HttpRequest, asked: Asked, place: tuple[IndicatorVersion, Unit | Person], done: bool | Refusal
) -> HttpResponse:
    """The cell as it stands now; with the reason where it could not be set."""
    wanted = wanted_in(request.POST, asked.round_)
    square = square_of(asked, *place, wanted.round_)
    context = {"square": square, "year": asked.year.year}
    status = HTTPStatus.OK
    if isinstance(done, Refusal):
        status = HTTPStatus.FORBIDDEN if done.code == "org.not_administrator" else status_of(done)
        context["said"] = refusal_words(done)
    return render(request, "assignments/os_square.html", context, status=status)


@login_required
@require_POST
def take_over(request: HttpRequest, year: int) -> HttpResponse:
    """Supervisors and keepers of KPI Templates that were published before roles were kept."""
    asked = asked_matrix(request, year)
    done = take_over_year(asked.year, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(request, gettext("รับผู้กำกับและผู้จัดเก็บของ %(count)s ตัวชี้วัดแล้ว") % {"count": done})
    return redirect("os_matrix", year)
