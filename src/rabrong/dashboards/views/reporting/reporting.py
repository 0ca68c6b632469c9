"""Who has reported: the matrix of a supervisor's units, and the list of what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.rules import sees_indicator
from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.pages.reporting.matrix import by_column, indicator_columns, matrix_of, month_columns
from rabrong.dashboards.pages.reporting.missing import (
    Missing,
    missing_cells,
    missing_columns,
    missing_rows,
    owing_rows,
    wanted_rows,
)
from rabrong.dashboards.queries.indicators import indicator_of
from rabrong.dashboards.queries.matrix import department_of, indicators_by_id, owned_codes, top_units, units_by_id
from rabrong.dashboards.queries.sight import Sight
from rabrong.dashboards.queries.units import unit_of
from rabrong.dashboards.queries.year import YearBook
from rabrong.dashboards.views.asked import asked_year
from rabrong.dashboards.views.frame import frame
from rabrong.org.asking import scope_of
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import Scope, Tree, tree_in
from rabrong.paper.sheets.writing import CSV_TYPE, EXCEL_TYPE, Table, csv_of, excel_of
from rabrong.results.queries.states import Asked, Standings, counted_up, last_reported, standings, together
from rabrong.ui.digits import digits
from rabrong.ui.words import in_language

ROWS = 100
FILTERS = ("q", "state", "kpi", "kind", "sort", "by", "under")
STATES = ("overdue", "returned", "due", "draft")
KINDS = (UnitKind.DISTRICT, UnitKind.PROVINCE, UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE)
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Sought:
    """Whose reports are looked at: the units of the page, where they stand, and what has been found."""

    book: YearBook
    scope: Scope
    tree: Tree
    under: Unit | None
    tops: frozenset[int]
    version: IndicatorVersion | None
    found: Standings


@login_required
@require_safe
def matrix(request: HttpRequest, year: int) -> HttpResponse:
    """Units by indicators of a month, `?by=month` by the months of the year; `?under=` looks below one unit."""
    of_months = request.GET.get("by") == "month"
    sought = _sought(request, year, of_months=of_months)
    counts = counted_up(sought.found.reports, sought.tree)
    units = units_by_id(_row_ids(sought))
    ids = {indicator for _, indicator, _ in sought.found.reports}
    indicators = indicators_by_id(ids)
    months = sorted({month for _, _, month in sought.found.reports})
    columns = month_columns(months) if of_months else indicator_columns(indicators.values())
    tops = (each for (unit, _, _), each in counts.items() if unit in sought.tops)
    made = matrix_of(
        units.values(),
        columns,
        by_column(counts, of_months=of_months),
        sought.tree.children_of,
        together(tops),
    )
    return render(
        request, "dashboards/reporting/reporting.html", {**_frame(sought), "matrix": made, "by_month": of_months}
    )


@login_required
@require_safe
def missing(request: HttpRequest, year: int) -> HttpResponse:
    """Every report that is owed, or `?by=unit` every unit that owes; filter, sort, export."""
    wanted = {name: request.GET.get(name, "").strip()[:LONGEST] for name in FILTERS}
    sought = _sought(request, year, of_months=False)
    units = units_by_id({unit for unit, _, _ in sought.found.reports})
    indicators = indicators_by_id({indicator for _, indicator, _ in sought.found.reports})
    every = missing_rows(sought.found, units, indicators, sought.book.today)
    rows = wanted_rows(every, wanted)
    if request.GET.get("export") in ("xlsx", "csv"):
        return _file(request.GET["export"], f"missing-{year}-{sought.book.month}", rows, sought.found)
    by_unit = wanted["by"] == "unit"
    owing = owing_rows(rows, sought.found, last_reported(year, {row.unit.pk for row in rows})) if by_unit else []
    page = Paginator(owing if by_unit else rows, ROWS).get_page(request.GET.get("page"))
    context = {
        **_frame(sought),
        "page": page,
        "wanted": wanted,
        "query": _query(request),
        "states": [state for state in STATES if any(row.state == state for row in every)],
        "codes": list(dict.fromkeys([*(each.code for each in indicators.values()), *_codes(sought)])),
        "kinds": [kind for kind in KINDS if any(row.unit.kind == kind for row in every)],
        "count": len(rows),
        "owing_units": len({row.unit.pk for row in rows}),
    }
    return render(request, "dashboards/reporting/missing.html", context)


def _sought(request: HttpRequest, year: int, *, of_months: bool) -> Sought:
    """What a supervisor's page is about: the own units, those below one of them, or with `?kpi=` every unit of an
    indicator that is one's own. Raises Http404."""
    book, scope = asked_year(request, year), scope_of(request)
    tree, version = tree_in(book.span), _own_indicator(request, year, scope)
    sight = Sight(scope, whole=version is not None)
    under = _under(request, year, sight)
    department = 0
    if sight.everything and under is None:
        department = department_of([grant.unit_code for grant in scope.actor.grants])
    tops = frozenset({under.pk}) if under is not None else top_units(sight, tree, department)
    if not tops:
        raise Http404
    units = None if department else frozenset(_below(tree, tops) if sight.whole else _held(scope, tree, tops))
    months = tuple(book.open_months) if of_months else (book.month,) if book.month else ()
    asked = Asked(year, months, units, None if version is None else version.pk)
    return Sought(book, scope, tree, under, tops, version, standings(asked, book.today))


