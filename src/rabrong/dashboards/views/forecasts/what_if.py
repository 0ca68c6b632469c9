"""What would raise a unit's total; what somebody types is reckoned and kept nowhere."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to
from rabrong.dashboards.pages.forecasts.what_if import FIELD, WhatIf, what_if
from rabrong.dashboards.pages.forecasts.year_end import year_end
from rabrong.dashboards.pages.scorecards.scorecard import card_of
from rabrong.dashboards.queries import indicators, units
from rabrong.dashboards.views.asked import Asked, asked_unit
from rabrong.dashboards.views.frame import frame_of
from rabrong.results.queries.rounds import snapshot_of
from rabrong.scoring.agreement import ROUNDS
from rabrong.ui.words import in_language


@login_required
@require_safe
def improvements(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Which improvements raise the total most for least; own results can be tried. Nothing is stored."""
    asked = asked_unit(request, year, code)
    scope = asked.sight.scope
    crumbs = crumbs_to(year, asked.path, scope, Crumb(gettext("ทางเพิ่มคะแนน")))
    context = {
        **frame_of(asked),
        "unit": asked.unit,
        "name": in_language(asked.unit, "name"),
        "what_if": _what_if(request, asked),
        "crumbs": crumbs,
        "choose_month": True,
    }
    return render(request, "dashboards/forecasts/improvements.html", context)


def _what_if(request: HttpRequest, asked: Asked) -> WhatIf | None:
    """None where there is nothing to forecast. Raises Http404 where the unit promises nothing itself."""
    book = asked.book
    agreement = units.agreement_with_unit(book.year, asked.unit)
    if agreement is None:
        raise Http404
    is_frozen = asked.frozen_round in ROUNDS and snapshot_of(asked.unit, book.year, asked.frozen_round) is not None
    unit_year = indicators.unit_year(agreement, book.month)
    for item in unit_year.items:
        item.agreement = agreement
    card = card_of(book, unit_year)
    end = None if is_frozen else year_end(book, unit_year, card)
    if end is None:
        return None
    typed = {key.removeprefix(FIELD): value for key, value in request.GET.items() if key.startswith(FIELD)}
    return what_if(book, unit_year, (card, end), {code: str(text) for code, text in typed.items()})
