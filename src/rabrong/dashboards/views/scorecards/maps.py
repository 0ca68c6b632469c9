"""The map on a page of its own: of the department or a region, of the total or an indicator, with its table."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.agreements.models import IndicatorVersion
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to, step_to
from rabrong.dashboards.pages.scorecards.provinces import Address, Look, map_part, rank_rows
from rabrong.dashboards.pages.scorecards.region_map import region_part
from rabrong.dashboards.queries import units
from rabrong.dashboards.queries.comparing import province_indicators
from rabrong.dashboards.queries.frozen import frozen_scores, frozen_totals
from rabrong.dashboards.queries.units import UnitScore
from rabrong.dashboards.views.asked import Asked, asked_unit
from rabrong.dashboards.views.frame import frame_of
from rabrong.org.models import UnitKind
from rabrong.results.queries.rounds import snapshots_of
from rabrong.ui.words import in_language

STEPS = ("0", "1", "2", "3", "4", "5")


@login_required
@require_safe
def region_map(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """`?kpi=` an indicator instead of the total, `?band=` one band (0: without a score), `?by=region` the regions."""
    asked = asked_unit(request, year, code)
    if asked.unit.kind not in (UnitKind.DEPARTMENT, UnitKind.REGION):
        raise Http404
    choices = province_indicators(year)
    chosen = next((each for each in choices if each.code == request.GET.get("kpi")), None)
    step = int(request.GET["band"]) if request.GET.get("band") in STEPS else None
    provinces, region_of = _scores(asked, chosen), units.region_by_province(asked.book.span)
    regions = units.regions({region_of[each.unit.pk] for each in provinces if each.unit.pk in region_of})
    is_region = asked.unit.kind == UnitKind.REGION
    inside = frozenset(pk for pk, region in region_of.items() if region == asked.unit.pk) if is_region else None
    names = {region.pk: region.code for region in regions}
    by_code = {each.unit.code: names.get(region_of.get(each.unit.pk, 0), "") for each in provinces}
    look, address = (
        Look(inside=inside, step=step, regions=by_code),
        Address(year, "" if chosen is None else chosen.code),
    )
    listed = [each for each in provinces if look.holds(each, band_at(asked.book, each.score))]
    context = {
        **frame_of(asked),
        "choose_month": False,
        "unit": asked.unit,
        "name": in_language(asked.unit, "name"),
        "choices": choices,
        "chosen": chosen,
        "step": step,
        "map": map_part(asked.book, provinces, address, look),
        "rows": rank_rows(asked.book, listed, address),
        "regions": [(step_to(year, region, asked.sight.scope), region.code) for region in regions],
        "crumbs": crumbs_to(year, asked.path, asked.sight.scope, Crumb(gettext("แผนที่"))),
    }
    if request.GET.get("by") == "region" and asked.unit.kind == UnitKind.DEPARTMENT:
        context["areas"] = region_part(asked.book, asked.sight, provinces, regions, region_of)
    return render(request, "dashboards/scorecards/map.html", context)


def _scores(asked: Asked, chosen: IndicatorVersion | None) -> Sequence[UnitScore]:
    """The provinces that are seen with their totals, or their scores of an indicator, best first; of a closed round as
    they were frozen. Two queries at most."""
    book = asked.book
    if chosen is None:
        totals = units.province_totals(book, asked.sight)
        return frozen_totals(totals, book.year, book.month) if asked.frozen_round else totals
    scores = units.province_scores(chosen.pk, book, asked.sight)
    if asked.frozen_round:
        kept = snapshots_of([score.item.agreement.unit_id for score in scores], book.year, book.month)
        scores = frozen_scores(scores, chosen.code, kept)
    return units.ranked(UnitScore(score.item.agreement.unit, score.shown) for score in scores)
