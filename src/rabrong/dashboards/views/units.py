"""Scorecards: a department, a region, a province, a district, a bureau; and the list of all."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.dashboards.pages.changes import change_rows
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_of
from rabrong.dashboards.pages.matrix import province_matrix
from rabrong.dashboards.pages.provinces import Address, bars, map_part, rank_rows
from rabrong.dashboards.pages.rows import Table
from rabrong.dashboards.pages.scorecard import Scores, card_of, owned_by, scores_of
from rabrong.dashboards.pages.silence import silence
from rabrong.dashboards.queries import indicators, reporting, units
from rabrong.dashboards.views.asked import Asked, asked_unit, asked_year
from rabrong.org.models import Unit, UnitKind
from rabrong.org.rules import may_enter_for
from rabrong.scoring.exact import added
from rabrong.ui.words import in_language

WEEK = timedelta(days=7)


@login_required
@require_safe
def unit(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """A unit's year on one page."""
    asked = asked_unit(request, year, code)
    show = PAGES[asked.unit.kind]
    return show(request, asked)


def _department(request: HttpRequest, asked: Asked) -> HttpResponse:
    book, department = asked.book, asked.unit
    scores, unit_year = _own_scores(asked, department)
    provinces = units.province_totals(book.year, book.month)
    silent = reporting.silent_districts(book.year, book.closed_month, below=None)
    changes = indicators.changes_since(unit_year.agreement, asked.now - WEEK, asked.now)
    context = {
        "scores": scores,
        "changes": change_rows(changes, year=book.year, unit=department.code),
        "map": map_part(book, provinces, Address(book.year)),
        "silence": silence(book, silent),
    }
    return _page(request, asked, "dashboards/department.html", context)


def _province(request: HttpRequest, asked: Asked) -> HttpResponse:
    book, province = asked.book, asked.unit
    scores, _ = _own_scores(asked, province)
    provinces = units.province_totals(book.year, book.month)
    districts = rank_rows(book, units.district_totals(book.year, book.month, province), Address(book.year))
    silent = reporting.silent_districts(book.year, book.closed_month, below=province)
    context = {
        "scores": scores,
        "region": units.region_of(province, book.year),
        "place": next(row for row in rank_rows(book, provinces, Address(book.year), chosen=province) if row.is_chosen),
        "map": map_part(book, provinces, Address(book.year), chosen=province.code),
        "districts": districts,
        "bars": bars(book, districts, scores.hero.total, in_language(province, "name")),
        "silence": silence(book, silent),
    }
    return _page(request, asked, "dashboards/province.html", context)


def _district(request: HttpRequest, asked: Asked) -> HttpResponse:
    book, district = asked.book, asked.unit
    scores, _ = _own_scores(asked, district)
    siblings = units.district_totals(book.year, book.month, district.parent) if district.parent else []
    ranking = rank_rows(book, siblings, Address(book.year), chosen=district)
    context = {
        "scores": scores,
        "districts": ranking,
        "place": next(row for row in ranking if row.is_chosen),
        "may_enter": may_enter_for(asked.actor, district),
    }
    return _page(request, asked, "dashboards/district.html", context)


def _bureau(request: HttpRequest, asked: Asked) -> HttpResponse:
    if asked.unit.parent is None:
        raise Http404
    department = asked.unit.parent
    scores, unit_year = _own_scores(asked, department)
    owned = indicators.owned_indicators(asked.unit, asked.book.year)
    codes = {item.indicator.code for item in unit_year.items if item.indicator_id in owned}
    aspects = owned_by(scores.aspects, codes)
    rows = [row for aspect in aspects for row in aspect.rows]
    context = {
        "scores": scores,
        "aspects": aspects,
        "owned": rows,
        "owned_weight": added(row.weight for row in rows if row.weight is not None),
        "may_enter": may_enter_for(asked.actor, asked.unit),
    }
    return _page(request, asked, "dashboards/bureau.html", context)


def _region(request: HttpRequest, asked: Asked) -> HttpResponse:
    book = asked.book
    provinces = units.province_totals(book.year, book.month)
    region_of = units.members_by_region(book.year)
    members = [each for each in provinces if region_of.get(each.unit.pk) == asked.unit.pk]
    scores = units.province_indicator_scores(book.year, book.month, (each.unit.pk for each in members))
    context = {
        "matrix": province_matrix(book, members, scores, indicators.province_indicators(book.year)),
        "map": map_part(book, members, Address(book.year)),
    }
    return _page(request, asked, "dashboards/region.html", context)


PAGES: dict[str, Callable[[HttpRequest, Asked], HttpResponse]] = {
    UnitKind.DEPARTMENT: _department,
    UnitKind.REGION: _region,
    UnitKind.PROVINCE: _province,
    UnitKind.DISTRICT: _district,
    UnitKind.BUREAU: _bureau,
    UnitKind.DIVISION: _bureau,
    UnitKind.CENTRE: _bureau,
}


def _own_scores(asked: Asked, unit: Unit) -> tuple[Scores, indicators.UnitYear]:
    """A unit's scores: nine queries at most. Raises Http404 where it has no agreement."""
    book = asked.book
    agreement = units.agreement_with_unit(book.year, unit)
    if agreement is None:
        raise Http404
    unit_year = indicators.unit_year(agreement, book.month)
    reports = reporting.reporting_of(book.year, book.month, below=unit)
    owners = indicators.owners_by_indicator(book.year)
    table = Table(book, unit_year, card_of(book, unit_year), owners, reports)
    return scores_of(table, units.past_totals(unit, book.year - 1)), unit_year


def _page(request: HttpRequest, asked: Asked, template: str, context: Mapping[str, object]) -> HttpResponse:
    common = {
        "book": asked.book,
        "choose_month": True,
        "unit": asked.unit,
        "name": in_language(asked.unit, "name"),
        "crumbs": crumbs_of(asked.book.year, asked.unit, context.get("region")),
        "live": f"{asked.book.year}/unit/{asked.unit.code}",
    }
    return render(request, template, {**common, **context})


@login_required
@require_safe
def all_units(request: HttpRequest, year: int) -> HttpResponse:
    """Regions with their provinces and scores, and the units of the centre."""
    book = asked_year(request, year)
    provinces = units.province_totals(book.year, book.month)
    scores = units.province_indicator_scores(book.year, book.month, (each.unit.pk for each in provinces))
    columns = indicators.province_indicators(book.year)
    region_of = units.members_by_region(book.year)
    groups = [
        (
            region,
            province_matrix(
                book, [each for each in provinces if region_of.get(each.unit.pk) == region.pk], scores, columns
            ),
        )
        for region in units.regions()
    ]
    crumbs = [Crumb(gettext("หน่วยงาน"))]
    context = {"book": book, "crumbs": crumbs, "groups": groups, "bureaus": units.bureaus(), "choose_month": True}
    return render(request, "dashboards/units.html", context)
