"""The appeal of the notified result: filing it, and recording what was decided."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from rabrong.agreements.actions.negotiation_appeals import Decision, decide_appeal, file_appeal
from rabrong.agreements.forms.negotiation import AppealForm, DecisionForm
from rabrong.agreements.models import AgreementState, Appeal, MeetingKind, Outcome, Side
from rabrong.agreements.pages.negotiation_rounds import deadline_words, meeting_words
from rabrong.agreements.queries.negotiation import appeals_of, notified_result
from rabrong.agreements.rules.negotiation import grant_to_run
from rabrong.agreements.views.negotiation_asked import Asked, asked_whole, frame, refused
from rabrong.agreements.wording.negotiation import refusal_words
from rabrong.org.rules import Refusal


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """The appeals so far; POST files one."""
    asked = asked_whole(request, year, unit)
    if request.method != "POST":
        return _page(request, asked, AppealForm(), DecisionForm(), HTTPStatus.OK)
    grant = grant_to_run(asked.actor, asked.agreement)
    if isinstance(grant, Refusal):
        return refused(request, grant)
    form = AppealForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, form, DecisionForm(), HTTPStatus.UNPROCESSABLE_ENTITY)
    data = form.cleaned_data
    done = file_appeal(asked.agreement, data["statement"], data["filed_on"], by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        form.add_error(None, refusal_words(done))
        return _page(request, asked, form, DecisionForm(), HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, gettext("บันทึกการอุทธรณ์แล้ว"))
    return redirect("negotiation_appeal", year, unit)


@require_POST
@login_required
def decide(request: HttpRequest, year: int, unit: str, pk: int) -> HttpResponse:
    """Record the decision with its letter, then go on to the offers that come out of it."""
    asked = asked_whole(request, year, unit)
    grant = grant_to_run(asked.actor, asked.agreement)
    if isinstance(grant, Refusal):
        return refused(request, grant)
    found = next((each for each in appeals_of(asked.agreement) if each.pk == pk), None)
    if found is None:
        raise Http404
    form = DecisionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, asked, AppealForm(), form, HTTPStatus.UNPROCESSABLE_ENTITY)
    data = form.cleaned_data
    decision = Decision(Outcome(data["outcome"]), data["decision"], form.meeting(MeetingKind.NOTIFIED))
    done = decide_appeal(found, decision, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        form.add_error(None, refusal_words(done))
        return _page(request, asked, AppealForm(), form, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, gettext("บันทึกผลอุทธรณ์แล้ว ใส่ข้อเสนอใหม่ที่ได้จากคำวินิจฉัยต่อได้เลย"))
    return redirect(f"{reverse('negotiation', args=(year, unit))}?side={Side.COMMITTEE}&meeting={done.decided_in_id}")


def _page(
    request: HttpRequest, asked: Asked, form: AppealForm, decision: DecisionForm, status: HTTPStatus
) -> HttpResponse:
    agreement, notified = asked.agreement, notified_result(asked.agreement)
    appeals = appeals_of(agreement)
    pending = next((each for each in appeals if each.outcome == Outcome.PENDING), None)
    context = {
        **frame(asked),
        "form": form,
        "decision": decision,
        "notified": "" if notified is None else meeting_words(notified),
        "deadline": "" if notified is None else deadline_words(agreement, notified, asked.actor.today),
        "appeals": [(each, meeting_words(each.meeting), _decided(each)) for each in appeals],
        "pending": pending,
        "may_file": asked.may_run and agreement.state == AgreementState.NOTIFIED and notified is not None,
    }
    return render(request, "agreements/negotiation_appeal.html", context, status=status)


def _decided(found: Appeal) -> str:
    return "" if found.decided_in is None else meeting_words(found.decided_in)
