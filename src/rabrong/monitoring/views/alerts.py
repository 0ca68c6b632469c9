"""The list of alerts: open ones first of all, to filter, sort, search and export."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from rabrong.agreements.models import IndicatorVersion, Year, YearState
from rabrong.evidence.sheets import is_export, kept_query, sheet_answer
from rabrong.monitoring.asked import asked_year, wanted_of
from rabrong.monitoring.models import AlertKind
from rabrong.monitoring.pages.alerts import alert_cells, alert_columns, alert_row, band_words
from rabrong.monitoring.queries.alerts import alerts_listed, open_by_kind
from rabrong.org.asking import scope_of
from rabrong.org.models import Unit
from rabrong.org.queries import Scope, span_of_day, units_below

ROWS = 50
MOST_EXPORTED = 20_000
WANTED = ("q", "kind", "kpi", "state", "sort", "under")


@login_required
@require_safe
def alerts(request: HttpRequest, year: int) -> HttpResponse:
    """The alerts that somebody may see."""
    asked_year(request, year)
    scope, wanted = scope_of(request), wanted_of(request, WANTED)
    if wanted["kind"] not in AlertKind.values:
        wanted["kind"] = ""
    under = _under(scope, wanted["under"])
    below = None if under is None else units_below([under.pk], span_of_day(scope.actor.today))
    found, bands = alerts_listed(scope, year, wanted, below), band_words(year)
    if is_export(request):
        return sheet_answer(request, f"alerts-{year}", alert_columns(), alert_cells(found[:MOST_EXPORTED], bands))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    counts = open_by_kind(scope, year, below)
    context = {
        "year": year,
        "at": "alerts",
        "sees_all": scope.everything,
        "wanted": wanted,
        "under": under,
        "all_query": kept_query(request, "under"),
        "page": page,
        "rows": [alert_row(alert, bands) for alert in page],
        "kinds": [(kind, kind.label, counts.get(kind, 0)) for kind in AlertKind],
        "open": sum(counts.values()),
        "codes": list(dict.fromkeys(_codes(year))),
        "query": kept_query(request),
        "kind_query": kept_query(request, "kind"),
        "is_filtered": any(value for name, value in wanted.items() if name != "sort"),
    }
    return render(request, "monitoring/alerts.html", context)


@login_required
@require_safe
def alerts_now(request: HttpRequest) -> HttpResponse:
    """To the alerts of the newest year that is open."""
    year = Year.objects.exclude(state=YearState.DRAFT).order_by("-year").values_list("year", flat=True).first()
    if year is None:
        raise Http404
    return redirect("alerts", year)


def _under(scope: Scope, code: str) -> Unit | None:
    """The unit whose alerts alone are wanted, and those of all below it. Raises Http404 for one that is not seen."""
    unit = Unit.objects.filter(code=code).first() if code else None
    if code and (unit is None or unit not in scope):
        raise Http404
    return unit


def _codes(year: int) -> list[str]:
    rows = IndicatorVersion.objects.filter(year_id=year).order_by("position", "code")
    return list(rows.values_list("code", flat=True))
