"""What the pages and the devices of a keeper send of a unit's year, read and kept: one meaning for all of them."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from rabrong.agreements.models import Item
from rabrong.dashboards.forms import has_note, is_posted, read_block, read_note
from rabrong.dashboards.pages.entering.kept import Forms, Kept, Notes, complete, differs, open_places
from rabrong.dashboards.queries.desk import grid_book
from rabrong.dashboards.views.entering.desk import kept_of
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Unit
from rabrong.org.queries.units import unit_coded
from rabrong.org.rules import Refusal, may_see
from rabrong.results.actions import NoteText, ReportForm, Submission, keep_drafts, keep_notes
from rabrong.results.actions.submitting import text_of
from rabrong.results.rules.desk import desk_of
from rabrong.ui.whole import whole_number


@dataclass(frozen=True, slots=True)
class NoDesk:
    """Why somebody who sees a unit enters nothing for it."""

    refusal: Refusal
    unit: Unit


def kept_asked(request: HttpRequest, year: int, code: str) -> Kept | NoDesk:
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
        return NoDesk(desk, unit)
    if not desk.items:
        raise Http404
    return kept_of(book, desk, book.month)


def forms_sent(request: HttpRequest, kept: Kept) -> Forms:
    """The numbers that were sent of what is open."""
    return {
        (item.indicator_id, month): read_block(request.POST, item.indicator.code, month, kept.kinds[item.indicator_id])
        for item, month in open_places(kept)
        if is_posted(request.POST, item.indicator.code, month, kept.kinds[item.indicator_id])
    }


def notes_sent(request: HttpRequest, kept: Kept) -> Notes:
    """What was written beside the numbers of what is open."""
    return {
        (item.indicator_id, month): read_note(request.POST, item.indicator.code, month)
        for item, month in open_places(kept)
        if has_note(request.POST, item.indicator.code, month)
    }


def keep_sent(request: HttpRequest, kept: Kept, forms: Forms, notes: Notes) -> Refusal | None:
    """Keep all of it as drafts."""
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


def ready_to_submit(kept: Kept, forms: Forms, notes: Notes) -> list[ReportForm]:
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
