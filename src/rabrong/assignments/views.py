"""The unit load table of a year: read, as a file, and taking in what papers printed."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreement_file.problems import BadFileError
from rabrong.agreement_file.reader import agreement_of
from rabrong.agreements.models import Year
from rabrong.agreements.queries.years import lead_agreement, year_of
from rabrong.agreements.rules.years import may_read_year
from rabrong.assignments.actions.printed import keep_printed
from rabrong.assignments.matrix.forms import round_now
from rabrong.assignments.pages import (
    LoadRow,
    finding_rows,
    load_cells,
    load_columns,
    load_rows,
    people_rows,
    problem_words,
    sorted_rows,
)
from rabrong.assignments.queries import file_with_printed, unit_names
from rabrong.assignments.wording import refusal_words
from rabrong.org.asking import now_of, scope_of
from rabrong.org.rules import Refusal, may_administer
from rabrong.paper.sheets.writing import CSV_TYPE, EXCEL_TYPE, Table, csv_of, excel_of
from rabrong.ui.digits import digits

EXPORTS = ("xlsx", "csv")
MOST_BYTES = 4 * 1024 * 1024


@login_required
@require_safe
def unit_load(request: HttpRequest, year: int) -> HttpResponse:
    """Who carries how much, beside what papers printed; for those who see the whole department."""
    return _page(request, _asked(request, year), [])


@login_required
@require_POST
def take_in_printed(request: HttpRequest, year: int) -> HttpResponse:
    """The printed tables of a rabrong/1 file."""
    kept, by = _asked(request, year), scope_of(request).actor
    if may_administer(by) is None:
        reason = refusal_words(Refusal("org.not_administrator"))
        return render(request, "403.html", {"reason": reason}, status=HTTPStatus.FORBIDDEN)
    file = _file(request)
    if not isinstance(file, AgreementFile):
        return _page(request, kept, file)
    done = keep_printed(kept, file, by=by, now=now_of(request))
    if isinstance(done, Refusal):
        return _page(request, kept, [refusal_words(done)])
    messages.success(request, gettext("เก็บตารางที่พิมพ์ไว้แล้ว %(rows)s แถว") % {"rows": done})
    return redirect("unit_load", year)


def _asked(request: HttpRequest, number: int) -> Year:
    year, scope = year_of(number), scope_of(request)
    if year is None or not scope.everything or not may_read_year(scope.actor, year):
        raise Http404
    return year


def _file(request: HttpRequest) -> AgreementFile | list[str]:
    sent = request.FILES.get("file")
    if sent is None:
        return [gettext("เลือกแฟ้มก่อน")]
    if sent.size is None or sent.size > MOST_BYTES:
        return [gettext("แฟ้มใหญ่เกิน 4 MB")]
    try:
        return agreement_of(sent.read().decode("utf-8-sig"), gettext("แฟ้ม"))
    except UnicodeDecodeError:
        return [gettext("แฟ้มไม่ใช่ข้อความ UTF-8 บันทึกใหม่เป็น UTF-8 แล้วส่งอีกครั้ง")]
    except BadFileError as error:
        return problem_words(error)


def _page(request: HttpRequest, year: Year, problems: list[str]) -> HttpResponse:
    agreement = lead_agreement(year.year)
    wanted = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "show", "sort")}
    context: dict[str, object] = {"year": year.year, "wanted": wanted, "problems": problems}
    context["sees_department"] = True
    context["may_edit"] = may_administer(scope_of(request).actor) is not None
    if agreement is not None:
        try:
            file = file_with_printed(agreement)
        except BadFileError as error:
            context["unreadable"] = problem_words(error)
        else:
            rows = sorted_rows(load_rows(file, unit_names(file)), wanted)
            if request.GET.get("export") in EXPORTS:
                return _table(request.GET["export"], f"unit-load-{year.year}", rows)
            today = scope_of(request).actor.today
            people = people_rows(year.year, round_now(year.year, today), today)
            context |= {"rows": rows, "findings": finding_rows(file) + people}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "assignments/unit_load.html", context, status=status)


def _table(kind: str, name: str, rows: list[LoadRow]) -> HttpResponse:
    with digits("arabic"):
        columns, cells = load_columns(), load_cells(rows)
        content = csv_of(columns, cells) if kind == "csv" else excel_of(Table(name, columns, cells))
    answer = HttpResponse(content, content_type=CSV_TYPE if kind == "csv" else EXCEL_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
