"""The matrix from a sheet: a dry run with every problem by its cell, then only what differs, all of it or nothing."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from rabrong.agreements.forms.years import FileForm
from rabrong.agreements.wording.importing import cell_words
from rabrong.assignments.actions.ownership import set_cells
from rabrong.assignments.matrix.asked import Asked, asked_matrix, refused
from rabrong.assignments.matrix.forms import round_in
from rabrong.assignments.matrix.pages import who_name
from rabrong.assignments.matrix.sheet import SheetPlan, plan_sheet
from rabrong.assignments.models import ROUNDS
from rabrong.assignments.wording import SENTENCES, refusal_words
from rabrong.files.actions import keep
from rabrong.files.models import StoredFile
from rabrong.files.queries import FileLostError, content_of
from rabrong.org.importing.rows import Problem
from rabrong.org.rules import Refusal
from rabrong.paper.sheets.cells import Unreadable
from rabrong.paper.sheets.reading import read_sheet
from rabrong.paper.sheets.wording import unreadable_words

KEPT_AS = "application/x-os-sheet"
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Checked:
    """A sheet that was read: its hash, the round it is for, and what it would do."""

    sha256: str
    round_: int
    plan: SheetPlan


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, year: int) -> HttpResponse:
    """The form; POST shows what a sheet would do, POST with `apply` does it."""
    asked = asked_matrix(request, year)
    if not asked.may_edit and request.method == "POST":
        return refused(request, Refusal("org.not_administrator"))
    if request.method != "POST":
        return _page(request, asked)
    checked = _checked(request, asked)
    if isinstance(checked, str):
        return _page(request, asked, problem=checked, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if checked.plan.problems:
        return _page(request, asked, checked, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if "apply" not in request.POST:
        return _page(request, asked, checked)
    if request.POST.get("mark") != checked.plan.mark:
        words = gettext("มีผู้แก้ตารางระหว่างนี้ ดูผลตรวจอีกครั้งแล้วจึงนำเข้า")
        return _page(request, asked, checked, problem=words, status=HTTPStatus.CONFLICT)
    return _taken_in(request, asked, checked)


def _taken_in(request: HttpRequest, asked: Asked, checked: Checked) -> HttpResponse:
    done = set_cells(checked.plan.cells, by=asked.actor, now=asked.now)
    if isinstance(done, int):
        messages.success(request, gettext("นำเข้าแล้ว %(count)s ช่อง") % {"count": done})
        return redirect("os_matrix", asked.year.year)
    words = refusal_words(done if isinstance(done, Refusal) else done[0].refusal)
    return _page(request, asked, checked, problem=words, status=HTTPStatus.CONFLICT)


def _checked(request: HttpRequest, asked: Asked) -> Checked | str:
    data = _data(request)
    if data is None:
        return gettext("ยังไม่ได้เลือกแฟ้ม หรือแฟ้มใหญ่เกิน 4 MB")
    read = read_sheet(data)
    if isinstance(read, Unreadable):
        return unreadable_words(read)
    round_ = round_in(request.POST.get("round", ""))
    round_ = round_ if round_ in ROUNDS else asked.round_
    stored = keep(data, KEPT_AS, now=asked.now)
    return Checked(stored.sha256, round_, plan_sheet(read, asked.year, round_))


def _data(request: HttpRequest) -> bytes | None:
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        content: bytes = form.cleaned_data["file"].read()
        return content
    stored = StoredFile.objects.filter(sha256=request.POST.get("sha256", ""), kind=KEPT_AS).first()
    try:
        return None if stored is None else content_of(stored)
    except FileLostError:
        return None


def _page(
    request: HttpRequest,
    asked: Asked,
    checked: Checked | None = None,
    *,
    problem: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context: dict[str, object] = {**asked.frame, "rounds": ROUNDS, "problem": problem, "checked": checked}
    context["round"] = asked.round_ if checked is None else checked.round_
    if checked is not None:
        plan = checked.plan
        context["problems"] = [(each.address, _words(each)) for each in plan.problems[:MOST_SHOWN]]
        context["changes"] = [(each, each.address.address, who_name(each.who)) for each in plan.changes[:MOST_SHOWN]]
        context["counts"] = {"changed": len(plan.changes), "same": plan.unchanged, "wrong": len(plan.problems)}
    return render(request, "assignments/os_sheet.html", context, status=status)


def _words(problem: Problem) -> str:
    if problem.code in SENTENCES:
        return refusal_words(Refusal(problem.code, problem.terms))
    return cell_words(problem)
