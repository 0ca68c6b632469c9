"""What is doubtful in an agreement: findings by indicator, answering for one, taking that back."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from rabrong.agreements.actions.checking import accept_finding, withdraw_acceptance
from rabrong.agreements.models import AcceptedFinding, Agreement
from rabrong.agreements.pages.checking import check_groups, standing
from rabrong.agreements.queries.checking import acceptances_of, doubts_of
from rabrong.agreements.queries.exchange import OwnersOf
from rabrong.agreements.rules.years import may_read_draft
from rabrong.agreements.views.year_asked import Asked, asked_agreement, not_allowed, said
from rabrong.agreements.views.year_stages import Stages
from rabrong.org.rules import Refusal


@login_required
@require_safe
def check(request: HttpRequest, year: int, unit: str, *, stages: Stages) -> HttpResponse:
    """All findings of a unit's agreement."""
    asked, agreement = _asked(request, year, unit)
    return _page(request, asked, agreement, stages.owners_of)


def _asked(request: HttpRequest, year: int, unit: str) -> tuple[Asked, Agreement]:
    """Who prepares or follows the preparing. Raises Http404."""
    asked, agreement = asked_agreement(request, year, unit)
    if not may_read_draft(asked.actor):
        raise Http404
    return asked, agreement


def _page(
    request: HttpRequest,
    asked: Asked,
    agreement: Agreement,
    owners_of: OwnersOf,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    doubts = doubts_of(agreement, owners_of)
    context = {
        **asked.frame,
        "agreement": agreement,
        "groups": check_groups(agreement, doubts),
        "standing": standing(doubts),
        "history": acceptances_of(agreement),
        "typed": request.POST.get("reason", ""),
        "typed_for": request.POST.get("fingerprint", ""),
        "may_accept": asked.may_edit and agreement.state != "signed" and not asked.frame["is_closed"],
    }
    return render(request, "agreements/year_check.html", context, status=status)


@login_required
@require_POST
def accept(request: HttpRequest, year: int, unit: str, *, stages: Stages) -> HttpResponse:
    """Take a warning on with a reason."""
    asked, agreement = _asked(request, year, unit)
    forbidden = not_allowed(request, asked)
    if forbidden is not None:
        return forbidden
    done = accept_finding(
        agreement,
        request.POST.get("fingerprint", ""),
        request.POST.get("reason", ""),
        by=asked.actor,
        now=asked.now,
        owners_of=stages.owners_of,
    )
    if isinstance(done, Refusal):
        return _page(request, asked, agreement, stages.owners_of, said(request, done))
    messages.success(request, gettext("รับไว้แล้ว %(code)s") % {"code": done.code})
    return redirect("check", year, unit)


@login_required
@require_POST
def withdraw(request: HttpRequest, year: int, unit: str, pk: int, *, stages: Stages) -> HttpResponse:
    """Take an acceptance back."""
    asked, agreement = _asked(request, year, unit)
    forbidden = not_allowed(request, asked)
    if forbidden is not None:
        return forbidden
    accepted = AcceptedFinding.objects.filter(pk=pk, agreement=agreement).first()
    if accepted is None:
        raise Http404
    done = withdraw_acceptance(accepted, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        return _page(request, asked, agreement, stages.owners_of, said(request, done))
    messages.success(request, gettext("ถอนการรับไว้แล้ว %(code)s") % {"code": done.code})
    return redirect("check", year, unit)
