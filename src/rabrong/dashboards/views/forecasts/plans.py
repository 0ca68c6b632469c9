"""The monthly plan of a unit's indicator: seen by whoever sees the unit, set by whoever may."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from rabrong.agreements.models import Item
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to
from rabrong.dashboards.pages.forecasts.plan import Planning, month_heads, plan_page, read_plan
from rabrong.dashboards.queries.indicators import item_with_unit, scores_of_item
from rabrong.dashboards.views.asked import Asked, asked_indicator
from rabrong.dashboards.views.frame import frame_of
from rabrong.org.asking import now_of
from rabrong.org.rules import Refusal
from rabrong.results.actions.trajectories import Plan, set_plan
from rabrong.results.forecasts.outlook import Seen, outlook_of
from rabrong.results.forecasts.reading import basis_of
from rabrong.results.queries.trajectories import plans_of
from rabrong.results.rules.trajectories import may_plan, planning_refusal
from rabrong.results.wording import refusal_words
from rabrong.scoring.forecast.known import LAST_MONTH
from rabrong.ui.whole import whole_number
from rabrong.ui.words import in_language

FORBIDDEN = "plan.not_planner"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, year: int, code: str, unit: str) -> HttpResponse:
    """The plan by month with its versions; POST sets the next one."""
    asked, version = asked_indicator(request, year, code, unit)
    item = item_with_unit(asked.unit, version)
    if item is None:
        raise Http404
    item.indicator = version
    if request.method != "POST":
        return _page(request, asked, item, None)
    done = _set(request, asked, item)
    if done is None:
        messages.success(request, gettext("บันทึกแผนรายเดือนแล้ว ฉบับก่อนยังเก็บไว้ด้านล่าง"))
        return redirect(request.path)
    if done.code == FORBIDDEN:
        return render(request, "403.html", {"reason": refusal_words(done)}, status=HTTPStatus.FORBIDDEN)
    return _page(request, asked, item, done)


def _set(request: HttpRequest, asked: Asked, item: Item) -> Refusal | None:
    if may_plan(asked.actor, item) is None:
        return Refusal(FORBIDDEN, {"unit": asked.unit.code})
    read = read_plan({key: str(value) for key, value in request.POST.items()})
    if isinstance(read, Refusal):
        return read
    seen = whole_number(request.POST.get("seen", "")) or 0
    done = set_plan(Plan(item, read, seen), by=asked.actor, now=now_of(request))
    return done if isinstance(done, Refusal) else None


def _page(request: HttpRequest, asked: Asked, item: Item, refusal: Refusal | None) -> HttpResponse:
    book, version = asked.book, item.indicator
    address = reverse("indicator", args=(book.year, version.code, asked.unit.code))
    steps = (Crumb(version.code, address), Crumb(gettext("แผนรายเดือน")))
    typed = None if refusal is None else {key: str(value) for key, value in request.POST.items()}
    stopped = planning_refusal(item)
    context = {
        **frame_of(asked),
        "unit": asked.unit,
        "name": in_language(asked.unit, "name"),
        "version": version,
        "page": plan_page(_planning(asked, item), typed),
        "heads": month_heads(),
        "may_plan": stopped is None and may_plan(asked.actor, item) is not None,
        "stopped": "" if stopped is None else refusal_words(stopped),
        "refused": "" if refusal is None else refusal_words(refusal),
        "crumbs": crumbs_to(book.year, asked.path, asked.sight.scope, *steps),
    }
    status = HTTPStatus.OK if refusal is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "dashboards/forecasts/plan.html", context, status=status)


def _planning(asked: Asked, item: Item) -> Planning:
    book, scores = asked.book, scores_of_item(item)
    basis = basis_of(asked.unit.pk, book.year, [item.indicator])
    criterion = criterion_in(item, book.rules.scale, LAST_MONTH)
    outlook = outlook_of(item, criterion, scores, Seen(book.month, book.rules.scale, basis))
    return Planning(book, item, outlook, scores, tuple(plans_of(asked.unit, item.indicator)))
