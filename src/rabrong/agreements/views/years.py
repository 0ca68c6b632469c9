"""The years: the list, opening the next, one year's console, opening and closing it."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from rabrong.agreements.actions.copying import copy_year
from rabrong.agreements.actions.recorded import Stale
from rabrong.agreements.actions.years import close_year, open_year
from rabrong.agreements.forms.years import FileForm, NewYearForm
from rabrong.agreements.models import Year, YearState
from rabrong.agreements.pages.year_console import Facts, days_of, lacking, next_day, steps_of
from rabrong.agreements.pages.year_steps import Calendar, line_of_steps, placed
from rabrong.agreements.queries.checking import doubts_of, open_doubts
from rabrong.agreements.queries.framework import plan_of
from rabrong.agreements.queries.years import calendar_of, lead_agreement, moves_of, newest_year, year_records
from rabrong.agreements.rules.years import may_read_draft, move_refusal, years_visible_to
from rabrong.agreements.views.year_asked import Asked, asked_year, edits_in, not_allowed, refused, said
from rabrong.agreements.views.year_stages import Stages
from rabrong.org.asking import actor_asking, now_of
from rabrong.org.rules import Refusal, may_administer


@login_required
@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """All years somebody may read."""
    actor = actor_asking(request)
    context = {
        "years": years_visible_to(actor),
        "may_edit": may_administer(actor) is not None,
        "reads_drafts": may_read_draft(actor),
    }
    return render(request, "agreements/year_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_year(request: HttpRequest, *, stages: Stages) -> HttpResponse:
    """Choosing the year to open; POST copies the last one."""
    actor, last = actor_asking(request), newest_year()
    if may_administer(actor) is None:
        return refused(request, Refusal("org.not_administrator"))
    form = NewYearForm(request.POST or None, initial={"number": last.year + 1 if last else None})
    status = HTTPStatus.OK
    if request.method == "POST" and last is not None and form.is_valid():
        number, carry_on = form.cleaned_data["number"], stages.later.carry_on
        done = copy_year(last, number, by=actor, now=now_of(request), carry_on=carry_on)
        if isinstance(done, Year):
            messages.success(request, gettext("คัดลอกปี %(year)s เป็นร่างแล้ว") % {"year": last.year})
            return redirect("year", done.year)
        status = said(request, done)
    elif request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"form": form, "file_form": FileForm(), "last": last, "may_edit": True, "reads_drafts": True}
    return render(request, "agreements/year_new.html", context, status=status)


@login_required
@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The console of a year: what is done, what is due; what is missing for those who prepare it."""
    asked = asked_year(request, year)
    records = year_records(year)
    facts = _facts(asked, 0 if records is None else records.published)
    days = days_of(facts)
    calendar = Calendar(year, None if records is None else records.signed_on, facts.calendar, facts.today)
    steps = placed(calendar, steps_of(facts))
    context = {
        **asked.frame,
        "steps": steps,
        "days": days,
        "next_day": next_day(days),
        "line": line_of_steps(calendar, steps),
        "today": facts.today,
        "plan": facts.plan,
        "agreement": facts.agreement,
        "lacking": lacking(facts) if may_read_draft(asked.actor) else (),
        "moves": moves_of(year),
    }
    return render(request, "agreements/year_console.html", context)


def _facts(asked: Asked, published: int) -> Facts:
    """What the console shows; the lint only for those who prepare the year."""
    number = asked.year.year
    agreement = lead_agreement(number)
    reads = may_read_draft(asked.actor) and agreement is not None and asked.year.state != YearState.CLOSED
    return Facts(
        year=asked.year,
        agreement=agreement,
        plan=plan_of(number, agreement),
        doubts=doubts_of(agreement) if agreement is not None and reads else (),
        calendar=calendar_of(number),
        published=published,
        today=localdate(asked.now),
    )


MOVES = {"open": YearState.OPEN, "close": YearState.CLOSED}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, year: int, move: str, *, stages: Stages) -> HttpResponse:
    """Opening or closing a year: first what stands against it, POST does it."""
    asked = asked_year(request, year)
    forbidden = not_allowed(request, asked)
    if forbidden is not None:
        return forbidden
    status = HTTPStatus.OK
    if request.method == "POST":
        done = _moved(request, asked, move, stages)
        if isinstance(done, Year):
            messages.success(request, _MOVED[move]() % {"year": year})
            return redirect("year", year)
        if isinstance(done, Stale):
            messages.error(request, gettext("มีผู้แก้ปีนี้ระหว่างที่ท่านเปิดหน้านี้ ตรวจดูใหม่แล้วกดอีกครั้ง"))
            asked, status = asked_year(request, year), HTTPStatus.CONFLICT
        else:
            status = said(request, done)
    agreement = lead_agreement(year)
    refusal = move_refusal(asked.year, MOVES[move], asked.actor.today)
    doubts = doubts_of(agreement) if agreement is not None and move == "open" else []
    context = {
        **asked.frame,
        "move": move,
        "refusal": refusal,
        "errors": open_doubts(doubts, "error"),
        "agreement": agreement,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "agreements/year_move.html", context, status=status)


_MOVED = {
    "open": lambda: gettext("เปิดปี %(year)s แล้ว"),
    "close": lambda: gettext("ปิดปี %(year)s แล้ว ผลของปีนี้เป็นผลย้อนหลังของปีถัดไป"),
}


def _moved(request: HttpRequest, asked: Asked, move: str, stages: Stages) -> Year | Refusal | Stale:
    number, edits = asked.year.year, edits_in(request)
    if move == "open":
        reason = request.POST.get("reason", "")
        return open_year(number, edits, reason=reason, by=asked.actor, now=asked.now)
    return close_year(number, edits, by=asked.actor, now=asked.now, hand_over=stages.hand_over)
