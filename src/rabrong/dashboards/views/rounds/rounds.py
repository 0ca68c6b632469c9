"""Closing a round: what is missing, closing, opening again with a reason, every snapshot with its digits."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from rabrong.agreements.models import Year
from rabrong.agreements.queries.years import year_of
from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.pages.rounds.rounds import closing_rows, lacking_rows, lacking_sums, sar_of
from rabrong.dashboards.views.asked import asked_year
from rabrong.dashboards.views.frame import frame
from rabrong.org.asking import now_of, scope_of
from rabrong.org.rules import Refusal, may_administer
from rabrong.results.actions.rounds import close_round, reopen_round
from rabrong.results.models import Reopening, RoundClosing
from rabrong.results.queries.completeness import lacking_in
from rabrong.results.queries.rounds import closed_rounds
from rabrong.results.rules.rounds import closing_refusal
from rabrong.results.wording import refusal_words
from rabrong.scoring.agreement import ROUNDS, Round


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def round(request: HttpRequest, year: int, round: int) -> HttpResponse:
    """The page; POST closes the round or opens it again. For those who see everything."""
    asked_year(request, year)
    kept = year_of(year)
    if kept is None or round not in ROUNDS or not scope_of(request).everything:
        raise Http404
    if request.method != "POST":
        return _page(request, kept, round, None)
    if may_administer(scope_of(request).actor) is None:
        reason = refusal_words(Refusal("org.not_administrator"))
        return render(request, "403.html", {"reason": reason}, status=HTTPStatus.FORBIDDEN)
    done = _done(request, kept, round)
    if isinstance(done, Refusal):
        return _page(request, kept, round, done)
    messages.success(request, done)
    return redirect("round", year, round)


def _done(request: HttpRequest, year: Year, round_: Round) -> str | Refusal:
    by, now = scope_of(request).actor, now_of(request)
    if request.POST.get("act") == "reopen":
        reopened = reopen_round(year, round_, request.POST.get("reason", ""), by=by, now=now)
        return (
            gettext("เปิดรอบ %(round)s เดือนใหม่แล้ว ฉบับเดิมยังเก็บไว้") % {"round": round_}
            if isinstance(reopened, Reopening)
            else reopened
        )
    closed = close_round(year, round_, by=by, now=now)
    return (
        gettext("ปิดรอบ %(round)s เดือนแล้ว เป็นฉบับที่ %(number)s") % {"round": round_, "number": closed.number}
        if isinstance(closed, RoundClosing)
        else closed
    )


def _page(request: HttpRequest, year: Year, round_: Round, refusal: Refusal | None) -> HttpResponse:
    book, scope = asked_year(request, year.year), scope_of(request)
    lacking = lacking_in(year.year, round_)
    standing = closed_rounds(year.year).get(round_)
    against = closing_refusal(year, round_, scope.actor.today)
    shows_all = request.GET.get("show") == "all"
    context = {
        **frame(book, scope),
        "crumbs": [
            Crumb(gettext("ช่วงเวลากรอก"), reverse("windows", args=(year.year,))),
            Crumb(gettext("ปิดรอบ %(round)s เดือน") % {"round": round_}),
        ],
        "round": round_,
        "rounds": ROUNDS,
        "sums": lacking_sums(lacking),
        "lacking": lacking_rows(year.year, round_, lacking, shows_all=shows_all),
        "shows_all": shows_all,
        "standing": standing,
        "sar": sar_of(year.year, round_, lacking, is_closed=standing is not None),
        "closings": closing_rows(book, year.year, round_),
        "may_edit": may_administer(scope.actor) is not None,
        "against": "" if against is None or standing is not None else refusal_words(against),
        "refused": "" if refusal is None else refusal_words(refusal),
        "reason": request.POST.get("reason", ""),
    }
    status = HTTPStatus.OK if refusal is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "dashboards/rounds/round.html", context, status=status)
