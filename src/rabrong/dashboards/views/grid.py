"""The entry grid: a unit's year on one page, drafts as one types, everything that is complete submitted at once."""

from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rabrong.agreements.models import Item
from rabrong.dashboards.forms import has_note, is_posted, read_block, read_note
from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.pages.entry import acting_words, refusal_words
from rabrong.dashboards.pages.grid import Said, grid_of, strip_of
from rabrong.dashboards.pages.kept import Forms, Kept, Notes, complete, differs, open_places
from rabrong.dashboards.queries.desk import grid_book
from rabrong.dashboards.queries.reporting import acting_with_id
from rabrong.dashboards.views.desk import kept_of
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Unit
from rabrong.org.queries.units import unit_coded
from rabrong.org.rules import Refusal, may_see
from rabrong.results.actions import (
    Conflicts,
    NoteText,
    ReportForm,
    Submission,
    keep_drafts,
    keep_notes,
    submit_reports_of,
)
from rabrong.results.actions.submitting import text_of
from rabrong.results.queries.notes import results_beside
from rabrong.results.rules.desk import desk_of
from rabrong.ui.whole import whole_number
from rabrong.ui.words import in_language


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The page; POST keeps what is typed as drafts, or submits what is complete."""
    kept = _kept(request, year, code)
    if isinstance(kept, HttpResponse):
        return kept
    if request.method != "POST":
        return _page(request, kept, ({}, {}), HTTPStatus.OK)
    forms, notes = _forms(request, kept), _notes(request, kept)
    refusal = _keep(request, kept, forms, notes)
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
    kept = _kept(request, year, unit)
    if isinstance(kept, HttpResponse):
        return kept
    item = kept.desk.item(code)
    if item is None or month not in kept.desk.windows:
        raise Http404
    forms = {key: form for key, form in _forms(request, kept).items() if key[0] == item.indicator_id}
    notes = {key: texts for key, texts in _notes(request, kept).items() if key[0] == item.indicator_id}
    refusal = kept.desk.refusal(item.indicator, month) or _keep(request, kept, forms, notes)
    if refusal is not None:
        return _refused(request, refusal, kept.unit)
    form = forms.get((item.indicator_id, month)) or kept.form(item, month)
    texts = notes.get((item.indicator_id, month)) or kept.note(item, month)
    peers = results_beside(kept.unit, [item.indicator_id], [month]).get((item.indicator_id, month), ())
    strip = strip_of(kept, item, kept.desk.items.index(item), Said(form, texts, peers), month)
    return render(request, "dashboards/_grid_typed.html", {"strip": strip, "saved_at": now_of(request)})


def _kept(request: HttpRequest, year: int, code: str) -> Kept | HttpResponse:
    """A unit's year for its keeper; what is not seen is 404, who sees it and keeps nothing here is refused."""
    unit, actor = unit_coded(code), scope_of(request).actor
    month = request.POST.get("month") or request.GET.get("month", "")
    book = grid_book(year, actor.today, whole_number(month) if month.isdecimal() else 0)
    if unit is None or book is None:
        raise Http404
    desk = desk_of(actor, unit, year)
    if isinstance(desk, Refusal):
        if not may_see(scope_of(request), unit):
            raise Http404
        return _refused(request, desk, unit)
    if not desk.items:
        raise Http404
    return kept_of(book, desk, book.month)


def _forms(request: HttpRequest, kept: Kept) -> Forms:
    return {
        (item.indicator_id, month): read_block(request.POST, item.indicator.code, month, kept.kinds[item.indicator_id])
        for item, month in open_places(kept)
        if is_posted(request.POST, item.indicator.code, month, kept.kinds[item.indicator_id])
    }


def _notes(request: HttpRequest, kept: Kept) -> Notes:
    return {
        (item.indicator_id, month): read_note(request.POST, item.indicator.code, month)
        for item, month in open_places(kept)
        if has_note(request.POST, item.indicator.code, month)
    }


def _keep(request: HttpRequest, kept: Kept, forms: Forms, notes: Notes) -> Refusal | None:
    codes = {item.indicator_id: item.indicator.code for item in kept.desk.items}
    by, now = scope_of(request).actor, now_of(request)
    texts = {(codes[indicator], month): form.texts for (indicator, month), form in forms.items()}
    refusal = keep_drafts(kept.unit, kept.book.year, texts, by=by, now=now)
    changed = {
        (item.indicator.code, month): notes[item.indicator_id, month]
        for item, month in open_places(kept)
        if (item.indicator_id, month) in notes and notes[item.indicator_id, month] != kept.note(item, month)
    }
    return refusal or (keep_notes(kept.unit, kept.book.year, changed, by=by, now=now) if changed else None)


def _submit(request: HttpRequest, kept: Kept, forms: Forms, notes: Notes) -> HttpResponse:
    ready = _ready(kept, forms, notes)
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


def _ready(kept: Kept, forms: Forms, notes: Notes) -> list[ReportForm]:
    """What is complete and says anything new, in numbers or in words."""
    found = []
    for item, month in open_places(kept):
        form, texts = forms.get((item.indicator_id, month)), notes.get((item.indicator_id, month), {})
        if form is None or not complete(kept, item, form):
            continue
        note = NoteText(texts.get("done", ""), texts.get("problems", ""), texts.get("measures", ""))
        if differs(kept, item, month, form) or (texts and note != _written(kept, item, month)):
            reason = texts.get("remark", "")
            numbers = Submission(kept.unit, item.indicator, month, form.claims, form.versions, reason)
            found.append(ReportForm(item, numbers, note if texts else _written(kept, item, month)))
    return found


def _written(kept: Kept, item: Item, month: int) -> NoteText:
    versions = kept.notes.get((item.indicator_id, month), ())
    return text_of(versions[-1]) if versions else NoteText()


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
        "days_left": None if window is None else (window.closes - book.today).days,
        "acting": acting_words(None if acting is None else acting_with_id(acting)),
        "is_stale": status == HTTPStatus.CONFLICT,
        "is_faulty": status == HTTPStatus.UNPROCESSABLE_ENTITY,
        "crumbs": (Crumb(in_language(kept.unit, "name")), Crumb(gettext("กรอกผล"))),
    }
    return render(request, "dashboards/grid.html", context, status=status)
