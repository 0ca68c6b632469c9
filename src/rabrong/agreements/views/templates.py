"""Reading KPI Templates: the published version, versions and what was done to them, two side by side, files."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from rabrong.agreements.actions.templates_sending import open_template
from rabrong.agreements.models import TemplateFile
from rabrong.agreements.pages.templates import agreement_words, sheet_of
from rabrong.agreements.pages.templates_compare import compared
from rabrong.agreements.pages.templates_list import history_rows, version_rows
from rabrong.agreements.queries.templates import draft_in_work, history_of, people_by_code, versions_of
from rabrong.agreements.rules.templates import may_write, published_for
from rabrong.agreements.views.templates_asked import (
    Above,
    Asked,
    asked_indicator,
    book_of,
    numbered,
    visible_versions,
)
from rabrong.files.queries import content_of
from rabrong.org.rules import may_administer
from rabrong.ui.words import in_language


@login_required
@require_safe
def template(request: HttpRequest, year: int, code: str, *, above: Above) -> HttpResponse:
    """The published version; opening it tells that the reader's unit has received it."""
    asked = asked_indicator(request, year, code)
    versions = published_for(asked.scope, asked.version)
    if not versions:
        return _unpublished(request, asked)
    found = numbered(versions, request.GET["v"]) if "v" in request.GET else versions[0]
    if request.method == "GET":
        open_template(found, asked.scope, now=asked.now)
    book = book_of(asked, found, above)
    context = {
        **frame(asked),
        "sheet": sheet_of(book),
        "template": found,
        "agreement": agreement_words(book.facts),
        "newest": versions[0],
        "versions": versions,
    }
    return render(request, "agreements/template_sheet.html", context)


def frame(asked: Asked) -> dict[str, object]:
    """What every page of an indicator's template has around it."""
    return {
        "year": asked.version.year_id,
        "version": asked.version,
        "name": in_language(asked.version, "name"),
        "reads_drafts": asked.reads_drafts,
        "has_draft": asked.reads_drafts and draft_in_work(asked.version) is not None,
        "may_write": may_write(asked.actor, asked.version) is not None,
        "may_check": may_administer(asked.actor) is not None,
    }


def _unpublished(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The draft for who may read it, else the way to begin one. Raises Http404."""
    if not asked.reads_drafts:
        raise Http404
    if draft_in_work(asked.version) is not None:
        return redirect("template_edit", asked.version.year_id, asked.version.code)
    return render(request, "agreements/template_none.html", frame(asked))


@login_required
@require_safe
def versions(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """All versions somebody may read; who did what, for who reads drafts."""
    asked = asked_indicator(request, year, code)
    seen = {each.pk for each in visible_versions(asked)}
    if not seen and not asked.reads_drafts:
        raise Http404
    found = [each for each in versions_of(asked.version) if each.pk in seen]
    events = history_of(found) if asked.reads_drafts else []
    names = {who: str(person) for who, person in people_by_code({event.actor for event in events}).items()}
    context = {
        **frame(asked),
        "rows": version_rows(found),
        "history": history_rows(events, names),
    }
    return render(request, "agreements/template_versions.html", context)


@login_required
@require_safe
def compare(request: HttpRequest, year: int, code: str, *, above: Above) -> HttpResponse:
    """Any two versions side by side; by default the newest and the one before it."""
    asked = asked_indicator(request, year, code)
    found = visible_versions(asked)
    if not found:
        raise Http404
    numbers = [str(each.number) for each in (found[1] if len(found) > 1 else found[0], found[0])]
    first, second = (numbered(found, request.GET.get(name, numbers[at])) for at, name in enumerate(("a", "b")))
    books = [book_of(asked, each, above) for each in (first, second)]
    lines = compared(*(sheet_of(book) for book in books))
    context = {
        **frame(asked),
        "first": first,
        "second": second,
        "versions": found,
        "lines": lines,
        "changed": sum(1 for line in lines if not line.is_same),
    }
    return render(request, "agreements/template_compare.html", context)


@login_required
@require_safe
def file(request: HttpRequest, year: int, code: str, pk: int) -> HttpResponse:
    """An attached file, for who may read the version it is attached to; always as a download."""
    asked = asked_indicator(request, year, code)
    attached = TemplateFile.objects.filter(pk=pk, template__in=visible_versions(asked)).select_related("file").first()
    if attached is None:
        raise Http404
    response = HttpResponse(content_of(attached.file), content_type=attached.file.kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=attached.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
