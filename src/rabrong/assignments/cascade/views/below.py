"""What stands below an agreement, and what is proposed to one from above."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from rabrong.agreements.actions.applying import Rescore
from rabrong.agreements.models import Item
from rabrong.agreements.rules.agreements import agreements_visible_to
from rabrong.agreements.views.agreements_asked import Asked, asked_by_preparer, table_answer
from rabrong.assignments.cascade.deciding import Decided, Grounds, decide_proposals
from rabrong.assignments.cascade.pages.below import child_cells, child_columns, child_rows, indicators_below
from rabrong.assignments.cascade.pages.runs import change_rows
from rabrong.assignments.cascade.queries import directly_below, items_below, open_rows_for
from rabrong.assignments.cascade.rules import grant_to_decide
from rabrong.assignments.cascade.views.asked import ROWS, asked_parent, asked_run, refused, why_not
from rabrong.assignments.cascade.views.runs import grounds_fields, run_page
from rabrong.assignments.cascade.wording import refusal_words
from rabrong.assignments.models import CascadeRow, CascadeRun, RowState
from rabrong.org.rules import Refusal
from rabrong.scoring.agreement import ROUNDS
from rabrong.ui.whole import whole_number

EXPORTS = ("xlsx", "csv")
MOST_ROWS = 20_000


@login_required
@require_safe
def below(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """The agreements directly below, their targets against this one's. Fifteen queries at most."""
    asked = asked_parent(request, year, whose)
    found = directly_below(asked.agreement).filter(asked.scope.where("unit_id"))
    wanted = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "kpi")}
    if wanted["q"]:
        found = found.filter(unit__search_text__contains=wanted["q"].casefold())
    items = list(
        Item.objects.filter(agreement=asked.agreement)
        .select_related("indicator")
        .order_by("indicator__position", "indicator__code")
    )
    under = items_below(directly_below(asked.agreement).filter(asked.scope.where("unit_id")))
    is_whole = asked.agreement.unit in asked.scope
    chosen = next((item for item in items if item.indicator.code == wanted["kpi"]), None)
    at = None if chosen is None else chosen.indicator_id
    if request.GET.get("export") in EXPORTS:
        rows = child_rows(found, under, at, set())
        table = child_cells(rows), child_columns(wanted["kpi"] if chosen else "")
        return table_answer(request.GET["export"], f"below-{year}-{asked.agreement.pk}", table[1], table[0])
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    visible = agreements_visible_to(asked.scope).filter(pk__in=[each.pk for each in page]).values_list("pk", flat=True)
    refusal = why_not(asked)
    context = {
        **asked.frame("below"),
        "indicators": indicators_below(items, under),
        "is_whole": is_whole,
        "items": items,
        "chosen": chosen,
        "page": page,
        "rows": child_rows(page, under, at, set(visible)),
        "wanted": wanted,
        "rest": urlencode(wanted),
        "why_not": "" if refusal is None else refusal_words(refusal),
    }
    return render(request, "assignments/cascade_below.html", context)


