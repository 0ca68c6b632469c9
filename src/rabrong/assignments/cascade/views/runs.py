"""The runs of an agreement: the list, one with its rows, how far it is, stopping and withdrawing it."""

from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rabrong.agreements.queries.amendments import reasons_of
from rabrong.agreements.views.agreements_asked import Asked
from rabrong.assignments.cascade.actions import cancel_cascade
from rabrong.assignments.cascade.pages.preview import gap_rows, refused_rows
from rabrong.assignments.cascade.pages.runs import (
    ChangeRow,
    change_rows,
    end_words,
    progress_of,
    run_row,
    ways_of,
)
from rabrong.assignments.cascade.queries import names_of, open_counts, rows_of, runs_of
from rabrong.assignments.cascade.taking_back import Above, withdraw_cascade
from rabrong.assignments.cascade.views.asked import ROWS, asked_run, asked_whole, refused, why_not
from rabrong.assignments.cascade.wording import refusal_words, row_words
from rabrong.assignments.models import CascadeDraft, CascadeRow, CascadeRun, RowState, RunState
from rabrong.org.rules import Refusal
from rabrong.scoring.agreement import ROUNDS
from rabrong.ui.progress import Progress

SLOW = timedelta(seconds=20)
"""A run that still waits then has no worker."""
MOST_KEPT = 100


@login_required
@require_safe
def runs(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """All runs of an agreement, newest first, and the own drafts."""
    asked = asked_whole(request, year, whose)
    page = Paginator(runs_of(asked.agreement), ROWS).get_page(request.GET.get("page"))
    waiting = open_counts(asked.agreement)
    refusal = why_not(asked)
    unsent = Q(run=None) | Q(run__state__in=(RunState.CANCELLED, RunState.REFUSED))
    drafts = CascadeDraft.objects.filter(unsent, parent=asked.agreement, by=asked.actor.person)
    context = {
        **asked.frame("below"),
        "page": page,
        "rows": [run_row(run, waiting.get(run.pk, 0)) for run in page],
        "why_not": "" if refusal is None else refusal_words(refusal),
        "drafts": [(draft, ", ".join(draft.typed.get("codes", []))) for draft in drafts],
    }
    return render(request, "assignments/cascade_runs.html", context)


@login_required
@require_safe
@never_cache
def run(request: HttpRequest, year: int, whose: str, number: int) -> HttpResponse:
    """A run: how far it is while it goes, then its rows and what became of them."""
    asked, found = asked_run(request, year, whose, number)
    return run_page(request, asked, found, [], HTTPStatus.OK)


def run_page(
    request: HttpRequest, asked: Asked, run: CascadeRun, problems: list[str], status: HTTPStatus
) -> HttpResponse:
    """The page of a run, with what stood against an answer."""
    wanted = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "state")}
    page = Paginator(rows_of(run, wanted), ROWS).get_page(request.GET.get("page"))
    points = [str(point) for point in asked.agreement.year.points]
    names = names_of(asked.agreement, {each[0] for each in (*run.refused, *run.gaps)})
    may = why_not(asked) is None
    context = {
        **asked.frame("below"),
        "run": run,
        "row": run_row(run),
        "ways": ways_of(run),
        "progress": _progress(asked, run, may),
        "why_ended": end_words(run),
        "page": page,
        "rows": change_rows(page, points),
        "states": [(state.value, state.label) for state in RowState if state != RowState.STAGED],
        "wanted": wanted,
        "rest": urlencode(wanted),
        "refused": refused_rows(run.refused, names),
        "gaps": gap_rows(run.gaps, names),
        "may": may,
        "waiting": run.rows.filter(state=RowState.OPEN).count(),
        "may_withdraw": may and run.state == RunState.APPLIED,
        "problems": problems,
        "answer_url": "cascade_answer",
        **grounds_fields(request, run),
    }
    return render(request, "assignments/cascade_run.html", context, status=status)


def grounds_fields(request: HttpRequest, run: CascadeRun) -> dict[str, object]:
    """What an amendment in signed agreements is asked for with: as typed, else as the amendment above says."""
    because = run.because
    usual = {"reason": "", "text": "", "from_round": str(ROUNDS[-1]), "exception": ""}
    if because is not None:
        usual |= {"reason": because.reason, "text": because.text, "from_round": str(because.from_round)}
    typed = {name: request.POST.get(name, text) for name, text in usual.items()}
    reasons = reasons_of(run.parent.year_id)
    return {"grounds": typed, "reasons": reasons, "rounds": [str(round_) for round_ in ROUNDS]}


def _progress(asked: Asked, run: CascadeRun, may: bool) -> Progress:
    is_late = run.state == RunState.WAITING and asked.now - run.at > SLOW
    return progress_of(run, may_cancel=may, is_late=is_late)


@login_required
@require_safe
@never_cache
def progress(request: HttpRequest, year: int, whose: str, number: int) -> HttpResponse:
    """How far a run is, as a part of its page; once it is over the whole page is asked for anew."""
    asked, found = asked_run(request, year, whose, number)
    shown = _progress(asked, found, why_not(asked) is None)
    context = {"run": found, "progress": shown, "year": year, "whose": whose}
    answer = render(request, "assignments/cascade_progress.html", context)
    if not shown.is_going:
        answer["HX-Refresh"] = "true"
    return answer


@login_required
@require_POST
def cancel(request: HttpRequest, year: int, whose: str, number: int) -> HttpResponse:
    """Stop a run that is not over."""
    asked, found = asked_run(request, year, whose, number)
    done = cancel_cascade(found, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal) and done.code != "cascade.over":
        return refused(request, done)
    if isinstance(done, Refusal):
        messages.error(request, refusal_words(done))
    else:
        messages.success(request, gettext("ยกเลิกแล้ว ไม่มีสิ่งใดถูกเขียน"))
    return redirect("cascade_run", year, whose, number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, year: int, whose: str, number: int, *, above: Above) -> HttpResponse:
    """What withdrawing means, and doing it."""
    asked, found = asked_run(request, year, whose, number)
    refusal = why_not(asked)
    if refusal is not None:
        return refused(request, refusal)
    context: dict[str, object] = {**asked.frame("below"), "run": found, "row": run_row(found)}
    context["count"] = found.rows.filter(state=RowState.APPLIED).count()
    if request.method != "POST":
        return render(request, "assignments/cascade_withdraw.html", context)
    done = withdraw_cascade(found, above, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        context["problem"] = refusal_words(done)
        return render(request, "assignments/cascade_withdraw.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not done.kept:
        messages.success(request, gettext("ถอนกลับครบ %(count)s รายการ") % {"count": done.taken_back})
        return redirect("cascade_run", year, whose, number)
    kept = [(change, row_words(code)) for change, (_, code) in zip(_kept(asked, done.kept), done.kept, strict=False)]
    context |= {"done": done, "kept": kept, "more": len(done.kept) - len(kept)}
    return render(request, "assignments/cascade_withdraw.html", context)


def _kept(asked: Asked, kept: Sequence[tuple[CascadeRow, str]]) -> list[ChangeRow]:
    points = [str(point) for point in asked.agreement.year.points]
    rows = [row for row, _ in kept[:MOST_KEPT]]
    return change_rows(rows, points)
