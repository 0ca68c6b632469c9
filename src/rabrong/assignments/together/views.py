"""Many indicators to many, and last year's assignments: looked at first, then carried out."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from rabrong.agreements.queries.years import year_before
from rabrong.assignments.models import ROUNDS, Ownership
from rabrong.assignments.orders.pages import unit_groups
from rabrong.assignments.orders.queries import indicators_to_choose, units_to_choose
from rabrong.assignments.together.asked import asked_year, forbidden, status_of
from rabrong.assignments.together.bulk import Bulk, assign_together, bulk_refusal, prepared_bulk
from rabrong.assignments.together.copying import copy_assignments, prepared_copy
from rabrong.assignments.together.pages import counts_of, indicator_boxes, shown_rows
from rabrong.assignments.together.plan import Prepared
from rabrong.assignments.wording import refusal_words
from rabrong.org.asking import actor_asking, now_of
from rabrong.org.rules import Refusal
from rabrong.ui.whole import whole_number

GET_OR_POST = ("GET", "HEAD", "POST")


@login_required
@require_http_methods(GET_OR_POST)
def assign(request: HttpRequest, year: int) -> HttpResponse:
    """Indicators and receivers are ticked, looked at, then assigned."""
    kept, actor = asked_year(request, year), actor_asking(request)
    bulk = _bulk(request)
    context: dict[str, object] = {
        "year": year,
        "bulk": bulk,
        "people": " ".join(bulk.people),
        "indicators": indicator_boxes(indicators_to_choose(year), bulk.indicators),
        "groups": unit_groups(units_to_choose(actor.today), bulk.units),
        "roles": Ownership.ROLES,
        "rounds": ROUNDS,
    }
    answer = forbidden(request)
    if answer is not None or request.method != "POST":
        return answer or render(request, "assignments/assign.html", context)
    refusal = bulk_refusal(bulk)
    if refusal is None and request.POST.get("step") == "apply":
        done = assign_together(kept, bulk, request.POST.get("seen", ""), by=actor, now=now_of(request))
        if not isinstance(done, Refusal):
            messages.success(request, gettext("มอบหมายแล้ว %(count)s ช่อง") % {"count": done})
            return redirect("assign_together", year)
        refusal = done
    if refusal is not None and refusal.code != "together.stale":
        context["fault"] = refusal_words(refusal)
        return render(request, "assignments/assign.html", context, status=status_of(refusal))
    return _looked_at(request, context, prepared_bulk(kept, bulk), "assignments/assign.html", refusal)


def _bulk(request: HttpRequest) -> Bulk:
    sent = request.POST
    role = sent.get("role", "")
    return Bulk(
        indicators=tuple(dict.fromkeys(sent.getlist("indicators"))),
        units=tuple(dict.fromkeys(sent.getlist("units"))),
        people=tuple(dict.fromkeys(sent.get("people", "").replace(",", " ").split())),
        role=role if role in dict(Ownership.ROLES) else "supporter",
        from_round=whole_number(sent.get("from_round", ""), ROUNDS[0]),
    )


def _looked_at(
    request: HttpRequest, context: dict[str, object], prepared: Prepared, page: str, refusal: Refusal | None
) -> HttpResponse:
    context |= {
        "rows": shown_rows(prepared),
        "counts": counts_of(prepared),
        "seen": prepared.digest,
        "changes": len(prepared.cells) + len(prepared.namings),
        "is_looked_at": True,
    }
    if refusal is not None:
        context["fault"] = refusal_words(refusal)
    return render(request, page, context, status=HTTPStatus.OK if refusal is None else status_of(refusal))


@login_required
@require_http_methods(GET_OR_POST)
def copy(request: HttpRequest, year: int) -> HttpResponse:
    """What the year before had at its end, by the key of the indicator: shown at once, then copied."""
    kept, actor = asked_year(request, year), actor_asking(request)
    answer = forbidden(request)
    if answer is not None:
        return answer
    source = year_before(year)
    context: dict[str, object] = {"year": year, "source": source}
    if source is None:
        context["fault"] = refusal_words(Refusal("together.no_source"))
        return render(request, "assignments/copy.html", context)
    refusal = None
    if request.method == "POST":
        done = copy_assignments(source, kept, request.POST.get("seen", ""), by=actor, now=now_of(request))
        if not isinstance(done, Refusal):
            messages.success(request, gettext("คัดลอกแล้ว %(count)s รายการ") % {"count": done})
            return redirect("copy_assignments", year)
        refusal = done
    return _looked_at(request, context, prepared_copy(source, kept), "assignments/copy.html", refusal)
