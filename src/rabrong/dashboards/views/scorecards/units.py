"""Scorecards: a department, a region, a province, a district, a bureau; and the list of all."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rabrong.agreements.models import Agreement
from rabrong.dashboards.kept.answering import Drawing, kept_answer
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_of, step_to
from rabrong.dashboards.pages.groups.worst import by_bureau
from rabrong.dashboards.pages.scorecards.changes import change_rows
from rabrong.dashboards.pages.scorecards.places import Place, place_in
from rabrong.dashboards.pages.scorecards.provinces import Address, Look, MapPart, bars, map_part, rank_rows
from rabrong.dashboards.pages.scorecards.scorecard import owned_by
from rabrong.dashboards.pages.scorecards.silence import silence
from rabrong.dashboards.queries import indicators, reporting, units
from rabrong.dashboards.queries.indicators import Change, UnitYear
from rabrong.dashboards.queries.reporting import Silent
from rabrong.dashboards.queries.settled import shared
from rabrong.dashboards.queries.units import UnitScore
from rabrong.dashboards.views.asked import Asked, asked_unit
from rabrong.dashboards.views.frame import frame_of
from rabrong.dashboards.views.groups.region import region_context
from rabrong.dashboards.views.scorecards.own import as_frozen, own_scores
from rabrong.org.models import Role, Unit, UnitKind
from rabrong.org.rules import may_enter_for
from rabrong.results.months import round_of
from rabrong.results.queries.desk import reports_to_make
from rabrong.scoring.exact import added
from rabrong.ui.words import in_language

WEEK = timedelta(days=7)
APPROVES = (Role.DIRECTOR, Role.SUPERVISOR, Role.APPROVER)
OWN_AGREEMENT = (UnitKind.DEPARTMENT, UnitKind.PROVINCE, UnitKind.DISTRICT)
"""Kinds of units that have a scorecard by an agreement of their own."""

OWED = ("overdue", "returned", "due", "draft")
"""States of an indicator's reports that somebody still has to do something about."""


