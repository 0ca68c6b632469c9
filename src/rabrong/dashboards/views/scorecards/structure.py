"""How a unit's total is made of weights: a tree, and the framework as a strategy map."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to
from rabrong.dashboards.pages.scorecards.structure import structure_of
from rabrong.dashboards.views.asked import asked_unit
from rabrong.dashboards.views.frame import frame_of
from rabrong.dashboards.views.scorecards.own import own_scores
from rabrong.ui.words import in_language


@login_required
@require_safe
def structure(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """For who sees the unit; units without an agreement have none."""
    asked = asked_unit(request, year, code)
    own = own_scores(asked, asked.unit)
    context = {
        **frame_of(asked),
        "choose_month": True,
        "unit": asked.unit,
        "name": in_language(asked.unit, "name"),
        "scores": own.scores,
        "frozen": own.frozen,
        "structure": structure_of(asked.book, own.scores, in_language(asked.unit, "name")),
        "crumbs": crumbs_to(year, asked.path, asked.sight.scope, Crumb(gettext("โครงสร้างคะแนน"))),
    }
    return render(request, "dashboards/scorecards/structure.html", context)
