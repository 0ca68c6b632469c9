"""Amendments: the list with the window, a request, letting it in, what was decided, the reasons of a year."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rabrong.agreements.actions.amendment_reasons import set_reasons
from rabrong.agreements.actions.amendments import StaleRequest, decide_amendment, let_in, turn_away
from rabrong.agreements.changes import wanted_in
from rabrong.agreements.forms.amendments import DecisionForm, ReasonsForm, TurnAwayForm
from rabrong.agreements.models import Amendment, Outcome
from rabrong.agreements.pages.amendments import cells, changes_of, columns, request_rows, standing, window_of
from rabrong.agreements.queries.amendments import amendment_numbered, amendments_of, cut_off_of, reasons_of
from rabrong.agreements.rules.amendments import (
    asking_refusal,
    grant_to_ask,
    grant_to_decide,
    grant_to_let_in,
    is_let_in,
)
from rabrong.agreements.views.agreements_asked import Asked, asked_by_preparer, file_answer, refused, table_answer
from rabrong.agreements.views.signing import SUFFIXES
from rabrong.agreements.views.year_asked import asked_year, not_allowed
from rabrong.agreements.wording.agreements import refusal_words
from rabrong.files.queries import content_of
from rabrong.org.rules import Refusal
from rabrong.ui.whole import whole_number
from rabrong.ui.words import in_language

Done = Amendment | Refusal | StaleRequest
EXPORTS = ("xlsx", "csv")


@login_required
@require_safe
def amendments(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """All requests, and whether the window is still open."""
    asked = asked_by_preparer(request, year, whose)
    rows = request_rows(amendments_of(asked.agreement).prefetch_related("revision__signatures"), reasons_of(year))
    if request.GET.get("export") in EXPORTS:
        return table_answer(request.GET["export"], f"amendments-{year}", columns(), cells(rows))
    may_not = asking_refusal(asked.texts, asked.agreement)
    context = {
        **asked.frame("amendments"),
        "rows": rows,
        "window": window_of(cut_off_of(year), asked.actor.today),
        "may_ask": may_not is None and not isinstance(grant_to_ask(asked.actor, asked.agreement), Refusal),
        "why_not": "" if may_not is None else refusal_words(may_not),
        "has_reasons": bool(reasons_of(year)),
    }
    return render(request, "agreements/amendment_list.html", context)


def asked_amendment(request: HttpRequest, year: int, whose: str, number: int) -> tuple[Asked, Amendment]:
    """The request of that number. Raises Http404."""
    asked = asked_by_preparer(request, year, whose)
    amendment = amendment_numbered(asked.agreement, number)
    if amendment is None:
        raise Http404
    amendment.agreement = asked.agreement
    return asked, amendment


@login_required
@require_safe
def amendment(request: HttpRequest, year: int, whose: str, number: int) -> HttpResponse:
    """A request: why, what before and after, who let it in, what was decided."""
    asked, found = asked_amendment(request, year, whose, number)
    return _page(request, asked, found, HTTPStatus.OK)


def _page(
    request: HttpRequest,
    asked: Asked,
    found: Amendment,
    status: HTTPStatus,
    *,
    form: forms.Form | None = None,
    fault: str = "",
) -> HttpResponse:
    points = [str(point) for point in asked.agreement.year.points]
    word, glyph = standing(found)
    reasons = {row.code: in_language(row, "text") for row in reasons_of(found.agreement.year_id)}
    may_decide = not isinstance(grant_to_decide(asked.actor, found), Refusal)
    may_let_in = not isinstance(grant_to_let_in(asked.actor, found), Refusal)
    context = {
        **asked.frame("amendments"),
        "amendment": found,
        "reason": reasons.get(found.reason, found.reason),
        "standing": word,
        "glyph": glyph,
        "changes": changes_of(found, points),
        "details": found.changes.get("details", {}),
        "is_late": found.exception != "",
        "is_let_in": is_let_in(found),
        "is_refused": found.outcome == Outcome.REFUSED,
        "decision_form": _decision_form(asked, found, form) if may_decide else None,
        "turn_away_form": (form if isinstance(form, TurnAwayForm) else TurnAwayForm()) if may_let_in else None,
        "edits": found.edits,
        "fault": fault,
    }
    return render(request, "agreements/amendment_page.html", context, status=status)


def _decision_form(asked: Asked, found: Amendment, form: forms.Form | None) -> DecisionForm:
    if isinstance(form, DecisionForm):
        return form
    decides = asked.agreement.year.details_decided_by or asked.frame("")["superior"]
    return DecisionForm(codes=wanted_in(found.changes).codes, initial={"decided_by": decides})


@login_required
@require_POST
def decide(request: HttpRequest, year: int, whose: str, number: int) -> HttpResponse:
    """Enter what was decided."""
    asked, found = asked_amendment(request, year, whose, number)
    grant = grant_to_decide(asked.actor, found)
    if isinstance(grant, Refusal) and grant.code not in ("amendment.decided", "amendment.not_let_in"):
        return refused(request, grant)
    form = DecisionForm(request.POST, request.FILES, codes=wanted_in(found.changes).codes)
    if not form.is_valid():
        return _page(request, asked, found, HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    done = decide_amendment(found, form.decision(), edits=_edits(request), by=asked.actor, now=asked.now)
    return _answer(request, asked, found, done, form)


def _edits(request: HttpRequest) -> int:
    return whole_number(request.POST.get("edits", ""))


def _answer(request: HttpRequest, asked: Asked, found: Amendment, done: Done, form: forms.Form) -> HttpResponse:
    if isinstance(done, StaleRequest):
        done.current.agreement = asked.agreement
        fault = gettext("มีผู้บันทึกคำขอนี้ระหว่างที่ท่านเปิดหน้านี้ ด้านล่างคือคำขอปัจจุบัน ที่ท่านพิมพ์ยังอยู่ในแบบฟอร์มถ้ายังบันทึกได้")
        return _page(request, asked, done.current, HTTPStatus.CONFLICT, form=form, fault=fault)
    if isinstance(done, Refusal):
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, asked, found, status, form=form, fault=refusal_words(done))
    messages.success(request, gettext("บันทึกคำขอที่ %(number)s แล้ว") % {"number": done.number})
    return redirect("amendment", *asked.address, done.number)


@login_required
@require_POST
def answer_exception(request: HttpRequest, year: int, whose: str, number: int) -> HttpResponse:
    """The department's head lets a late request in, or turns it away with a reason."""
    asked, found = asked_amendment(request, year, whose, number)
    grant = grant_to_let_in(asked.actor, found)
    if isinstance(grant, Refusal) and grant.code == "amendment.not_head":
        return refused(request, grant)
    form = TurnAwayForm(request.POST)
    if request.POST.get("act") == "let_in":
        done = let_in(found, _edits(request), by=asked.actor, now=asked.now)
        return _answer(request, asked, found, done, TurnAwayForm())
    if not form.is_valid():
        return _page(request, asked, found, HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    reason = str(form.cleaned_data["reason"])
    return _answer(
        request, asked, found, turn_away(found, _edits(request), reason=reason, by=asked.actor, now=asked.now), form
    )


@login_required
@require_safe
def scan(request: HttpRequest, year: int, whose: str, number: int) -> HttpResponse:
    """The scan of the letter that decided."""
    _, found = asked_amendment(request, year, whose, number)
    if found.scan is None:
        raise Http404
    name = f"amendment-{year}-{number}.{SUFFIXES.get(found.scan.kind, 'bin')}"
    return file_answer(content_of(found.scan), found.scan.kind, name)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reasons(request: HttpRequest, year: int) -> HttpResponse:
    """The reasons a year accepts; the PSDG's."""
    asked = asked_year(request, year)
    forbidden = not_allowed(request, asked)
    if forbidden is not None:
        return forbidden
    lines = "\n".join(f"{each.code} | {each.text} | {each.text_en}" for each in reasons_of(year))
    form = ReasonsForm(request.POST if request.method == "POST" else None, initial={"lines": lines})
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            done = set_reasons(asked.year, form.cleaned_data["lines"], by=asked.actor, now=asked.now)
            if not isinstance(done, Refusal):
                messages.success(request, gettext("บันทึกเหตุผลแล้ว"))
                return redirect("amendment_reasons", year)
            form.add_error("lines", refusal_words(done))
    return render(request, "agreements/amendment_reasons.html", {"year": year, "form": form}, status=status)
