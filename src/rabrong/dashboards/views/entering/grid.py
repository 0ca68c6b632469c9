"""The entry grid: a unit's year on one page, drafts as one types, everything that is complete submitted at once."""

from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.pages.entering.entry import acting_words, refusal_words
from rabrong.dashboards.pages.entering.grid import Said, grid_of, strip_of
from rabrong.dashboards.pages.entering.kept import Forms, Kept, Notes
from rabrong.dashboards.queries.reporting import acting_with_id
from rabrong.dashboards.views.entering.desk import kept_of
from rabrong.dashboards.views.entering.entering import (
    NoDesk,
    forms_sent,
    keep_sent,
    kept_asked,
    notes_sent,
    ready_to_submit,
)
from rabrong.dashboards.views.entering.offline import copied_to_device, keeping
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal
from rabrong.results.actions import Conflicts, submit_reports_of
from rabrong.results.queries.notes import results_beside
from rabrong.ui.words import in_language


@copied_to_device
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The page; POST keeps what is typed as drafts, or submits what is complete."""
    kept = kept_asked(request, year, code)
    if isinstance(kept, NoDesk):
        return _refused(request, kept.refusal, kept.unit)
    if request.method != "POST":
        return _page(request, kept, ({}, {}), HTTPStatus.OK)
    forms, notes = forms_sent(request, kept), notes_sent(request, kept)
    refusal = keep_sent(request, kept, forms, notes)
    if refusal is not None:
        return _refused(request, refusal, kept.unit)
    if request.POST.get("save") == "draft":
        messages.info(request, gettext("เก็บร่างแล้ว ยังไม่ได้ส่ง"))
        return redirect(f"{request.path}?month={kept.book.month}")
    return _submit(request, kept, forms, notes)


@login_required
@require_POST
def typed(request: HttpRequest, year: int, unit: str, code: str, month: int) -> HttpResponse:
    """Keeps what is typed of one indicator as a draft; answers with what stands under it, and that it was kept."""
    kept = kept_asked(request, year, unit)
    if isinstance(kept, NoDesk):
        return _refused(request, kept.refusal, kept.unit)
    item = kept.desk.item(code)
    if item is None or month not in kept.desk.windows:
        raise Http404
    forms = {key: form for key, form in forms_sent(request, kept).items() if key[0] == item.indicator_id}
    notes = {key: texts for key, texts in notes_sent(request, kept).items() if key[0] == item.indicator_id}
    refusal = kept.desk.refusal(item.indicator, month) or keep_sent(request, kept, forms, notes)
    if refusal is not None:
        return _refused(request, refusal, kept.unit)
    form = forms.get((item.indicator_id, month)) or kept.form(item, month)
    texts = notes.get((item.indicator_id, month)) or kept.note(item, month)
    peers = results_beside(kept.unit, [item.indicator_id], [month]).get((item.indicator_id, month), ())
    strip = strip_of(kept, item, kept.desk.items.index(item), Said(form, texts, peers), month)
    return render(request, "dashboards/entering/_grid_typed.html", {"strip": strip, "saved_at": now_of(request)})


def _submit(request: HttpRequest, kept: Kept, forms: Forms, notes: Notes) -> HttpResponse:
    ready = ready_to_submit(kept, forms, notes)
    done = submit_reports_of(ready, by=scope_of(request).actor, now=now_of(request))
    if isinstance(done, Refusal):
        return _refused(request, done, kept.unit)
    if isinstance(done, Conflicts):
        return _page(request, kept, (forms, notes), HTTPStatus.CONFLICT)
    waiting = {key: form for key, form in forms.items() if form.faults or key in done.unanswered}
    if waiting:
        now = kept_of(kept.book, kept.desk, kept.book.month)
        return _page(request, now, (waiting, notes), HTTPStatus.UNPROCESSABLE_ENTITY)
    _say(request, [form.item.indicator.code for form in ready])
    return redirect(f"{request.path}?month={kept.book.month}")


def _say(request: HttpRequest, codes: Sequence[str]) -> None:
    if not codes:
        messages.info(request, gettext("ไม่มีตัวเลขใหม่ที่กรอกครบ ที่กรอกไว้เก็บเป็นร่าง"))
        return
    words = ngettext("ส่งแล้ว %(count)s ตัวชี้วัด: %(codes)s", "ส่งแล้ว %(count)s ตัวชี้วัด: %(codes)s", len(codes))
    messages.success(request, words % {"count": len(codes), "codes": ", ".join(codes)})


def _refused(request: HttpRequest, refusal: Refusal, unit: Unit) -> HttpResponse:
    return render(request, "403.html", {"reason": refusal_words(refusal, unit)}, status=HTTPStatus.FORBIDDEN)


def _page(request: HttpRequest, kept: Kept, said: tuple[Forms, Notes], status: int) -> HttpResponse:
    book, acting = kept.book, kept.desk.grant.acting
    window = kept.desk.windows.get(book.month)
    context = {
        "book": book,
        "sees_all": False,
        "unit": kept.unit,
        "name": in_language(kept.unit, "name"),
        "grid": grid_of(kept, *said),
        "window": window,
        "is_closed": kept.desk.is_year_closed,
        "days_left": None if window is None else (window.closes - book.today).days,
        "acting": acting_words(None if acting is None else acting_with_id(acting)),
        "is_stale": status == HTTPStatus.CONFLICT,
        "is_faulty": status == HTTPStatus.UNPROCESSABLE_ENTITY,
        "crumbs": (Crumb(in_language(kept.unit, "name")), Crumb(gettext("กรอกผล"))),
        **keeping(request, reverse("entry_grid", args=(book.year, kept.unit.code))),
    }
    return render(request, "dashboards/entering/grid.html", context, status=status)
