"""The entry grid: a unit's year on one page, drafts as one types, everything that is complete submitted at once."""

from collections.abc import Mapping
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rabrong.agreements.models import Item
from rabrong.dashboards.forms import TypedForm, is_posted, read_block
from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.pages.entry import acting_words, refusal_words
from rabrong.dashboards.pages.grid import Forms, Kept, complete, differs, grid_of, open_places, strip_of
from rabrong.dashboards.queries.desk import grid_book
from rabrong.dashboards.queries.reporting import acting_with_id
from rabrong.dashboards.views.desk import kept_of
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Unit
from rabrong.org.queries.units import unit_coded
from rabrong.org.rules import Refusal, may_see
from rabrong.results.actions import Conflicts, Submission, keep_drafts, submit_together
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
        return _page(request, kept, {}, HTTPStatus.OK)
    forms = _forms(request, kept)
    refusal = _keep(request, kept, forms)
    if refusal is not None:
        return _refused(request, refusal, kept.unit)
    if request.POST.get("save") == "draft":
        messages.info(request, gettext("เก็บร่างแล้ว ยังไม่ได้ส่ง"))
        return redirect(f"{request.path}?month={kept.book.month}")
    return _submit(request, kept, forms)


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
    refusal = kept.desk.refusal(item.indicator, month) or _keep(request, kept, forms)
    if refusal is not None:
        return _refused(request, refusal, kept.unit)
    form = forms.get((item.indicator_id, month)) or kept.form(item, month)
    strip = strip_of(kept, item, kept.desk.items.index(item), form, month)
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


def _keep(request: HttpRequest, kept: Kept, forms: Forms) -> Refusal | None:
    codes = {item.indicator_id: item.indicator.code for item in kept.desk.items}
    texts = {(codes[indicator], month): form.texts for (indicator, month), form in forms.items()}
    return keep_drafts(kept.unit, kept.book.year, texts, by=scope_of(request).actor, now=now_of(request))


def _submit(request: HttpRequest, kept: Kept, forms: Forms) -> HttpResponse:
    ready = _ready(kept, forms)
    done = submit_together(list(ready.values()), by=scope_of(request).actor, now=now_of(request))
    if isinstance(done, Refusal):
        return _refused(request, done, kept.unit)
    if isinstance(done, Conflicts):
        return _page(request, kept, forms, HTTPStatus.CONFLICT)
    wrong = {key: form for key, form in forms.items() if form.faults}
    if wrong:
        return _page(request, kept_of(kept.book, kept.desk, kept.book.month), wrong, HTTPStatus.UNPROCESSABLE_ENTITY)
    _say(request, kept, ready)
    return redirect(f"{request.path}?month={kept.book.month}")


def _ready(kept: Kept, forms: Forms) -> dict[tuple[Item, int], Submission]:
    """What is complete and says anything new."""
    found = {}
    for item, month in open_places(kept):
        form = forms.get((item.indicator_id, month))
        if form is not None and complete(kept, item, form) and differs(kept, item, month, form):
            found[item, month] = Submission(kept.unit, item.indicator, month, form.claims, form.versions)
    return found


def _say(request: HttpRequest, kept: Kept, ready: Mapping[tuple[Item, int], Submission]) -> None:
    if not ready:
        messages.info(request, gettext("ไม่มีตัวเลขใหม่ที่กรอกครบ ที่กรอกไว้เก็บเป็นร่าง"))
        return
    codes = ", ".join(item.indicator.code for item, _ in ready)
    words = ngettext("ส่งแล้ว %(count)s ตัวชี้วัด: %(codes)s", "ส่งแล้ว %(count)s ตัวชี้วัด: %(codes)s", len(ready))
    messages.success(request, words % {"count": len(ready), "codes": codes})


def _refused(request: HttpRequest, refusal: Refusal, unit: Unit) -> HttpResponse:
    return render(request, "403.html", {"reason": refusal_words(refusal, unit)}, status=HTTPStatus.FORBIDDEN)


def _page(request: HttpRequest, kept: Kept, forms: Mapping[tuple[int, int], TypedForm], status: int) -> HttpResponse:
    book, acting = kept.book, kept.desk.grant.acting
    window = kept.desk.windows.get(book.month)
    context = {
        "book": book,
        "sees_all": False,
        "unit": kept.unit,
        "name": in_language(kept.unit, "name"),
        "grid": grid_of(kept, forms),
        "window": window,
        "days_left": None if window is None else (window.closes - book.today).days,
        "acting": acting_words(None if acting is None else acting_with_id(acting)),
        "is_stale": status == HTTPStatus.CONFLICT,
        "is_faulty": status == HTTPStatus.UNPROCESSABLE_ENTITY,
        "crumbs": (Crumb(in_language(kept.unit, "name")), Crumb(gettext("กรอกผล"))),
    }
    return render(request, "dashboards/grid.html", context, status=status)
