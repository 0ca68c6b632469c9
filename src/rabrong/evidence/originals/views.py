"""The register of originals of a unit and what stands below it: to read, to export, to write one line or several."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from rabrong.assignments.models import ROUNDS
from rabrong.evidence.asked import (
    Asked,
    asked_unit,
    asked_year,
    refused,
    round_wanted,
    status_of,
    unit_with_below,
    wanted_of,
)
from rabrong.evidence.originals.actions import record_originals
from rabrong.evidence.originals.forms import RegisterForm, values_of
from rabrong.evidence.originals.pages import (
    STATES,
    register_cells,
    register_columns,
    shown_lines,
    state_words,
    wanted_lines,
)
from rabrong.evidence.originals.queries import Line, history_of, lines_of
from rabrong.evidence.originals.rules import MOST_LINES, writes_for
from rabrong.evidence.sheets import is_export, kept_query, sheet_answer
from rabrong.evidence.wording import refusal_words
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal
from rabrong.ui.digits import shown
from rabrong.ui.whole import whole_number
from rabrong.ui.words import in_language

ROWS = 50
WANTED = ("q", "kpi", "round", "state", "sort")


@login_required
@require_safe
def register(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Every paper of a unit and of the units below it in a round: where it is kept, whether it was sent."""
    asked = asked_year(request, year)
    unit = asked_unit(asked, code)
    wanted = wanted_of(request, WANTED)
    round_ = round_wanted(wanted, asked)
    every = lines_of(year, unit_with_below(unit, asked), round_)
    lines = wanted_lines(every, wanted)
    if is_export(request):
        return sheet_answer(
            request, f"originals-{year}-{unit.code}-{round_}", register_columns(), register_cells(lines)
        )
    page = Paginator(lines, ROWS).get_page(request.GET.get("page"))
    rows = shown_lines(page, asked.actor)
    context = {
        **asked.frame("originals"),
        "unit": unit,
        "name": in_language(unit, "name"),
        "wanted": wanted,
        "round": round_,
        "rounds": ROUNDS,
        "page": page,
        "rows": rows,
        "count": len(lines),
        "may_write": any(row.may_write for row in rows),
        "has_several_units": len({line.unit.pk for line in every}) > 1,
        "states": [(state, state_words(state), sum(line.state == state for line in every)) for state in STATES],
        "codes": list(dict.fromkeys(line.indicator.code for line in every)),
        "query": kept_query(request),
        "most": MOST_LINES,
    }
    return render(request, "evidence/originals.html", context)


@login_required
@require_http_methods(("GET", "HEAD", "POST"))
def record(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Write one line, or the same into several: `?line=` names them, `?all=1` takes all that the filters leave."""
    asked = asked_year(request, year)
    unit = asked_unit(asked, code)
    lines = _chosen(request, asked, unit)
    if not lines:
        return refused(request, Refusal("original.no_lines"))
    form = RegisterForm(
        request.POST or None, initial=values_of(lines[0]) if len(lines) == 1 else None, several=len(lines) > 1
    )
    if request.method == "POST" and form.is_valid():
        seen = {line.key: whole_number(request.POST.get(f"seen-{line.key}", "")) for line in lines}
        done = record_originals(lines, form.register(), seen, by=asked.actor, now=asked.now)
        if not isinstance(done, Refusal):
            said = ngettext("บันทึกทะเบียน %(count)s รายการแล้ว", "บันทึกทะเบียน %(count)s รายการแล้ว", done)
            messages.success(request, said % {"count": shown(str(done))})
            return redirect(f"{reverse('originals', args=(year, code))}?round={lines[0].round}")
        form.add_error(None, refusal_words(done))
        return _form(request, asked, unit, lines, form, status_of(done))
    return _form(request, asked, unit, lines, form, 422 if request.method == "POST" else 200)


def _chosen(request: HttpRequest, asked: Asked, unit: Unit) -> list[Line]:
    """The lines that an address or a form names. Raises Http404 for one that is not there."""
    wanted = wanted_of(request, WANTED)
    every = lines_of(asked.year.year, unit_with_below(unit, asked), round_wanted(wanted, asked))
    if request.GET.get("all") == "1" and request.method != "POST":
        return [line for line in wanted_lines(every, wanted) if writes_for(asked.actor, line.unit)]
    keys = set(request.POST.getlist("line") if request.method == "POST" else request.GET.getlist("line"))
    found = [line for line in every if line.key in keys]
    if len(found) != len(keys):
        raise Http404
    return found


def _form(
    request: HttpRequest, asked: Asked, unit: Unit, lines: Sequence[Line], form: RegisterForm, status: int
) -> HttpResponse:
    for line in lines:
        if not writes_for(asked.actor, line.unit):
            return refused(request, Refusal("original.not_keeper", {"unit": str(line.unit)}))
    context = {
        **asked.frame("originals"),
        "unit": unit,
        "name": in_language(unit, "name"),
        "lines": shown_lines(lines, asked.actor),
        "round": lines[0].round,
        "form": form,
        "history": history_of(lines[0]) if len(lines) == 1 else [],
    }
    return render(request, "evidence/original_record.html", context, status=status)
