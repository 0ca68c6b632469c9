"""The KPI Templates of a year: a list with search, as a file, and sending what is published."""

from functools import partial
from typing import Literal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from rabrong.agreements.actions.templates_sending import send_templates
from rabrong.agreements.models import Template, TemplateState
from rabrong.agreements.pages.templates_list import STATES, Wanted, cells, columns, list_rows, wanted_of
from rabrong.agreements.queries.templates import year_kept
from rabrong.agreements.queries.templates_list import Listed, listed, responsible_units
from rabrong.agreements.rules.templates import may_read_drafts
from rabrong.agreements.rules.years import may_read_year
from rabrong.agreements.views.templates_asked import refused
from rabrong.agreements.views.templates_workflow import addressees, kind_words, sent_words
from rabrong.agreements.wording.templates import refusal_words
from rabrong.org.asking import now_of, scope_of
from rabrong.org.rules import Refusal, may_administer
from rabrong.paper.sheets.writing import CSV_TYPE, EXCEL_TYPE, Table, csv_of, excel_of
from rabrong.ui.digits import digits
from rabrong.ui.whole import whole_number

Format = Literal["csv", "xlsx"]


def _asked(request: HttpRequest, year: int) -> tuple[list[Listed], Wanted]:
    """What somebody may see of a year, and what they look for. Raises Http404, also for a draft year that shows them
    nothing."""
    kept, scope = year_kept(year), scope_of(request)
    if kept is None:
        raise Http404
    found = listed(year, scope, partial(may_read_drafts, scope.actor))
    if not found and not may_read_year(scope.actor, kept):
        raise Http404
    return found, wanted_of(request.GET.dict())


@login_required
@require_safe
def templates(request: HttpRequest, year: int) -> HttpResponse:
    """The list. Whoever has received nothing yet finds it empty."""
    found, wanted = _asked(request, year)
    asked = {name: getattr(wanted, name) for name in ("q", "state", "unit", "sort") if getattr(wanted, name)}
    rows = list_rows(found, wanted)
    context = {
        "year": year,
        "rows": rows,
        "all": len(found),
        "wanted": wanted,
        "asked": urlencode(asked),
        "states": [(state, str(word)) for state, word in STATES.items()],
        "units": responsible_units(found),
        "counts": [(state, str(STATES[state]), sum(1 for each in found if each.state == state)) for state in STATES],
        "unread": sum(each.unread for each in found),
        "kinds": kind_words(),
        "may_check": may_administer(scope_of(request).actor) is not None,
        "is_draft_reader": any(may_read_drafts(scope_of(request).actor, each.version) for each in found),
    }
    return render(request, "agreements/template_list.html", context)


@login_required
@require_safe
def exported(request: HttpRequest, year: int, *, kind: Format) -> HttpResponse:
    """What the list shows, as a file."""
    found, wanted = _asked(request, year)
    with digits("arabic"):
        rows = cells(list_rows(found, wanted))
        content = csv_of(columns(), rows) if kind == "csv" else excel_of(Table(f"KPI {year}", columns(), rows))
    response = HttpResponse(content, content_type=CSV_TYPE if kind == "csv" else EXCEL_TYPE)
    response["Content-Disposition"] = f'attachment; filename="kpi-templates-{year}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def send_all(request: HttpRequest, year: int) -> HttpResponse:
    """Send the chosen published versions to units; one notice for all of them."""
    if year_kept(year) is None:
        raise Http404
    scope = scope_of(request)
    found = Template.objects.filter(indicator__year_id=year, pk__in=_numbers(request), state=TemplateState.PUBLISHED)
    kinds, codes = addressees(request)
    chosen = list(found.select_related("indicator", "indicator__year", "indicator__responsible"))
    if may_administer(scope.actor) is None:
        return refused(request, Refusal("template.not_checker"))
    done = send_templates(chosen, kinds=kinds, codes=codes, by=scope.actor, now=now_of(request))
    if isinstance(done, Refusal):
        messages.error(request, refusal_words(done))
    else:
        messages.success(request, sent_words(done))
    return redirect("templates", year)


def _numbers(request: HttpRequest) -> list[int]:
    return [whole_number(text) for text in request.POST.getlist("template")][:500]
