"""The wizard: what passes down, to whom, how, and what that comes to. What is typed is kept at every step."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from rabrong.assignments.cascade.actions import Start, begin_draft, drop_draft, keep_draft
from rabrong.assignments.cascade.orders import order_in
from rabrong.assignments.cascade.typed import Typed, nothing_typed, typed_again, with_how, with_what, with_whom
from rabrong.assignments.cascade.views.asked import asked_draft, asked_parent, refused
from rabrong.assignments.cascade.views.checking import check
from rabrong.assignments.cascade.views.desks import PARTS, STEPS, Desk, desk_of, wizard_frame
from rabrong.assignments.cascade.wording import refusal_words
from rabrong.assignments.models import CascadeRun
from rabrong.org.rules import Refusal
from rabrong.paper.sheets.cells import Unreadable
from rabrong.paper.sheets.reading import read_sheet
from rabrong.paper.sheets.wording import unreadable_words
from rabrong.ui.whole import whole_number

MOST_BYTES = 4 * 1024 * 1024


@login_required
@require_POST
def begin(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """A new order, empty or as a run was ordered."""
    asked = asked_parent(request, year, whose)
    typed = nothing_typed(asked.actor.today)
    number = whole_number(request.POST.get("again", ""))
    run = CascadeRun.objects.filter(pk=number, parent=asked.agreement).first()
    if run is not None:
        typed = typed_again(order_in(run.parameters), asked.actor.today)
    draft = begin_draft(asked.agreement, typed, by=asked.actor, now=asked.now)
    if isinstance(draft, Refusal):
        return refused(request, draft)
    return redirect("cascade_step", year, whose, draft.pk, STEPS[0])


@login_required
@require_POST
def drop(request: HttpRequest, year: int, whose: str, draft: int) -> HttpResponse:
    """Throw a draft away."""
    found = asked_draft(request, year, whose, draft)
    if isinstance(found, HttpResponse):
        return found
    drop_draft(found[1])
    messages.success(request, gettext("ทิ้งร่างแล้ว"))
    return redirect("cascade_runs", year, whose)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, year: int, whose: str, draft: int, at: str, *, start: Start) -> HttpResponse:
    """One step: shown as typed, kept as typed; forward only when it can be read."""
    if at not in STEPS:
        raise Http404
    found = asked_draft(request, year, whose, draft)
    if isinstance(found, HttpResponse):
        return found
    desk = desk_of(*found)
    if at == "check":
        return check(request, desk, start)
    if request.method != "POST":
        return _page(request, desk, at, [], HTTPStatus.OK)
    typed, problems = _typed(request, desk, at)
    desk = desk_of(desk.asked, keep_draft(desk.draft, typed, now=desk.asked.now))
    problems += [fault.words for fault in desk.faults if fault.step == at]
    problems += _missing(desk, at)
    to = request.POST.get("to", "")
    if to.startswith("hand-") and to.removeprefix("hand-") in desk.typed["codes"]:
        return redirect("cascade_hand", year, whose, draft, to.removeprefix("hand-"))
    goes_on = to in STEPS and STEPS.index(to) > STEPS.index(at)
    if to not in STEPS or (goes_on and problems):
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
        return _page(request, desk, at, problems, status)
    return redirect("cascade_step", year, whose, draft, to)


def _typed(request: HttpRequest, desk: Desk, at: str) -> tuple[Typed, list[str]]:
    if at == "what":
        return with_what(desk.typed, request.POST), []
    if at == "whom":
        return with_whom(desk.typed, request.POST), []
    typed, sent = with_how(desk.typed, request.POST), request.FILES.get("file")
    if sent is None:
        return typed, []
    if sent.size is None or sent.size > MOST_BYTES:
        return typed, [gettext("แฟ้มใหญ่เกิน 4 MB")]
    sheet = read_sheet(sent.read())
    if isinstance(sheet, Unreadable):
        return typed, [unreadable_words(sheet)]
    lines = ["\t".join(filter(None, (row.at(0), row.cells[-1]))) for row in sheet.rows]
    return {**typed, "column": "\n".join(lines), "source": typed["source"] or (sent.name or "")[:200]}, []


def _missing(desk: Desk, at: str) -> list[str]:
    receivers = desk.order.receivers
    if at == "what" and not desk.order.ways:
        return [refusal_words(Refusal("cascade.no_indicator"))]
    if at == "whom" and not (receivers.kinds or receivers.codes or receivers.people):
        return [refusal_words(Refusal("cascade.no_receiver"))]
    return []


def _page(request: HttpRequest, desk: Desk, at: str, problems: list[str], status: HTTPStatus) -> HttpResponse:
    context = {**wizard_frame(desk, at), "problems": problems, **PARTS[at](desk)}
    return render(request, f"assignments/cascade_{at}.html", context, status=status)
