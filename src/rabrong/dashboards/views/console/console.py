"""The console: the first screen of the PSDG, and of nobody else's; read by everybody who sees the whole department."""

from dataclasses import dataclass
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.agreements.pages.year_console import Progress, Step, steps_by
from rabrong.agreements.pages.year_steps import Calendar, line_of_steps, placed, span_words, stretches
from rabrong.agreements.queries.years import lead_agreement
from rabrong.agreements.rules.years import may_read_draft
from rabrong.dashboards.kept.answering import Drawing, kept_answer
from rabrong.dashboards.pages.console.due import only_due
from rabrong.dashboards.pages.console.figures import figures_of
from rabrong.dashboards.pages.console.found import found_in
from rabrong.dashboards.pages.console.side import next_round, round_side, window_rows
from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.pages.reporting.matrix import Matrix, by_column, indicator_columns, matrix_of
from rabrong.dashboards.queries.console import ConsoleYear, console_year, only, top_rows
from rabrong.dashboards.queries.matrix import indicators_by_id
from rabrong.dashboards.views.frame import frame
from rabrong.org.asking import scope_of
from rabrong.org.queries import tree_in
from rabrong.org.rules import may_administer
from rabrong.results.queries.states import Asked, counted_up, standings, together
from rabrong.ui.whole import whole_number


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the list beside the line; `days` in words, "" where nobody has named any."""

    step: Step
    days: str


@login_required
@require_safe
def console(request: HttpRequest, year: int) -> HttpResponse:
    """Figures, ten steps, who has reported, windows and rounds. `?month=` another month, `?due=1` only what is owed."""
    return kept_answer(request, partial(console_drawing, year=year))


def console_drawing(request: HttpRequest, year: int) -> Drawing:
    """The page, the same for all who may see and do the same. Raises Http404."""
    found, scope = _asked(request, year), scope_of(request)
    matrix = _matrix(found)
    shown = only_due(matrix) if request.GET.get("due") == "1" else matrix
    context = {
        **frame(found.book, scope),
        **_steps(found),
        "crumbs": [Crumb(gettext("ศูนย์ปฏิบัติการ"))],
        "live": next((f"{year}/unit/{row.unit.department}" for row in matrix.rows), ""),
        "figures": figures_of(found, matrix),
        "matrix": shown,
        "only_due": request.GET.get("due") == "1",
        "windows": window_rows(found),
        "rounds": round_side(found),
        "next_round": next_round(found),
        "may_edit": may_administer(scope.actor) is not None,
    }
    return Drawing("dashboards/console/console.html", context)


def _asked(request: HttpRequest, year: int) -> ConsoleYear:
    """The year as of `?month=`, for who sees the whole department. Raises Http404."""
    scope, text = scope_of(request), request.GET.get("month", "")
    month = whole_number(text) if text.isdecimal() else None
    found = console_year(year, scope.actor.today, month) if scope.everything else None
    if found is None or (found.book.rules.is_draft and not may_read_draft(scope.actor)):
        raise Http404
    return found


def _steps(found: ConsoleYear) -> dict[str, object]:
    records, today = found.records, found.book.today
    progress = Progress(records.year, records.agreement, records.indicators, records.published, today)
    calendar = Calendar(found.book.year, records.signed_on, found.calendar, today)
    steps = placed(calendar, steps_by(progress))
    rows = [StepRow(step, span_words(days)) for step, days in zip(steps, stretches(calendar), strict=True)]
    return {"line": line_of_steps(calendar, steps), "steps": rows}


def _matrix(found: ConsoleYear) -> Matrix:
    """The units right below the department by the indicators of the month: eleven queries."""
    book = found.book
    tree, (department, units) = tree_in(book.span), top_rows()
    months = (book.month,) if book.month else ()
    reports = standings(Asked(book.year, months, windows=found.windows), book.today).reports
    counts = counted_up(reports, tree)
    columns = indicator_columns(indicators_by_id({indicator for _, indicator, _ in reports}).values())
    everything = together(each for (unit, _, _), each in counts.items() if unit == department)
    rows = only(units, tree.children_of.get(department, ()))
    return matrix_of(rows, columns, by_column(counts, of_months=False), tree.children_of, everything)


@login_required
@require_safe
def findings(request: HttpRequest, year: int) -> HttpResponse:
    """What the lint finds, as a part of the console that is fetched once the console stands."""
    found = _asked(request, year)
    context = {**frame(found.book, scope_of(request)), "found": found_in(lead_agreement(year))}
    return render(request, "dashboards/console/found.html", context)