@login_required
@require_safe
def proposals(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """What is proposed to an agreement from above and waits for an answer."""
    asked = asked_by_preparer(request, year, whose)
    return _proposals(request, asked, [], HTTPStatus.OK)


def _proposals(request: HttpRequest, asked: Asked, problems: list[str], status: HTTPStatus) -> HttpResponse:
    points = [str(point) for point in asked.agreement.year.points]
    groups: dict[int, list[object]] = {}
    runs: dict[int, CascadeRun] = {}
    for change in change_rows(open_rows_for(asked.agreement), points):
        runs[change.row.run_id] = change.row.run
        groups.setdefault(change.row.run_id, []).append(change)
    decided = [(run, groups[number], grounds_fields(request, run), _may(asked, run)) for number, run in runs.items()]
    is_signed = asked.texts.signed is not None
    context = {**asked.frame("proposals"), "groups": decided, "is_signed": is_signed, "problems": problems}
    return render(request, "assignments/cascade_proposals.html", context, status=status)


def _may(asked: Asked, run: CascadeRun) -> str:
    grant = grant_to_decide(asked.actor, run.parent, {asked.agreement.unit})
    return refusal_words(grant) if isinstance(grant, Refusal) else ""


@login_required
@require_POST
def answer_own(request: HttpRequest, year: int, whose: str, number: int, *, rescore: Rescore) -> HttpResponse:
    """Accept or decline what is proposed to one agreement."""
    asked = asked_by_preparer(request, year, whose)
    run = CascadeRun.objects.filter(pk=number, parent__year=year).select_related("parent__unit", "parent__year").first()
    own = CascadeRow.objects.filter(run=number, unit=asked.agreement.unit_id, person=asked.agreement.person_id)
    if run is None or not own.exists():
        raise Http404
    grant = grant_to_decide(asked.actor, run.parent, {asked.agreement.unit})
    if isinstance(grant, Refusal):
        return refused(request, grant)
    waiting = set(open_rows_for(asked.agreement).filter(run=number).values_list("pk", flat=True))
    chosen = [pk for pk in map(whole_number, request.POST.getlist("row")) if pk in waiting]
    if not chosen:
        problems = [refusal_words(Refusal("cascade.no_row"))]
        return _proposals(request, asked, problems, HTTPStatus.UNPROCESSABLE_ENTITY)
    done = decide_proposals(run, chosen, accept=_grounds(request), rescore=rescore, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        return _proposals(request, asked, [refusal_words(done)], HTTPStatus.UNPROCESSABLE_ENTITY)
    if done.refused:
        return _proposals(request, asked, _why(done), HTTPStatus.UNPROCESSABLE_ENTITY)
    _say(request, done)
    return redirect("proposals", year, whose)


@login_required
@require_POST
def answer_run(request: HttpRequest, year: int, whose: str, number: int, *, rescore: Rescore) -> HttpResponse:
    """Accept or decline rows of a run, some or all that wait."""
    asked, run = asked_run(request, year, whose, number)
    waiting = run.rows.filter(state=RowState.OPEN)
    if request.POST.get("which") != "all":
        waiting = waiting.filter(pk__in=[whole_number(each) for each in request.POST.getlist("row")])
    chosen = list(waiting.values_list("pk", flat=True)[:MOST_ROWS])
    done = decide_proposals(run, chosen, accept=_grounds(request), rescore=rescore, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal) and done.code != "cascade.no_row":
        return refused(request, done)
    if isinstance(done, Refusal):
        return run_page(request, asked, run, [refusal_words(done)], HTTPStatus.UNPROCESSABLE_ENTITY)
    if done.refused:
        return run_page(request, asked, run, _why(done), HTTPStatus.UNPROCESSABLE_ENTITY)
    _say(request, done)
    return redirect("cascade_run", year, whose, number)


def _grounds(request: HttpRequest) -> Grounds | None:
    """None declines."""
    if request.POST.get("act") != "accept":
        return None
    texts = {name: request.POST.get(name, "").strip()[:2000] for name in ("reason", "text", "exception")}
    round_ = next((each for each in ROUNDS if str(each) == request.POST.get("from_round")), ROUNDS[-1])
    return Grounds(texts["reason"], texts["text"], round_, texts["exception"])


def _why(done: Decided) -> list[str]:
    """What stands against which rows, by reason; what was done beside them."""
    by_reason: dict[str, list[str]] = {}
    for row, refusal in done.refused:
        by_reason.setdefault(refusal_words(refusal), []).append(f"{row.person or row.unit} · {row.indicator.code}")
    said = [f"{', '.join(who[:5])}{'…' if len(who) > 5 else ''}: {words}" for words, who in by_reason.items()]
    if done.done:
        said.insert(0, gettext("บันทึกแล้ว %(count)s รายการ ส่วนที่เหลือยังรอพิจารณา") % {"count": len(done.done)})
    return said


def _say(request: HttpRequest, done: Decided) -> None:
    messages.success(request, gettext("บันทึกแล้ว %(count)s รายการ") % {"count": len(done.done)})