def _own_indicator(request: HttpRequest, year: int, scope: Scope) -> IndicatorVersion | None:
    """The indicator that was asked for, where somebody may see it of every unit."""
    code = request.GET.get("kpi", "")
    version = indicator_of(year, code) if code else None
    return version if version is not None and sees_indicator(scope, version) else None


def _held(scope: Scope, tree: Tree, tops: Iterable[int]) -> set[int]:
    return {unit for unit in _below(tree, tops) if scope.holds(unit)}


def _under(request: HttpRequest, year: int, sight: Sight) -> Unit | None:
    code = request.GET.get("under", "")
    if not code:
        return None
    unit = unit_of(code, year)
    if unit is None or unit not in sight:
        raise Http404
    return unit


def _below(tree: Tree, tops: Iterable[int]) -> set[int]:
    found, waiting = set[int](), list(tops)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting += tree.children_of.get(unit, ())
    return found


def _row_ids(sought: Sought) -> set[int]:
    """The units of the rows: several tops themselves; of one what stands below it, and itself."""
    if len(sought.tops) > 1:
        return set(sought.tops)
    top = next(iter(sought.tops))
    below = set(sought.tree.children_of.get(top, ()))
    reports_itself = any(unit == top for unit, _, _ in sought.found.reports)
    return {top} if not below else below | ({top} if reports_itself else set())


def _frame(sought: Sought) -> dict[str, object]:
    under, book = sought.under, sought.book
    names = [Crumb(gettext("สถานะการรายงาน"))]
    if under is not None:
        names.append(Crumb(in_language(under, "name")))
    return {
        **frame(book, sought.scope),
        "choose_month": False,
        "under": under,
        "name": "" if under is None else in_language(under, "name"),
        "window": book.windows.get(book.month),
        "crumbs": names,
        "kpi": sought.version,
        "own": [] if sought.scope.everything else _codes(sought),
        "seen": frozenset(unit for unit, _, _ in sought.found.reports if sought.scope.holds(unit)),
    }


def _codes(sought: Sought) -> list[str]:
    """The codes that can be chosen although the shown rows have none of them: the own indicators."""
    return owned_codes(sought.book.year, [grant.unit_id for grant in sought.scope.actor.grants])


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    for name in ("page", "export"):
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""


def _file(kind: str, name: str, rows: list[Missing], found: Standings) -> HttpResponse:
    with digits("arabic"):
        columns, cells = missing_columns(), missing_cells(rows, found)
        content = csv_of(columns, cells) if kind == "csv" else excel_of(Table(name, columns, cells))
    answer = HttpResponse(content, content_type=CSV_TYPE if kind == "csv" else EXCEL_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
