"""The history of a unit's report of an indicator and month: a page of its own, and a part of the form."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.queries.roles import substitutions_of
from rabrong.dashboards.pages.approving.history import Passed, history_of
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to
from rabrong.dashboards.queries import indicators
from rabrong.dashboards.queries.year import YearBook
from rabrong.dashboards.views.asked import asked_indicator
from rabrong.dashboards.views.frame import frame_of
from rabrong.org.models import Unit
from rabrong.results.cells import cell_words
from rabrong.results.models import Entry, ReportState
from rabrong.results.months import round_of
from rabrong.results.queries.approvals import moves_at, versions_at
from rabrong.ui.dates import month_name
from rabrong.ui.words import in_language, language


@login_required
@require_safe
def report_history(request: HttpRequest, year: int, code: str, unit: str, month: int) -> HttpResponse:
    """Every version, approval and return; for who sees the unit."""
    asked, version = asked_indicator(request, year, code, unit)
    item = indicators.item_for(asked.unit, asked.department, version)
    if item is None or month not in asked.book.windows:
        raise Http404
    address = reverse("indicator", args=(year, code, item.agreement.unit.code))
    steps = (Crumb(code, address), Crumb(gettext("ประวัติของรายงาน")))
    context = {
        **frame_of(asked),
        "unit": asked.unit,
        "version": version,
        "name": in_language(asked.unit, "name"),
        "month": month,
        "month_words": month_name(month, language()),
        "history": history_at(asked.book, asked.unit, version, month),
        "crumbs": crumbs_to(year, asked.path, asked.sight.scope, *steps),
    }
    return render(request, "dashboards/approving/report_history.html", context)


def history_at(book: YearBook, unit: Unit, version: IndicatorVersion, month: int) -> list[Passed]:
    """The history of a place, newest first. Four queries at most."""
    item = indicators.any_item(version)
    words = {} if item is None else cell_words(version, criterion_in(item, book.rules.scale, month))
    return history_told(versions_at(unit, version, month), words, (unit, version, month))


def history_told(
    entries: Sequence[Entry], words: Mapping[str, str], place: tuple[Unit, IndicatorVersion, int]
) -> list[Passed]:
    """The same where the versions of the numbers were read: of a unit, indicator and month. Two queries, one where
    nothing was approved or returned."""
    unit, version, month = place
    moves = moves_at(unit, version, month)
    passed = any(move.state != ReportState.SUBMITTED for move in moves)
    return history_of(entries, moves, words, substitutions_of(version, round_of(month)) if passed else ())
