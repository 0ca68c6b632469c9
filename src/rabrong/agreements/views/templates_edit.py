"""Writing a KPI Template: the form that saves as it is typed into, its buttons, people to choose."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from rabrong.agreements.actions.templates import Stale, attach_file, detach_file, save_draft, settle_comment
from rabrong.agreements.actions.templates_workflow import around, stored_draft, submit_template
from rabrong.agreements.forms.templates import TypedDraft, acted, read_draft, taken
from rabrong.agreements.models import Template, TemplateComment, TemplateFile
from rabrong.agreements.pages.templates import agreement_words, sheet_of
from rabrong.agreements.pages.templates_edit import PersonChoice, edit_page, gaps_of, person_choices, typed_of_stored
from rabrong.agreements.queries.templates import department_item, people_by_code
from rabrong.agreements.rules.templates import (
    MoveName,
    grant_to_comment,
    grant_to_edit,
    grant_to_move,
    grant_to_promise,
)
from rabrong.agreements.rules.templates_content import lacks_of
from rabrong.agreements.views.templates import frame
from rabrong.agreements.views.templates_asked import Above, Asked, asked_draft, book_of, refused, said_at_form
from rabrong.agreements.wording.templates import FIELDS, refusal_words
from rabrong.files.rules import LARGEST_SCAN_BYTES
from rabrong.org.actor import Grant
from rabrong.org.models import Person
from rabrong.org.queries import people_visible_to
from rabrong.org.queries.search import people_matching
from rabrong.org.rules import Refusal
from rabrong.ui.whole import whole_number

FOUND = 8
CHECKS: tuple[MoveName, ...] = ("give_back", "publish")
FORM, SAVED, PAGE = (f"agreements/template_{name}.html" for name in ("form", "saved", "edit"))


@dataclass(frozen=True, slots=True)
class Writing:
    """A request at a draft."""

    request: HttpRequest
    asked: Asked
    template: Template
    above: Above

    @property
    def is_fragment(self) -> bool:
        """Whether only a part of the page is wanted."""
        return self.request.headers.get("HX-Request") == "true"

    @property
    def act(self) -> str:
        """The button that was pressed; "save" while somebody types."""
        return self.request.POST.get("act", "save")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, year: int, code: str, *, above: Above) -> HttpResponse:
    """The form for who may write, the draft with its comments for who may only read or check it."""
    asked, template = asked_draft(request, year, code)
    writing = Writing(request, asked, template, above)
    grant = grant_to_edit(asked.actor, template)
    if request.method == "POST":
        return refused(request, grant) if isinstance(grant, Refusal) else _save(writing)
    return _read_only(writing, grant) if isinstance(grant, Refusal) else _form(writing, None, HTTPStatus.OK)


def _save(writing: Writing) -> HttpResponse:
    typed = _pressed(writing, read_draft(writing.request.POST))
    if typed.faults:
        return _form(writing, typed, HTTPStatus.UNPROCESSABLE_ENTITY)
    if writing.act != "save" and "deciding" in writing.request.POST:
        return _form(writing, typed, HTTPStatus.CONFLICT)
    asked, draft = writing.asked, typed.draft
    visible = people_visible_to(asked.scope).filter(code__in=[draft.supervisor, *draft.keepers])
    codes = list(visible.values_list("code", flat=True))
    done = save_draft(writing.template, draft, edits=typed.edits, choosable=codes, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        return refused(writing.request, done)
    if isinstance(done, Stale):
        return _form(replace(writing, template=done.current), typed, HTTPStatus.CONFLICT)
    if writing.act.partition(":")[0] in AFTER_SAVING:
        return _then(replace(writing, template=done))
    if writing.is_fragment or writing.act != "save":
        return _form(replace(writing, template=done), replace(typed, edits=done.edits), HTTPStatus.OK)
    messages.success(writing.request, gettext("บันทึกร่างแล้ว"))
    return redirect(writing.request.path)


def _then(writing: Writing) -> HttpResponse:
    """What a button does besides saving: files, comments, handing the version in."""
    what, _, rest = writing.act.partition(":")
    done = AFTER_SAVING[what](writing, whole_number(rest, 0))
    if isinstance(done, Refusal):
        return said_at_form(writing.request, writing.asked, done)
    if what == "submit":
        messages.success(writing.request, gettext("ส่งตรวจแล้ว กพร. ได้รับแจ้ง"))
    return redirect(writing.request.path)


def _attach(writing: Writing, _: int) -> object:
    upload = writing.request.FILES.get("file")
    if upload is None:
        return Refusal("file.empty")
    if (upload.size or 0) > LARGEST_SCAN_BYTES:
        return Refusal("file.too_large", {"most": LARGEST_SCAN_BYTES // (1024 * 1024)})
    asked = writing.asked
    return attach_file(writing.template, upload.name or "", upload.read(), by=asked.actor, now=asked.now)


def _detach(writing: Writing, pk: int) -> object:
    found = get_object_or_404(TemplateFile.objects.select_related("template"), pk=pk, template=writing.template)
    return detach_file(found, by=writing.asked.actor, now=writing.asked.now)


def _settle(writing: Writing, pk: int) -> object:
    found = get_object_or_404(TemplateComment.objects.select_related("template"), pk=pk, template=writing.template)
    return settle_comment(found, by=writing.asked.actor, now=writing.asked.now)


def _submit(writing: Writing, _: int) -> object:
    asked = writing.asked
    return submit_template(writing.template, by=asked.actor, now=asked.now, results=writing.above.results)


AFTER_SAVING: Mapping[str, Callable[[Writing, int], object]] = {
    "attach": _attach,
    "detach": _detach,
    "settle": _settle,
    "submit": _submit,
}


def _pressed(writing: Writing, typed: TypedDraft) -> TypedDraft:
    """What was typed, after the button that was pressed."""
    what, _, rest = writing.act.partition(":")
    if what == "take":
        return replace(typed, draft=taken(typed.draft, stored_draft(writing.template), rest))
    return typed if what in ("save", "search") else replace(typed, draft=acted(typed.draft, writing.act))


def _form(writing: Writing, typed: TypedDraft | None, status: HTTPStatus) -> HttpResponse:
    """The form; while somebody types only what became of it."""
    context = _context(writing, typed, is_stale=status == HTTPStatus.CONFLICT)
    if not writing.is_fragment:
        return render(writing.request, PAGE, context, status=status)
    if writing.act == "save" and status == HTTPStatus.OK:
        return render(writing.request, SAVED, context)
    response = render(writing.request, FORM, context, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = "#editor", "morph:outerHTML"
    return response


def _context(writing: Writing, typed: TypedDraft | None, *, is_stale: bool) -> dict[str, object]:
    asked, template = writing.asked, writing.template
    known = around(template, today=asked.actor.today, has_entries=writing.above.results.has_entries)
    book = book_of(asked, template, writing.above)
    typed = typed or typed_of_stored(book)
    book = replace(book, lacks=lacks_of(typed.draft, known))
    page = edit_page(book, typed, known, _people(asked, typed, template), is_stale=is_stale)
    query = writing.request.POST.get("q", "")
    return {
        **frame(asked),
        **_promise(asked),
        "template": template,
        "page": page,
        "sheet": page.sheet,
        "agreement": agreement_words(book.facts),
        "gaps": gaps_of(page.sheet.sections),
        "q": query,
        "found": _found(asked, query) if query else (),
        "is_saved": writing.request.method == "POST",
        "now": asked.now,
    }


def _promise(asked: Asked) -> dict[str, object]:
    """Whether what is promised may still be worded here, or why not."""
    grant = grant_to_promise(asked.actor, asked.version, department_item(asked.version))
    is_locked = isinstance(grant, Refusal)
    return {"may_promise": not is_locked, "promise_locked": refusal_words(grant) if isinstance(grant, Refusal) else ""}


def _people(asked: Asked, typed: TypedDraft, template: Template) -> Mapping[str, Person]:
    """Those whom the form or the database names: a code that somebody made up names nobody they could not see."""
    stored = stored_draft(template)
    named = {typed.draft.supervisor, *typed.draft.keepers} - {""}
    known = {stored.supervisor, *stored.keepers} - {""}
    visible = people_visible_to(asked.scope).filter(code__in=named - known)
    return people_by_code(known | set(visible.values_list("code", flat=True)))


def _read_only(writing: Writing, grant: Refusal) -> HttpResponse:
    asked, template = writing.asked, writing.template
    book = book_of(asked, template, writing.above)
    moves = [name for name in CHECKS if isinstance(grant_to_move(asked.actor, template, name), Grant)]
    context = {
        **frame(asked),
        "template": template,
        "sheet": sheet_of(book),
        "agreement": agreement_words(book.facts),
        "reason": refusal_words(grant),
        "moves": moves,
        "may_comment": isinstance(grant_to_comment(asked.actor, template), Grant),
        "fields": [(name, str(label)) for name, label in FIELDS.items()],
    }
    return render(writing.request, "agreements/template_check.html", context)


@login_required
@require_safe
def people(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """People by a part of a name, for who may write: buttons of the form."""
    asked, template = asked_draft(request, year, code)
    grant = grant_to_edit(asked.actor, template)
    if isinstance(grant, Refusal):
        return refused(request, grant)
    query = request.GET.get("q", "")
    context = {**frame(asked), "found": _found(asked, query), "q": query}
    return render(request, "agreements/template_people.html", context)


def _found(asked: Asked, query: str) -> tuple[PersonChoice, ...]:
    return person_choices(list(people_matching(asked.scope, query)[:FOUND])) if query.strip() else ()
