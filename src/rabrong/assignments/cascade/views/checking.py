"""The last step: what an order comes to, shown before it is given, and giving it."""

from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext

from rabrong.assignments.cascade.actions import Carrying, StalePlan, Start, keep_draft, order_cascade, previewed
from rabrong.assignments.cascade.pages.preview import (
    difference_rows,
    gap_rows,
    indicator_rows,
    keys_in,
    refused_rows,
    way_line,
)
from rabrong.assignments.cascade.plan import Plan
from rabrong.assignments.cascade.queries import names_of
from rabrong.assignments.cascade.rules import digest_of_plan
from rabrong.assignments.cascade.views.asked import ROWS
from rabrong.assignments.cascade.views.desks import STEPS, Desk, wizard_frame
from rabrong.assignments.cascade.wording import refusal_words
from rabrong.org.rules import Refusal


def check(request: HttpRequest, desk: Desk, start: Start) -> HttpResponse:
    """The preview; sent, it is carried out."""
    if desk.faults:
        messages.error(request, gettext("ยังมีช่องที่อ่านไม่ได้ แก้ก่อนดูตัวอย่าง"))
        return redirect("cascade_step", *desk.asked.address, desk.draft.pk, desk.faults[0].step)
    if request.method == "POST" and request.POST.get("to", "") in STEPS[:-1]:
        return redirect("cascade_step", *desk.asked.address, desk.draft.pk, request.POST["to"])
    if request.method == "POST":
        return _apply(request, desk, start)
    plan = previewed(desk.asked.agreement, desk.order, by=desk.asked.actor)
    if isinstance(plan, Refusal):
        return _preview(request, desk, None, [refusal_words(plan)], HTTPStatus.OK)
    return _preview(request, desk, plan, [], HTTPStatus.OK)


def _apply(request: HttpRequest, desk: Desk, start: Start) -> HttpResponse:
    asked, order = desk.asked, replace(desk.order, accepts_gaps=request.POST.get("accepts") == "1")
    seen = request.POST.get("seen", "")
    carrying = Carrying(proposes=request.POST.get("act") == "propose", start=start)
    run = order_cascade(asked.agreement, order, seen, by=asked.actor, now=asked.now, carrying=carrying)
    if isinstance(run, StalePlan):
        problems = [refusal_words(Refusal("cascade.changed"))]
        return _preview(request, desk, run.plan, problems, HTTPStatus.CONFLICT)
    if isinstance(run, Refusal):
        plan = previewed(asked.agreement, order, by=asked.actor)
        found = None if isinstance(plan, Refusal) else plan
        return _preview(request, desk, found, [refusal_words(run)], HTTPStatus.UNPROCESSABLE_ENTITY)
    keep_draft(desk.draft, desk.typed, now=asked.now, run=run)
    return redirect("cascade_run", *asked.address, run.pk)


def _preview(
    request: HttpRequest, desk: Desk, plan: Plan | None, problems: list[str], status: HTTPStatus
) -> HttpResponse:
    context = {**wizard_frame(desk, "check"), "problems": problems, "plan": plan}
    if plan is not None:
        context |= _shown(request, desk, plan)
    return render(request, "assignments/cascade_check.html", context, status=status)


def _shown(request: HttpRequest, desk: Desk, plan: Plan) -> dict[str, object]:
    parent = desk.asked.agreement
    wanted = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "kpi")}
    names = names_of(parent, {each.receiver.key for each in plan.differences} | keys_in(plan))
    sought = wanted["q"].casefold()
    kept = [
        each
        for each in plan.differences
        if (not wanted["kpi"] or each.indicator == wanted["kpi"])
        and (not sought or sought in f"{each.receiver.key} {names.get(each.receiver.key, '')}".casefold())
    ]
    page = Paginator(kept, ROWS).get_page(request.GET.get("page"))
    return {
        "indicators": indicator_rows(desk.order, plan, desk.items()),
        "ways": [(way.code, way_line(way)) for way in desk.order.ways],
        "receivers": len({each.receiver.key for each in plan.differences}),
        "rows": difference_rows(page, names, desk.points),
        "page": page,
        "wanted": wanted,
        "rest": urlencode(wanted),
        "refused": refused_rows(plan.refused, names),
        "gaps": gap_rows(plan.gaps, names),
        "signed": sum(each.is_signed for each in plan.differences),
        "seen": digest_of_plan(plan),
    }
