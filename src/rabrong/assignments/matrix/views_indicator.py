"""One indicator of the matrix: who does it, who supervises and keeps it, and changing either by a plain form."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.actions.duties import end_duty, make_score_owner, name_responsible
from rabrong.assignments.actions.ownership import set_cell
from rabrong.assignments.matrix.asked import Asked, asked_indicator, refused, status_of
from rabrong.assignments.matrix.forms import cell_in, naming_in, round_in
from rabrong.assignments.matrix.pages_indicator import indicator_page
from rabrong.assignments.matrix.who import who_typed
from rabrong.assignments.models import Responsibility
from rabrong.assignments.wording import refusal_words
from rabrong.org.rules import Refusal

Done = object
Deed = Callable[[Asked, IndicatorVersion, Mapping[str, str]], Done]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Owners and duties of an indicator; POST with `do` changes one of them."""
    asked, version = asked_indicator(request, year, code)
    if request.method != "POST":
        return render(request, "assignments/os_indicator.html", {**asked.frame, **indicator_page(asked, version)})
    typed = request.POST.dict()
    done = DEEDS.get(typed.get("do", ""), _nothing)(asked, version, typed)
    if not isinstance(done, Refusal):
        messages.success(request, gettext("บันทึกแล้ว") if done else gettext("เป็นอย่างนั้นอยู่แล้ว"))
        return redirect("os_indicator", year, code)
    if done.code == "org.not_administrator":
        return refused(request, done)
    context = {**asked.frame, **indicator_page(asked, version, typed), "problem": refusal_words(done)}
    return render(request, "assignments/os_indicator.html", context, status=status_of(done))


def _own(asked: Asked, version: IndicatorVersion, typed: Mapping[str, str]) -> Done:
    who = who_typed(typed.get("who", ""))
    if who is None:
        return Refusal("owner.unknown_who", {"code": typed.get("who", "")[:40]})
    cell = cell_in(version, who, {name: text for name, text in typed.items() if name != "seen"})
    return cell if isinstance(cell, Refusal) else set_cell(cell, by=asked.actor, now=asked.now)


def _name(asked: Asked, version: IndicatorVersion, typed: Mapping[str, str]) -> Done:
    naming = naming_in(version, typed)
    return naming if isinstance(naming, Refusal) else name_responsible(naming, by=asked.actor, now=asked.now)


def _end(asked: Asked, version: IndicatorVersion, typed: Mapping[str, str]) -> Done:
    row = _row(version, typed)
    if row is None:
        return Refusal("role.stale", {"code": version.code})
    return end_duty(row, round_in(typed.get("from_round", "")), by=asked.actor, now=asked.now)


def _score(asked: Asked, version: IndicatorVersion, typed: Mapping[str, str]) -> Done:
    row = _row(version, typed)
    if row is None:
        return Refusal("role.stale", {"code": version.code})
    return make_score_owner(row, round_in(typed.get("from_round", "")), by=asked.actor, now=asked.now)


def _nothing(asked: Asked, version: IndicatorVersion, typed: Mapping[str, str]) -> Done:
    return False


def _row(version: IndicatorVersion, typed: Mapping[str, str]) -> Responsibility | None:
    number = typed.get("row", "")
    if not (number.isascii() and number.isdecimal()):
        return None
    return Responsibility.history.filter(pk=int(number[:18]), indicator=version).first()


DEEDS: Mapping[str, Deed] = {"own": _own, "name": _name, "end": _end, "score": _score}
