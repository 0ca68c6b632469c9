"""What stands below a unit by month, and this year beside the last, of indicators and of units."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to
from rabrong.dashboards.pages.scorecards.comparing import (
    YearRow,
    indicator_rows,
    month_cells,
    month_columns,
    months_part,
    unit_rows,
    year_cells,
    year_columns,
    years_part,
)
from rabrong.dashboards.queries.comparing import past_scores, past_totals_of, totals_by_month, units_under
from rabrong.dashboards.queries.frozen import frozen_months
from rabrong.dashboards.queries.spread import Member
from rabrong.dashboards.views.asked import Asked, asked_unit
from rabrong.dashboards.views.frame import frame_of
from rabrong.dashboards.views.scorecards.own import own_scores
from rabrong.evidence.sheets import is_export, sheet_answer
from rabrong.org.models import Unit, UnitKind
from rabrong.ui.dates import month_and_year
from rabrong.ui.words import in_language, language

WITH_UNITS = (UnitKind.DEPARTMENT, UnitKind.REGION, UnitKind.PROVINCE)


@login_required
@require_safe
def months(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The totals of the units below by month, those of closed rounds as they were frozen; `?live=1` as they are now,
    `?export=xlsx` or csv the same as a file."""
    asked = asked_unit(request, year, code)
    if asked.unit.kind not in WITH_UNITS:
        raise Http404
    members, closed = _members(asked, units_under(asked.unit, asked.book, asked.sight))
    part = months_part(asked.book, members, closed)
    if is_export(request) and part is not None:
        return sheet_answer(request, f"months-{year}-{code}", month_columns(part), month_cells(part))
    context = {**_context(asked, gettext("คะแนนรายเดือน")), "heat": part}
    return render(request, "dashboards/scorecards/months.html", context)


@login_required
@require_safe
def years(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Both years beside each other: `?of=units` what stands below, else the unit's own indicators; or a file."""
    asked = asked_unit(request, year, code)
    if asked.unit.kind == UnitKind.MINISTRY:
        raise Http404
    of_units = asked.unit.kind == UnitKind.REGION or request.GET.get("of") == "units"
    rows, before = _unit_rows(asked) if of_units else _indicator_rows(asked)
    heads = (_head(asked, asked.book.year - 1, before), _head(asked, asked.book.year, asked.book.month))
    if is_export(request):
        return sheet_answer(request, f"years-{year}-{code}", year_columns(heads), year_cells(rows))
    context = {
        **_context(asked, gettext("เทียบปีก่อน")),
        "years": years_part(asked.book, rows, heads, short=not of_units),
        "heads": heads,
        "of_units": of_units,
        "has_units": asked.unit.kind in WITH_UNITS,
        "has_indicators": asked.unit.kind != UnitKind.REGION,
    }
    return render(request, "dashboards/scorecards/years.html", context)


def _unit_rows(asked: Asked) -> tuple[Sequence[YearRow], int]:
    below = units_under(asked.unit, asked.book, asked.sight)
    members, _ = _members(asked, below)
    return unit_rows(asked.book, members, past_totals_of(below, asked.book.year - 1)), 0


def _members(asked: Asked, below: Sequence[Unit]) -> tuple[list[Member], frozenset[int]]:
    """The units with their totals by month, and the months that show what a closing froze. Two queries at most."""
    members = totals_by_month(asked.book, below)
    if asked.is_live:
        return members, frozenset()
    return frozen_months(members, asked.book.year, asked.book.month)


def _indicator_rows(asked: Asked) -> tuple[Sequence[YearRow], int]:
    own = own_scores(asked, asked.unit)
    scores, month = past_scores(asked.unit, asked.book.year - 1, asked.book.month)
    codes = {item.indicator.indicator_id: item.indicator.code for item in own.unit_year.items}
    before = {codes[indicator]: score for indicator, score in scores.items() if indicator in codes}
    return indicator_rows(own.scores.aspects, before), month


def _head(asked: Asked, year: int, month: int) -> str:
    """A year as of a month, or the whole of it."""
    if not month:
        return gettext("ทั้งปี %(year)s") % {"year": year}
    return gettext("ถึง %(month)s") % {"month": month_and_year(year, month, language())}


def _context(asked: Asked, title: str) -> dict[str, object]:
    return {
        **frame_of(asked),
        "choose_month": True,
        "unit": asked.unit,
        "name": in_language(asked.unit, "name"),
        "title": title,
        "crumbs": crumbs_to(asked.book.year, asked.path, asked.sight.scope, Crumb(title)),
    }
