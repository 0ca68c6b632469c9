"""A result set by decision: proposed by the PSDG, decided by another person, withdrawn; and what waits."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from rabrong.agreements.models import Item
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to
from rabrong.dashboards.pages.rounds.overrides import proposed, typed_value, values_of
from rabrong.dashboards.queries.indicators import item_with_unit
from rabrong.dashboards.views.asked import Asked, asked_indicator, asked_year
from rabrong.dashboards.views.frame import frame, frame_of
from rabrong.org.asking import now_of, scope_of
from rabrong.org.rules import Refusal, may_administer
from rabrong.results.actions.overrides import (
    Proposal,
    approve_override,
    propose_override,
    refuse_override,
    withdraw_override,
)
from rabrong.results.models import Override
from rabrong.results.queries.overrides import overrides_of, overrides_of_year
from rabrong.results.rules.overrides import may_decide
from rabrong.results.wording import refusal_words
from rabrong.ui.dates import month_name
from rabrong.ui.whole import whole_number
from rabrong.ui.words import in_language, language

FORBIDDEN = ("org.not_administrator", "override.not_decider")


@login_required
@require_safe
def overrides(request: HttpRequest, year: int) -> HttpResponse:
    """Every proposal of the year, those that wait first; for who sees everything."""
    book, scope = asked_year(request, year), scope_of(request)
    if not scope.everything:
        raise Http404
    rows = sorted(proposed(overrides_of_year(year), None), key=lambda each: not each.is_open)
    context = {**frame(book, scope), "crumbs": [Crumb(gettext("ค่าแทนผลที่คำนวณ"))], "rows": rows}
    return render(request, "dashboards/rounds/overrides.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def override(request: HttpRequest, year: int, code: str, unit: str, month: int) -> HttpResponse:
    """Calculated, set and effective value of a result, and its proposals; POST proposes, decides or withdraws."""
    asked, version = asked_indicator(request, year, code, unit)
    item = item_with_unit(asked.unit, version)
    if item is None or month not in asked.book.open_months:
        raise Http404
    if request.method != "POST":
        return _page(request, asked, item, month, None)
    done = _done(request, item, month)
    if isinstance(done, str):
        messages.success(request, done)
        return redirect(request.path)
    if done.code in FORBIDDEN:
        return render(request, "403.html", {"reason": refusal_words(done)}, status=HTTPStatus.FORBIDDEN)
    return _page(request, asked, item, month, done)


def _done(request: HttpRequest, item: Item, month: int) -> str | Refusal:
    if request.POST.get("act", "") == "propose":
        return _propose(request, item, month)
    number = whole_number(request.POST.get("override", "")) or 0
    rows = overrides_of(item.agreement.unit, item.indicator, month)
    row = rows.filter(pk=number).select_related("indicator", "unit", "by", "acting").first()
    return Refusal("override.gone") if row is None else _decide(request, row)


def _propose(request: HttpRequest, item: Item, month: int) -> str | Refusal:
    by = scope_of(request).actor
    if may_administer(by) is None:
        return Refusal("org.not_administrator")
    typed = typed_value(request.POST.get("value", ""))
    if typed is None:
        return Refusal("override.no_value")
    proposal = Proposal(item, month, *typed, request.POST.get("reason", ""))
    done = propose_override(proposal, by=by, now=now_of(request))
    return done if isinstance(done, Refusal) else gettext("เสนอค่าแทนแล้ว ยังไม่มีผลจนกว่าอีกคนหนึ่งจะอนุมัติ")


def _decide(request: HttpRequest, row: Override) -> str | Refusal:
    by, now, note = scope_of(request).actor, now_of(request), request.POST.get("note", "")
    act = request.POST.get("act", "")
    if act == "withdraw":
        done = withdraw_override(row, note, by=by, now=now)
    else:
        doing = approve_override if act == "approve" else refuse_override
        done = doing(row, note, by=by, now=now)
    return done if isinstance(done, Refusal) else _DONE.get(act, _DONE["refuse"])()


_DONE = {
    "approve": lambda: gettext("อนุมัติค่าแทนแล้ว คะแนนคำนวณใหม่แล้ว"),
    "refuse": lambda: gettext("ไม่อนุมัติค่าแทน ผลที่คำนวณยังใช้อยู่"),
    "withdraw": lambda: gettext("ถอนค่าแทนแล้ว ผลที่คำนวณกลับมาใช้"),
}


def _page(request: HttpRequest, asked: Asked, item: Item, month: int, refusal: Refusal | None) -> HttpResponse:
    book, version, actor = asked.book, item.indicator, asked.actor
    criterion = criterion_in(item, book.rules.scale, month)
    address = reverse("indicator", args=(book.year, version.code, asked.unit.code))
    steps = (Crumb(version.code, address), Crumb(gettext("ค่าแทนผลที่คำนวณ")))
    context = {
        **frame_of(asked),
        "unit": asked.unit,
        "name": in_language(asked.unit, "name"),
        "version": version,
        "month": month,
        "month_words": month_name(month, language()),
        "values": values_of(item, month, book.rules),
        "rows": proposed(overrides_of(asked.unit, version, month), criterion),
        "may_propose": may_administer(actor) is not None,
        "may_decide": may_decide(actor) is not None,
        "me": actor.person.pk,
        "typed": request.POST,
        "refused": "" if refusal is None else refusal_words(refusal),
        "crumbs": crumbs_to(book.year, asked.path, asked.sight.scope, *steps),
    }
    status = HTTPStatus.OK if refusal is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "dashboards/rounds/override.html", context, status=status)
