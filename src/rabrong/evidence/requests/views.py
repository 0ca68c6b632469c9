"""Requests for documents: the list, asking, one request with its units, the steps of one unit."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import ROUNDS
from rabrong.evidence.asked import Asked, asked_year, may_ask, refused, round_wanted, status_of, wanted_of
from rabrong.evidence.models import DocumentRequest, RequestedUnit, RequestState
from rabrong.evidence.owed.queries import owed_documents, there_in
from rabrong.evidence.queries import Filed, attachments_of, prescribed_of
from rabrong.evidence.requests import forms
from rabrong.evidence.requests.actions import Step, ask_for_documents, grant_to_move, move_request, withdraw_request
from rabrong.evidence.requests.pages import MoveRow, PartRow, Row, request_cells, request_columns
from rabrong.evidence.requests.queries import (
    Asked as Found,
)
from rabrong.evidence.requests.queries import (
    Part,
    askable,
    moves_of,
    request_numbered,
    requests_listed,
)
from rabrong.evidence.requests.rules import Wanted, grant_to_ask
from rabrong.evidence.sheets import is_export, kept_query, sheet_answer
from rabrong.evidence.wording import refusal_words
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import span_of_day
from rabrong.org.queries.tree import within
from rabrong.org.rules import Refusal, may_enter_for
from rabrong.results.reporters import reporting_units
from rabrong.ui.digits import shown
from rabrong.ui.whole import whole_number

ROWS = 50
WANTED = ("q", "kpi", "round", "state", "sort")
OFFERED = (UnitKind.PROVINCE, UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE, UnitKind.DISTRICT)
GET_OR_POST = ("GET", "HEAD", "POST")


@login_required
@require_safe
def requests(request: HttpRequest, year: int) -> HttpResponse:
    """The requests that somebody may see."""
    asked = asked_year(request, year)
    wanted = wanted_of(request, WANTED)
    today = asked.actor.today
    found = requests_listed(asked.scope, year, wanted, today)
    if is_export(request):
        return sheet_answer(request, f"requests-{year}", request_columns(), request_cells(found, today))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {
        **asked.frame("requests"),
        "wanted": wanted,
        "rounds": ROUNDS,
        "page": page,
        "rows": [Row(each, today) for each in page],
        "count": len(found),
        "states": RequestState.choices,
        "codes": list(dict.fromkeys(each.request.indicator.code for each in found)),
        "query": kept_query(request),
        "may_ask": may_ask(asked),
        "is_filtered": any(wanted.values()),
    }
    return render(request, "evidence/requests.html", context)


@login_required
@require_http_methods(GET_OR_POST)
def ask(request: HttpRequest, year: int) -> HttpResponse:
    """Ask units for a document: first of which indicator and round, then what, by when and whom."""
    asked = asked_year(request, year)
    versions = askable(asked.scope, year)
    if not versions:
        return refused(request, Refusal("request.not_asker", {"code": ""}))
    wanted = wanted_of(request, ("kpi", "round", "document"))
    version = next((each for each in versions if each.code == wanted["kpi"]), None)
    context: dict[str, object] = {
        **asked.frame("requests"),
        "versions": versions,
        "version": version,
        "round": round_wanted(wanted, asked),
        "rounds": ROUNDS,
    }
    if version is None:
        return render(request, "evidence/request_new.html", context)
    return _asking(request, asked, version, context)


def _asking(request: HttpRequest, asked: Asked, version: IndicatorVersion, context: dict[str, object]) -> HttpResponse:
    round_ = int(str(context["round"]))
    prescribed = prescribed_of(version, round_)
    initial = {"document": request.GET.get("document", ""), "whom": request.GET.get("whom", forms.PROVINCES)}
    form = forms.AskForm(request.POST or None, initial=initial, prescribed=prescribed)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            made = _asked_for(request, asked, version, round_, form)
            if isinstance(made, DocumentRequest):
                count = made.units.count()
                said = ngettext("ขอเอกสารจาก %(count)s หน่วยแล้ว", "ขอเอกสารจาก %(count)s หน่วยแล้ว", count)
                messages.success(request, said % {"count": shown(str(count))})
                return redirect("request", asked.year.year, made.pk)
            form.add_error(None, refusal_words(made))
            status = status_of(made)
    chosen = set(request.POST.getlist("units"))
    context |= {"form": form, "prescribed": prescribed, "units": _offered(asked), "chosen": chosen}
    return render(request, "evidence/request_new.html", context, status=status)


def _asked_for(
    request: HttpRequest, asked: Asked, version: IndicatorVersion, round_: int, form: forms.AskForm
) -> DocumentRequest | Refusal:
    data = form.cleaned_data
    text = data["text"] or form.said()
    wanted = Wanted(version, round_, text, data["due"], "" if data["text"] else data["document"], data["note"])
    units = _whom(request, asked, version, round_, form)
    return ask_for_documents(wanted, units, by=asked.actor, now=asked.now)


def _offered(asked: Asked) -> list[Unit]:
    """The units that can be chosen one by one: those of today, without the districts. One query."""
    there = Unit.objects.filter(within(span_of_day(asked.actor.today)), kind__in=OFFERED[:-1])
    return sorted(there, key=lambda unit: (OFFERED.index(UnitKind(unit.kind)), unit.sort_key))


def _whom(
    request: HttpRequest, asked: Asked, version: IndicatorVersion, round_: int, form: forms.AskForm
) -> Sequence[Unit]:
    there = Unit.objects.filter(within(span_of_day(asked.actor.today)), kind__in=OFFERED).order_by("sort_key", "code")
    whom, document = form.cleaned_data["whom"], form.cleaned_data["document"]
    if whom == forms.PROVINCES:
        return list(there.filter(kind=UnitKind.PROVINCE))
    if whom == forms.CHOSEN:
        typed = request.POST.get("codes", "").replace(",", " ").split()
        return list(there.filter(code__in=[*request.POST.getlist("units"), *typed]))
    if whom == forms.REPORTERS:
        return list(there.filter(pk__in=reporting_units(asked.year.year).get((version.pk, round_), frozenset())))
    owed = owed_documents(asked.year.year, round_, None, {version.pk: version})
    lying = there_in(round_, None, [version.pk])
    lacking = {each.unit for each in owed if each.document.key == document and each.place not in lying}
    return list(there.filter(pk__in=lacking))


@login_required
@require_http_methods(GET_OR_POST)
def one(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """A request with its units; who may ask withdraws what is not accepted."""
    asked = asked_year(request, year)
    found = _found(asked, number)
    today, version = asked.actor.today, found.request.indicator
    may_withdraw = grant_to_ask(asked.actor, version) is not None
    fault, status = "", 200
    if request.method == "POST":
        done = withdraw_request(found.request, request.POST.get("note", ""), by=asked.actor, now=asked.now)
        if not isinstance(done, Refusal):
            messages.success(request, gettext("ยกเลิกคำขอของ %(count)s หน่วยแล้ว") % {"count": shown(str(done))})
            return redirect("request", year, number)
        if status_of(done) == 403:
            return refused(request, done)
        fault, status = refusal_words(done), status_of(done)
    context = {
        **asked.frame("requests"),
        "row": Row(found, today),
        "asked_for": found.request,
        "parts": [PartRow(part, today) for part in found.parts],
        "may_withdraw": may_withdraw
        and any(part.state in (RequestState.OPEN, RequestState.ANSWERED) for part in found.parts),
        "fault": fault,
        "note": request.POST.get("note", ""),
    }
    return render(request, "evidence/request.html", context, status=status)


def _found(asked: Asked, number: int) -> Found:
    found = request_numbered(asked.scope, asked.year.year, number)
    if found is None:
        raise Http404
    return found


def _part(asked: Asked, number: int, code: str) -> Part:
    part = next((each for each in _found(asked, number).parts if each.of.unit.code == code), None)
    if part is None:
        raise Http404
    return part


@login_required
@require_safe
def of_unit(request: HttpRequest, year: int, number: int, code: str) -> HttpResponse:
    """What one unit was asked for, its history, and the steps that the reader may take."""
    asked = asked_year(request, year)
    return _unit_page(request, asked, _part(asked, number, code))


@login_required
@require_POST
def step(request: HttpRequest, year: int, number: int, code: str) -> HttpResponse:
    """Answer, accept, give back, withdraw."""
    asked = asked_year(request, year)
    part = _part(asked, number, code)
    to = request.POST.get("to", "")
    if to not in RequestState.values:
        raise Http404
    grant = grant_to_move(asked.actor, part.of, RequestState(to))
    if isinstance(grant, Refusal):
        return refused(request, grant)
    form = forms.StepForm(request.POST)
    if not form.is_valid():
        return _unit_page(request, asked, part, " ".join(str(each) for each in form.errors["note"]), 422)
    seen = whole_number(request.POST.get("seen", ""))
    chosen = set(request.POST.getlist("document"))
    documents = tuple(each.attachment for each in _documents(part.of) if str(each.attachment.pk) in chosen)
    done = move_request(
        part.of, Step(RequestState(to), seen, form.cleaned_data["note"], documents), by=asked.actor, now=asked.now
    )
    if isinstance(done, Refusal):
        return _unit_page(request, asked, part, refusal_words(done), status_of(done))
    messages.success(request, gettext("บันทึกแล้ว"))
    return redirect("request_unit", year, number, code)


def _documents(part: RequestedUnit) -> list[Filed]:
    """The documents of the unit and the indicator in the year, the newest first. One query."""
    found = attachments_of([part.unit_id], [part.request.indicator_id], months=range(1, 13), rounds=ROUNDS)
    return [each for each in reversed(found) if each.is_there]


def _unit_page(request: HttpRequest, asked: Asked, part: Part, fault: str = "", status: int = 200) -> HttpResponse:
    of, actor = part.of, asked.actor
    answers = may_enter_for(actor, of.unit) is not None and part.state == RequestState.OPEN
    decides = grant_to_ask(actor, of.request.indicator) is not None
    context = {
        **asked.frame("requests"),
        "asked_for": of.request,
        "part": PartRow(part, actor.today),
        "unit": of.unit,
        "moves": [MoveRow(move, move.number == 1) for move in moves_of(of)],
        "answers": answers,
        "documents": _documents(of) if answers else [],
        "may_decide": decides and part.state == RequestState.ANSWERED,
        "may_withdraw": decides and part.state in (RequestState.OPEN, RequestState.ANSWERED),
        "fault": fault,
        "note": request.POST.get("note", ""),
    }
    return render(request, "evidence/request_unit.html", context, status=status)