@login_required
@require_safe
def unit(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """A unit's year on one page; ministries and outside parties have none."""
    return kept_answer(request, partial(scorecard, year=year, code=code))


def scorecard(request: HttpRequest, year: int, code: str) -> Drawing:
    """The page of a unit, the same for all who may see the same. Raises Http404."""
    asked = asked_unit(request, year, code)
    show = PAGES.get(asked.unit.kind)
    if show is None:
        raise Http404
    if asked.unit.kind in OWN_AGREEMENT and getattr(asked.unit, "agreement_id", None) is None:
        return _page(request, asked, "dashboards/scorecards/none.html", {})
    return show(request, asked)


def _department(request: HttpRequest, asked: Asked) -> Drawing:
    book, department = asked.book, asked.unit
    own = own_scores(asked, department)
    unit_year = own.unit_year
    provinces = as_frozen(asked, own, _provinces(asked))
    changes = _changes(asked, unit_year.agreement)
    context = {
        "scores": own.scores,
        "frozen": own.frozen,
        "changes": change_rows(changes, year=book.year, unit=department.code),
        "map": map_part(book, provinces, Address(book.year)),
        "silence": silence(book, _silent(asked, department)),
    }
    return _page(request, asked, "dashboards/scorecards/department.html", context)


def _provinces(asked: Asked) -> list[UnitScore]:
    return shared(("provinces", *asked.seen), lambda: units.province_totals(asked.book, asked.sight))


def _silent(asked: Asked, unit: Unit) -> list[Silent]:
    read = partial(reporting.silent_districts, asked.book, asked.sight, below=unit)
    return shared(("silent", unit.pk, *asked.seen), read)


def _changes(asked: Asked, agreement: Agreement) -> list[Change]:
    read = partial(indicators.changes_since, agreement, asked.minute - WEEK, asked.now)
    return shared(("changes", agreement.pk, asked.minute), read)


def _province(request: HttpRequest, asked: Asked) -> Drawing:
    book, province = asked.book, asked.unit
    own = own_scores(asked, province)
    provinces = as_frozen(asked, own, _provinces(asked))
    totals = as_frozen(asked, own, units.district_totals(book, province, asked.sight))
    districts = rank_rows(book, totals, Address(book.year))
    context = {
        "scores": own.scores,
        "frozen": own.frozen,
        "region": _region_crumb(asked),
        "place": _place_of_province(asked, provinces),
        "map": _map_around(asked, provinces),
        "districts": districts,
        "bars": bars(book, districts, own.scores.hero.total, in_language(province, "name")),
        "silence": silence(book, _silent(asked, province)),
    }
    return _page(request, asked, "dashboards/scorecards/province.html", context)


def _region_crumb(asked: Asked) -> Crumb | None:
    region = _above(asked, UnitKind.REGION)
    return None if region is None else step_to(asked.book.year, region, asked.sight.scope)


def _map_around(asked: Asked, provinces: Sequence[UnitScore]) -> MapPart | None:
    """The map compares: there is none where the province alone is seen."""
    if len(provinces) < len(("the province", "another")):
        return None
    return map_part(asked.book, provinces, Address(asked.book.year), Look(chosen=asked.unit.code))


def _above(asked: Asked, kind: UnitKind) -> Unit | None:
    return next((each for each in asked.path if each.kind == kind), None)


def _place_of_province(asked: Asked, provinces: Sequence[UnitScore]) -> Place | None:
    """Among all provinces, or among those of the region: only where all of them are seen."""
    region = _above(asked, UnitKind.REGION)
    if asked.sight.everything:
        return place_in(asked.book, provinces, asked.unit)
    if region is None or region not in asked.sight:
        return None
    region_of = units.region_by_province(asked.book.span)
    members = [each for each in provinces if region_of.get(each.unit.pk) == region.pk]
    return place_in(asked.book, members, asked.unit, inside=region)


def _district(request: HttpRequest, asked: Asked) -> Drawing:
    book, district = asked.book, asked.unit
    own = own_scores(asked, district)
    siblings = as_frozen(asked, own, _siblings(asked))
    context = {
        "scores": own.scores,
        "frozen": own.frozen,
        "districts": rank_rows(book, siblings, Address(book.year), chosen=district),
        "place": place_in(book, siblings, district) if siblings else None,
        "may_enter": book.is_open and may_enter_for(asked.actor, district),
    }
    return _page(request, asked, "dashboards/scorecards/district.html", context)


def _siblings(asked: Asked) -> list[UnitScore]:
    """The districts of the province; none where the province is not seen, for their scores are no business then."""
    province = _above(asked, UnitKind.PROVINCE)
    if province is None or province not in asked.sight:
        return []
    return units.district_totals(asked.book, province, asked.sight)


def _bureau(request: HttpRequest, asked: Asked) -> Drawing:
    if asked.department.kind != UnitKind.DEPARTMENT:
        raise Http404
    of_department = own_scores(asked, asked.department)
    scores, unit_year = of_department.scores, of_department.unit_year
    owned = indicators.owned_indicators(asked.unit, asked.book.year)
    aspects = by_bureau([asked.unit], scores.aspects, {asked.unit.pk: _codes(unit_year, owned)})
    may_enter = asked.book.is_open and may_enter_for(asked.actor, asked.unit) is not None
    to_make = reports_to_make(asked.unit, asked.book.year) if may_enter else []
    own = {each.item.indicator.code for each in to_make if round_of(asked.book.month or 1) in each.rounds}
    rows = [row for aspect in aspects for row in aspect.rows]
    context = {
        "hero": scores.hero if asked.sight.everything else None,
        "frozen": of_department.frozen if asked.sight.everything else None,
        "due": scores.hero.due,
        "stars_of": asked.department,
        "aspects": aspects,
        "with_forecast": scores.hero.forecast is not None,
        "owned": rows,
        "late": [row for row in rows if row.report.state in OWED],
        "approves": bool(asked.actor.roles.intersection(APPROVES)),
        "owned_weight": added(row.weight for row in rows if row.weight is not None),
        "to_enter": owned_by(scores.aspects, own) if may_enter else [],
    }
    return _page(request, asked, "dashboards/scorecards/bureau.html", context)


def _codes(unit_year: UnitYear, wanted: set[int]) -> set[str]:
    return {item.indicator.code for item in unit_year.items if item.indicator_id in wanted}


def _region(request: HttpRequest, asked: Asked) -> Drawing:
    return _page(
        request, asked, "dashboards/scorecards/region.html", {**region_context(asked), "spread_of": asked.unit}
    )


PAGES: dict[str, Callable[[HttpRequest, Asked], Drawing]] = {
    UnitKind.DEPARTMENT: _department,
    UnitKind.REGION: _region,
    UnitKind.PROVINCE: _province,
    UnitKind.DISTRICT: _district,
    UnitKind.BUREAU: _bureau,
    UnitKind.DIVISION: _bureau,
    UnitKind.CENTRE: _bureau,
}


def _page(request: HttpRequest, asked: Asked, template: str, context: Mapping[str, object]) -> Drawing:
    common = {
        **frame_of(asked),
        "choose_month": True,
        "is_scorecard": True,
        "has_views": getattr(asked.unit, "agreement_id", None) is not None,
        "unit": asked.unit,
        "stars_of": asked.unit,
        "name": in_language(asked.unit, "name"),
        "crumbs": crumbs_of(asked.book.year, asked.path, asked.sight.scope),
        "live": f"{asked.book.year}/unit/{asked.unit.code}",
    }
    return Drawing(template, {**common, **context})
