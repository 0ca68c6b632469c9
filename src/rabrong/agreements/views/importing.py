"""Sheets for a year: the forms to download, a dry run with every problem by its cell, then taking in all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from rabrong.agreements.actions.importing import take_in_indicators, take_in_past
from rabrong.agreements.actions.recorded import Stale
from rabrong.agreements.forms.years import FileForm
from rabrong.agreements.importing.indicators_sheet import (
    filled_indicators,
    indicator_choices,
    indicator_fields,
    plan_indicators,
)
from rabrong.agreements.importing.kinds import Order, SheetKind, Work
from rabrong.agreements.importing.past_sheet import nothing_filled, past_choices, past_fields, plan_past
from rabrong.agreements.importing.workbook import form_of
from rabrong.agreements.pages.importing import outcome_of
from rabrong.agreements.views.year_asked import Asked, asked_draft_reader, asked_year, edits_in, not_allowed, said
from rabrong.agreements.views.year_stages import Stages
from rabrong.files.actions import keep
from rabrong.files.models import StoredFile
from rabrong.files.queries import FileLostError, content_of
from rabrong.org.importing.plan import File, Plan
from rabrong.org.importing.rows import Problem, rows_of
from rabrong.org.rules import Refusal
from rabrong.paper.sheets.cells import Unreadable
from rabrong.paper.sheets.reading import read_sheet
from rabrong.paper.sheets.wording import unreadable_words
from rabrong.paper.sheets.writing import EXCEL_TYPE

KEPT_AS = "application/x-sheet"


def kinds_of(stages: Stages) -> dict[str, SheetKind]:
    """The kinds of sheets by name: those of this stage, and of the stages above."""
    indicators = SheetKind(
        name="indicators",
        title=gettext_lazy("ตัวชี้วัดและเกณฑ์การให้คะแนน"),
        about=gettext_lazy("แบบฟอร์มมีตัวชี้วัดที่มีอยู่แล้ว แก้หรือเพิ่มแถวแล้วส่งกลับ ช่องว่างคือไม่เปลี่ยนของเดิม"),
        fields=indicator_fields,
        choices=indicator_choices,
        filled=filled_indicators,
        check=lambda year, rows, now: plan_indicators(year, rows, stages.owners_of),
        take_in=lambda order, work: take_in_indicators(order, _tree(work), stages.later),
    )
    return {kind.name: kind for kind in (indicators, PAST_SHEET, *stages.sheets)}


def _tree(work: Work) -> Mapping[str, object]:
    return work if isinstance(work, Mapping) else {}


def _take_in_past(order: Order, work: Work) -> Refusal | Stale | None:
    return take_in_past(order, work if isinstance(work, list) else [])


PAST_SHEET = SheetKind(
    name="past",
    title=gettext_lazy("ผลย้อนหลังสามปี"),
    about=gettext_lazy("ผลรายปีของแต่ละตัวชี้วัดและหน่วย พร้อมแหล่งที่มา ใช้เทียบบนโต๊ะเจรจา"),
    fields=past_fields,
    choices=past_choices,
    filled=nothing_filled,
    check=plan_past,
    take_in=_take_in_past,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A dry run: the file, what it would do, and the work itself."""

    file: File
    plan: Plan
    work: Work


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request: HttpRequest, year: int, *, stages: Stages) -> HttpResponse:
    """The forms; POST shows what a filled one would do, POST with `apply` does it."""
    asked = asked_draft_reader(request, year)
    forbidden = not_allowed(request, asked)
    if forbidden is not None:
        return forbidden
    kinds = kinds_of(stages)
    if request.method != "POST":
        return _page(request, asked, kinds, Shown())
    kind = kinds.get(request.POST.get("kind", ""))
    if kind is None:
        raise Http404
    checked = _checked(request, asked, kind)
    if not isinstance(checked, Checked):
        return _page(request, asked, kinds, Shown(kind, problem=checked))
    if "apply" not in request.POST or not checked.plan.is_good:
        return _page(request, asked, kinds, Shown(kind, checked))
    done = kind.take_in(Order(year, edits_in(request), checked.file, asked.actor, asked.now), checked.work)
    if done is None:
        messages.success(request, gettext("นำเข้าแล้ว"))
        return redirect("year_sheets", year)
    if isinstance(done, Refusal):
        return _page(request, asked, kinds, Shown(kind, checked, status=said(request, done)))
    messages.error(request, gettext("มีผู้แก้ปีนี้ระหว่างนี้ ดูผลตรวจอีกครั้งแล้วจึงนำเข้า"))
    return _page(request, asked_year(request, year), kinds, Shown(kind, checked, status=HTTPStatus.CONFLICT))


def _checked(request: HttpRequest, asked: Asked, kind: SheetKind) -> Checked | str:
    """The dry run of the file that was handed in now or shown before; a sentence where it cannot be read."""
    file = _file(request, asked)
    if file is None:
        return gettext("ยังไม่ได้เลือกแฟ้ม หรือแฟ้มใหญ่เกิน 4 MB")
    sheet = read_sheet(file.data)
    if isinstance(sheet, Unreadable):
        return unreadable_words(sheet)
    rows = rows_of(sheet, kind.fields(asked.year))
    if isinstance(rows, Problem):
        return Checked(file, Plan(problems=(rows,)), None)
    keep(file.data, KEPT_AS, now=asked.now)
    return Checked(file, *kind.check(asked.year, rows, asked.now))


def _file(request: HttpRequest, asked: Asked) -> File | None:
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        return File(sent.name, sent.read())
    stored = StoredFile.objects.filter(sha256=request.POST.get("sha256", ""), kind=KEPT_AS).first()
    try:
        return None if stored is None else File(stored.sha256, content_of(stored))
    except FileLostError:
        return None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page says of a file that was handed in, if any."""

    kind: SheetKind | None = None
    checked: Checked | None = None
    problem: str = ""
    status: HTTPStatus = HTTPStatus.OK

    @property
    def answer(self) -> HTTPStatus:
        """The status of the page: a file with something wrong in it cannot be taken in."""
        is_bad = bool(self.problem) or (self.checked is not None and not self.checked.plan.is_good)
        return HTTPStatus.UNPROCESSABLE_ENTITY if is_bad and self.status == HTTPStatus.OK else self.status


def _page(request: HttpRequest, asked: Asked, kinds: Mapping[str, SheetKind], shown: Shown) -> HttpResponse:
    context = {
        **asked.frame,
        "kinds": kinds.values(),
        "chosen": shown.kind,
        "problem": shown.problem,
        "checked": shown.checked,
        "outcome": None if shown.checked is None else outcome_of(shown.checked.plan),
    }
    return render(request, "agreements/year_sheets.html", context, status=shown.answer)


@login_required
@require_safe
def form_sheet(request: HttpRequest, year: int, kind: str, *, stages: Stages) -> HttpResponse:
    """The form of a kind to fill in."""
    asked = asked_draft_reader(request, year)
    found = kinds_of(stages).get(kind)
    if found is None:
        raise Http404
    name = f"{found.name}-{asked.year.year}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(form_of(found, asked.year), content_type=EXCEL_TYPE, headers=headers)
