"""Workbooks that came back: taking them, how far the check is, what it found, confirming, the files themselves."""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rabrong.dashboards.pages.crumbs import Crumb, step_to
from rabrong.dashboards.pages.names import called
from rabrong.dashboards.pages.workbooks.workbooks import (
    clash_rows,
    fault_rows,
    progress_of,
    refused_words,
    sent_row,
)
from rabrong.dashboards.queries.desk import grid_book
from rabrong.dashboards.views.workbooks.workbooks import asked_workbook, workbook_page
from rabrong.files.queries import FileLostError, content_of
from rabrong.org.asking import now_of, scope_of
from rabrong.org.rules import Refusal, may_see
from rabrong.org.views.exporting import attached
from rabrong.paper.sheets.books import BOOK_LIMITS, MIB
from rabrong.paper.sheets.writing import EXCEL_TYPE
from rabrong.results.models import SentWorkbook, WorkbookState
from rabrong.results.workbooks.actions import (
    Sent,
    cancel_workbook,
    order_workbook,
    receive_workbook,
)
from rabrong.results.workbooks.jobs import start
from rabrong.results.workbooks.plan import MINE, THEIRS
from rabrong.results.workbooks.wording import sentence
from rabrong.ui.words import language

SLOW = timedelta(seconds=20)
"""A workbook that still waits then has no worker."""


@login_required
@require_POST
def send(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Keep a file and check it; a small one at once."""
    asked, file = asked_workbook(request, year, code), request.FILES.get("file")
    if file is None or not file.size:
        words = gettext("ยังไม่ได้เลือกแฟ้ม เลือกแฟ้ม .xlsx ที่กรอกแล้ว")
        return workbook_page(request, asked, problem=words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if file.size > BOOK_LIMITS.bytes_in:
        words = gettext("แฟ้มใหญ่กว่า %(most)s MB ส่งทีละจังหวัดหรือทีละหน่วย") % {"most": BOOK_LIMITS.bytes_in // MIB}
        return workbook_page(request, asked, problem=words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    actor, now = scope_of(request).actor, now_of(request)
    handed = Sent(file.name or "", file.read(), language())
    try:
        done = receive_workbook(asked.unit, year, handed, by=actor, now=now)
    except OSError:
        words = gettext("เก็บแฟ้มไม่ได้ เครื่องแม่ข่ายอาจเต็ม ยังไม่มีอะไรถูกบันทึก ลองอีกครั้งหรือแจ้งผู้ดูแลระบบ")
        return workbook_page(request, asked, problem=words, status=HTTPStatus.INSUFFICIENT_STORAGE)
    if isinstance(done, Refusal):
        return render(request, "403.html", {"reason": sentence(done.code, done.terms)}, status=HTTPStatus.FORBIDDEN)
    start(done, now)
    return redirect("sent_workbook", year, done.pk)


def asked_sent(request: HttpRequest, year: int, number: int) -> SentWorkbook:
    """A workbook that whoever asks sent himself, of a unit he still sees. Raises Http404."""
    rows = SentWorkbook.objects.filter(year_id=year, by=scope_of(request).actor.person)
    sent = rows.select_related("unit", "file", "marked", "by").filter(pk=number).first()
    if sent is None or not may_see(scope_of(request), sent.unit):
        raise Http404
    return sent


@login_required
@require_safe
@never_cache
def sent(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """What a check found, and the choice where somebody else changed a number."""
    return _page(request, asked_sent(request, year, number), {}, HTTPStatus.OK)


def _page(
    request: HttpRequest, found: SentWorkbook, chosen: Mapping[str, str], status: HTTPStatus, problem: str = ""
) -> HttpResponse:
    scope = scope_of(request)
    code = found.outcome.get("code", "") if found.state in (WorkbookState.CHECKED, WorkbookState.FAULTY) else ""
    context = {
        "book": grid_book(found.year_id, scope.actor.today, 0),
        "sees_all": False,
        "sent": found,
        "name": called(found.unit),
        "row": sent_row(found),
        "progress": _progress(request, found),
        "refused": refused_words(found),
        "problem": problem or (sentence(code, {}) if code else ""),
        "faults": fault_rows(found),
        "clashes": clash_rows(found, chosen),
        "crumbs": (step_to(found.year_id, found.unit, scope), Crumb(gettext("กรอกด้วย Excel"))),
    }
    return render(request, "dashboards/workbooks/workbook_sent.html", context, status=status)


def _progress(request: HttpRequest, found: SentWorkbook) -> object:
    is_late = found.state in (WorkbookState.WAITING, WorkbookState.ORDERED) and now_of(request) - found.at > SLOW
    return progress_of(found, is_late=is_late)


@login_required
@require_safe
@never_cache
def progress(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """How far it is, as a part of its page; once it is over the whole page is asked for anew."""
    found = asked_sent(request, year, number)
    shown = progress_of(found, is_late=False)
    answer = render(
        request, "dashboards/workbooks/_workbook_progress.html", {"sent": found, "progress": _progress(request, found)}
    )
    if not shown.is_going:
        answer["HX-Refresh"] = "true"
    return answer


@login_required
@require_POST
def confirm(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Take in what the check showed, with the choices made; twice is once."""
    found = asked_sent(request, year, number)
    every = request.POST.get("every", "")
    seen = {each["place"]: each["version"] for each in found.outcome.get("clashes", ())}
    picked = {place: request.POST.get(f"choice~{place}", "") or every for place in seen}
    chosen = {place: choice for place, choice in picked.items() if choice in (MINE, THEIRS)}
    choices = {place: (choice, seen[place]) for place, choice in chosen.items()}
    done = order_workbook(found, choices, request.POST.get("digest", ""))
    if isinstance(done, Refusal):
        return _page(request, found, chosen, HTTPStatus.CONFLICT, sentence(done.code, done.terms))
    done = start(done, now_of(request))
    if done.state in (WorkbookState.CHECKED, WorkbookState.FAULTY):
        return _page(request, done, {}, HTTPStatus.CONFLICT)
    return redirect("sent_workbook", year, number)


@login_required
@require_POST
def cancel(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Stop it: nothing of it stays."""
    done = cancel_workbook(asked_sent(request, year, number), now=now_of(request))
    if isinstance(done, Refusal):
        messages.error(request, sentence(done.code, {}))
    elif done.state == WorkbookState.CANCELLED:
        messages.success(request, gettext("ยกเลิกแล้ว ไม่มีอะไรถูกบันทึก"))
    return redirect("sent_workbook", year, number)


@login_required
@require_safe
def file(request: HttpRequest, year: int, number: int, which: str) -> HttpResponse:
    """The file as it was sent, or the one with what is wrong."""
    found = asked_sent(request, year, number)
    stored = {"sent": found.file, "marked": found.marked}.get(which)
    if stored is None:
        raise Http404
    try:
        return attached(content_of(stored), EXCEL_TYPE, f"rabrong-{year}-{number}-{which}.xlsx")
    except FileLostError:
        raise Http404 from None
