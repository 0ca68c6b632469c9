"""Addresses of the screens: one readable address per thing."""

from django.urls import include, path

from rabrong.dashboards.views import choosing
from rabrong.dashboards.views.approving import approvals, history
from rabrong.dashboards.views.comparing import compare, past, present
from rabrong.dashboards.views.console import console
from rabrong.dashboards.views.entering import entries, grid, offline, sending, work
from rabrong.dashboards.views.forecasts import plans, what_if
from rabrong.dashboards.views.groups import line, open_items
from rabrong.dashboards.views.indicators import indicators, spread, why
from rabrong.dashboards.views.reporting import reporting
from rabrong.dashboards.views.rounds import counting, findings, overrides, rounds, windows
from rabrong.dashboards.views.scorecards import comparing, listing, maps, structure, units
from rabrong.dashboards.views.searching import search
from rabrong.dashboards.views.watching import watching
from rabrong.dashboards.views.workbooks import sent, workbooks

YEAR = "<int:year>/"
INDICATOR = "<int:year>/kpi/<str:code>/unit/<str:unit>/"

urlpatterns = [
    path("", include("rabrong.ui.urls")),
    path("search/", search.search, name="search"),
    path("<int:year>/watching/", watching.watching, name="watching"),
    path("service-worker.js", offline.service_worker, name="service_worker"),
    path("offline/", offline.lobby, name="lobby"),
    path("<int:year>/unit/<str:code>/", units.unit, name="unit"),
    path("<int:year>/unit/<str:code>/past/", past.past, name="unit_past"),
    path("<int:year>/unit/<str:code>/compare/", compare.compare, name="unit_compare"),
    path("<int:year>/unit/<str:code>/present/", present.present, name="unit_present"),
    path("<int:year>/unit/<str:code>/scorecard.<str:kind>", present.scorecard_file, name="unit_file"),
    path("<int:year>/unit/<str:code>/entry/", grid.grid, name="entry_grid"),
    path("<int:year>/unit/<str:code>/entry/sent/", sending.sent, name="entry_sent"),
    path("<int:year>/unit/<str:unit>/entry/<str:code>/month/<int:month>/", grid.typed, name="entry_typed"),
    path("<int:year>/unit/<str:code>/excel/", workbooks.workbook, name="workbook"),
    path("<int:year>/unit/<str:code>/excel/template/", workbooks.template, name="workbook_template"),
    path("<int:year>/unit/<str:code>/excel/send/", sent.send, name="workbook_send"),
    path("<int:year>/excel/<int:number>/", sent.sent, name="sent_workbook"),
    path("<int:year>/excel/<int:number>/progress/", sent.progress, name="sent_workbook_progress"),
    path("<int:year>/excel/<int:number>/confirm/", sent.confirm, name="sent_workbook_confirm"),
    path("<int:year>/excel/<int:number>/cancel/", sent.cancel, name="sent_workbook_cancel"),
    path("<int:year>/excel/<int:number>/<str:which>.xlsx", sent.file, name="sent_workbook_file"),
    path("<int:year>/unit/<str:code>/improvements/", what_if.improvements, name="improvements"),
    path(f"{INDICATOR}plan/", plans.plan, name="plan"),
    path("<int:year>/units/", listing.all_units, name="units"),
    path("<int:year>/unit/<str:code>/map/", maps.region_map, name="map"),
    path("<int:year>/unit/<str:code>/structure/", structure.structure, name="structure"),
    path("<int:year>/unit/<str:code>/months/", comparing.months, name="unit_months"),
    path("<int:year>/unit/<str:code>/years/", comparing.years, name="unit_years"),
    path(INDICATOR, indicators.indicator, name="indicator"),
    path(f"{INDICATOR}why/", why.why, name="why"),
    path(f"{INDICATOR}spread/", spread.spread, name="indicator_spread"),
    path(f"{YEAR}work/", work.work, name="work"),
    path("first/", choosing.first_screens, name="first_screens"),
    path(f"{YEAR}line/<str:person>/", line.line, name="line"),
    path(f"{YEAR}line/<str:person>/open/", open_items.line_open, name="line_open"),
    path(f"{YEAR}console/", console.console, name="console"),
    path(f"{YEAR}console/findings/", console.findings, name="console_findings"),
    path("<int:year>/reporting/", reporting.matrix, name="reporting"),
    path("<int:year>/reporting/missing/", reporting.missing, name="missing"),
    path("<int:year>/lint/", findings.findings, name="lint"),
    path(f"{INDICATOR}month/<int:month>/", entries.entry, name="entry"),
    path(f"{INDICATOR}month/<int:month>/history/", history.report_history, name="report_history"),
    path(f"{INDICATOR}month/<int:month>/override/", overrides.override, name="override"),
    path("<int:year>/overrides/", overrides.overrides, name="overrides"),
    path("<int:year>/counting/", counting.counting, name="counting"),
    path("<int:year>/counting/progress/", counting.progress, name="counting_progress"),
    path("<int:year>/windows/", windows.windows, name="windows"),
    path("<int:year>/round/<int:round>/", rounds.round, name="round"),
    path("<int:year>/approvals/", approvals.approvals, name="approvals"),
    path("<int:year>/approvals/waiting/", approvals.waiting, name="approvals_waiting"),
    path(f"{INDICATOR}month/<int:month>/running/", entries.running_score, name="running"),
]
